"""Letters: what a week, a month or a card is told about, read from rows and chosen by rule, for whoever sends it."""
