"""What people take along and bring back: everything of theirs as one archive, and an archive read with suspicion."""
