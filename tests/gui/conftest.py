"""The interface as a seat starts it: offscreen, bundled fonts, Chinese on the screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

import resources
from seat_client.ui import fonts, language, translations


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application with the bundled fonts and a compiled translation at hand."""
    fonts.load()
    folder = resources.path("i18n", translations.LANGUAGE)
    target = folder.with_suffix(".qm")
    if translations.is_stale(folder, target):
        translations.compile_fragments(folder, target)
    return qapp


@pytest.fixture(autouse=True)
def _chinese(qapp: QApplication) -> Iterator[None]:
    """Only while a test of the screen runs: tests of the words themselves read the English sources."""
    translator = language.install(qapp)
    assert translator is not None
    yield
    qapp.removeTranslator(translator)
