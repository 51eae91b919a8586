"""Under fifteen: where something is kept of them, it is said simply, with the way that keeps nothing."""

from bot.conversation.turn import Turn
from bot.replies.rich import Rich

#: From that age on, one may consent alone to what is kept (loi Informatique et Libertés, article 45).
_OLD_ENOUGH = 15


def told_to_the_young(turn: Turn, where: str) -> Rich:
    """What is kept, and how nothing is: `<where>.young`; nothing for those who seem old enough."""
    return turn.guide.phrases.say(f"{where}.young") if _is_young(turn) else Rich()


def _is_young(turn: Turn) -> bool:
    """They have said their age, now or for what is sought, or that they go to a collège."""
    current = turn.session.current
    age = turn.understanding.criteria.min_age_ok or (current.criteria.min_age_ok if current else None)
    if age is not None:
        return age < _OLD_ENOUGH
    return turn.session.profile.audiences == ("collegiens",)
