"""What messages are for: the corpus, read with all the real readers."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest
import yaml

from intents import Context, Gazetteer, Scene
from intents.classify import Classifier
from intents.facts import Signals
from intents.model import INTENTS
from intents.reader import Reader
from intents.text import fold
from intents.understand import Interpreter

_ROOT = Path(__file__).parents[2]
_CORPUS = _ROOT / "tests/corpus/intents"
_EXAMPLES = _ROOT / "intents/vocabulary/examples"
_NOW = datetime(2021, 11, 15, 9)
_ENOUGH = 0.95
#: Where the conversation stands for each part of a corpus.
_CONTEXTS = {
    "alone": Context(),
    "after_list": Context(listed=5, has_search=True),
    "after_event": Context(has_event=True),
    "naming": Context(mention=0.9),
}


@cache
def interpreter() -> Interpreter:
    scene = Scene(start=date(2021, 11, 22), end=date(2021, 11, 28), areas=("reg:93", "reg:53", "reg:84"))
    return Interpreter(Gazetteer.load(_ROOT / "data/communes.csv"), scene)


@cache
def classifier() -> Classifier:
    return Classifier()


def corpus(intent: str) -> Iterator[tuple[Context, str]]:
    parts: dict[str, Any] = yaml.safe_load((_CORPUS / f"{intent}.yaml").read_text(encoding="utf-8"))
    return ((_CONTEXTS[name], phrase) for name, phrases in parts.items() for phrase in phrases)


def examples(intent: str) -> list[str]:
    paths = _EXAMPLES.rglob(f"{intent}.txt")
    return [phrase for path in paths for phrase in path.read_text(encoding="utf-8").splitlines()]


def said(phrase: str) -> str:
    return interpreter().understand(phrase, _NOW).intent


def test_corpus_is_understood() -> None:
    misses, count = [], 0
    for intent in INTENTS:
        for context, phrase in corpus(intent):
            count += 1
            understood = interpreter().understand(phrase, _NOW, context)
            if understood.intent != intent:
                misses.append(f"{intent}: « {phrase} » → {understood.intent} ({understood.confidence:.2f})")
    print("\n".join(misses))
    assert 1 - len(misses) / count >= _ENOUGH


@pytest.mark.parametrize(
    "phrase",
    [
        "je suis acheteuse dans une usine de Gap",
        "on bosse dans une fabrique à Apt",
        "je suis opérateur dans un atelier",
    ],
)
def test_where_one_works_is_who_one_is(phrase: str) -> None:
    understood = interpreter().understand(phrase, _NOW)
    assert understood.intent == "set_profile"
    assert understood.criteria.kinds == ()


def test_where_one_would_go_is_asked() -> None:
    understood = interpreter().understand("je suis curieux d'entrer dans une usine", _NOW)
    assert understood.intent == "search_events"
    assert understood.criteria.kinds == ("visite",)


@pytest.mark.parametrize("intent", INTENTS)
def test_whatever_people_type_is_read(intent: str) -> None:
    for phrase in [*examples(intent)[::6], "on passe à quelle heure si on s'inscrit au job dating de Nîmes"]:
        assert interpreter().understand(phrase, _NOW).text == phrase


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_a_corpus(intent: str) -> None:
    assert len(list(corpus(intent))) >= 40


def test_no_corpus_without_intent() -> None:
    assert {path.stem for path in _CORPUS.glob("*.yaml")} == set(INTENTS)


@pytest.mark.parametrize("intent", INTENTS)
def test_corpus_is_written_apart_from_the_vocabulary(intent: str) -> None:
    assert not {phrase for _, phrase in corpus(intent)} & set(examples(intent))


def test_the_model_was_learnt_from_these_examples() -> None:
    paths = sorted(_EXAMPLES.rglob("*.txt"))
    assert {path.stem for path in paths} == set(INTENTS)
    stamp = crc32(b"".join(path.read_bytes() for path in paths))
    assert int(np.load(_EXAMPLES.with_suffix(".npz"))["stamp"]) == stamp, "the examples changed: make examples"


@pytest.mark.parametrize("intent", INTENTS)
def test_no_example_stands_twice(intent: str) -> None:
    said = [fold(phrase) for phrase in examples(intent)]
    assert [phrase for phrase, times in Counter(said).items() if times > 1] == []


def test_reasons_name_what_was_found() -> None:
    text = Reader().read("annule mon rappel")
    assert classifier().classify(text, Signals())[0][0] == "cancel_reminder"
    reasons = classifier().reasons(text, Signals(), "cancel_reminder")
    assert any("reminder stop" in reason for reason in reasons)
    assert any("annule mon rappel" in reason for reason in reasons)


def test_reasons_are_told_when_they_are_asked_for() -> None:
    assert interpreter().explain("annule mon rappel", _NOW)[1].why
    assert interpreter().understand("annule mon rappel", _NOW).why == ()


def test_confidences_are_shares() -> None:
    scored = classifier().classify(Reader().read("bonjour"), Signals())
    assert scored[0][0] == "greet"
    shares = [share for _, share in scored]
    assert len({intent for intent, _ in scored}) == 4
    assert shares == sorted(shares, reverse=True)
    assert 0.99 < sum(shares) <= 1


def test_an_empty_message_has_no_sure_intent() -> None:
    assert classifier().classify(Reader().read(""), Signals())[0][1] < 0.6


@pytest.mark.parametrize(
    ("phrase", "intent"),
    [
        ("c'est quand ?", "event_time"),
        ("c'est quand la semaine de l'industrie ?", "programme_info"),
        ("mes rappels", "list_reminders"),
        ("annule mes rappels", "cancel_reminder"),
        ("rappelle-moi la visite la veille", "set_reminder"),
        ("préviens-moi dès qu'il y a une visite", "subscribe"),
        ("arrête de me prévenir", "unsubscribe"),
        ("quelle température fait-il dans le salon", "out_of_scope"),
        ("y a-t-il un salon de l'emploi ?", "search_events"),
        ("bonjour, je cherche une visite", "search_events"),
        ("merci, et c'est où ?", "event_place"),
        # why an order is given changes nothing of it
        ("annule mon rappel, j'ai de la fièvre", "cancel_reminder"),
        ("supprime le rappel de jeudi ma voiture est en panne", "cancel_reminder"),
        ("résilie mon abonnement, j'ai perdu mon portable", "unsubscribe"),
        # what one would do, and where things are made
        ("j'aimerais bien coudre un foulard de mes mains", "search_events"),
        ("souffler du verre à Biot", "search_events"),
        ("c'est où qu'on fabrique les bateaux ?", "search_events"),
        ("dans quelle ville ils produisent des parfums", "search_events"),
        ("où c'est qu'on se gare pour la visite ?", "event_place"),
        # pupils who do not come
        ("prof de SVT, je cherche un atelier pour moi, sans ma classe", "search_events"),
        ("enseignante, une visite perso pas avec mes terminales", "search_events"),
        ("enseignante, une visite avec mes terminales", "suggest_class_visit"),
        # « le meilleur » is ours where nothing else is named
        ("quel est le meilleur truc à faire en famille", "search_events"),
        ("quel est le meilleur ordinateur", "out_of_scope"),
        # what is sold or let, and papers to write, are others' business
        ("je cherche une usine à vendre dans le Var", "out_of_scope"),
        ("tu peux me l'écrire, l'exposé sur les turbines ?", "out_of_scope"),
        ("c'est payant en général vos visites ?", "programme_info"),
        # who is retired asks for no pension
        ("retraité de la marine, je voudrais revoir des sous-marins", "search_events"),
        ("le montant de ma retraite", "out_of_scope"),
        # work is looked for
        ("trouver un boulot à Toulon", "search_events"),
    ],
)
def test_neighbouring_intents_are_told_apart(phrase: str, intent: str) -> None:
    assert said(phrase) == intent


@pytest.mark.parametrize(
    ("phrase", "intent"),
    [
        ("tester la réalité virtuelle à Vannes samedi", "search_events"),
        ("où c'est qu'on fabrique des bateaux ?", "search_events"),
        ("coder un robot, ma sœur a le droit de venir ?", "event_conditions"),
        ("immersion ou réalité virtuelle à Vannes", "search_events"),
        ("recrutement dans le cuir près de Vannes", "search_events"),
        ("job dating dans le naval cette semaine", "search_events"),
    ],
)
def test_what_one_would_do_or_see_made_is_searched_though_its_words_are_a_title(phrase: str, intent: str) -> None:
    assert interpreter().understand(phrase, _NOW, Context(mention=0.9)).intent == intent


@pytest.mark.parametrize(
    "phrase",
    [
        # as long as a question, with its dates, towns and trades
        "la chaîne de mon vélo a sauté hier soir sur le pont, j'ai fini à pied avec le petit sur le dos et les courses",
        "jé mi du tisu noir sur la fenetre mai le soleil pase kan mm é le bb se reveil a 5h",
        "mets le robot en route quand je pars et dis-moi s'il a fini avant dix-huit heures",
        "j'ai le nez qui coule depuis samedi et personne ne me prend avant le 20, l'alcool avec le sirop, ça passe ?",
        "tu m'offres un café et je te raconte tout, mais pas ce soir, je suis morte",
        # nothing that a search could be made of
        "hier le mec du troisième chantait dans sa douche à deux heures du matin, trop drôle",
        # reminders between friends, and those of doctors
        "on se rappelle demain matin, là je tombe de sommeil",
        "préviens maman que j'arrive avec le dessert",
        "le rappel contre la coqueluche se fait à quel âge",
        # cooking
        "une idée de repas vite fait avec du riz et un reste de poulet",
    ],
)
def test_ordinary_messages_are_no_searches(phrase: str) -> None:
    assert said(phrase) == "out_of_scope"


@pytest.mark.parametrize(
    "phrase",
    [
        "riz",
        "robots",
        "des trucs sur le papier ?",
        "Cassis",
        "ya quoi demain",
        "comment on fabrique du verre",
        "je m'ennuie, propose un truc",
        "dans deux jours je suis à Vannes, il s'y passe quoi ?",
        "mon divorce m'a ruinée, qu'est-ce qui est gratuit à Toulon ?",
        "elle a lâché son CAP cuisine et veut voir autre chose, quels ateliers ou visites à Gap ?",
    ],
)
def test_short_and_homely_questions_stay_searches(phrase: str) -> None:
    assert said(phrase) == "search_events"


@pytest.mark.parametrize("phrase", ["nous serons 18", "on est vingt-six", "ils seront 31", "on serait une trentaine"])
def test_how_many_come_goes_on_about_the_class(phrase: str) -> None:
    assert interpreter().understand(phrase, _NOW, _CONTEXTS["after_list"]).intent == "suggest_class_visit"


@pytest.mark.parametrize(
    ("phrase", "intent", "context"),
    [
        ("mercredi après-midi à Gap, je suis collégienne", "search_events", "alone"),
        ("je suis étudiante à Gap depuis lundi", "set_profile", "alone"),
        ("nous sommes six de la même formation de BTS et on a un van, une visite jeudi ?", "search_events", "alone"),
        ("mon beau-frère dit qu'il manque dix mille soudeurs, c'est le bon chiffre ?", "programme_info", "alone"),
        ("g 12 an jpeu venir a la scierie ou cé tro jeune", "event_conditions", "alone"),
        ("11 ans c ok pr l'atelier d'Arles ou c trop petit ?", "event_conditions", "alone"),
        ("fonderie de Fos : complet ou il reste des places ?", "event_conditions", "alone"),
        ("le premier jour de la Semaine de l'industrie : portes ouvertes ?", "search_events", "alone"),
        ("il pleuvra tout le week-end : que peut-on faire à Gap ?", "search_events", "alone"),
        ("comme il va pleuvoir, qu'est-ce qu'on peut voir à Gap dimanche", "search_events", "alone"),
        ("il pleuvra samedi à Gap ?", "out_of_scope", "alone"),
        ("un de mes élèves veut devenir soudeur, une visite pour lui à Gap ?", "search_events", "alone"),
        ("une de nos lycéennes rêve de robotique : un atelier mercredi ?", "search_events", "alone"),
        ("un de mes élèves est en fauteuil, quelles visites à Gap ?", "suggest_class_visit", "alone"),
        ("une de mes classes voudrait une visite à Gap", "suggest_class_visit", "alone"),
        ("forum Gap : ascenseur prévu pour les fauteuils ?", "event_conditions", "alone"),
        ("ateliers de Gap : lesquels ont encore des places ?", "search_events", "alone"),
        ("l'acier à Fos, c'est dès 12 ans et c'est payant ?", "event_conditions", "alone"),
        ("le textile à Roanne, faut quel âge ?", "event_conditions", "after_list"),
        ("l'acier, des ateliers gratuits à Fos ?", "search_events", "alone"),
        ("deux de mes apprentis sont sourds, pouvez-vous les accueillir ?", "event_conditions", "after_event"),
        ("dans ma classe j'ai une élève aveugle, c'est jouable ?", "event_conditions", "after_event"),
        ("un atelier pour mes 3e, dont un de mes élèves en fauteuil ?", "suggest_class_visit", "after_event"),
        ("la biscuiterie de Fos embauche aussi sans CAP ?", "event_conditions", "alone"),
        ("qui embauche sans CAP à Gap ?", "search_events", "alone"),
        ("un truc à bricoler mercredi avec mes loulous", "search_events", "alone"),
        ("une conférence ou un forum pour mes 1res STL", "suggest_class_visit", "alone"),
        ("des idées pour mes 2des ?", "suggest_class_visit", "alone"),
        ("un atelier pour mes loulous de CM1, 24 élèves", "suggest_class_visit", "alone"),
        ("les horaires de la piscine ?", "out_of_scope", "after_list"),
        (
            "mon mari a tenu un garage à Fos pendant vingt ans, alors le haut fourneau on ne le manquerait pour rien "
            "au monde : ça finit à quelle heure ?",
            "event_time",
            "naming",
        ),
    ],
)
def test_what_is_told_beside_is_not_asked(phrase: str, intent: str, context: str) -> None:
    assert interpreter().understand(phrase, _NOW, _CONTEXTS[context]).intent == intent
