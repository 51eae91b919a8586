"""To be told no more: of one search, by its rank or its words, or of anything (« stop », `/stop`)."""

from collections.abc import Iterable

from bot.conversation.message import Button, Kind, Reply
from bot.conversation.news.subscribing import Subscribing
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.replies.french import listed
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """Stop what is meant, all when nothing is named; ask when one is meant and it cannot be told which."""
    mine, criteria, topics = Subscribing(turn), turn.understanding.criteria, asked("subscription", *turn.words)
    if not mine.all() or turn.message.kind is Kind.COMMAND:
        return stop_all(turn)
    if turn.session.own and (several := turn.session.own.several(turn.understanding.spelt)):
        return stop(turn, several)
    if ranked := mine.ranked():
        return stop(turn, [ranked.number])
    if criteria:
        found = mine.matching(criteria)
        if not found:
            return mine.listed("unsubscribe.none_for", what=mine.what(criteria))
        return stop(turn, [subscription.number for subscription in found])
    if "one" not in topics:
        return stop_all(turn)
    if turn.pending and turn.pending.subscription:
        return stop(turn, [turn.pending.subscription])
    return stop_all(turn) if len(mine.all()) == 1 else mine.listed("unsubscribe.which")


def stop(turn: Turn, numbers: Iterable[int]) -> Reply:
    """Some of them."""
    mine, say = Subscribing(turn), turn.guide.phrases.say
    stopped = mine.stop(numbers)
    if not stopped:
        return Reply(text=say("unsubscribe.already"))
    return Reply(text=say("unsubscribe.stopped", what=listed([mine.what(s.criteria) for s in stopped])))


def stop_all(turn: Turn) -> Reply:
    """All of them; reminders are another matter, and it is said that they stay."""
    phrases, count = turn.guide.phrases, len(Subscribing(turn).stop(turn.session.subscriptions))
    left = len(turn.session.reminders)
    nothing = "none" if left or turn.message.kind is Kind.COMMAND else "nothing"
    told = phrases.say("unsubscribe.all_stopped", count=count) if count else phrases.say(f"unsubscribe.{nothing}")
    if not left:
        return Reply(text=told)
    button = Button(label=phrases.text("reminder.button_list"), action="l:reminders")
    return Reply(text=join(" ", (told, phrases.say("unsubscribe.reminders_left", count=left))), buttons=((button,),))
