"""Tables as people make them: rows under a header become drafts of events, whatever file they come in."""
