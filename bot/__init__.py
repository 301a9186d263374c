"""Goldseam: a Telegram bot for people who rebuild broken trust."""
