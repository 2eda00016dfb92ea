"""In a process of its own: visit every page of a sealed bid, then print the megabytes that seat and worker hold.

What counts is the proportional set size: memory that both map is counted once.
"""

import sys
from pathlib import Path

from seat_client.documents.client import DocumentClient
from tests.benchmarks.viewer_parts import DEADLINE, KEY, Screen


def held(pid: int) -> float:
    """Megabytes of a process, its share of what it has in common with others included."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:"))) / 1024


def main(sealed: Path) -> None:
    import os

    screen = Screen()
    document = DocumentClient(sealed, KEY)
    screen.show(document)
    for page in range(1, screen.view.page_count() + 1):
        screen.view.go_to_page(page)
        screen.until(lambda page=page: screen.view.is_drawn(page) or page - 1 in screen.view._failed)
    print(held(os.getpid()) + held(document.worker_pid))
    screen.close()
    document.close(wait=DEADLINE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
