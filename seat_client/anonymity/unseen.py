"""Text that is in the file and not on the page: invisible, of the paper's colour, tiny, cut off, covered, off the page.

Every page is drawn without its text and with it. Where a letter makes no difference nobody can see it, whatever the
trick. Texts that lie over one another are drawn in turn, so that no letter passes for the one above it.
"""

import ctypes
from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2_raw as pdfium

from seat_client.anonymity.finding import Finding
from seat_client.anonymity.pdf_pages import Letters, OpenPage, PageObject, Pixels

CONTRAST = 40
"""Of 255: the least difference from the ground that counts as seen, for letters in print."""
LARGE_CONTRAST = 8
"""The same for letters of `LARGE` points and more, such as a pale mark across the page: large areas are seen sooner."""
LARGE = 40.0
TINY = 2.0
"""Points: letters lower and narrower than this are read by nobody; footnotes have 6 to 8."""
SHORTEST = 2
MOST_ON_A_PAGE = 20
_SCALE = 1.0  # pixels a point: a letter of 5 points, the smallest in print, still covers several
_MOST_TURNS = 6
_MOST_CELLS = 4_000_000  # of the map of where texts lie; a sheet of A0 has eight million points
_INSET = 0.22  # of a text's height: neighbouring lines touch, and are not one over the other
_TERM = 60
Boxes = npt.NDArray[np.float64]


def unseen_text(page: OpenPage, letters: Letters) -> list[Finding]:
    """Runs of letters that cannot be seen; a page with very many, such as a scan with a text layer, counts as one.

    The page's text is made invisible on the way: the page can be asked for nothing else afterwards.
    """
    if not any(one.isalnum() for one in letters.text):
        return []
    shown = page.placed(letters.boxes)
    reasons = _off_page(shown, page) + _tiny(shown) + _unlike_ground(page, letters, shown)
    runs = list(_runs(letters.text, np.array([bool(one) for one in reasons])))
    if len(runs) > MOST_ON_A_PAGE:
        whole = [index for run in runs for index in run]
        return [_finding(page, letters, whole, reasons[whole[0]], f"{len(whole)} letters")]
    return [_finding(page, letters, run, reasons[run[0]], "") for run in runs]


def _off_page(shown: Boxes, page: OpenPage) -> npt.NDArray[np.str_]:
    off = (shown[:, 2] <= 0) | (shown[:, 3] <= 0) | (shown[:, 0] >= page.width) | (shown[:, 1] >= page.height)
    return np.where(off, "off-page", "").astype(object)


def _tiny(shown: Boxes) -> npt.NDArray[np.str_]:
    """Both sides under the limit: a dash is low and wide, an l is narrow and high."""
    small = (shown[:, 3] - shown[:, 1] < TINY) & (shown[:, 2] - shown[:, 0] < TINY)
    return np.where(small, " tiny", "").astype(object)


def _unlike_ground(page: OpenPage, letters: Letters, shown: Boxes) -> npt.NDArray[np.str_]:
    """`invisible` by its rendering mode, or `covered`: by something, by a clip, by its own colour."""
    texts = [one for one in page.objects() if one.kind == pdfium.FPDF_PAGEOBJ_TEXT]
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(one.handle) for one in texts]
    reasons = np.full(len(shown), "", object)
    owners = _owners(page, len(shown))
    for one in texts:
        _show(one, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    ground = page.drawn(_SCALE)
    for turn in _turns(page, texts):
        for index in turn:
            _show(texts[index], modes[index])
        drawn = page.drawn(_SCALE)
        seen = _seen(shown, np.maximum(drawn, ground) - np.minimum(drawn, ground), drawn.shape[1] / page.width)
        for index in turn:
            _show(texts[index], pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
            mine = owners.get(_address(texts[index].handle), [])
            word = " invisible" if modes[index] == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE else " covered"
            reasons[[letter for letter in mine if not seen[letter]]] = word
    return reasons


def _owners(page: OpenPage, count: int) -> dict[int, list[int]]:
    """The letters of each text object."""
    owners: dict[int, list[int]] = {}
    for index in range(count):
        owners.setdefault(_address(pdfium.FPDFText_GetTextObject(page.text_page(), index)), []).append(index)
    return owners


def _address(handle: object) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _show(text: PageObject, mode: int) -> None:
    pdfium.FPDFTextObj_SetTextRenderMode(text.handle, mode)


def _turns(page: OpenPage, texts: Sequence[PageObject]) -> list[list[int]]:
    """The texts in groups, none of which lies over another of its group."""
    turns: list[list[int]] = [[]]
    cell = max(1.0, (page.width * page.height / _MOST_CELLS) ** 0.5)
    taken = [np.zeros((int(page.height / cell) + 1, int(page.width / cell) + 1), bool)]
    for index, one in enumerate(texts):
        area = _inner(page, one, cell)
        turn = next((n for n, grid in enumerate(taken) if not grid[area].any()), len(taken))
        turn = min(turn, _MOST_TURNS - 1)
        if turn == len(taken):
            taken.append(np.zeros_like(taken[0]))
            turns.append([])
        taken[turn][area] = True
        turns[turn].append(index)
    return turns


def _inner(page: OpenPage, text: PageObject, cell: float) -> tuple[slice, slice]:
    box = page.placed(np.array([text.bounds]))[0] / cell
    inset = _INSET * min(box[3] - box[1], box[2] - box[0])
    left, top, right, bottom = (
        max(0, int(v)) for v in (box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset)
    )
    return slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))


def _seen(shown: Boxes, difference: Pixels, scale: float) -> npt.NDArray[np.bool_]:
    """For each box whether any pixel in it, `scale` of them a point, differs enough for the letter's size."""
    large = np.maximum(shown[:, 3] - shown[:, 1], shown[:, 2] - shown[:, 0]) >= LARGE
    small = _any_in(shown * scale, difference > CONTRAST)
    return np.where(large, _any_in(shown * scale, difference > LARGE_CONTRAST), small) if large.any() else small


def _any_in(boxes: Boxes, marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    rows, columns = marked.shape
    sums = cv2.integral(marked.view(np.uint8))
    left, right = _whole(np.floor(boxes[:, 0]), columns), _whole(np.ceil(boxes[:, 2]), columns)
    top, bottom = _whole(np.floor(boxes[:, 1]), rows), _whole(np.ceil(boxes[:, 3]), rows)
    found: npt.NDArray[np.bool_] = (sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]) > 0
    return found


def _whole(values: Boxes, most: int) -> npt.NDArray[np.int64]:
    return np.clip(np.nan_to_num(values), 0, most).astype(np.int64)


def _runs(text: str, unseen: npt.NDArray[np.bool_]) -> Iterator[list[int]]:
    """Unseen letters in a row; spaces and marks neither make nor break a run."""
    run: list[int] = []
    for index, letter in enumerate(text):
        if not letter.isalnum():
            continue
        if unseen[index]:
            run.append(index)
            continue
        if len(run) >= SHORTEST:
            yield run
        run = []
    if len(run) >= SHORTEST:
        yield run


def _finding(page: OpenPage, letters: Letters, run: list[int], reason: str, term: str) -> Finding:
    words = term or "".join(letters.text[index] for index in run)[:_TERM]
    place = reason.split(maxsplit=1)[0]
    return Finding(page.number + 1, place, words, "unseen-text", page.box_of(letters.boxes[run]))
