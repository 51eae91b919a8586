"""What a question asks in particular."""

import pytest

from bot.conversation.topics import asked, without


@pytest.mark.parametrize(
    ("section", "texts", "expected"),
    [
        ("conditions", ("c'est combien ? c'est gratuit ?",), ["price"]),
        ("conditions", ("Accessible aux fauteuils, et à quel prix ?",), ["price", "accessibility"]),
        ("place", ("on peut se garer ?",), ["parking"]),
        ("place", ("en ce bus ?",), []),
        ("place", ("quel bus ?",), ["transport"]),
        ("reminder", ("on peut se garer ?",), []),
        ("status", ("",), []),
    ],
)
def test_topics_are_asked_by_their_phrases(section: str, texts: tuple[str, ...], expected: list[str]) -> None:
    assert asked(section, *texts) == expected


def test_of_several_texts_any_may_speak_of_a_topic_and_each_is_told_once_in_its_order() -> None:
    assert asked("conditions", "handicap ?", "prix ? handicap ?") == ["price", "accessibility"]


def test_what_speaks_of_a_topic_can_be_left_out() -> None:
    assert without("practical", "On peut prendre des photos de la forge ?") == "on peut prendre des de la forge"
    assert without("practical", "c'est à l'intérieur, le prix ?") == "c est le prix"
