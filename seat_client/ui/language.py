"""The language on the screen: English sources in the code, one compiled file per language in the resources."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

import resources

DEFAULT = "zh_CN"
SOURCES = "en"

translate = QCoreApplication.translate
"""`translate("Context", "English source")`, both literal; see `ui.translations` for how the files are kept."""


class TranslationMissing(Exception):
    """No readable compiled translation at `file`; set-up writes it."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


def install(application: QCoreApplication, language: str = DEFAULT) -> QTranslator | None:
    """Show the interface in this language from now on; widgets made before keep their old words.

    None for the language of the sources, which needs no translator.
    """
    if language == SOURCES:
        return None
    file = resources.path("i18n", f"{language}.qm")
    translator = QTranslator(application)
    if not translator.load(str(file)):
        raise TranslationMissing(file)
    application.installTranslator(translator)
    return translator
