"""Names of places in a message → codes."""
