"""« Dans 1 h », « Demain matin »: another time for a reminder, counted from when the button is tapped."""

from bot.conversation.message import Button
from bot.conversation.reminders.codes import IN_AN_HOUR, TOMORROW_MORNING, read_asked
from bot.conversation.reminders.words import ReminderWords
from bot.reminders.model import Occasion
from bot.reminders.planning import in_time

_LABELS = {IN_AN_HOUR: "button_in_an_hour", TOMORROW_MORNING: "button_tomorrow"}


def snoozes(words: ReminderWords, head: str, occasion: Occasion) -> list[Button]:
    """Buttons of those that come before it is too late; `head` is their action, less the time."""
    return [
        Button(label=words.say(label), action=f"{head}:{code}")
        for code, label in _LABELS.items()
        if in_time([read_asked(code, words.now)], occasion, words.now, words.zone)
    ]
