"""A Bot API server for the tests: it speaks HTTP as Telegram does, and people talk to the bot through it."""
