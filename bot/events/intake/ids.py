"""Ids of imported events: the source's own, so that importing again finds them."""

import hashlib
import re

_LONGEST = 40
#: What a programme takes for an id.
ID = re.compile(rf"[a-z0-9-]{{1,{_LONGEST}}}")
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def event_id(source: str, key: str) -> str:
    """« oa-5035822 »; a key that an id cannot hold is told by its digest. Without a source, the key is an id."""
    if not source and ID.fullmatch(key):
        return key
    candidate = f"{source}-{key}"
    if _PLAIN.fullmatch(key) and len(candidate) <= _LONGEST:
        return candidate
    return f"{source}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"
