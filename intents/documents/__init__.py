"""The texts of organisers: what kind of event they announce, about what, for whom, on what conditions.

They are read with the words of questions, and with those of `vocabulary/documents.yaml`. A title counts more than key
words, and these more than a long text, which names much that the event is not about.
"""

from intents.documents.passages import Mention
from intents.documents.reader import DocumentReader

__all__ = ["DocumentReader", "Mention"]
