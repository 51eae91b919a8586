"""Who may come to one event and how: age, papers, price, seats, accessibility, and what it is like to go."""

from collections.abc import Callable
from typing import Any

from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.practical import practical_answers
from bot.conversation.one_event.which import event_of, which_event
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.replies.french import euros, listed
from bot.replies.rich import Rich, join
from intents import Criteria

#: « des toilettes pour les élèves » only says who goes, « manger sur place » where.
_IN_PASSING = frozenset({"audience", "women", "capacity"})


def handle(turn: Turn) -> Reply:
    """What was asked, in a sentence each; then all conditions shortly, and what the programme does not say.

    What is only practical (« on peut manger sur place ? ») needs no more than its answer.
    """
    event = event_of(turn)
    if event is None:
        return which_event(turn)
    phrases = turn.guide.phrases
    facts, criteria = Facts(event, phrases, turn.now), turn.understanding.criteria
    practical = asked("practical", *turn.words)
    topics = _beside_practical(turn) if practical else _asked(turn, event)
    answers = [*(_ANSWERS[topic](facts, criteria) for topic in topics), *practical_answers(facts, practical)]
    heading = join("\n", (phrases.say("event_conditions.title", title=event.title), *_warnings(facts), *answers))
    if practical:
        return Reply(text=heading, buttons=event_buttons(facts, details=True))
    if not topics:
        heading = join("\n", (heading, phrases.say("event_conditions.all")))
    text = join("\n\n", (heading, join("\n", _in_short(facts, topics)), _unknown(facts, topics)))
    return Reply(text=text, buttons=event_buttons(facts, details=True))


def _asked(turn: Turn, event: Event) -> list[str]:
    """What the question is about: by its words, and by what was understood in them.

    « mon fils » asks whether it is for girls only where it is.
    """
    criteria = turn.understanding.criteria
    told = {
        "min_age": criteria.min_age_ok is not None,
        "price": criteria.free,
        "capacity": criteria.available,
        "accessibility": criteria.accessible or bool(criteria.accessibility),
        "women": criteria.women_only or (criteria.women_only is False and event.conditions.women_only),
        "audience": bool(criteria.audiences),
    }
    named = asked("conditions", *turn.words)
    return [topic for topic in _ANSWERS if topic in named or told.get(topic)]


def _beside_practical(turn: Turn) -> list[str]:
    """What else the question names: « il faut un casque et une carte d'identité ? »."""
    named = set(asked("conditions", *turn.words)) - _IN_PASSING
    return [topic for topic in _ANSWERS if topic in named]


def _warnings(facts: Facts) -> list[Rich]:
    return [facts.phrases.say(f"event.status_{status}") for status in facts.statuses if status != "full"]


def _in_short(facts: Facts, answered: list[str]) -> list[Rich]:
    """The other conditions, each on its line under its name."""
    say, others = facts.phrases.say, facts.other_conditions(answered)
    named: dict[str, Any] = {
        "price": facts.price,
        "registration": facts.registration,
        "accessibility": facts.accessibility,
    }
    return [
        *([] if "audience" in answered else [say("event.for", audiences=facts.audiences)]),
        *([say("event.conditions", conditions=" ; ".join(others))] if others else []),
        *(say(f"event.{name}", **{name: value}) for name, value in named.items() if value and name not in answered),
    ]


def _unknown(facts: Facts, answered: list[str]) -> Rich:
    missing = facts.unknown_conditions(answered)
    return facts.phrases.say("event.unknown", unknown=", ".join(missing)) if missing else Rich()


def _age(facts: Facts, criteria: Criteria) -> Rich:
    least, age, say = facts.event.conditions.min_age, criteria.min_age_ok, facts.phrases.say
    if least is None:
        return say("event_conditions.age_unknown")
    if age is None:
        return say("event_conditions.age_from", count=least)
    name = "age_enough" if age >= least else "age_too_young"
    return say(f"event_conditions.{name}", count=least, age=facts.phrases.text("summary.age", count=age))


def _id(facts: Facts, criteria: Criteria) -> Rich:
    name = {True: "id_yes", False: "id_no", None: "id_unknown"}[facts.event.conditions.id_required]
    return facts.phrases.say(f"event_conditions.{name}")


def _price(facts: Facts, criteria: Criteria) -> Rich:
    price = facts.event.conditions.price_eur
    if price is None:
        return facts.phrases.say("event_conditions.price_unknown")
    return facts.phrases.say(f"event_conditions.price{'' if price else '_free'}", price=euros(price))


def _seats(facts: Facts, criteria: Criteria) -> Rich:
    if facts.event.status == "full":
        return facts.phrases.say("event_conditions.seats_full")
    seats = facts.event.conditions.capacity
    if seats is None:
        return facts.phrases.say("event_conditions.seats_unknown")
    return facts.phrases.say("event_conditions.seats", count=seats, seats=facts.capacity)


def _accessible(facts: Facts, criteria: Criteria) -> Rich:
    event, say = facts.event, facts.phrases.say
    if not event.accessibility:
        return say(f"event_conditions.accessible_{'online' if facts.is_online_only else 'unknown'}")
    missing = [s for s in criteria.accessibility if s not in event.accessibility]
    if criteria.accessibility and not missing:
        return say("event_conditions.accessible_yes", handicaps=facts.accessibility)
    told = say("event_conditions.accessible", handicaps=facts.accessibility)
    if not missing:
        return told
    labels = listed([facts.phrases.label("accessibility", slug) for slug in missing])
    return join("\n", (told, say("event_conditions.accessible_not_told", handicaps=labels)))


def _women(facts: Facts, criteria: Criteria) -> Rich:
    return facts.phrases.say(f"event_conditions.women_{'yes' if facts.event.conditions.women_only else 'no'}")


def _audience(facts: Facts, criteria: Criteria) -> Rich:
    """Whom it is for, and whether those of the question are among them."""
    told = facts.event.audiences
    if not told:
        return facts.phrases.say("event_conditions.audience_all")
    name = "audience"
    if criteria.audiences:
        name += "_yes" if "grand-public" in told or set(criteria.audiences) <= set(told) else "_others"
    return facts.phrases.say(f"event_conditions.{name}", audiences=facts.audiences)


#: Topics of topics.yaml, in the order of the answer.
_ANSWERS: dict[str, Callable[[Facts, Criteria], Rich]] = {
    "audience": _audience,
    "women": _women,
    "min_age": _age,
    "id": _id,
    "price": _price,
    "capacity": _seats,
    "accessibility": _accessible,
}
