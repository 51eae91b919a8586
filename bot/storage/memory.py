"""Conversations of one process, gone with it: for `python -m bot ask` and for tests."""

from dataclasses import replace

from bot.conversation.session import Session


class MemorySessions:
    """Sessions in a dictionary. The same contract as in a database, shared positions included."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    async def load(self, key: str) -> Session:
        """A copy of the session last saved, or a fresh one."""
        return _copy(self._sessions.get(key, Session()))

    async def save(self, key: str, session: Session) -> None:
        """Keep a copy; a fresh session forgets the key."""
        if session == Session():
            self._sessions.pop(key, None)
        else:
            self._sessions[key] = _copy(session)


def _copy(session: Session) -> Session:
    # All that a session holds is frozen, but for its dictionaries.
    return replace(session, listings=dict(session.listings), doubts=dict(session.doubts))
