"""Addresses at which calendars are given, to whoever knows them: nobody can guess one, and only its hash is kept."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass

#: What comes before the secret part of an address, and after it.
FOLDER, SUFFIX = "agenda", ".ics"
#: Random bytes of an address: too many to be tried.
_BYTES = 24


def _draw() -> str:
    return secrets.token_urlsafe(_BYTES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Addresses:
    """Addresses under a public one."""

    #: « https://guide.example.org », with no slash at its end.
    public_url: str
    #: Draws the secret part of an address.
    draw: Callable[[], str] = _draw

    def of(self, secret: str) -> str:
        """The address whose secret part that is."""
        return f"{self.public_url}/{FOLDER}/{secret}{SUFFIX}"


def hash_of(secret: str) -> str:
    """What is kept of the secret part of an address: enough to know it again, not to tell it."""
    return hashlib.sha256(secret.encode()).hexdigest()
