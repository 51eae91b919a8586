"""From what others publish to a programme file: drafts of events, checked, completed and written."""
