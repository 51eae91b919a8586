"""What buttons do about one's reminders, subscriptions and profile. An action means the same for ever."""

from collections.abc import Callable

from bot.conversation import problems
from bot.conversation.calendars.feeds import Feeds
from bot.conversation.handlers import (
    add_to_calendar,
    cancel_reminder,
    privacy,
    set_profile,
    set_reminder,
    suggest_class_visit,
    unsubscribe,
)
from bot.conversation.handlers.subscribe import subscribe_to
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Button, Reply
from bot.conversation.news.subscribing import Subscribing
from bot.conversation.reminders.codes import read_asked, read_code
from bot.conversation.reminders.moments import Times
from bot.conversation.reminders.own_list import reminder_list
from bot.conversation.turn import Turn
from bot.reminders.rhythms import RHYTHMS


def remind(turn: Turn, rest: str) -> Reply:
    """`r:<event>[:<session>[:<times>]]`: reminders of an event; without a session it is asked for."""
    event_id, _, rest = rest.partition(":")
    code, _, times = rest.partition(":")
    event = turn.guide.catalogue.event(event_id)
    if event is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    subject, start = read_code(code) if code else ("session", None)
    if subject == "deadline":
        return set_reminder.remind_of_deadline(turn, event, _times(turn, times))
    return set_reminder.remind(turn, event, _times(turn, times), (start,) if start else ())


def change_reminders(turn: Turn, rest: str) -> Reply:
    """`t:<numbers>[:<times>]`: other times in place of reminders; without times they are asked for."""
    numbers, _, times = rest.partition(":")
    found = [turn.session.reminders[n] for n in _numbers(numbers) if n in turn.session.reminders]
    if not found:
        return Reply(text=turn.guide.phrases.say("cancel_reminder.already"))
    return set_reminder.change(turn, found, _times(turn, times))


def cancel_reminders(turn: Turn, rest: str) -> Reply:
    """`c:<numbers>`, or `c:*`: cancels reminders."""
    return cancel_reminder.cancel_all(turn) if rest == "*" else cancel_reminder.cancel(turn, _numbers(rest))


def show_own(turn: Turn, rest: str) -> Reply:
    """`l:reminders`, `l:subscriptions`, `l:calendars`: one's own list."""
    if rest == "calendars":
        return Feeds(turn).listed()
    return Subscribing(turn).listed() if rest == "subscriptions" else reminder_list(turn)


def subscribe(turn: Turn, rest: str) -> Reply:
    """`sl:<list>`: a subscription to the search of a list."""
    listing = turn.session.listings[int(rest)]
    return subscribe_to(turn, listing.criteria, listing.intent)


def change_rhythm(turn: Turn, rest: str) -> Reply:
    """`sr:<number>[:<rhythm>]`: how often news is told; without a rhythm it is asked for."""
    number, _, rhythm = rest.partition(":")
    mine, subscription = Subscribing(turn), turn.session.subscriptions.get(int(number))
    if subscription is None:
        return Reply(text=turn.guide.phrases.say("unsubscribe.already"))
    if not rhythm:
        return mine.how_often(subscription)
    return mine.change(subscription, rhythm=RHYTHMS[RHYTHMS.index(rhythm)])


def see_subscription(turn: Turn, rest: str) -> Reply:
    """`sv:<number>`: what fits a subscription now."""
    subscription = turn.session.subscriptions.get(int(rest))
    if subscription is None:
        return Reply(text=turn.guide.phrases.say("unsubscribe.already"))
    lister = Lister(guide=turn.guide, session=turn.session, now=turn.now, intent=subscription.intent)
    return lister.search(subscription.criteria)


def stop_subscriptions(turn: Turn, rest: str) -> Reply:
    """`us:<number>`, or `us:*`: stops one subscription, or all."""
    return unsubscribe.stop_all(turn) if rest == "*" else unsubscribe.stop(turn, [int(rest)])


def forget_profile(turn: Turn, rest: str) -> Reply:
    """`o:<value>`, or `o:*`: takes an audience, a place, or all out of the profile."""
    profile = turn.session.profile
    return set_profile.forget(turn, (*profile.audiences, *profile.places) if rest == "*" else (rest,))


def send_own_data(turn: Turn, rest: str) -> Reply:
    """`my`: all that is kept about the asker."""
    return privacy.send(turn)


def keep_questions(turn: Turn, rest: str) -> Reply:
    """`kq:0`, `kq:1`: whether questions that are not understood may be kept."""
    return privacy.keep_questions(turn, wanted=rest == "1")


def erase(turn: Turn, rest: str) -> Reply:
    """`fg`: asks whether all is to be erased; `fg:1`: erases it; `fg:0`: erases nothing."""
    answers = {"": privacy.confirm_erasure, "0": privacy.erase_nothing, "1": privacy.erase}
    return answers[rest](turn)


def take_announcements(turn: Turn, rest: str) -> Reply:
    """`na:0`, `na:1`: whether organisers may write to the asker."""
    phrases, wanted = turn.guide.phrases, rest == "1"
    turn.session.refuses_announcements = not wanted
    if wanted:
        return Reply(text=phrases.say("desk.taken"))
    again = Button(label=phrases.text("desk.take_again"), action="na:1")
    return Reply(text=phrases.say("desk.refused"), buttons=((again,),))


def _times(turn: Turn, codes: str) -> Times:
    return Times(before=tuple(read_asked(code, turn.now) for code in codes.split("+") if code))


def _numbers(rest: str) -> list[int]:
    return [int(number) for number in rest.split("+")]


OWN_ACTIONS: dict[str, Callable[[Turn, str], Reply]] = {
    "r": remind,
    "t": change_reminders,
    "c": cancel_reminders,
    "l": show_own,
    "sl": subscribe,
    "sr": change_rhythm,
    "sv": see_subscription,
    "us": stop_subscriptions,
    "o": forget_profile,
    "a": add_to_calendar.add_event,
    "al": add_to_calendar.add_list,
    "ar": add_to_calendar.add_reminders,
    "my": send_own_data,
    "kq": keep_questions,
    "fg": erase,
    "er": problems.ask,
    "na": take_announcements,
    "as": add_to_calendar.follow,
    "ax": add_to_calendar.stop_following,
    "k": suggest_class_visit.answer,
    "kh": suggest_class_visit.half_days,
    "km": suggest_class_visit.message,
    "ks": suggest_class_visit.sheet,
}
