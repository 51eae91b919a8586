"""Makes the pictures of `docs/pictures/`, as the guide makes them of `data/events.yaml`, smaller.

python -m tools.make_pictures
"""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.app import OUTLINES, App
from bot.conversation.attachment import Attachment, MapPicture
from bot.conversation.class_visits.school_class import SchoolClass
from bot.conversation.class_visits.sheet import class_sheet
from bot.conversation.figures import Figures
from bot.conversation.making import Maker
from bot.conversation.report import picture
from bot.documents.poster import poster_page
from bot.documents.raster import png_of
from bot.posters import Posters
from tools.desk_scenes import desk_scenes
from tools.scenes import scenes

FOLDER = Path("docs/pictures")
_NOW = datetime(2021, 11, 15, 9)
_AUBAGNE = (43.29, 5.57)
#: It has more for classes; and pictures of two chats side by side.
_INVENTED, _WIDE = Path("tests/files/class_visits.yaml"), ("map-in-a-chat",)
#: Lists, and where the asker is.
_MAPS = {
    "map-region": (
        "semaine-ecole-entreprise",
        "agronovae-visite",
        "iter-visite",
        "acri-st-satellites",
        "hydrogene-debat",
    ),
    "map-close": ("naval-group-ollioules", "naval-group-toulon", "forum-metiers-mer"),
}
#: Invented, to show what organisers see.
_FIGURES = Figures(
    questions=tuple((f"2021-11-{day:02}", count) for day, count in enumerate((12, 31, 64, 40, 52, 88, 140), 9)),
    people_today=61,
    people=230,
    reminders=48,
    subscriptions=17,
    errors=0,
    undelivered=0,
    shown=(("agronovae-visite", 96), ("usine-extraordinaire", 81), ("iter-visite", 74), ("forum-metiers-mer", 40)),
    missing={"places": (("05061", 23), ("83061", 14)), "kinds": (("job-dating", 31),), "sectors": (("robotique", 9),)},
    sentences=(),
)


def main() -> None:
    """Make all of them."""
    FOLDER.mkdir(exist_ok=True)
    app, maker = App.build(Path("data/events.yaml")), Maker(OUTLINES)
    guide = app.guide
    for name, events in _MAPS.items():
        content = MapPicture(events=dict(enumerate(events, 1)), here=_AUBAGNE)
        save(name, maker.make(Attachment(name="", media_type="", content=content), guide, _NOW), 720)
    event = guide.catalogue.event("iter-visite")
    assert event
    school_class = SchoolClass(level="terminale", pupils=24, town="13005")
    sheet = class_sheet(event, event.sessions[:1], school_class, guide)
    save("sheet", png_of(maker.make(sheet, guide, _NOW), 2), 720)
    posters = Posters(catalogue=guide.catalogue, phrases=guide.phrases, bot="GuideIndustrieBot", now=_NOW)
    save("poster", png_of(poster_page(posters.poster(event)), 2), 480)
    save("report", picture(_FIGURES, guide), 640)
    for name, png in scenes(app, App.build(_INVENTED), maker, _NOW).items():
        save(name, png, 800 if name in _WIDE else 480)
    for name, png in desk_scenes(app, _FIGURES, _NOW).items():
        save(name, png, 480)


def save(name: str, png: bytes, width: int) -> None:
    """Write a picture, that wide."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    small = picture.resize((width, round(width * picture.height / picture.width)), Image.Resampling.LANCZOS)
    small.quantize(160, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
