"""`python -m bot …`."""

import signal
import sys

# Held back until there is somebody to hear it: at any moment, SIGTERM is an orderly end.
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})

from bot.cli import main  # noqa: E402  loading takes long enough for it to come

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
