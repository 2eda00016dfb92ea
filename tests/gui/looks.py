"""Looking at a page at every size: nothing cut off, nothing squeezed, every control named and large enough."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSize, QTranslator

from seat_client.app.autopilot.looking import cut_off
from seat_client.ui.shell import Shell
from tests.gui.closing import squeezed
from tests.gui.pictures import COMPACT, WIDE, settle
from tests.gui.walk import faults

SCALED = QSize(1536, 864)  # what 125 percent leave of 1920x1080
SIZES = (WIDE, COMPACT, SCALED)


def flaws(shell: Shell, *sizes: QSize) -> list[str]:
    """What a person would stumble over on the page shown, at each size."""
    found = []
    for size in sizes or SIZES:
        shell.resize(size)
        settle(shell)
        here = [*cut_off(shell), *squeezed(shell), *faults(shell)]
        found += [f"{size.width()}: {fault}" for fault in here]
    return found


@contextmanager
def english() -> Iterator[None]:
    """The sources on the screen, as a seat set to English shows them."""
    application = QCoreApplication.instance()
    assert application is not None
    translators = application.findChildren(QTranslator)
    for translator in translators:
        application.removeTranslator(translator)
    try:
        yield
    finally:
        for translator in translators[-1:]:
            application.installTranslator(translator)
