"""A programme as files that others read, and from which the same programme comes back."""
