"""Logs: structured lines with the process's name, on standard error or in a file; never a score, PIN or name."""

import logging
import sys
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s {process} %(name)s:%(lineno)d %(message)s"
_CHATTY = ("pyhanko", "pyhanko_certvalidator", "pikepdf", "fontTools", "urllib3", "asyncio")


def set_up(process: str, *, file: Path | None = None, level: int = logging.INFO) -> None:
    """Send this process's log to a file, or to standard error."""
    handler = logging.StreamHandler(sys.stderr) if file is None else logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(logging.Formatter(FORMAT.format(process=process)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.ERROR)
