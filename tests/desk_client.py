"""Somebody at the desk's pages: gets pages, fills in their forms, keeps no script and no cookie jar of its own."""

import re
from pathlib import Path
from typing import Any

import requests

WAIT = 30  # seconds any answer may take on a busy machine


class Browser:
    """Somebody at the desk."""

    def __init__(self, centre: str, certificate: Path | None, issuer: Path, wait: float = WAIT) -> None:
        """`certificate` is a PEM file with key, None for a stranger; `issuer` is whom the centre's line is believed."""
        self.url = f"{centre}/desk"
        self._wait = wait
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(issuer)
        self._session.cert = str(certificate) if certificate else None

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._session.get(self.url + path, timeout=self._wait, **options)

    def raw(self, method: str, url: str, **options: Any) -> requests.Response:
        return self._session.request(method, url, timeout=self._wait, **options)

    def token(self, page: str) -> str:
        """A token of any form on a page."""
        found = re.search(r'name="token" value="([^"]+)"', self.get(page).text)
        assert found is not None, f"no form on {page}"
        return found[1]

    def act(
        self, act: str, page: str, fields: dict[str, str] | None = None, file: bytes | None = None, **options: Any
    ) -> requests.Response:
        """Fill in a form of a page and send it."""
        told = {"token": self.token(page), **(fields or {})}
        files = {"file": ("file", file)} if file is not None else None
        return self._session.post(
            f"{self.url}/act/{act}", data=told, files=files, timeout=self._wait, allow_redirects=True, **options
        )  # fmt: skip

    def close(self) -> None:
        self._session.close()
