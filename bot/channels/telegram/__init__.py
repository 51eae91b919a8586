"""Telegram: converts updates in and replies out."""
