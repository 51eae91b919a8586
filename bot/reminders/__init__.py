"""What to send by itself, and when: pure planning. Sending is `bot/delivery`, wording `bot/conversation`."""
