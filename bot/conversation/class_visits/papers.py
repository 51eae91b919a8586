"""What a teacher takes along: the sheet of an event for the class, and a message for its organiser."""

from collections.abc import Callable, Sequence

from bot.conversation.class_visits.finding import fit_of, school_town
from bot.conversation.class_visits.school_class import SchoolClass
from bot.conversation.class_visits.sheet import class_sheet, organiser_message
from bot.conversation.message import Button, Reply
from bot.conversation.one_event.facts import Facts
from bot.conversation.session import Listing
from bot.conversation.turn import Turn
from bot.events.model import Event, Session
from bot.replies.french import listed
from bot.replies.rich import join
from bot.visits.pupils import levels_of, pupils_of

#: What nobody visits any more.
_OVER = frozenset({"cancelled", "past", "reserved"})


def paper_buttons(turn: Turn, event: Event) -> tuple[tuple[Button, ...], ...]:
    """Offers both while visits for a class are spoken of."""
    number, listing = turn.session.listing, turn.session.current
    statuses = Facts(event, turn.guide.phrases, turn.now).statuses
    if listing is None or listing.intent != "suggest_class_visit" or _OVER.intersection(statuses):
        return ()
    say = turn.guide.phrases.text
    sheet_button = Button(label=say("suggest_class_visit.button_sheet"), action=f"ks:{number}:{event.id}")
    message_button = Button(label=say("suggest_class_visit.button_message"), action=f"km:{number}:{event.id}")
    return ((sheet_button, message_button),)


def sheet(turn: Turn, listing: Listing, event: Event) -> Reply:
    """The sheet of an event, as a file."""
    return Reply(
        text=turn.guide.phrases.say("suggest_class_visit.sheet", title=event.title),
        attachment=class_sheet(event, _sessions(turn, listing, event), _class(turn, listing), turn.guide),
    )


def message(turn: Turn, listing: Listing, event: Event) -> Reply:
    """A message for the organiser of an event, after where to send it."""
    contacts = listed(Facts(event, turn.guide.phrases, turn.now).contacts, "ou")
    name = "message" if contacts else "message_nowhere"
    opening = turn.guide.phrases.say(f"suggest_class_visit.{name}", contacts=contacts)
    sessions, school_class = _sessions(turn, listing, event), _class(turn, listing)
    return Reply(
        text=join("\n\n", (opening, organiser_message(event, sessions, school_class, turn.guide, turn.now))),
        buttons=((Button(label=turn.guide.phrases.text("event.button_details"), action=f"e:{event.id}"),),),
    )


#: What can be asked for: names of topics.
PAPERS: dict[str, Callable[[Turn, Listing, Event], Reply]] = {"sheet": sheet, "message": message}


def _sessions(turn: Turn, listing: Listing, event: Event) -> Sequence[Session]:
    """The session to which the class would go, or those of its groups."""
    return fit_of(event, turn.guide, listing.criteria, turn.session, listing.visit, turn.now).sessions


def _class(turn: Turn, listing: Listing) -> SchoolClass:
    """What was told of the class."""
    criteria, phrases = listing.criteria, turn.guide.phrases
    levels = [phrases.label("levels", level) for level in levels_of(listing.visit.levels, criteria.audiences)]
    audiences = [phrases.label("audiences", slug) for slug in pupils_of(criteria.audiences)]
    return SchoolClass(
        level=listed(levels or audiences),
        audiences=pupils_of(criteria.audiences),
        pupils=criteria.group_size,
        town=school_town(turn.guide, criteria, turn.session),
    )
