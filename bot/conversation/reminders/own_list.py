"""The list of one's reminders, with a row of buttons for each."""

from bot.conversation.message import Button, Reply
from bot.conversation.reminders.reminding import Reminding
from bot.conversation.reminders.words import ReminderWords
from bot.conversation.session import OwnList
from bot.conversation.turn import Turn
from bot.reminders.model import Reminder
from bot.replies.rich import Rich, join

#: Reminders that are listed; those after them come once these have been sent.
_LISTED = 20


def reminder_list(turn: Turn, question: str = "") -> Reply:
    """The next reminders, numbered; `question`: key of what is asked about them."""
    say, mine = turn.guide.phrases.say, Reminding.of(turn)
    reminders = mine.all()
    if not reminders:
        return Reply(text=say("list_reminders.none"))
    listed = reminders[:_LISTED]
    turn.session.own = OwnList(kind="reminders", numbers=tuple(r.number for r in listed))
    words = ReminderWords(turn.guide.phrases, turn.now, mine.zone)
    opening = say(question) if question else say("list_reminders.some", count=len(reminders))
    lines = [_line(turn, words, rank, reminder) for rank, reminder in enumerate(listed, 1)]
    left = len(reminders) - len(listed)
    more = say("list_reminders.more", count=left) if left else Rich()
    rows = [_row(words, rank, reminder) for rank, reminder in enumerate(listed, 1)]
    last = [Button(label=turn.guide.phrases.text("add_to_calendar.button_list"), action="ar:")]
    if len(reminders) > 1:
        last.append(Button(label=words.say("button_cancel_all"), action="c:*"))
    rows.append(tuple(last))
    return Reply(text=join("\n", (opening, *lines, more)), buttons=tuple(rows))


def _line(turn: Turn, words: ReminderWords, rank: int, reminder: Reminder) -> Rich:
    """« 1. dimanche 21 novembre à 18 h : Visite du site ITER »."""
    event, text = turn.guide.catalogue.event(reminder.event), turn.guide.phrases.text
    title = event.title if event else text("list_reminders.gone")
    is_on_hold = event is not None and reminder.subject == "session" and not event.sessions
    when = text("list_reminders.on_hold") if is_on_hold else words.when(reminder)
    about = text("list_reminders.about", what=words.say("deadline")) if reminder.subject == "deadline" else ""
    return turn.guide.phrases.say("list_reminders.line", rank=rank, when=when, title=title, about=about)


def _row(words: ReminderWords, rank: int, reminder: Reminder) -> tuple[Button, ...]:
    return (
        Button(label=words.say("button_ranked_change", rank=rank), action=f"t:{reminder.number}"),
        Button(label=words.say("button_ranked_cancel", rank=rank), action=f"c:{reminder.number}"),
    )
