"""Cards: pure functions from what is known to the message that shows it; conversations and dispatch share them."""
