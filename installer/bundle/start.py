"""Where the frozen program begins; a child process that multiprocessing spawns begins here as well."""

import multiprocessing
import sys

from seat_client.app.command_line import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
