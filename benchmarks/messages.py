"""What is asked of the guide while it is timed."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.programmes import START, SYLLABLES

#: When all is asked, local time: a Monday morning, a week before the programme.
NOW = datetime.combine(START, datetime.min.time()) - timedelta(days=7) + timedelta(hours=9)
#: Telegram's longest message, in characters.
LONGEST = 4096
_QUESTIONS = Path(__file__).with_name("questions.txt")


def questions() -> list[str]:
    """Ordinary questions."""
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def hostile(length: int = LONGEST) -> Mapping[str, str]:
    """Messages of that many characters that a backtracking or quadratic reader would choke on, by name."""
    patterns = {
        "one letter": "a",
        "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 ",
        "figures of two": "06 12 04 33 05 01 ",
        "ages and trades": "il a 16 ans et veut travailler soudeur ",
        "digits": "7",
        "dates": "lundi 3 mardi 4 mercredi 5 et jeudi 6 ou vendredi 7 au samedi 8 ",
        "open ranges": "du 3 au du 4 au du ",
        "hours": "de 10 h à 12 h de ",
        "towns": "Marseille Toulon Nice Avignon Gap ",
        "bits of names": "saint de la sur les ",
        "misspelt towns": "Marseile Toullon Avigon Carpantras ",
        "near": "près de à côté de autour de ",
        "kinds": "visite atelier conférence pas de forum ",
        "negations": "pas de sauf sans ni ",
        "refusals": "et pas le 24 ",
        "askers": "étudiant à La Seyne ",
        "relatives": "ma mère est en fauteuil, quoi pour elle ? ",
        "what is kept": "mes abonnements, pas mes rappels ",
        "unknown words": "zorglub krouxtl pramouk vindrot ",
        "one long word": "visiteusine",
        "hyphens": "-à-",
        "marks": "?!.,;:'’()[]",
        "accents": "éàùçœ ",
        "combining accents": "e\u0301\u0301\u0301",
        "emoji": "👩‍🏭🏭 ",
        "questions": " ".join(questions()) + " ",
        "new words": _new_words(length),
        "new names": _new_words(length).title(),
    }
    return {name: (pattern * (length // len(pattern) + 1))[:length] for name, pattern in patterns.items()}


def _new_words(length: int) -> str:
    """As many words as fill a message, none of which was ever seen; those of another length are others."""
    chance = random.Random(length)
    return "".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) + " " for _ in range(length // 4))
