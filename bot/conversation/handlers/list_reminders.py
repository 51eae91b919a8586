"""One's reminders, the next one first."""

from bot.conversation.calendars.files import Calendaring
from bot.conversation.message import Reply
from bot.conversation.reminders.own_list import reminder_list
from bot.conversation.topics import asked
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """All of them, each with what can be done about it; « mes rappels dans mon agenda » is a file."""
    if "calendar" in asked("calendar", turn.text):
        return Calendaring(turn).of_reminders()
    return reminder_list(turn)
