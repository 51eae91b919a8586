"""To cancel reminders: one by its rank, those of an event by its name, or all."""

from collections.abc import Iterable

from bot.conversation.handlers.unsubscribe import stop_all
from bot.conversation.message import Reply
from bot.conversation.news.subscribing import Subscribing
from bot.conversation.one_event.which import event_of
from bot.conversation.reminders.own_list import reminder_list
from bot.conversation.reminders.reminding import Reminding
from bot.conversation.reminders.which import names_another_event, reminders_meant, reminders_named
from bot.conversation.reminders.words import ReminderWords
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.words import fold, words_of
from bot.replies.french import listed
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """Cancel those that are meant; ask when that cannot be told."""
    say, event = turn.guide.phrases.say, event_of(turn)
    if not turn.session.reminders:
        return _nothing(turn)
    meant = reminders_named(turn)
    if not meant and _is_of_all(turn):
        cancelled = cancel_all(turn)
        is_of_both = turn.session.subscriptions and "named" in asked("subscription", *turn.words)
        return Reply(text=join("\n", (cancelled.text, stop_all(turn).text))) if is_of_both else cancelled
    if not meant and event and names_another_event(turn):
        return Reply(text=say("cancel_reminder.none_for", title=event.title))
    meant = meant or reminders_meant(turn)
    if not meant:
        return reminder_list(turn, "cancel_reminder.which")
    return cancel(turn, [reminder.number for reminder in meant])


def _is_of_all(turn: Turn) -> bool:
    """« tous mes rappels », « annule mes rappels »; stems would not tell « le rappel » from « les rappels »."""
    return "all" in asked("reminder", *turn.words) or "rappels" in words_of(fold(turn.text))


def _nothing(turn: Turn) -> Reply:
    """There are none; « enlève la première » says no word of them, and may mean a subscription."""
    if turn.session.subscriptions and "rappel" not in turn.understanding.spelt:
        return Subscribing(turn).listed("unsubscribe.which")
    return Reply(text=turn.guide.phrases.say("cancel_reminder.none"))


def cancel_all(turn: Turn) -> Reply:
    """None is left."""
    cancelled = Reminding.of(turn).cancel(list(turn.session.reminders))
    if not cancelled:
        return Reply(text=turn.guide.phrases.say("cancel_reminder.none"))
    return Reply(text=turn.guide.phrases.say("cancel_reminder.all_cancelled", count=len(cancelled)))


def cancel(turn: Turn, numbers: Iterable[int]) -> Reply:
    """Reminders are taken away; those of them that were gone already are not spoken of."""
    say, mine = turn.guide.phrases.say, Reminding.of(turn)
    cancelled = mine.cancel(numbers)
    if not cancelled:
        return Reply(text=say("cancel_reminder.already"))
    if len({reminder.event for reminder in cancelled}) > 1:
        return Reply(text=say("cancel_reminder.several_cancelled", count=len(cancelled)))
    event = turn.guide.catalogue.event(cancelled[0].event)
    title = event.title if event else say("list_reminders.gone")
    left = len(mine.of_event(cancelled[0].event))
    if left:
        words = ReminderWords(turn.guide.phrases, turn.now, mine.zone)
        when = listed([words.when(reminder) for reminder in cancelled])
        return Reply(text=say("cancel_reminder.some_cancelled", count=left, when=when, title=title))
    return Reply(text=say("cancel_reminder.cancelled", count=len(cancelled), title=title))
