"""Typesetting a sample document: the template and its data in, the PDF's bytes out; equal data gives equal bytes."""

import json
from typing import Any

import typst

import resources

_NO_DATE = 0


class Typesetter:
    """One compiler with the product's own fonts; it keeps its caches from document to document."""

    def __init__(self) -> None:
        self._compiler = typst.Compiler(
            root=str(resources.path("sample", "templates")),
            font_paths=[str(resources.path("fonts"))],
            ignore_system_fonts=True,
        )

    def pdf(self, template: str, data: dict[str, Any]) -> bytes:
        """The document as PDF, untagged and undated."""
        made = self._compiler.compile(
            str(resources.path("sample", "templates", f"{template}.typ")),
            sys_inputs={"bid": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            timestamp=_NO_DATE,
            pdf_tags=False,
        )
        if not isinstance(made, bytes):
            raise TypeError(type(made).__name__)
        return made
