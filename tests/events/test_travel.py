"""The way between two events: where it begins, and how long it takes at most."""

import pytest

from bot.events.communes import Communes
from bot.events.model import Event, MeetingPoint, Place
from bot.events.travel import Spot, gathering, trip

_CHANTIER = Place(city="Saint-Paul-lez-Durance", insee="13099", lat=43.7085, lon=5.7702, approximate=False)
_GARE = Spot(lat=43.2927, lon=5.5708)


def _visit(place: Place | None, point: MeetingPoint | None = None, status: str = "confirmed") -> Event:
    return Event(id="visite", title="Visite", kind="visite", place=place, meeting_point=point, status=status)


def test_people_gather_at_the_place(communes: Communes) -> None:
    assert gathering(_visit(_CHANTIER), communes) == Spot(lat=43.7085, lon=5.7702)


def test_a_meeting_point_elsewhere_is_where_it_begins(communes: Communes) -> None:
    spot = gathering(_visit(_CHANTIER, MeetingPoint(city="Manosque", insee="04112")), communes)
    assert spot
    assert spot.approximate
    assert spot.lat == pytest.approx(43.83, abs=0.05)


def test_a_meeting_point_in_the_same_commune_leaves_the_position(communes: Communes) -> None:
    assert gathering(_visit(_CHANTIER, MeetingPoint(name="Accueil", insee="13099")), communes) == Spot(
        lat=43.7085, lon=5.7702
    )


@pytest.mark.parametrize("event", [_visit(None), _visit(_CHANTIER, status="moved-online"), _visit(Place(city="?"))])
def test_nobody_knows_where(event: Event, communes: Communes) -> None:
    assert gathering(event, communes) is None


def test_next_door_still_takes_the_time_to_gather() -> None:
    assert trip(_GARE, _GARE).minutes == 10


def test_a_spot_that_is_not_exact_takes_longer() -> None:
    vague = Spot(lat=_GARE.lat, lon=_GARE.lon, approximate=True)
    assert trip(vague, vague).minutes == 20


def test_from_aubagne_to_marseille() -> None:
    found = trip(_GARE, Spot(lat=43.2965, lon=5.3698))
    assert found.km == pytest.approx(16.3, abs=0.2)
    assert found.minutes == 45  # half an hour on the motorway when all goes well
