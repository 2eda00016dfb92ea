"""Real, broken and hostile files: a rebuild draws the same, or there is a word for why not."""

from pathlib import Path

import pypdfium2
import pytest

from seat_client.anonymity import AnonymityError, rebuild, structural_check

FILES = Path(__file__).parents[4] / "shared" / "data" / "pdf"
FIRST_PAGES = 3


def _pictures(pdf: bytes) -> list[tuple[object, bytes]] | None:
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            shown = [
                document[number].render(scale=0.8, draw_annots=False).to_numpy()
                for number in range(min(FIRST_PAGES, len(document)))
            ]
    except (pypdfium2.PdfiumError, ValueError):
        return None
    return [(one.shape, one.tobytes()) for one in shown]


def test_every_file_draws_the_same_or_is_refused_by_a_word(caplog: pytest.LogCaptureFixture) -> None:
    if not FILES.is_dir():
        pytest.skip("needs ../shared/data")
    caplog.set_level("CRITICAL", logger="pikepdf._core")
    same, differing = 0, []
    for path in sorted(FILES.rglob("*.pdf")):
        data = path.read_bytes()
        try:
            after = rebuild(data)
        except AnonymityError:
            continue
        structural_check(after)
        before = _pictures(data)
        if before is not None and before != _pictures(after):
            differing.append(path.name)
        same += before is not None
    assert differing == []
    assert same > 150
