"""Conversations: an update comes in, a rule decides, rows are written, an answer goes out."""
