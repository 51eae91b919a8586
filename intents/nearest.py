"""The known word that a wrong spelling is nearest to, by its letters or by ear."""

from collections.abc import Collection

from intents.fuzzy import Spelling, is_part
from intents.sound import Sounds


class NearestWords:
    """Known words, and wider ones that are meant where none of the others is as near."""

    def __init__(self, words: Collection[str], wider: Collection[str]) -> None:
        """Words are folded."""
        self._stocks = [(Sounds(stock), Spelling(stock)) for stock in (words, wider) if stock]

    def nearest(self, word: str) -> tuple[str, int] | None:
        """The nearest word, or a wider one where that is nearer; and how many letters differ."""
        best: tuple[str, int] | None = None
        for sounds, spelling in self._stocks:
            alike = spelling.swapped(word) or sounds.like(word)
            found = (alike, 1) if alike else spelling.nearest(word)
            if alike and len(alike) < len(word) and is_part(alike, word) and not word.startswith(alike):
                near = spelling.nearest(word)  # « ouvrtes » lacks a letter, though it sounds like « ouvres »
                found = near if near and near[1] == 1 and len(near[0]) > len(word) else found
            if found is None and word[-1] in "sx":  # « suords »: words are known in the singular
                found = spelling.nearest(word[:-1])
            if found and (best is None or found[1] < best[1]):
                best = found
            if best and best[1] == 1:  # no other is nearer
                break
        return best

    def is_slip(self, word: str) -> bool:
        """One letter of it is wrong."""
        return any((found := spelling.nearest(word)) and found[1] <= 1 for _, spelling in self._stocks)
