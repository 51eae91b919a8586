"""French text → Understanding. Knows nothing of events, Telegram or storage."""

from intents.carried import ABOUT_ONE, CARRIERS, SURE
from intents.dates import Offset, hour_meant, is_day_off, school_zone, with_hours
from intents.discretion import without_contacts
from intents.gazetteer import Gazetteer
from intents.model import Context, Criteria, Exclusions, Hours, Period, Reference, Scene, Span, Told, Understanding
from intents.references import ranks_said
from intents.understand import Interpreter
from intents.vocabulary import sentences

__all__ = [
    "ABOUT_ONE",
    "CARRIERS",
    "SURE",
    "Context",
    "Criteria",
    "Exclusions",
    "Gazetteer",
    "Hours",
    "Interpreter",
    "Offset",
    "Period",
    "Reference",
    "Scene",
    "Span",
    "Told",
    "Understanding",
    "hour_meant",
    "is_day_off",
    "ranks_said",
    "school_zone",
    "sentences",
    "with_hours",
    "without_contacts",
]
