"""What whole messages ask for, where dates, places and negations work on one another."""

from datetime import date, datetime, time
from typing import Any

import pytest

from intents import Context, Criteria, Exclusions, Gazetteer, Hours, Period, Scene
from intents.understand import Interpreter

#: A Monday.
NOW = datetime(2021, 11, 15, 9)
FROM_NOON, UNTIL_SIX = Hours(start=time(12), end=None), Hours(start=time(), end=time(18))


@pytest.fixture(scope="module")
def interpreter(gazetteer: Gazetteer) -> Interpreter:
    return Interpreter(gazetteer, Scene(start=date(2021, 11, 22), end=date(2021, 11, 28), areas=("reg:93",)))


def day(number: int, start: int = 0, end: int = 24) -> Period:
    """A day of November, or some of its hours."""
    last = datetime(2021, 11, number + 1) if end == 24 else datetime(2021, 11, number, end)
    return Period(start=datetime(2021, 11, number, start), end=last)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("une visige mardi", {"kinds": ("visite",), "periods": (day(16),)}),  # no « visage »
        ("conbien de latelier", {"kinds": ("atelier",)}),
        ("visites mardi sauf le matin", {"kinds": ("visite",), "periods": (day(16, 12),)}),
        ("sauf le matin", {"hours": FROM_NOON}),
        ("mardi c'est mort ou il reste un atelier ?", {"kinds": ("atelier",), "periods": (day(16),)}),
        ("euh non le 18", {"periods": (day(18),)}),
        ("un atelier mardi, oups mardi je suis pris, mercredi alors", {"kinds": ("atelier",), "periods": (day(17),)}),
        ("un forum jeudi... zut, jeudi il y a la fanfare, samedi", {"kinds": ("forum",), "periods": (day(20),)}),
        ("vendredi, ah non je peux pas, samedi", {"periods": (day(20),)}),
        ("on est à Gap mercredi, une expo ce matin-là ?", {
            "kinds": ("exposition",), "places": ("05061",), "periods": (day(17, 6, 12),),
        }),
        ("un atelier la semaine prochaine, mais le mardi j'ai la fanfare, donc pas ce jour-là", {
            "kinds": ("atelier",),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
            "without": Exclusions(periods=(day(23),)),
        }),
        ("la semaine prochaine, mais le mardi il a foot et le jeudi on déménage, ces deux jours-là c'est non", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
            "without": Exclusions(periods=(day(23), day(25))),
        }),
        ("Jusqu'au 20, mais mardi on a fanfare. Un atelier les autres jours ?", {
            "kinds": ("atelier",),
            "periods": (Period(start=NOW, end=datetime(2021, 11, 21)),),
            "without": Exclusions(periods=(day(16),)),
        }),
        ("un atelier le 17 parce que les autres jours j'ai classe", {"kinds": ("atelier",), "periods": (day(17),)}),
        ("je devais venir jeudi, mais mon congé est passé à vendredi : un forum ?", {
            "kinds": ("forum",), "periods": (day(19),),
        }),
        ("on avait prévu le 17, finalement c'est le 18", {"periods": (day(18),)}),
        ("c'est prévu jeudi mais aussi vendredi ?", {"periods": (day(18), day(19))}),
        ("une visite mercredi, fin non jeudi", {"kinds": ("visite",), "periods": (day(18),)}),
        ("un atelier, libre le samedi 20 mais pas le dimanche", {
            "kinds": ("atelier",), "periods": (day(20),), "without": Exclusions(periods=(day(21),)),
        }),
        ("on voudrait bouger un peu la semaine prochaine", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("non les visites", {"without": Exclusions(kinds=("visite",))}),
        ("un atelier mardi, ou c'est trop tard ?", {"kinds": ("atelier",), "periods": (day(16),)}),
        ("mardi c'est mort, un atelier mercredi ?", {"kinds": ("atelier",), "periods": (day(17),)}),
        ("des visites la semaine de l'industrie", {"kinds": ("visite",)}),
        ("des visites, la semaine de l'industrie. Le jeudi est exclu", {
            "kinds": ("visite",),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
            "without": Exclusions(periods=(day(25),)),
        }),
        ("Ras le bol des arnaques sur internet. Un atelier mardi ?", {"kinds": ("atelier",), "periods": (day(16),)}),
        ("Ras le bol de tout suivre en ligne. Un atelier mardi ?", {
            "kinds": ("atelier",), "periods": (day(16),), "online": False,
        }),
        ("samedi, quels ateliers du 13 restent ouverts ?", {
            "kinds": ("atelier",), "places": ("dep:13",), "periods": (day(20),),
        }),
        ("les ateliers du 18 cette semaine", {"kinds": ("atelier",), "periods": (day(18),)}),
        ("une visite, mais pas une visite pour étudiants", {
            "kinds": ("visite",), "without": Exclusions(audiences=("etudiants",)),
        }),
        ("un forum mais sans les lycéens", {"kinds": ("forum",), "without": Exclusions(audiences=("lyceens",))}),
        ("ils ne veulent pas finir à la fac, un forum ?", {"kinds": ("forum",)}),
        ("la semaine prochaine, mais pas le soir", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),), "hours": UNTIL_SIX,
        }),
        ("jeudi mais pas l'après-midi", {
            "periods": (day(18),), "without": Exclusions(periods=(day(18, 12, 18),)),
        }),
        ("du 22 au 24, mais pas l'après-midi", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 25)),),
            "without": Exclusions(periods=(day(22, 12, 18), day(23, 12, 18), day(24, 12, 18))),
        }),
        ("une visite à Gap avant de rentrer à Lyon", {"kinds": ("visite",), "places": ("05061",)}),
        ("on ne s'entend plus au village, une expo ?", {"kinds": ("exposition",)}),
        ("je refuse la salle de permanence, une expo à Gap ?", {"kinds": ("exposition",), "places": ("05061",)}),
        ("Quatre amis cherchent. Quels forums à Gap ?", {"kinds": ("forum",), "places": ("05061",)}),
        ("non le samedi 20 plutôt", {"periods": (day(20),)}),
        ("j'ai soupé des forums, une expo à Gap", {
            "kinds": ("exposition",), "places": ("05061",), "without": Exclusions(kinds=("forum",)),
        }),
        ("un atelier la semaine du 23 ou celle du 30", {
            "kinds": ("atelier",), "periods": (
                Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),
                Period(start=datetime(2021, 11, 29), end=datetime(2021, 12, 6)),
            ),
        }),
        ("Je déménage en décembre. Des ateliers entre le 23 et le 25 ?", {
            "kinds": ("atelier",), "periods": (Period(start=datetime(2021, 11, 23), end=datetime(2021, 11, 26)),),
        }),
        ("mercredi je garde mes neveux, un atelier ?", {
            "kinds": ("atelier",), "periods": (day(17),), "women_only": False,
        }),
        ("des ateliers du 16 au 18, mercredi je garde mes neveux", {
            "kinds": ("atelier",), "without": Exclusions(periods=(day(17),)),
            "periods": (Period(start=datetime(2021, 11, 16), end=datetime(2021, 11, 19)),),
        }),
        ("le soir je m'occupe des chats : des ateliers, l'après-midi", {
            "kinds": ("atelier",), "hours": Hours(start=time(12), end=time(18)),
        }),
        ("je m'ennuie le soir, je cherche des ateliers le matin", {
            "kinds": ("atelier",), "hours": Hours(start=time(6), end=time(12)),
        }),
        ("le soir, des ateliers de 8 h à 10 h", {
            "kinds": ("atelier",), "hours": Hours(start=time(20), end=time(22)),
        }),
        ("ni le soir ni le matin, des ateliers", {
            "kinds": ("atelier",), "hours": Hours(start=time(12), end=time(18)),
        }),
        ("ni le soir ni le matin, des ateliers l'après-midi", {
            "kinds": ("atelier",), "hours": Hours(start=time(12), end=time(18)),
        }),
        ("je me couche tard le soir, des ateliers le matin ou l'après-midi", {
            "kinds": ("atelier",), "hours": Hours(start=time(6), end=time(18)),
        }),
        ("je suis libre dès 10 h, des ateliers le matin", {
            "kinds": ("atelier",), "hours": Hours(start=time(10), end=time(12)),
        }),
        ("une conférence en soirée la semaine prochaine, je bosse la journée", {
            "kinds": ("conference",), "hours": Hours(start=time(18), end=None),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("je bosse en journée mais le soir je suis libre, y a quoi la semaine prochaine ?", {
            "hours": Hours(start=time(18), end=None),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("un atelier du 23 au 25, mercredi j'ai cours toute la journée", {
            "kinds": ("atelier",), "without": Exclusions(periods=(day(24),)),
            "periods": (Period(start=datetime(2021, 11, 23), end=datetime(2021, 11, 26)),),
        }),
        ("Nous sommes friands d'expositions. Vous avez quoi à Gap ?", {"kinds": ("exposition",), "places": ("05061",)}),
        ("Ma fille adore les ateliers. Que proposez-vous à Gap ?", {"kinds": ("atelier",), "places": ("05061",)}),
        ("J'adore les ateliers. Vous avez quoi comme expositions ?", {"kinds": ("exposition",)}),
        ("J'ai bien aimé l'exposition. Vous avez quoi à Gap ?", {"places": ("05061",)}),
        ("Je préfère les ateliers aux conférences. Vous avez quoi à Gap ?", {
            "kinds": ("atelier",), "places": ("05061",), "without": Exclusions(kinds=("conference",)),
        }),
        ("J'ai déjà fait la visite, quoi d'autre à Gap ?", {"places": ("05061",)}),
        ("je reçois mes parents samedi, une visite à Gap ?", {
            "kinds": ("visite",), "places": ("05061",), "periods": (day(20),),
        }),
        ("je reçois mes parents samedi, une visite du 19 au 21 ?", {
            "kinds": ("visite",), "without": Exclusions(periods=(day(20),)),
            "periods": (Period(start=datetime(2021, 11, 19), end=datetime(2021, 11, 22)),),
        }),
        ("Rien demain à Gap ? Sinon jeudi", {"places": ("05061",), "periods": (day(16), day(18))}),
        ("quoi à Gap, à part l'expo sur les sardines ?", {
            "places": ("05061",), "without": Exclusions(kinds=("exposition",)),
        }),
        ("il n'aime rien à part les trains, une idée à Gap ?", {"places": ("05061",), "sectors": ("ferroviaire",)}),
        ("des ateliers sauf le week-end et le mercredi", {
            "kinds": ("atelier",),
            "without": Exclusions(periods=(day(17), day(20), day(21), day(24))),
        }),
        ("des ateliers dans le 84, sinon le 13", {"kinds": ("atelier",), "places": ("dep:84", "dep:13")}),
        ("on m'a dit qu'une fromagerie ouvrait à Gap, c'est vrai ?", {
            "places": ("05061",), "keywords": ("fromagerie",),
        }),
        ("ça vous dit pas de me proposer un atelier à Gap ?", {"kinds": ("atelier",), "places": ("05061",)}),
        ("ça ne me dit rien les forums, une visite à Gap", {
            "kinds": ("visite",), "places": ("05061",), "without": Exclusions(kinds=("forum",)),
        }),
        ("que montrer à ma fille de 11 ans comme usine à biscuits, à Gap ?", {
            "places": ("05061",), "keywords": ("biscuit",), "min_age_ok": 11,
        }),
        ("Oraison ou tout ce qui est dans le 04", {"places": ("04143", "dep:04")}),
        ("je travaille de 9h à 17h, un atelier après le boulot la semaine prochaine", {
            "kinds": ("atelier",), "hours": Hours(start=time(17), end=time(20)),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("les vacances sont finies, un atelier mercredi", {"kinds": ("atelier",), "periods": (day(17),)}),
        ("trop nul les forums, une visite à Gap", {
            "kinds": ("visite",), "places": ("05061",), "without": Exclusions(kinds=("forum",)),
        }),
        ("on m'a parlé d'une fabrique de nougats à Gap, on peut la voir ?", {
            "places": ("05061",), "keywords": ("nougat",),
        }),
        ("Apt dans le Vaucluse, y a quelque chose pas loin ?", {"places": ("84003",), "near": True}),
        ("un atelier à Toulon, pas trop loin", {"kinds": ("atelier",), "places": ("83137",)}),
        ("tout les types, pas que les visites", {}),
        # « pas » that refuses nothing, or not what follows it
        ("une visite pas trop chère à Nice", {"kinds": ("visite",), "places": ("06088",)}),
        ("un atelier pas trop long mercredi à Gap", {
            "kinds": ("atelier",), "places": ("05061",), "periods": (day(17),),
        }),
        ("un truc pas trop galère à Toulon", {"places": ("83137",)}),
        ("pas trop bouger samedi", {"without": Exclusions(periods=(day(20),))}),
        ("ça me dérange pas si c'est en ligne", {}),
        ("je dis pas non à une conférence à Cannes", {"kinds": ("conference",), "places": ("06029",)}),
        ("rien contre les visites à Apt", {"kinds": ("visite",), "places": ("84003",)}),
        ("visites, pas forcément à Nice", {"kinds": ("visite",)}),
        ("gratuit pas obligatoire, un forum", {"kinds": ("forum",)}),
        ("que le week-end, je travaille la semaine", {"periods": (day(20), day(21))}),
        ("la chimie non", {"without": Exclusions(sectors=("chimie",))}),
        ("la chimie, une visite, non ?", {"sectors": ("chimie",), "kinds": ("visite",)}),
        ("visites d'usine, le nucléaire ça m'angoisse", {
            "kinds": ("visite",), "without": Exclusions(sectors=("nucleaire",)),
        }),
        ("vous avez autre chose que du nucléaire dans le Var ?", {
            "places": ("dep:83",), "without": Exclusions(sectors=("nucleaire",)),
        }),
        ("dans le 13, Marseille exclu", {"places": ("dep:13",), "without": Exclusions(places=("13055",))}),
        ("c trop loin toulon, plutot vers sanary", {
            "places": ("83123",), "near": True, "without": Exclusions(places=("83137",)),
        }),
        ("le Var, Toulon excepté", {"places": ("dep:83",), "without": Exclusions(places=("83137",))}),
        ("des ateliers du 13 sur le bois, Arles exclue", {
            "kinds": ("atelier",), "places": ("dep:13",), "sectors": ("bois",),
            "without": Exclusions(places=("13004",)),
        }),
        ("je veille ma mère à Gap et je ne peux pas m'éloigner, un forum en ligne ?", {
            "kinds": ("forum",), "online": True,
        }),
        ("on peut pas aller à Gap, un atelier à Digne ?", {
            "kinds": ("atelier",), "places": ("04070",), "without": Exclusions(places=("05061",)),
        }),
        ("Digne, on peut pas y aller : un atelier ?", {
            "kinds": ("atelier",), "without": Exclusions(places=("04070",)),
        }),
        ("je peux pas y aller samedi, un atelier ?", {
            "kinds": ("atelier",), "without": Exclusions(periods=(day(20),)),
        }),
        ("nous sommes une classe de 4 élèves à Gap, une visite ?", {"kinds": ("visite",), "group_size": 4}),
        ("je bosse tous les jeudis, des ateliers ?", {
            "kinds": ("atelier",), "without": Exclusions(periods=(day(18), day(25))),
        }),
        ("je suis apprenti y a quoi à Gap", {"audiences": ("apprentis",), "places": ("05061",)}),
        ("chui en seconde vous avez quoi a gap ?", {"audiences": ("lyceens",), "places": ("05061",)}),
        ("mon oncle était photographe, les drones on voit ça où ?", {"keywords": ("drone",)}),
        ("nous sommes quatre lycéens, une visite à Gap ?", {
            "kinds": ("visite",), "audiences": ("lyceens",), "places": ("05061",),
        }),
        ("enseignante en physique-chimie à Gap, mes 20 élèves de seconde travaillent sur le bois, une visite ?", {
            "kinds": ("visite",), "sectors": ("bois",), "audiences": ("lyceens",), "group_size": 20,
        }),
        ("fiston en 4e, un atelier à Gap ?", {
            "kinds": ("atelier",), "audiences": ("collegiens",), "places": ("05061",), "women_only": False,
        }),
        ("un autre jour que le 25, une expo", {"kinds": ("exposition",), "without": Exclusions(periods=(day(25),))}),
        ("une visite mais pas le matin, le 25", {"kinds": ("visite",), "periods": (day(25, 12),)}),
        ("je finis les cours à 16h, une visite le mardi 23 ?", {"kinds": ("visite",), "periods": (day(23, 16),)}),
        ("en ligne ou à Nice", {"places": ("06088",)}),
        ("en ligne ou pas, une conférence", {"kinds": ("conference",)}),
        ("depuis mon canapé mercredi", {"online": True, "periods": (day(17),)}),
        ("je suis sur la commune de Peynier ya quoi pas loin", {"places": ("13072",), "near": True}),
        ("dans le sud du Var", {"places": ("dep:83",)}),
        ("un atelier jeudi ou vendredi car on bosse déjà le week-end", {
            "kinds": ("atelier",), "periods": (day(18), day(19)),
        }),
        ("des job datings dans ce secteur à Marseille", {"kinds": ("job-dating",), "places": ("13055",)}),
        ("rien avant 10h, rien après 17h, mardi 23", {"periods": (day(23, 10, 17),)}),
        ("une expo, pas le matin, en décembre", {
            "kinds": ("exposition",), "hours": FROM_NOON,
            "periods": (Period(start=datetime(2021, 12, 1), end=datetime(2022, 1, 1)),),
        }),
        ("pas de truc le soir ni le week-end, dans le 05", {
            "places": ("dep:05",), "hours": UNTIL_SIX, "without": Exclusions(periods=(day(20), day(21))),
        }),
        ("impossible pour moi avant 18h, jeudi 25", {"periods": (day(25, 18),)}),
        ("je peux pas après 17h, visite mardi 23", {"kinds": ("visite",), "periods": (day(23, 0, 17),)}),
        ("vous avez que des conférences ? j'aimerais mieux des visites", {"kinds": ("visite",)}),
        ("atelier dans Nice même, pas dans les environs", {"kinds": ("atelier",), "places": ("06088",)}),
        ("je finis le 24 à 17h, une visite ?", {"kinds": ("visite",), "periods": (day(24, 17),)}),
        ("ateliers le mercredi 24, ou sinon le mercredi d'après", {
            "kinds": ("atelier",), "periods": (day(24), Period(start=datetime(2021, 12, 1), end=datetime(2021, 12, 2))),
        }),
        ("visite de 14 à 16 le 25", {"kinds": ("visite",), "periods": (day(25, 14, 16),)}),
        ("des ateliers pour les 8-12 ans", {"kinds": ("atelier",), "min_age_ok": 8}),
        ("un forum ouvert aux hommes comme aux femmes", {"kinds": ("forum",), "women_only": False}),
        ("un forum à un quart d'heure d'Aubagne", {"kinds": ("forum",), "places": ("13005",), "near": True}),
        ("Je suis étudiante en BUT et ma sœur aussi, j'ai très envie de visiter une usine. N'importe où dans le Var "
         "me va, je prends le bus, mais pas lundi parce que j'ai un partiel.", {
            "kinds": ("visite",), "audiences": ("etudiants",), "places": ("dep:83",),
            "without": Exclusions(periods=(day(15),)),
        }),
        # One letter wrong, in the plural too
        ("des ateliers pour les suords", {"kinds": ("atelier",), "accessible": True, "accessibility": ("auditif",)}),
        ("des ateliers pour les fillles", {"kinds": ("atelier",), "women_only": True}),
        ("j'en ai marre des conferencees", {"without": Exclusions(kinds=("conference",))}),
        # « et » goes on to something else
        ("mon mari répare des voitures et j'en ai assez de rester seule, une expo à Gap ?", {
            "kinds": ("exposition",), "places": ("05061",),
        }),
        ("après un accident de moto, un atelier à Gap ?", {"kinds": ("atelier",), "places": ("05061",)}),
        # How one works refuses no day
        ("je bosse en trois-huit et jeudi je suis d'après-midi, une visite à Gap ?", {
            "kinds": ("visite",), "places": ("05061",), "periods": (day(18),),
        }),
        ("un forum en linge", {"kinds": ("forum",), "online": True}),
        ("un forum jysqu'a jeudi", {"kinds": ("forum",), "periods": (Period(start=NOW, end=datetime(2021, 11, 19)),)}),
        ("un forum en decembe", {
            "kinds": ("forum",), "periods": (Period(start=datetime(2021, 12, 1), end=datetime(2022, 1, 1)),),
        }),
        ("des expos a parti du 24", {
            "kinds": ("exposition",), "periods": (Period(start=datetime(2021, 11, 24), end=None),),
        }),
        ("un forum aux tour de Manosque", {"kinds": ("forum",), "places": ("04112",), "near": True}),
        ("pas que les visites, les ateliers", {"kinds": ("visite", "atelier")}),
        ("jveu pa payé, un atelier", {"kinds": ("atelier",), "free": True}),
        ("un atelier gratuit sinon je ne peux pas", {"kinds": ("atelier",), "free": True}),
        ("atelier apprentis avignion", {"kinds": ("atelier",), "audiences": ("apprentis",), "places": ("84007",)}),
        ("avec mes premières on étudie la chimie, un atelier ?", {
            "kinds": ("atelier",), "audiences": ("lyceens",), "sectors": ("chimie",),
        }),
        ("prof en lycée pro avec 20 élèves, un atelier à Gap", {
            "kinds": ("atelier",), "audiences": ("lyceens",), "places": ("05061",), "group_size": 20,
        }),
        ("j'ai été couvreur vingt ans, un atelier à Gap ?", {"kinds": ("atelier",), "places": ("05061",)}),
        ("des forums du 84, du 13 ou du 06", {"kinds": ("forum",), "places": ("dep:84", "dep:13", "dep:06")}),
        ("un forum à Vitroles ou à Istre", {"kinds": ("forum",), "places": ("13117", "13047")}),
        ("jeudi je garde ma nièce de 9 ans, un atelier à Gap ?", {
            "kinds": ("atelier",), "places": ("05061",), "periods": (day(18),), "min_age_ok": 9,
        }),
        ("jveux trouver du taf dans la moutarde", {"audiences": ("demandeurs-emploi",), "keywords": ("moutarde",)}),
        ("j'ai arrêté de travailler huit ans, un forum à Gap ?", {"kinds": ("forum",), "places": ("05061",)}),
        ("le bois oui, le luxe non merci", {"sectors": ("bois",), "without": Exclusions(sectors=("luxe",))}),
        ("des rencontres ou des ateliers en vrai à Gap", {
            "kinds": ("rencontre", "atelier"), "places": ("05061",), "online": False,
        }),
        ("une conférence en ligne, sans quitter l'atelier", {"kinds": ("conference",), "online": True}),
        ("mardi en huit j'ai ma journée, un atelier ?", {"kinds": ("atelier",), "periods": (day(23),)}),
        ("un atelier, on a un week-end de libre, celui des 27 et 28", {
            "kinds": ("atelier",), "periods": (day(27), day(28)),
        }),
        ("je suis en deuxième année de BUT, un atelier ?", {"kinds": ("atelier",), "audiences": ("etudiants",)}),
        ("des ateliers, la mode ou du luxxe", {"kinds": ("atelier",), "sectors": ("mode-textile", "luxe")}),
        ("tout le monde autour de moi râle, un atelier ?", {"kinds": ("atelier",)}),
        ("pas l'après-midi", {"hours": Hours(start=time(), end=time(12))}),
        ("des visites, mais pas après 17h", {"kinds": ("visite",), "hours": Hours(start=time(), end=time(17))}),
        ("visites sauf mercredi matin", {"kinds": ("visite",), "without": Exclusions(periods=(day(17, 6, 12),))}),
        ("visite 15h", {"kinds": ("visite",), "hours": Hours(start=time(15), end=time(16))}),
        ("la visite de 14h", {"kinds": ("visite",), "hours": Hours(start=time(14), end=time(15))}),
        ("visite 2h", {"kinds": ("visite",)}),
        ("je cherche du travail comme soudeur dans le 13", {
            "keywords": ("soudeur",), "places": ("dep:13",), "audiences": ("demandeurs-emploi",),
        }),
        ("Mon oncle fondait des cloches. Il en parlait. Que voir sur l'électronique ?", {"sectors": ("electronique",)}),
        ("Je suis passionnée de chimie. Vous avez une conférence ?", {
            "sectors": ("chimie",), "kinds": ("conference",),
        }),
        # What a clause tells is not asked, …
        ("Comptable d'une papeterie, je monte à Gap jeudi : un forum pour les comptables ?", {
            "kinds": ("forum",), "places": ("05061",), "periods": (day(18),),
        }),
        ("une expo à Nice ? je patiente à la scierie", {"kinds": ("exposition",), "places": ("06088",)}),
        ("Nous avons fait la visite d'une verrerie à Biot lundi, y a-t-il un atelier à Nice mardi ?", {
            "kinds": ("atelier",), "places": ("06088",), "periods": (day(16),),
        }),
        ("Plutôt la chimie, dans le Var, parce que le 20 je suis à Gap.", {
            "sectors": ("chimie",), "places": ("dep:83",), "periods": (day(20),),
        }),
        ("Mon cousin m'a parlé d'un forum. Moi je cherche un atelier, à Nice", {
            "kinds": ("atelier",), "places": ("06088",),
        }),
        ("Ma sœur part visiter Airbus. Quelle conférence en ligne pour moi ?", {
            "kinds": ("conference",), "online": True,
        }),
        # … unless the question takes it up, or nothing else says it
        ("Le chocolat, on en mange tous les jours. Où le fabrique-t-on dans le Var ?", {
            "keywords": ("chocolat",), "places": ("dep:83",),
        }),
        ("J'ai raté la conférence de Nice. Il y en a d'autres jeudi ?", {
            "kinds": ("conference",), "places": ("06088",), "periods": (day(18),),
        }),
        ("Avec mes élèves de 3e on travaille sur le recyclage. Une sortie dans le Var ?", {
            "sectors": ("dechets-recyclage",), "places": ("dep:83",), "audiences": ("collegiens",),
        }),
        ("Des visites la semaine prochaine, je suis libre le 24", {"kinds": ("visite",), "periods": (day(24),)}),
        ("jeudi je passe mon permis à Grasse : un atelier là-bas ?", {
            "kinds": ("atelier",), "places": ("06069",), "periods": (day(18),),
        }),
        ("Demain je garde ma nièce à Gap. Une expo là-bas ?", {
            "kinds": ("exposition",), "places": ("05061",), "periods": (day(16),),
        }),
        ("Je sors de l'hôpital de Nice. Des conférences en ligne jeudi ?", {
            "kinds": ("conference",), "online": True, "periods": (day(18),),
        }),
        ("On m'héberge à Gap. Je cherche du boulot à Nice ou à Toulon, dans la chimie", {
            "sectors": ("chimie",), "places": ("06088", "83137"), "audiences": ("demandeurs-emploi",),
        }),
        ("la chimie, je passe, mais le bois à Gap ?", {
            "sectors": ("bois",), "places": ("05061",), "without": Exclusions(sectors=("chimie",)),
        }),
        ("30 ans de sous-marins, alors des visites dans le bois à Gap ?", {
            "kinds": ("visite",), "sectors": ("bois",), "places": ("05061",),
        }),
        ("de garde jeudi, des visites dans le Var ?", {
            "kinds": ("visite",), "places": ("dep:83",), "without": Exclusions(periods=(day(18),)),
        }),
        ("des visites pas trop loin", {"kinds": ("visite",), "near": True}),
        ("visites pas trop loin samedi", {"kinds": ("visite",), "near": True, "periods": (day(20),)}),
        ("visites pas trop loin de Toulon", {"kinds": ("visite",), "near": True, "places": ("83137",)}),
        ("visites à Toulon, pas trop loin", {"kinds": ("visite",), "places": ("83137",)}),
        ("de passage à Draguignan, une expo demain ?", {
            "kinds": ("exposition",), "places": ("83050",), "periods": (day(16),),
        }),
        ("nous passons la semaine du 22 à Gap, des ateliers ?", {
            "kinds": ("atelier",), "places": ("05061",),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("mon oncle bosse à Grasse, moi je voudrais une visite à Vence", {"kinds": ("visite",), "places": ("06157",)}),
        ("pas de boulangerie, sinon l'agro oui", {"sectors": ("agroalimentaire",)}),
        # one corrects oneself
        ("une visite jeudi, euh non vendredi", {"kinds": ("visite",), "periods": (day(19),)}),
        ("un atelier à Toulon, pardon à Hyères", {"kinds": ("atelier",), "places": ("83069",)}),
        ("samedi aprem dans le 83, non je voulais dire dimanche aprem", {
            "places": ("dep:83",), "periods": (day(21, 12, 18),),
        }),
        ("mercredi ou plutôt jeudi", {"periods": (day(18),)}),
        ("samedi à Nice, plutôt le matin", {"places": ("06088",), "periods": (day(20, 6, 12),)}),
        ("le carton oui, le plastique non", {
            "sectors": ("papier-carton",), "without": Exclusions(sectors=("plasturgie",)),
        }),
        ("surtout ne pas louper les ateliers de Gap", {"kinds": ("atelier",), "places": ("05061",)}),
        ("jeudi je n'ai pas cours, une expo ?", {"kinds": ("exposition",), "periods": (day(18),)}),
        ("les ateliers complets ne m'intéressent pas", {"kinds": ("atelier",), "available": True}),
        ("je descends de Bruxelles mardi, quelles visites à Arles ?", {
            "kinds": ("visite",), "places": ("13004",), "periods": (day(16),),
        }),
        ("ya un atelier reserver au fille ?", {"kinds": ("atelier",), "women_only": True}),
        ("des bouchons en liège", {"keywords": ("bouchons en liège",)}),
        ("nous travaillons tous les deux", {}),
        ("une conf mais pas trop loin d'Orange", {"kinds": ("conference",), "near": True, "places": ("84087",)}),
        ("le bois, mais vraiment les menuisiers", {"sectors": ("bois",)}),
        ("je garde mes petits-enfants l'après-midi, plutôt le matin", {"hours": Hours(start=time(6), end=time(12))}),
        ("rencontrer des apprentis", {"kinds": ("rencontre",)}),
        ("un atelier pour mes CE2, on est 25", {"kinds": ("atelier",), "group_size": 25}),
        ("plutôt Toulon que Hyères", {"places": ("83137",), "without": Exclusions(places=("83069",))}),
        ("je préfère une expo qu'un débat", {"kinds": ("exposition",), "without": Exclusions(kinds=("conference",))}),
        ("je préfère que ce soit à Toulon", {"places": ("83137",)}),
        ("sauf les débats et les machins en visio", {"online": False, "without": Exclusions(kinds=("conference",))}),
        ("un atelier pour la 5eme B", {"kinds": ("atelier",), "audiences": ("collegiens",)}),
        ("un truc où on bouge pas des débats", {"without": Exclusions(kinds=("conference",))}),
        ("je suis en séminaire à Toulon jeudi, une visite le soir ?", {
            "kinds": ("visite",), "places": ("83137",), "periods": (day(18, 18),),
        }),
        ("c'est ma 3e visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("sans emploi depuis le 12 mars", {"audiences": ("demandeurs-emploi",)}),
        # a taste that takes several words
        ("ma cousine ne parle que de chimie, un forum à Gap ?", {
            "kinds": ("forum",), "places": ("05061",), "sectors": ("chimie",),
        }),
        ("mes neveux ne vivent que pour la robotique, que leur montrer jeudi ?", {
            "sectors": ("robotique",), "periods": (day(18),), "women_only": False,
        }),
        ("ma tante est à fond dans la cosmétique, une expo ?", {"kinds": ("exposition",), "sectors": ("cosmetique",)}),
        ("mes nièces n'ont que la chimie en tête, une expo ?", {"kinds": ("exposition",), "sectors": ("chimie",)}),
        ("ma tante travaille dans la cosmétique, une expo ?", {"kinds": ("exposition",)}),
        ("chui passioné de chimie, kel forum a gap", {
            "kinds": ("forum",), "places": ("05061",), "sectors": ("chimie",),
        }),
        # when one is not free
        ("une visite le 22, je suis en congé", {"kinds": ("visite",), "periods": (day(22),)}),
        ("je suis en RTT lundi, que voir ?", {"periods": (day(15),)}),
        ("mon mari ne travaille pas le 23", {"periods": (day(23),)}),
        ("les jours où on bosse pas c'est mardi et jeudi, une expo ?", {
            "kinds": ("exposition",), "periods": (day(16), day(18)),
        }),
        ("mon unique jour où je travaille pas c'est le 24", {"periods": (day(24),)}),
        ("une expo le 24, 18 gosse", {"kinds": ("exposition",), "periods": (day(24),), "group_size": 18}),
        ("des visites de tanneries, 13, à partir de jeudi", {
            "kinds": ("visite",), "places": ("dep:13",), "periods": (Period(start=datetime(2021, 11, 18), end=None),),
            "keywords": ("tannerie",),
        }),
        ("mes BTS, 13, une visite à Toulon", {
            "audiences": ("etudiants",), "kinds": ("visite",), "places": ("83137",),
        }),
        # what is liked beside what is asked
        ("ma fille adore les lego, je cherche un atelier de soudure", {
            "kinds": ("atelier",), "keywords": ("soudure",),
        }),
        ("je bosse pas vendredi", {"periods": (day(19),)}),
        ("on s'ennuie vendredi", {"periods": (day(19),)}),
        ("n'importe quand la semaine prochaine", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
        }),
        ("tous les soirs de la semaine prochaine je suis pris, donc seulement les matins", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
            "hours": Hours(start=time(6), end=time(12)),
        }),
        ("sauf le week-end, la semaine du 22", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 29)),),
            "without": Exclusions(periods=(day(27), day(28))),
        }),
        ("rien dans le 06 ni le 83", {"without": Exclusions(places=("dep:06", "dep:83"))}),
        ("dans le Pas-de-Calais le 22", {"places": ("dep:62",), "periods": (day(22),)}),
        ("garés à Hyères pour l'instant, nous serons à Toulon le 22 : que voir ?", {
            "places": ("83137",), "periods": (day(22),),
        }),
        ("je suis à Fréjus mais je peux aller jusqu'à Cannes : quels forums ?", {
            "kinds": ("forum",), "places": ("06029",),
        }),
        ("je suis à Fréjus, quels forums ?", {"kinds": ("forum",), "places": ("83061",)}),
        ("je suis à Fréjus et à Cannes le 22, quels forums ?", {
            "kinds": ("forum",), "places": ("83061", "06029"), "periods": (day(22),),
        }),
        ("je connais bien Hyères, j'aimerais une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("autre part qu'à Hyères", {"without": Exclusions(places=("83069",))}),
        ("la conserverie d'Apt où je bossais a fermé, qui recrute à Toulon ?", {
            "kinds": ("job-dating", "recrutement"), "places": ("83137",), "audiences": ("demandeurs-emploi",),
        }),
        ("dans le Luberon ou à Toulon", {
            "places": ("epci:200040624", "epci:200040442", "epci:248400285", "83137"),
        }),
        ("à Toulon ou dans le Var", {"places": ("83137", "dep:83")}),
        ("le 22 dans le 83", {"places": ("dep:83",), "periods": (day(22),)}),
        ("04 ou 83", {"places": ("dep:04", "dep:83")}),
        ("un boulot où on travaille pas le week-end", {"audiences": ("demandeurs-emploi",)}),
        ("lycéenne à Hyères, un truc à 20 km de Toulon", {
            "places": ("83137",), "near": True, "radius_km": 20, "audiences": ("lyceens",),
        }),
        ("je suis hyéroise, une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("je suis marseillais, une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("Hyères c'est loin, plutôt Toulon", {"places": ("83137",), "without": Exclusions(places=("83069",))}),
        ("visites à Toulon, week-end compris", {"kinds": ("visite",), "places": ("83137",)}),
        ("je reviens de Lyon, une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("la gare de Toulon, le 22", {"places": ("83137",), "periods": (day(22),)}),
        ("du 22 au 23 je suis en déplacement à Toulon, une visite ?", {
            "kinds": ("visite",), "places": ("83137",),
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 24)),),
        }),
        ("je taffe le vendredi", {"without": Exclusions(periods=(day(19), day(26)))}),
        ("mardi je suis pris jusqu'à 15h, quelles visites après ?", {"kinds": ("visite",), "periods": (day(16, 15),)}),
        ("j'ai un entretien mardi à 10h, une conférence l'après-midi ?", {
            "kinds": ("conference",), "periods": (day(16, 12, 18),),
        }),
        ("j'arrive à 10h mardi et je repars à 16h", {"periods": (day(16, 10, 16),)}),
        ("je finis les cours à 17h mardi", {"periods": (day(16, 17),)}),
        ("l'après-midi seulement, le matin elle a danse", {"hours": Hours(start=time(12), end=time(18))}),
        ("du 22 au 26, mais le mercredi j'ai un rendez-vous", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 27)),),
            "without": Exclusions(periods=(day(24),)),
        }),
        ("pas le vendredi, entre le 22 et le 26", {
            "periods": (Period(start=datetime(2021, 11, 22), end=datetime(2021, 11, 27)),),
            "without": Exclusions(periods=(day(26),)),
        }),
        # what one is fed up with, before and after it
        ("les débats ça me barbe", {"without": Exclusions(kinds=("conference",))}),
        ("ça me barbe les débats", {"without": Exclusions(kinds=("conference",))}),
        ("Hyères c'est trop loin", {"without": Exclusions(places=("83069",))}),
        ("on fuit le virtuel", {"online": False}),
        ("rien en distanciel", {"online": False}),
        ("Rien à Draguignan ?", {"places": ("83050",)}),
        ("sur place ou à distance, peu m'importe", {}),
        # what happened to the asker is no time to go
        ("licenciée en septembre, je cherche un forum", {"kinds": ("forum",), "audiences": ("demandeurs-emploi",)}),
        ("ma filleule Avril aimerait une visite", {"kinds": ("visite",)}),
        # what tells why refuses nothing before it
        ("une expo samedi, car dimanche je garde les petits", {"kinds": ("exposition",), "periods": (day(20),)}),
        ("une visite mercredi parce que jeudi je bosse", {"kinds": ("visite",), "periods": (day(17),)}),
        # words that name nothing asked for
        ("une visite bucolique et pittoresque à Arles", {"kinds": ("visite",), "places": ("13004",)}),
        ("je cherche désespérément une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("visite de rizerie", {"kinds": ("visite",), "keywords": ("rizerie",)}),
        ("une fabrique de guitare à Gap", {"keywords": ("guitare",), "places": ("05061",)}),
        ("la vie d'autrefois, une expo à Gap ?", {"kinds": ("exposition",), "places": ("05061",)}),
        ("je suis collectionneur de locomotives, une expo ?", {"kinds": ("exposition",), "sectors": ("ferroviaire",)}),
        ("une fabrication de qualité à Gap", {"places": ("05061",)}),
        ("un atelier pour faire du pain, je viens de loin", {"kinds": ("atelier",), "keywords": ("pain",)}),
        ("Mon boss est d'accord, une visite à Toulon ?", {"kinds": ("visite",), "places": ("83137",)}),
        ("évite-moi Marseille et ses embouteillages", {"without": Exclusions(places=("13055",))}),
        ("j'ai déjà un boulot, des conférences à Gap ?", {"kinds": ("conference",), "places": ("05061",)}),
        ("je gère un site de vente en ligne, quels ateliers ?", {"kinds": ("atelier",)}),
        ("les ateliers, rien de payant", {"kinds": ("atelier",), "free": True}),
        ("25 ans, mécanique", {"min_age_ok": 25, "sectors": ("mecanique",)}),
        ("14 2ndes à emmener vers Gap", {
            "group_size": 14, "audiences": ("lyceens",), "near": True, "places": ("05061",),
        }),
        ("je voudrais d'éventuelles visites à Grasse", {"kinds": ("visite",), "places": ("06069",)}),
        ("mon mari répare des montres, moi c'est la chimie qui m'attire", {"sectors": ("chimie",)}),
        ("un moment avec des entrepreneurs à Aix", {"places": ("13001",)}),
        ("nous avons une caravane de 7 mètres, visites vers Digne", {
            "kinds": ("visite",), "near": True, "places": ("04070",),
        }),
        # where one lives and where one would go
        ("Fleuriste à Apt, je cherche une visite dans le Vaucluse", {"kinds": ("visite",), "places": ("dep:84",)}),
        ("Au chômage à Gap, je cherche un job dating dans le 05", {
            "kinds": ("job-dating",), "places": ("dep:05",), "audiences": ("demandeurs-emploi",),
        }),
        ("chercheur d'emploi chimie Var ou Vaucluse merci", {
            "sectors": ("chimie",), "places": ("dep:83", "dep:84"), "audiences": ("demandeurs-emploi",),
        }),
        ("visite pas loin darles", {"kinds": ("visite",), "near": True, "places": ("13004",)}),
        ("un atelier à 25 km de digne", {
            "kinds": ("atelier",), "radius_km": 25, "near": True, "places": ("04070",),
        }),
        ("rien dans la chimie ?", {"sectors": ("chimie",)}),
        ("pas au-delà de 15 km de Draguignan", {"radius_km": 15, "near": True, "places": ("83050",)}),
        ("j'habite Toulon mais je peux pousser jusqu'à Brignoles : quels ateliers ?", {
            "kinds": ("atelier",), "places": ("83023",),
        }),
        ("je suis au chômage, y a un forum à Grasse ?", {
            "kinds": ("forum",), "places": ("06069",), "audiences": ("demandeurs-emploi",),
        }),
        ("mon bureau est à Hyères, une visite à Toulon", {"kinds": ("visite",), "places": ("83137",)}),
        ("un atelier dans la commune de La Motte, dans le Var", {"kinds": ("atelier",), "places": ("83085",)}),
        ("Vence ou Carros", {"places": ("06157", "06033")}),
        # where one goes for something else
        ("ma fille a sa danse à Gap, on cherche un atelier", {"kinds": ("atelier",)}),
        ("ma fille a sa danse à Gap, on cherche un atelier pendant ce temps", {
            "kinds": ("atelier",), "places": ("05061",),
        }),
        ("j'ai mon rendez-vous à Gap mardi, quoi visiter ?", {
            "kinds": ("visite",), "places": ("05061",),
            "periods": (Period(start=datetime(2021, 11, 16), end=datetime(2021, 11, 17)),),
        }),
        # what is cut off
        ("un atelier à Gap, nous sommes une PME de", {
            "kinds": ("atelier",), "places": ("05061",), "audiences": ("entreprises",),
        }),
        # what tells why it is not before, and hours that lead to what is asked
        ("un atelier, mais pas avant jeudi, je travaille", {
            "kinds": ("atelier",), "periods": (Period(start=datetime(2021, 11, 18), end=None),),
        }),
        ("après 16 h : des ateliers vendredi ?", {
            "kinds": ("atelier",), "periods": (Period(start=datetime(2021, 11, 19, 16), end=datetime(2021, 11, 20)),),
        }),
        ("jeudi 02 à Gap", {
            "places": ("05061",), "periods": (Period(start=datetime(2021, 12, 2), end=datetime(2021, 12, 3)),),
        }),
        ("une visite le 06, 13 ou 20 décembre", {
            "kinds": ("visite",),
            "periods": tuple(Period(start=datetime(2021, 12, d), end=datetime(2021, 12, d + 1)) for d in (6, 13, 20)),
        }),
        ("une visite dans le 04 ou le 06", {"kinds": ("visite",), "places": ("dep:04", "dep:06")}),
        ("dimanche portes ouvertes à Gap", {
            "kinds": ("portes-ouvertes",), "places": ("05061",),
            "periods": (Period(start=datetime(2021, 11, 21), end=datetime(2021, 11, 22)),),
        }),
        ("vendredi, je peux pas conduire, une visite à Gap", {
            "kinds": ("visite",), "places": ("05061",),
            "periods": (Period(start=datetime(2021, 11, 19), end=datetime(2021, 11, 20)),),
        }),
        ("koi a visité ste semaine pré 2 la ciotat", {
            "kinds": ("visite",), "places": ("13028",), "near": True,
            "periods": (Period(start=datetime(2021, 11, 15), end=datetime(2021, 11, 22)),),
        }),
        # what is refused for good, and what one is not
        ("plus question de retourner dans le bâtiment, un forum sur la chimie à Gap", {
            "kinds": ("forum",), "sectors": ("chimie",), "places": ("05061",), "without": Exclusions(sectors=("btp",)),
        }),
        ("je ne remettrai plus les pieds dans l'automobile ni dans quoi que ce soit de nucléaire", {
            "without": Exclusions(sectors=("automobile", "nucleaire")),
        }),
        ("la chimie c'est terminé pour moi, une visite", {
            "kinds": ("visite",), "without": Exclusions(sectors=("chimie",)),
        }),
        ("je suis surveillante, pas prof, 20 collégiens à emmener voir une usine à Gap", {
            "kinds": ("visite",), "places": ("05061",), "audiences": ("collegiens",), "group_size": 20,
        }),
        # no kind is parted by a telephone that knows better
        ("ya des porte ou verte à Gap", {"kinds": ("portes-ouvertes",), "places": ("05061",)}),
        ("un job datant à Toulon", {"kinds": ("job-dating",), "places": ("83137",)}),
        ("qui embauche à Toulon, mais plus jamais dans le bâtiment", {
            "kinds": ("job-dating", "recrutement"), "places": ("83137",), "without": Exclusions(sectors=("btp",)),
        }),
        ("je cherche un poste, n'importe quoi mais jamais dans le nucléaire", {
            "audiences": ("demandeurs-emploi",), "without": Exclusions(sectors=("nucleaire",)),
        }),
        ("je veux voir plus dans le Var", {"places": ("dep:83",)}),
        # a sofa that one is to leave
        ("de quoi sortir mes enfants du canapé dimanche à Gap, mais pas une expo", {
            "places": ("05061",), "periods": (day(21),), "without": Exclusions(kinds=("exposition",)),
        }),
        ("marre du canapé, un atelier à Gap", {"kinds": ("atelier",), "places": ("05061",)}),
        ("une conférence à suivre du canapé", {"kinds": ("conference",), "online": True}),
        # what one types in a hurry, parted by marks
        ("rayon 25 km / Gap / hors ateliers / samedi", {
            "places": ("05061",), "near": True, "radius_km": 25.0, "periods": (day(20),),
            "without": Exclusions(kinds=("atelier",)),
        }),
        ("dpt 05 / du 23 au 25 / visites", {
            "kinds": ("visite",), "places": ("dep:05",),
            "periods": (Period(start=datetime(2021, 11, 23), end=datetime(2021, 11, 26)),),
        }),
        ("dép 05 / 24 nov.", {"places": ("dep:05",), "periods": (day(24),)}),
        ("prof d'éco, 2des, 29 él., visite à Gap", {
            "kinds": ("visite",), "places": ("05061",), "audiences": ("lyceens",), "group_size": 29,
        }),
        ("mes Tles (26), visite", {"kinds": ("visite",), "audiences": ("lyceens",), "group_size": 26}),
        ("mes CAP couture (13) : une visite à Gap", {
            "kinds": ("visite",), "places": ("05061",), "audiences": ("lyceens",), "group_size": 13,
        }),
        ("je fais études de droit, une visite", {"kinds": ("visite",), "audiences": ("etudiants",)}),
        # what one would have them try is asked, not what they like besides
        ("Ma nièce est fan de voitures, j'aimerais lui faire essayer la soudure à Gap", {
            "keywords": ("soudure",), "places": ("05061",),
        }),
        ("Mon fils adore les avions, j'aimerais lui faire découvrir un atelier à Gap", {
            "kinds": ("atelier",), "sectors": ("aeronautique",), "places": ("05061",), "women_only": False,
        }),
        ("ma nièce de 14 ans voudrait travailler dans le spatial, une visite à Cannes", {
            "kinds": ("visite",), "sectors": ("spatial",), "places": ("06029",), "min_age_ok": 14,
        }),
        # idioms that ask for nothing
        ("une conférence à Gap, pas en visio, on passe déjà nos journées devant un écran", {
            "kinds": ("conference",), "places": ("05061",), "online": False,
        }),
        ("ne m'envoyez plus les ateliers, on m'a dit de faire le tri dans mes mails", {"kinds": ("atelier",)}),
        ("un atelier pour apprendre à faire le tri", {"kinds": ("atelier",), "sectors": ("dechets-recyclage",)}),
        ("Gap même, pas les alentours, une visite", {"kinds": ("visite",), "places": ("05061",)}),
        # a day on which one has a child with one, whatever others do meanwhile
        ("Je garde mon neveu de treize ans samedi pendant que mon frère déménage, il est très curieux de tout, "
         "il nous faudrait une visite à Gap, avant 16h parce qu'il dort tard", {
            "kinds": ("visite",), "places": ("05061",), "periods": (day(20, 0, 16),), "min_age_ok": 13,
            "women_only": False,
        }),
        # by ear
        ("tou ski é gratuit a Gap", {"places": ("05061",), "free": True}),
        ("tout skil y a a Gap", {"places": ("05061",)}),
        ("un atelier de fabrication de skis", {"kinds": ("atelier",), "keywords": ("skis",)}),
        ("samedi atelier a gap i rest d place ?", {
            "kinds": ("atelier",), "places": ("05061",), "periods": (day(20),), "available": True,
        }),
        ("c koi le skape gaime d'Arles", {"kinds": ("immersion",), "places": ("13004",)}),
        # exclamations name nothing
        ("peuchère, un atelier à Gap", {"kinds": ("atelier",), "places": ("05061",)}),
        ("oh fada, un atelier", {"kinds": ("atelier",)}),
        ("boudi, pas d'internet, un vrai atelier", {"kinds": ("atelier",), "online": False}),
        # around what corrects a town
        ("un atelier autour d'Apt, euh pardon, Gap", {"kinds": ("atelier",), "places": ("05061",), "near": True}),
        ("un atelier près d'Apt ah non pardon à Gap", {"kinds": ("atelier",), "places": ("05061",)}),
        # what is spelt like a town
        ("job datting de grase", {"kinds": ("job-dating",), "places": ("06069",)}),
        ("les portes ouvertes de menthon", {"kinds": ("portes-ouvertes",), "places": ("06083",)}),
        ("stop les alertes de nisse", {"places": ("06088",)}),
        ("un forum de soudure", {"kinds": ("forum",), "keywords": ("soudure",)}),
        ("je cherche un savon orange", {}),
        ("je cherche une visite orange", {"kinds": ("visite",), "places": ("84087",)}),
        ("lançon-nous un défi, des visites tous les jours", {"kinds": ("visite",)}),
        ("je suis lycéen à Toulon, quelles visites pas loin ?", {
            "kinds": ("visite",), "near": True, "audiences": ("lyceens",),
        }),
    ],
)  # fmt: skip
def test_criteria(interpreter: Interpreter, message: str, asked: dict[str, Any]) -> None:
    assert interpreter.understand(message, NOW).criteria == Criteria(**asked)


@pytest.mark.parametrize(
    ("message", "mode"),
    [
        ("ou le 19", "add"),
        ("ou samedi ?", "add"),
        ("Ou à Grasse", "add"),
        ("ou sur le nucléaire", "add"),
        ("ou ce soir", "add"),
        ("ou c exactement", ""),
        ("où le 19 ?", ""),
        ("Où samedi ?", ""),
        ("OÙ à Grasse ?", ""),
        ("le 19", ""),
    ],
)
def test_one_accent_tells_where_from_or(interpreter: Interpreter, message: str, mode: str) -> None:
    assert interpreter.understand(message, NOW, Context(has_search=True)).mode == mode


def test_a_thing_has_its_sectors(interpreter: Interpreter) -> None:
    assert interpreter.sectors_of("bonbons") == ("agroalimentaire",)
    assert interpreter.sectors_of("bonbons au citron vert") == ("agroalimentaire",)
    assert interpreter.sectors_of("gloubi") == ()


@pytest.mark.parametrize(
    ("message", "audiences"),
    [
        ("Je suis psyEN dans trois collèges et un lycée, des ateliers pour nous les psys jeudi ?", ("orientation",)),
        ("Au CIO les lycéens défilent. Une rencontre réservée aux conseillers ?", ("orientation",)),
        ("documentaliste au collège, un webinaire pour les enseignants ?", ("enseignants",)),
        ("conseillère d'orientation, un atelier pour mes lycéens et pour moi", ("lyceens",)),
        ("prof au lycée, un atelier pour nous", ("lyceens",)),
        ("prof au lycée, un atelier pour moi et ma classe", ("lyceens",)),
        ("DRH, j'ai des lycéens en stage, des ateliers pour nous ?", ("rh",)),
        ("psyEN au collège, un atelier pour les pros de l'orientation", ("orientation",)),
        ("un atelier pour les conseillers d'orientation", ("orientation",)),
        ("PP d'une 4e, je viens sans mes élèves : une expo ?", ("enseignants",)),
        ("professeure principale de seconde, un débat pour moi et non pour mes lycéens", ("enseignants",)),
        ("j'enseigne l'anglais en 6e, une visite sans ma classe", ("enseignants",)),
        ("PP d'une 4e, une expo pour moi, non pour eux", ("enseignants",)),
        ("PP d'une 4e, une expo pour mes élèves ?", ("collegiens",)),
        ("je suis lycéen, une expo sans ma classe", ("lyceens",)),
    ],
)
def test_those_who_lead_pupils_may_ask_for_themselves(
    interpreter: Interpreter, message: str, audiences: tuple[str, ...]
) -> None:
    criteria = interpreter.understand(message, NOW).criteria
    assert criteria.audiences == audiences
    assert criteria.themes == ()
