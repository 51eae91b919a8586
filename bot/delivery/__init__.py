"""From what was received to what was sent: inbox, lanes, outbox and pacer, for any channel and any database."""
