"""Each promise of the bot, the tests that prove it, and ways to break it that those tests notice."""
