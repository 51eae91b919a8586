"""Which event a message names, and that a search names none."""

from pathlib import Path

import pytest
import yaml

from bot.events.catalogue import Catalogue, load
from bot.events.communes import Communes
from bot.events.naming import mentions
from tests.events.invented import catalogue_of, event_of

_CORPUS = yaml.safe_load((Path(__file__).parents[1] / "files" / "named.yaml").read_text(encoding="utf-8"))
_NAMED = [(text, event_id) for event_id, texts in _CORPUS["named"].items() for text in texts]


@pytest.fixture(scope="module")
def catalogue(communes: Communes, real_programme: Path) -> Catalogue:
    return load(real_programme, communes)


@pytest.mark.parametrize(("text", "event_id"), _NAMED)
def test_a_message_names_an_event(text: str, event_id: str, catalogue: Catalogue) -> None:
    assert mentions(catalogue, text)[0].event == event_id


@pytest.mark.parametrize("text", _CORPUS["searches"])
def test_a_search_names_none(text: str, catalogue: Catalogue) -> None:
    found = mentions(catalogue, text)
    assert not found or found[0].score < 0.35


def test_a_large_number_of_a_title_names_it(communes: Communes) -> None:
    titles = {"jd": "Job dating des vergers", "100": "Les 100 métiers du verre", "port": "Job dating du port"}
    orchard = catalogue_of(communes, *(event_of(i, kind="job-dating", title=title) for i, title in titles.items()))
    assert mentions(orchard, "l'adresse du job dating des 100 métiers")[0].event == "100"


def test_named_messages_score_above_searches(catalogue: Catalogue) -> None:
    named = sorted(mentions(catalogue, text)[0].score for text, _ in _NAMED)
    assert named[len(named) // 2] > 0.5


def test_among_the_events_of_a_list(catalogue: Catalogue) -> None:
    listed = ["naval-group-toulon", "acri-st-satellites", "hydrogene-debat", "an-event-that-is-gone"]
    assert [found.event for found in mentions(catalogue, "celui de Grasse", among=listed)] == ["acri-st-satellites"]
    assert mentions(catalogue, "celui de Peyruis", among=listed) == []
