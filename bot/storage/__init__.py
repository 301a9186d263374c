"""What is remembered: an encrypted database, read and written in the domain's own words."""
