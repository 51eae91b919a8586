"""The closed vocabularies of `docs/events-format.md`: slugs, and which sectors are narrower than which."""

from collections.abc import Iterable

KINDS = (
    "visite",
    "portes-ouvertes",
    "job-dating",
    "recrutement",
    "conference",
    "atelier",
    "exposition",
    "webinaire",
    "forum",
    "rencontre",
    "immersion",
    "evenement",
)
#: Kinds that hire: no place for a class.
HIRING = ("job-dating", "recrutement")
SECTORS = (
    "aeronautique",
    "agroalimentaire",
    "automobile",
    "bois",
    "btp",
    "chimie",
    "ciment",
    "cosmetique",
    "dechets-recyclage",
    "defense",
    "eau",
    "electricite",
    "electronique",
    "energie",
    "ferroviaire",
    "hydrogene",
    "logistique",
    "luxe",
    "maritime",
    "mecanique",
    "metallurgie",
    "mode-textile",
    "nanotechnologies",
    "naval",
    "nucleaire",
    "numerique",
    "papier-carton",
    "petrole",
    "plasturgie",
    "robotique",
    "sante-pharma",
    "spatial",
)
#: What a sector holds besides itself.
NARROWER = {
    "energie": ("nucleaire", "hydrogene", "electricite", "petrole"),
    "maritime": ("naval",),
    "numerique": ("robotique",),
    "btp": ("ciment",),
}
THEMES = (
    "transition-ecologique",
    "decarbonation",
    "numerique",
    "economie-circulaire",
    "fabrique-en-france",
    "mixite",
    "innovation",
    "orientation",
)
AUDIENCES = (
    "collegiens",
    "lyceens",
    "etudiants",
    "apprentis",
    "demandeurs-emploi",
    "enseignants",
    "orientation",
    "rh",
    "entreprises",
    "grand-public",
)
ACCESSIBILITY = ("moteur", "visuel", "auditif", "psychique", "intellectuel")
STATUSES = ("confirmed", "full", "postponed", "cancelled", "moved-online")
#: The words that are a sector and a theme: either list holds them.
BOTH = frozenset(SECTORS) & frozenset(THEMES)


def with_narrower(sectors: Iterable[str]) -> frozenset[str]:
    """The sectors and those they hold."""
    return frozenset(slug for sector in sectors for slug in (sector, *NARROWER.get(sector, ())))
