"""A whole number for each intent, all of them in one, so that what speaks for intents adds up at once."""

from struct import Struct

from intents.model import INTENTS

#: What 1 speaks for an intent (natural logarithm of the odds).
UNIT = 0.004
#: How much room each has.
_BITS = 32
#: 1 for each intent; n for it is n times that.
ONE = {intent: 1 << _BITS * place for place, intent in enumerate(INTENTS)}
#: 1 for all of them, and the bit of the sign of each.
ONES = sum(ONE.values())
_SIGNS = ONES << _BITS - 1
_EACH = Struct(f"<{len(INTENTS)}i")


def by_intent(sums: int) -> tuple[int, ...]:
    """What they are, as `INTENTS` has them; each has 31 bits and a sign, which the next had lent it when below 0."""
    return _EACH.unpack((sums + _SIGNS ^ _SIGNS).to_bytes(_EACH.size, "little"))
