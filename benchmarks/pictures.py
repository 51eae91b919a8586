"""Maps of every region, a sheet, a poster: how long each keeps a processor, and how much it weighs. Prints JSON.

Nothing in it waits: on a free processor it takes as long by the clock, on a busy machine longer.

`python -m benchmarks.pictures`
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from random import Random
from time import process_time
from typing import TypeVar

from benchmarks.messages import NOW
from benchmarks.timing import Timing
from bot.app import OUTLINES, App
from bot.conversation.attachment import Attachment, MapPicture
from bot.conversation.class_visits.school_class import SchoolClass
from bot.conversation.class_visits.sheet import class_sheet
from bot.conversation.making import Maker
from bot.documents.map import map_picture
from bot.documents.outlines import Outlines
from bot.documents.poster import poster_page
from bot.documents.raster import png_of
from bot.documents.scene import Pin, Scene, Town
from bot.posters import Posters
from intents import Gazetteer

T = TypeVar("T")
#: Scenes of each sort in each region.
_ROUNDS = 6


def main() -> None:
    """Make, print."""
    app = App.build(Path("data/events.yaml"))
    guide, maker = app.guide, Maker(OUTLINES)
    events = [event for event in guide.catalogue.events if event.place]
    content = MapPicture(events={i: event.id for i, event in enumerate(events[:5], 1)})
    of_list = Attachment(name="carte.png", media_type="image/png", content=content)
    first = _taken(lambda: maker.make(of_list, guide, NOW))
    outlines = Outlines.load(OUTLINES)
    sheet = class_sheet(events[0], (), SchoolClass(level="3e", pupils=28, town="13005"), guide)
    posters = Posters(catalogue=guide.catalogue, phrases=guide.phrases, bot="GuideTestBot", now=datetime(2021, 11, 15))
    pages = [poster_page(posters.poster(event)) for event in events]
    figures = {
        "map of a list": _measure(lambda scene: map_picture(scene, outlines), list(_scenes(guide.gazetteer))),
        "the same again": _measure(lambda attachment: maker.make(attachment, guide, NOW), [of_list] * 50),
        "sheet for a class (PDF)": _measure(lambda attachment: maker.make(attachment, guide, NOW), [sheet] * 20),
        "poster (PDF)": _measure(lambda event: poster_page(posters.poster(event)), events),
        "poster (PNG, 300 dots an inch)": _measure(lambda page: png_of(page, 300 / 72, colours=64), pages),
    }
    print(json.dumps({"first_ms": 1000 * first, **figures}))


def _measure(make: Callable[[T], bytes], inputs: Sequence[T]) -> dict[str, object]:
    """How long each takes, and how much the heaviest weighs."""
    made: list[bytes] = []
    times = [_taken(lambda item=item: made.append(make(item))) for item in inputs]  # type: ignore[misc]  # called without
    return {"time": asdict(Timing.of(times)), "heaviest_kb": max(map(len, made)) / 1000}


def _taken(call: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = process_time()
    call()
    return process_time() - start


def _scenes(gazetteer: Gazetteer) -> Iterator[Scene]:
    """Of each region: five towns of any size, and eight of the largest one's neighbours, an asker among them."""
    chance = Random(7)
    for region in gazetteer.regions():
        codes = [code for code in gazetteer.communes_of([region]) if gazetteer.position(code)]
        codes.sort(key=gazetteer.population, reverse=True)
        departements = tuple({gazetteer.departement(code) for code in codes})
        towns = tuple(
            Town(name=gazetteer.name(c), lat=p[0], lon=p[1]) for c in codes[:400] if (p := gazetteer.position(c))
        )
        if not codes:
            continue
        largest = gazetteer.position(codes[0]) or (0.0, 0.0)
        for _ in range(_ROUNDS):
            spread = [gazetteer.position(code) or largest for code in chance.choices(codes, k=5)]
            close = [(largest[0] + chance.gauss(0, 0.03), largest[1] + chance.gauss(0, 0.03)) for _ in range(8)]
            for places, here in ((spread, None), (close, largest)):
                pins = tuple(Pin(label=str(i), lat=lat, lon=lon) for i, (lat, lon) in enumerate(places, 1))
                yield Scene(departements=departements, pins=pins, here=here, here_name="Vous", towns=towns)


if __name__ == "__main__":
    main()
