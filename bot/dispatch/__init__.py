"""What is due: woken by one job, read from rows, claimed, sent, recorded."""
