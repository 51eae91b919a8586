"""What of a list can be shown on a map, and what goes into its caption."""

import msgspec
import pytest

from bot.conversation.attachment import MapPicture
from bot.conversation.lists.listing import Lister
from bot.conversation.lists.mapping import mapped, scene_of
from bot.conversation.message import Position, Reply
from bot.conversation.session import Profile, Session
from intents import Criteria
from tests.conversation.guide import NOW, guide, labels, read


def test_what_is_held_online_only_is_nowhere() -> None:
    events = dict(enumerate(guide().catalogue.events, 1))
    places = mapped(events)
    assert {events[number].id for number in places} == {
        event.id for event in events.values() if event.place and event.status != "moved-online"
    }


def test_the_map_of_a_list_has_its_numbers() -> None:
    reply = on_map(Session())
    content = map_of(reply)
    assert content.here is None
    pins = scene_of(content, guide()).pins
    assert [pin.label for pin in pins] == list(map(str, content.events))
    assert all(f"**{number}. " in read(reply) for number in content.events)
    assert len(labels(reply)) == 5


def test_the_asker_is_on_the_map_no_more_exactly_than_it_shows() -> None:
    content = map_of(on_map(Session(location=Position(lat=43.29651, lon=5.36978))))
    assert content.here == (43.3, 5.37)
    assert map_of(on_map(Session(profile=Profile(places=("83137",))))).here == (43.12, 5.93)


def test_what_is_kept_of_it_is_small_and_reads_back() -> None:
    attachment = on_map(Session()).attachment
    assert attachment
    text = msgspec.json.encode(attachment)
    assert len(text) < 300
    assert msgspec.json.decode(text, type=type(attachment)) == attachment


def test_a_map_of_nothing_is_none() -> None:
    with pytest.raises(LookupError):
        scene_of(MapPicture(events={1: "no-such-event"}), guide())


def test_a_map_knows_the_area_and_its_towns() -> None:
    scene = scene_of(MapPicture(events={1: next(e.id for e in guide().catalogue.events if e.place)}), guide())
    assert set(scene.departements) >= {"13", "83"}
    assert scene.towns[0].name


def map_of(reply: Reply) -> MapPicture:
    """What its picture is described by."""
    assert reply.attachment
    assert isinstance(reply.attachment.content, MapPicture)
    return reply.attachment.content


def on_map(session: Session) -> Reply:
    """The map of a list of everything."""
    lister = Lister(guide=guide(), session=session, now=NOW)
    lister.search(Criteria())
    assert session.listing
    return lister.on_map(session.listing, 0)
