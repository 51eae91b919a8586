"""How sentences are read and filled."""

import pytest

from bot.replies.phrases import Phrases, parse_template
from bot.replies.rich import Rich, Run
from bot.replies.source import parse

TITLE = "Portes *ouvertes* : **tout** {voir}"


def test_bold_is_parsed_before_values_are_put_in() -> None:
    said = parse_template("**{title}** a lieu {when}.").fill({"title": TITLE, "when": "demain"})
    assert said == Rich((Run(TITLE, bold=True), Run(" a lieu demain.")))


def test_a_value_keeps_its_own_bold() -> None:
    said = parse_template("Voici {what}.").fill({"what": Rich((Run("ceci", bold=True),))})
    assert said == Rich((Run("Voici "), Run("ceci", bold=True), Run(".")))


def test_a_bold_stretch_makes_what_is_put_in_bold() -> None:
    value = Rich((Run("le 5", at=60), Run(" ou demain")))
    said = parse_template("**Voici {when}**.").fill({"when": value})
    assert said == Rich(
        (Run("Voici ", bold=True), Run("le 5", bold=True, at=60), Run(" ou demain", bold=True), Run("."))
    )


def test_a_sentence_without_values_is_made_once() -> None:
    phrases = Phrases.load()
    assert phrases.say("listing.none") is phrases.say("listing.none", count=2)
    assert str(phrases.say("listing.none")).startswith("Rien ne correspond")


def test_bold_must_end() -> None:
    with pytest.raises(ValueError, match="bold does not end"):
        parse_template("**Titre")


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match=r"event_time\.once: no value for when"):
        Phrases.load().say("event_time.once")


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"event_time\.never"):
        Phrases.load().say("event_time.never")


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 place"), (1, "1 place"), (2, "2 places"), (1250, "1\u202f250 places")],
)
def test_plurals(count: int, said: str) -> None:
    assert str(Phrases.load().say("event.capacity", count=count)) == said


def test_variants_follow_the_turn_and_come_round() -> None:
    phrases = Phrases.load()
    said = [phrases.text("thank.welcome", turn=turn) for turn in range(4)]
    assert said[0] == said[3]
    assert len(set(said)) == 3


def test_labels() -> None:
    phrases = Phrases.load()
    assert phrases.label("kinds", "portes-ouvertes", 2) == "journées portes ouvertes"
    assert phrases.label("sectors", "dechets-recyclage") == "recyclage et déchets"
    assert phrases.definite("sectors", "aeronautique") == "l'aéronautique"
    assert phrases.feminine("audiences", "lyceens") == "lycéennes"
    assert phrases.feminine("audiences", "rh") == "professionnels des ressources humaines"
    with pytest.raises(KeyError, match=r"kinds\.visit"):
        phrases.label("kinds", "visit")


def test_a_repeated_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"greet\.yaml: repeated key 'hello'"):
        parse("hello: Bonjour\nhello: Salut\n", "greet")


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a text"):
        parse("no: Non\n", "greet")
