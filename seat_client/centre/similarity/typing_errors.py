"""Errors that a writer makes and a copyist keeps: doubled words and marks, mixed marks, misspellings.

A single error may happen twice; the same error in the same words hardly does. So an error counts with the letters
around it, and only when both bids have it and few others do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seat_client.anonymity.leaks import normalised

_AROUND = 6
MOST = 400

_DOUBLED_MARKS = re.compile(r"[，。；：、！？]{2,}|,,|\.\.(?!\.)|；,|，\.|。,")
_DOUBLED_WORDS = re.compile(r"([\u4e00-\u9fff]{2,4})\1")
_DOUBLED_PARTICLES = re.compile(r"的的|了了|和和|与与|及及|在在|是是|对对(?!子)|为为|进进|由由")
_MIXED_MARKS = re.compile(r"(?<=[\u4e00-\u9fff])[,;](?=[\u4e00-\u9fff])")
_SPACES = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[，。；：、])")
_LAWFUL_DOUBLES = frozenset({"一步一步", "逐项逐项", "一个一个", "一层一层", "许许多多"})
_MISSPELT = (
    "既使", "按装", "布署", "部暑", "防犯", "竣功", "座标", "帐目", "帐户", "做为", "松驰", "凑和", "幅射", "针贬",
    "倍受关注", "迫不急待", "穿流不息", "甘败下风", "一愁莫展", "明查暗访", "迁徒", "凭添", "欧打",
)  # fmt: skip
_WRONG = re.compile("|".join(map(re.escape, _MISSPELT)))
_PATTERNS = (
    ("doubled-marks", _DOUBLED_MARKS), ("doubled-words", _DOUBLED_WORDS), ("doubled-words", _DOUBLED_PARTICLES),
    ("mixed-marks", _MIXED_MARKS), ("space-before-mark", _SPACES), ("misspelt", _WRONG),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TypingError:
    """An error on a page (from 1): its kind, its words with those around, and by what it is compared."""

    page: int
    kind: str
    words: str
    key: str


def typing_errors(pages: tuple[str, ...]) -> list[TypingError]:
    """The errors of one document; the first few hundred."""
    found: list[TypingError] = []
    for number, text in enumerate(pages, start=1):
        joined = re.sub(r"\r?\n", "", text)
        for one in _on_page(number, joined):
            found.append(one)
            if len(found) == MOST:
                return found
    return found


def _on_page(number: int, text: str) -> Iterator[TypingError]:
    for kind, pattern in _PATTERNS:
        for hit in pattern.finditer(text):
            if hit[0] in _LAWFUL_DOUBLES:
                continue
            before, after = text[max(0, hit.start() - _AROUND) : hit.start()], text[hit.end() : hit.end() + _AROUND]
            if len(normalised(before + after)) >= _AROUND:
                words = f"{before}{hit[0]}{after}"
                yield TypingError(number, kind, words, f"{kind} {hit[0]} {normalised(before)}|{normalised(after)}")
