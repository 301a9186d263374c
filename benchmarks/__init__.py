"""What `make bench` measures: what the bot promises of its speed and size, beside a bare bot on the same machine."""
