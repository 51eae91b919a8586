"""What is said to who reads best in short sentences: a sentence a line, nothing abbreviated."""

import pytest

from bot.conversation.easy import easy
from bot.conversation.message import Button, Reply
from bot.replies.rich import bold, join, rich
from tests.conversation.guide import labels, read


@pytest.mark.parametrize(
    ("said", "easily"),
    [
        (
            "C'est noté. Je vous le rappellerai à 9 h 30. Bonne journée !",
            "C'est noté.\nJe vous le rappellerai à 9 heures 30.\nBonne journée !",
        ),
        ("Pour quel lieu ? « Toulon », par exemple.", "Pour quel lieu ?\n« Toulon », par exemple."),
        ("Ouvert (le matin). Éloigné.", "Ouvert (le matin).\nÉloigné."),
        ("1. Visites dans le Var", "1. Visites dans le Var"),
        ("10. Visites dans le Var", "10. Visites dans le Var"),
        ("Venez à 14 h. Entrée libre.\n2. Ateliers", "Venez à 14 heures.\nEntrée libre.\n2. Ateliers"),
        ("Rue J. Moulin, 3 boul. Gambetta", "Rue J. Moulin, 3 boulevard Gambetta"),
        ("http://exemple.fr/a.B?c=D", "http://exemple.fr/a.B?c=D"),
    ],
)
def test_a_sentence_a_line(said: str, easily: str) -> None:
    assert read(easy(Reply(text=rich(said)))) == easily


def test_titles_stay_as_they_are() -> None:
    reply = Reply(text=join("\n", (bold("L'usine. Un monde"), "C'est une visite. Elle est gratuite.")))
    assert read(easy(reply)) == "**L'usine. Un monde**\nC'est une visite.\nElle est gratuite."


def test_buttons_too_are_written_out() -> None:
    reply = Reply(text=rich("?"), buttons=((Button(label="Dans 1 h", action="x"), Button(label="À moins de 40 km")),))
    assert labels(easy(reply)) == ["Dans 1 heure", "À moins de 40 kilomètres"]
    assert easy(reply).buttons[0][0].action == "x"
