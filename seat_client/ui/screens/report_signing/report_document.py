"""The report's bytes as an open document: encrypted in a private folder while they are read, gone afterwards."""

import io
import secrets
import shutil
import tempfile
from pathlib import Path

from seat_client.documents.cipher import encrypt
from seat_client.documents.client import DocumentClient
from seat_client.ui.widgets.page_view import PAPER


class ReportDocument:
    """One revision of the report in the viewer."""

    def __init__(self, content: bytes) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="seat-report-"))
        key = secrets.token_bytes(32)
        path = self._folder / "report.doc"
        encrypt(io.BytesIO(content), path, key)
        self.client = DocumentClient(path, key, paper=PAPER)

    def close(self) -> None:
        """End the worker and take the copy away."""
        self.client.close()
        shutil.rmtree(self._folder, ignore_errors=True)
