"""How a cell of the matrix looks in each of its states."""

from seat_client.services.preliminary import Cell
from seat_client.ui.language import translate
from seat_client.ui.screens.preliminary.rows import CellFace


def face(cell: Cell, *, row: str, column: str, members: int) -> CellFace:
    """The look of one cell; counts of votes only once all have voted."""
    words, icon, ink = _word(cell)
    detail = _detail(cell, members)
    state = words or translate("Preliminary", "voted on by code, not on this page")
    name = translate("Preliminary", "{bid}, {item}: {state} {detail}").format(
        bid=row, item=column, state=state, detail=detail
    )
    ground = {"failed": "bad-weak", "mine": "warn-weak", "locked": "canvas"}.get(cell.state, "surface")
    strong = cell.state == "open"
    return CellFace(
        subject=cell.subject,
        item=cell.item,
        state=cell.state,
        words=words,
        detail=detail,
        short_detail=_short_detail(cell, members, detail),
        icon=icon,
        ink=ink,
        ground=ground,
        strong=strong,
        name=name.strip(),
    )


def _word(cell: Cell) -> tuple[str, str, str]:
    if cell.state == "mine" and cell.own is not None:
        if cell.own.passed:
            return translate("Preliminary", "I passed"), "check", "ok"
        return translate("Preliminary", "I failed"), "cross", "bad"
    return {
        "open": (translate("Preliminary", "To vote"), "disc", "accent"),
        "passed": (translate("Preliminary", "Pass"), "check", "ok"),
        "failed": (translate("Preliminary", "Fail"), "cross", "bad"),
        "dropped": (translate("Preliminary", "No vote"), "ring", "ink-2"),
    }.get(cell.state, ("", "lock", "ink-3"))


def _detail(cell: Cell, members: int) -> str:
    if cell.state in ("open", "mine"):
        return translate("Preliminary", "voted {cast} / {all}").format(cast=cell.cast, all=members)
    if cell.state == "failed":
        return translate("Preliminary", "{fails} : {passes} formed").format(fails=cell.fails, passes=cell.passes)
    if cell.state == "passed":
        return f"{cell.passes} / {members}" if not cell.fails else f"{cell.passes} : {cell.fails}"
    return translate("Preliminary", "rejected") if cell.state == "dropped" else ""


def _short_detail(cell: Cell, members: int, detail: str) -> str:
    """Figures alone, for narrow columns."""
    if cell.state in ("open", "mine"):
        return f"{cell.cast} / {members}"
    return f"{cell.fails} : {cell.passes}" if cell.state == "failed" else detail
