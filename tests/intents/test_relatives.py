"""What is said of relatives is looked for beside them, and nowhere else."""

from intents.entries import spelt
from intents.phrases import expand
from intents.reader import keys
from intents.relatives import LEAD
from intents.vocabulary import load


def test_no_phrase_right_before_a_relative_is_longer_than_what_is_looked_at() -> None:
    data = load("interests/relatives")
    templates = [template for listed in data["before"].values() for template in spelt(listed, data["words"])]
    assert max(len(keys(phrase)) for template in templates for phrase in expand(template)) <= LEAD
