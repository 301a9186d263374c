"""What `make bench` measures: how fast the bot starts and how small it stays, beside a bare bot on the same machine."""
