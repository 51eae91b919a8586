"""Names of places with their prepositions: « à Avignon », « au Castellet », « dans le Var », « en Bretagne »."""

import re
from functools import lru_cache

from bot.replies.french import de, ordinal
from bot.replies.source import load

_ARTICLE = re.compile(r"(Le|Les) (?=\S)")
_ARRONDISSEMENT = re.compile(r"(\w+) (\d+)er?e? [Aa]rrondissement")
#: How the national list shortens kinds of intercommunalities.
_INTERCOMMUNALITIES = {
    "CC": "la communauté de communes",
    "CA": "la communauté d'agglomération",
    "CU": "la communauté urbaine",
}


@lru_cache(maxsize=1)
def _articles() -> dict[str, str]:
    return {code: article for article, codes in load("places")["articles"].items() for code in codes.split()}


@lru_cache(maxsize=1)
def _with_en() -> frozenset[str]:
    return frozenset(load("places")["en"].split())


def at_town(name: str) -> str:
    """« à Avignon », « au Castellet », « aux Baux-de-Provence », « à La Ciotat », « à L'Isle-sur-la-Sorgue »."""
    return _contracted(name, {"Le": "au", "Les": "aux"}) or f"à {name}"


def of_town(name: str) -> str:
    """« de Toulon », « d'Avignon », « du Castellet », « des Baux-de-Provence », « de La Ciotat »."""
    return _contracted(name, {"Le": "du", "Les": "des"}) or de(name)


def _contracted(name: str, forms: dict[str, str]) -> str:
    article = _ARTICLE.match(name)
    return f"{forms[article[1]]} {name[article.end() :]}" if article else ""


def full_name(code: str, name: str) -> str:
    """The name as it is said: « Marseille 2e », « communauté de communes du Pays de Fayence »."""
    if part := _ARRONDISSEMENT.fullmatch(name):
        return f"{part[1]} {ordinal(int(part[2]))}"
    kind, _, rest = name.partition(" ")
    if code.startswith("epci:") and kind in _INTERCOMMUNALITIES:
        return f"{_INTERCOMMUNALITIES[kind].removeprefix('la ')} {rest}"
    return name


def at(code: str, name: str) -> str:
    """Where a place is: « à Avignon », « dans le Var », « en Bretagne », « à La Réunion »."""
    family, _, _ = code.rpartition(":")
    if not family:
        return at_town(full_name(code, name))
    if family == "epci":
        said = full_name(code, name)
        return f"dans la {said}" if said.startswith("communauté") else f"dans l'intercommunalité « {said} »"
    if code in _with_en():
        return f"en {name}"
    article = _articles().get(code)
    return f"dans {_joined(article, name)}" if article else at_town(name)


def of(code: str, name: str) -> str:
    """What belongs to a place: « d'Avignon », « du Var », « des Bouches-du-Rhône », « de Bretagne »."""
    family, _, _ = code.rpartition(":")
    if family == "epci":
        said = full_name(code, name)
        return f"de la {said}" if said.startswith("communauté") else f"de l'intercommunalité « {said} »"
    article = _articles().get(code)
    if article in ("le", "les"):
        return f"{'du' if article == 'le' else 'des'} {name}"
    return f"de {_joined(article, name)}" if article else of_town(full_name(code, name))


def _joined(article: str, name: str) -> str:
    return f"{article}{'' if article.endswith(chr(39)) else ' '}{name}"
