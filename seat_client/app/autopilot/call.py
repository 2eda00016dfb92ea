"""The call as the autopilot sees it: opens it, joins, looks at everybody, asks to speak, folds it back."""

from PySide6.QtCore import Qt

from seat_client.app.autopilot.hands import Hands, NotSeen
from seat_client.ui.widgets.video_tile import VideoTile

CONNECTS = 8.0  # seconds in which a seat has connected ahead, where there is a conference at all
FACES = 6  # others whose pictures are to be seen before the page is photographed


class CallWorks:
    """Done once; where no conference can be joined, its page is looked at and left."""

    def __init__(self, hands: Hands) -> None:
        self._h = hands

    def visit(self) -> None:
        """Open the conference over the page that stands there, and come back to it."""
        self._h.key(Qt.Key.Key_F8)
        self._h.wait_for("conference-page")
        try:
            self._h.wait(lambda: self._enabled("call-join-large"), "a conference to join", CONNECTS)
            self._h.key(Qt.Key.Key_J)
            self._h.wait(lambda: self._enabled("call-speak"), "the meeting")
            self._h.wait(lambda: self._faces() >= FACES, "the others' pictures")
        except NotSeen:
            self._h.picture("conference-absent")
        else:
            self._h.key(Qt.Key.Key_H)
            self._h.picture("conference")
            self._h.key(Qt.Key.Key_H)
        self._h.key(Qt.Key.Key_Escape)
        self._h.wait(lambda: self._h.see("conference-page") is None, "the page under the conference")

    def _enabled(self, name: str) -> bool:
        part = self._h.see(name)
        return part is not None and part.isEnabled()

    def _faces(self) -> int:
        page = self._h.see("conference-page")
        tiles: list[VideoTile] = page.findChildren(VideoTile) if page is not None else []
        return sum(tile.drawn > 0 for tile in tiles if tile.plate.tile > 0)
