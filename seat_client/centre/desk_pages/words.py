"""The words of the desk's pages: English in the templates, Chinese by the table beside them and the seat's own."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

import resources

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Words:
    """One language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._table: Mapping[str, str] = table() if language == "zh" else {}

    def __call__(self, text: str, **facts: object) -> str:
        """The text in this language, with its facts filled in; a text nobody translated stays as it is."""
        said = self._table.get(text, text)
        return said.format(**facts) if facts else said

    def sentence(self, code: str, facts: Mapping[str, object]) -> str:
        """What a refusal means and what to do."""
        known = codes().get(code)
        if known is None:
            return self("Refused ({code}); nothing was changed.", code=code)
        said = known[self.language]
        try:
            return said.format(**facts)
        except (KeyError, IndexError):
            return said


@cache
def table() -> Mapping[str, str]:
    """English -> Chinese: ours, and the stages' names as the seat has them."""
    words: dict[str, str] = _document()["words"]
    return {**_stages(), **words}


@cache
def codes() -> Mapping[str, Mapping[str, str]]:
    """Code of a refusal or a fault -> language -> sentence."""
    told: dict[str, dict[str, str]] = _document()["codes"]
    return told


@cache
def _document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resources.path("desk", "words.json").read_text("utf-8"))
    return told


def _stages() -> dict[str, str]:
    """The context `Stages` of the seat's translations."""
    tree = ET.parse(resources.path("i18n", "zh_CN", "ui.ts"))  # noqa: S314 - a file of our own
    found = {}
    for context in tree.getroot().iter("context"):
        if context.findtext("name") == "Stages":
            for message in context.iter("message"):
                found[message.findtext("source") or ""] = message.findtext("translation") or ""
    return found
