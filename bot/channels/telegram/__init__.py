"""Telegram: converts updates in, calls the conversation, converts replies out."""

import os

# python-telegram-bot otherwise warns each time that Telegram asks to wait (RetryAfter.retry_after).
os.environ.setdefault("PTB_TIMEDELTA", "true")
