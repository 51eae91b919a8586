"""Makes `data/words.csv`: how frequent in French are the words that place names could be mistaken for.

python tools/make_words.py [--out data]      (needs `wordfreq`, which the guide itself does not)
"""

import argparse
from collections import defaultdict
from pathlib import Path

from rapidfuzz.distance import OSA
from wordfreq import iter_wordlist, zipf_frequency

from intents.gazetteer import Gazetteer, name_words
from intents.reader import PLAIN
from intents.text import fold

#: Rarer words (per thousand million, log 10) are no trouble.
RAREST = 2.3
#: Names from this size on (inhabitants, letters) may be misspelt into a word.
POPULATION, LETTERS = 2000, 5


def main() -> None:
    """Keep words that names hold, and words one letter away from the name of a town."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("data"))
    out: Path = parser.parse_args().out
    (out / "words.csv").write_text("word,zipf\n", encoding="utf-8")
    gazetteer = Gazetteer.load(out / "communes.csv")
    names = {code: name_words(PLAIN.read(gazetteer.name(code))) for code in gazetteer.communes_of(gazetteer.regions())}
    held = {word for words in names.values() for word in words}
    towns = defaultdict(set)
    for code, words in names.items():
        if gazetteer.population(code) >= POPULATION:
            for name in (words[0], "".join(words)):
                if len(name) >= LETTERS:
                    towns[len(name)].add(name)
    frequency: dict[str, float] = {}
    for word in iter_wordlist("fr"):
        zipf, plain = zipf_frequency(word, "fr"), fold(word)
        if zipf < RAREST:
            break
        if not plain.isalpha() or not plain.isascii() or len(plain) < 2:
            continue
        near = (name for length in (-1, 0, 1) for name in towns[len(plain) + length])
        if plain in held or any(OSA.distance(plain, name, score_cutoff=1) <= 1 for name in near):
            frequency[plain] = max(frequency.get(plain, 0.0), zipf)
    lines = ["word,zipf", *(f"{word},{zipf:.2f}" for word, zipf in sorted(frequency.items()))]
    (out / "words.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
