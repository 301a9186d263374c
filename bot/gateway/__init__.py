"""Telegram's wire: polling, the inbox, one order per person, sending lanes, and what went wrong."""
