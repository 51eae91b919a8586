"""Short and phonetic spellings."""

import re
from pathlib import Path

import pytest

from intents.homophones import Homophones
from intents.reader import Reader
from intents.vocabulary import load

_DATA = load("sms")
_READER = Reader(sms=_DATA["sms"], abbreviations=_DATA["abbreviations"], mend=Homophones(_DATA["homophones"]).heard)
_COMMON = Path(__file__).parents[2] / "intents/vocabulary/common_words.txt"


def words(message: str) -> str:
    return " ".join(token.norm for token in _READER.read(message).tokens)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("o licé, 1 truc enligne sur les coutos", "au lycee , 1 truc en ligne sur les couteaux"),
        ("slt ya koi dmn", "salut y a quoi demain"),
        ("jveu visiter 1 usine svp", "je veux visiter 1 usine se il vous plait"),
        ("g 16ans jsui a nice", "je ai 16 ans je suis a nice"),
        ("eske c ouvert auj", "est ce que ce est ouvert aujourd hui"),
        ("2m1 aprem", "demain apres midi"),
        ("tu peu mdir ladessus", "tu peux me dire la dessus"),
        ("qqch pr les ados ce we", "quelque chose pour les ados ce week end"),
        ("jsuis o chomage", "je suis au chomage"),
        ("C'est où ?", "ce est ou ?"),
        ("c où ?", "ce est ou ?"),
        ("y a-t-il de l'eau", "y a t il de le eau"),
        ("la semaine de l industrie", "la semaine de le industrie"),
        ("jveu pu de mails", "je veux plus de mails"),
        ("ya pu de place ?", "y a plus de place ?"),
        ("jai pu venir", "je ai pu venir"),
        ("keske vs avez", "que est ce que vous avez"),
        ("sam. 20 nov.", "samedi 20 nov"),
        ("svpppp", "se il vous plait"),
        ("ou sa ?", "ou ca ?"),
        ("sa coute combien", "ca coute combien"),
        ("ses quand le forum", "ce est quand le forum"),
        ("s'est pour qui", "ce est pour qui"),
        ("sait ou la visite", "ce est ou la visite"),
        ("a quel eure", "a quel heure"),
        ("il se pass koi", "il se passe quoi"),
        ("un pass culture", "un pass culture"),
        ("prof 2 svt, 28 eleves 2 4e", "prof de svt , 28 eleves de 4 e"),
        ("a 2 km 2 gap", "a 2 km de gap"),
        ("le 2 ou le 3", "le 2 ou le 3"),
        ("koi 2 bo ce we", "quoi de beau ce week end"),
        ("laissé tombé, nouvel demande", "laisse tomber , nouvelle demande"),
        ("le nouvel atelier est tombé", "le nouvel atelier est tombe"),
        ("des chose reserver o fille", "des chose reserve au fille"),
        ("je veux réserver pour mardi", "je veux reserver pour mardi"),
        ("ou ces que c", "ou ce est que ce est"),
        ("l18 ou l20", "le 18 ou le 20"),
        ("etudiant en L3", "etudiant en l 3"),
        ("g17 ans", "je ai 17 ans"),
        ("mardi é jeudi", "mardi et jeudi"),
        ("entre 14h é 16h", "entre 14 h et 16 h"),
        ("jsui prof é jai 10 eleves", "je suis prof et je ai 10 eleves"),
        ("forums é les confs", "forums et les conferences"),
        ("ou é le forum", "ou est le forum"),
        ("kel usine é ouverte", "quel usine est ouverte"),
        ("une 4e mercredi", "une 4 e mercredi"),
        ("ver toulon", "vers toulon"),
        ("un ver de terre", "un ver de terre"),
        ("ya koi a fer", "y a quoi a faire"),
        ("quoi fare demain", "quoi faire demain"),
        ("visites ce week", "visites ce week end"),
        ("arété tt", "arrete tout"),
        ("un chemin de fer", "un chemin de fer"),
        ("ma file et mon fil", "ma fille et mon fils"),
        ("ou son les visites", "ou sont les visites"),
        ("koi pré de nice", "quoi pres de nice"),
        ("kes-ce qu'on pe voir", "que est ce que on peut voir"),
        ("é-ce que c loin", "est ce que ce est loin"),
        ("des rendé-vou", "des rendez vous"),
        ("des pores ouverte", "des portes ouverte"),
        ("un port de peche", "un port de peche"),
        ("ente 9h et midi", "entre 9 h et midi"),
        ("dix-hui", "dix huit"),
        ("a par les visites", "a part les visites"),
        ("un compte a part, par le train", "un compte a part , par le train"),
        ("jpe pa bougé", "je peux pas bouger"),
        ("je paye pas, sans passe", "je paye pas , sans passe"),
        ("tout les types", "tous les types"),
        ("aujourd'hui", "aujourd hui"),
        ("tout la region", "toute la region"),
        ("un e-mail", "un e mail"),
        ("mes 20 etudients", "mes 20 etudiants"),
        ("les ateliers du jour vers Brest", "les ateliers de aujourd hui vers brest"),
        ("programme du jour de l'an", "programme du jour de le an"),
    ],
)
def test_spellings_are_spelt_out(typed: str, meant: str) -> None:
    assert words(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lvaucluse", "le vaucluse"),  # no French word begins so
        ("lnumérik", "le numerique"),
        ("lgistique", "logistique"),  # but for one letter
        ("lvmh", "lvmh"),
        ("jveupa payé", "je veux pas payer"),
        ("keskonpeu fer", "que est ce que on peut faire"),
        ("yapa de visite", "y a pas de visite"),
        ("pres daubagne", "pres de aubagne"),
        ("un duzin", "un de usine"),
        ("pastis", "pastis"),
        ("lhydrogen", "le hydrogene"),
        ("konf", "conference"),
        ("konférense", "conference"),  # one word, no « qu'on fait en se »
        ("numerik", "numerique"),
        ("frum", "forum"),  # but for one letter, of no other word
        ("feux", "feux"),
        ("vitroles", "vitroles"),  # no « vit » and « rôles »
    ],
)
def test_words_written_as_one_are_parted(typed: str, meant: str) -> None:
    reader = Reader(
        sms=_DATA["sms"],
        vocabulary=["numerique", "logistique", "usine", "forum", "hydrogene", "conference", "vit", "roles"],
        known=["vaucluse"],
        places=["aubagne"],
        openings=_DATA["openings"],
        pieces=_DATA["pieces"],
        mend=Homophones(_DATA["homophones"]).heard,
    )
    assert " ".join(token.fixed for token in reader.read(typed).tokens) == meant


def test_little_words_are_read_as_they_stand_in_the_table_or_are_words() -> None:
    little = {*_DATA["openings"], *_DATA["pieces"]}
    assert [word for word in little if not word.isalpha() or word != word.lower()] == []


def test_keys_are_single_runs_in_lower_case() -> None:
    assert [key for key in _DATA["sms"] if not re.fullmatch(r"[^\W_]+", key) or key != key.lower()] == []


def test_values_are_french_words_as_typed() -> None:
    assert [v for v in _DATA["sms"].values() if not isinstance(v, str) or v != v.lower()] == []


def test_abbreviations_are_words() -> None:
    assert [a for a in _DATA["abbreviations"] if not isinstance(a, str)] == []


def test_ordinary_words_are_left_alone() -> None:
    ordinary = "mais ton vers mer mar jeu ou la ses ces sa son est et car par sur bus nov dec"
    assert words(ordinary) == ordinary


@pytest.mark.parametrize(
    "message",
    [
        "tu sais quand est la visite",
        "ses visites et ces usines",
        "on sait pas ou aller",
        "sa ville",
        "dans le eure",
        "2 places",
    ],
)
def test_what_sounds_like_another_word_and_is_none_is_left_alone(message: str) -> None:
    assert words(message) == message


def test_a_word_whose_singular_is_known_is_left_alone() -> None:
    reader = Reader(vocabulary=["avance", "lavande"])
    assert [token.fixed for token in reader.read("les lavandes").tokens] == ["les", "lavandes"]


def test_common_words_are_folded_and_attributed() -> None:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    assert len(listed) == len(set(listed)) == 8000
    assert all(word.isascii() and word.isalpha() and word.islower() for word in listed)
    assert "CC BY-SA 4.0" in "\n".join(lines[:6])
