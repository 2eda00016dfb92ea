"""The ground of a practice evaluation: certificates, keys, sample bids and the published project, made once."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import resources
from drivers.registry import token_family
from drivers.virtual.token_file import create_token
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.publishing import publish
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.reading import read_json
from seat_client.domain.sheets import Sheets
from seat_client.evidence.declarations import project_digest
from seat_client.evidence.keys import CENTRE_ID, PracticeAuthority, SoftwareKey, practice_authority
from seat_client.practice.script import Script

PIN = "123456"
CENTRE_NAME = "青岚市公共资源交易中心（演练）"

Report = Callable[[str, int, int], None]  # what is being made, done, of how many


@dataclass(frozen=True, slots=True)
class PracticeProject:
    """A project folder as read: project.json, and sheets.json and acts.json where it brings them."""

    folder: Path
    document: Mapping[str, Any]
    script: Script

    @property
    def project(self) -> Project:
        return self.script.project


def read_project(folder: Path | None) -> PracticeProject:
    """The project of a folder (None: the sample); raises Malformed or OSError."""
    folder = folder or resources.path("sample", "qinglan")
    document = _mapping(folder / "project.json")
    project = Project.parse(document)
    sheets = _mapping(folder / "sheets.json") if (folder / "sheets.json").exists() else {}
    if sheets:
        Sheets.parse(sheets, project)
    acts = _mapping(folder / "acts.json") if (folder / "acts.json").exists() else {}
    return PracticeProject(folder, document, Script(project, sheets, acts))


def _mapping(path: Path) -> dict[str, Any]:
    parsed = read_json(path.read_bytes())
    if not isinstance(parsed, dict):
        raise Malformed("$", "an object")
    return parsed


class PracticeGround:
    """A folder that holds one practice evaluation; `prepare` makes what is missing and leaves the rest."""

    def __init__(self, folder: Path, project: PracticeProject, *, database: str = "") -> None:
        self.folder = folder.absolute()
        self.project = project
        self.data = self.folder / "centre"
        self.settings = CentreSettings(
            data=self.data, name=CENTRE_NAME, practice=True, clerk_token=self._clerk_token(), turn_seconds=60,
            database=database,
        )  # fmt: skip

    def prepare(self, report: Report) -> None:
        """Certificates and keys, documents, and the publication at the centre."""
        report("keys", 0, 1)
        authority = self._authority()
        self._tokens(authority)
        report("keys", 1, 1)
        documents = self._documents(report)
        storage = Storage(self.settings.url)
        try:
            publish(
                storage, self.data / FILES, self.project.document, documents, codes=self.project.script.codes,
                progress=lambda done, of: report("publish", done, of),
            )  # fmt: skip
        finally:
            storage.close()

    def centre(self) -> Centre:
        """The practice centre on the prepared ground."""
        key = SoftwareKey.from_pem((self.data / "centre.pem").read_bytes())
        root = (self.data / "authority.der").read_bytes()
        storage = Storage(self.settings.url)
        time = self.data / "time.pem"
        time_key = SoftwareKey.from_pem(time.read_bytes()) if time.exists() else None
        return Centre(self.settings, storage, self.project.project.id, key, [root], time_key=time_key)

    def token(self, member: str) -> Path:
        """Where a member's virtual key lies."""
        return self.folder / "keys" / f"{member}.token"

    def forget(self) -> None:
        """Drop an earlier evaluation on this ground; the bids stay, they cost time to make."""
        for folder in (self.data, self.folder / "colleagues", self.folder / "seat", self.folder / "keys"):
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def trust(self) -> Path:
        """The folder of issuers a verifier is to trust for this practice."""
        return self.folder / "trust"

    def _clerk_token(self) -> str:
        path = self.folder / "clerk.token"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    def _authority(self) -> PracticeAuthority:
        path = self.data / "authority.pem"
        if path.exists():
            return PracticeAuthority.from_pem(path.read_bytes())
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        now = datetime.now(UTC) - timedelta(minutes=5)
        authority = practice_authority("演练证书颁发机构", now)
        centre = authority.issue(name=CENTRE_NAME, holder=CENTRE_ID, at=now)
        time = authority.issue_time_stamping(name=f"{CENTRE_NAME}时间戳", at=now)
        keys = {"authority.pem": authority.to_pem(), "centre.pem": centre.to_pem(), "time.pem": time.to_pem()}
        for name, content in keys.items():
            (self.data / name).touch(mode=0o600)
            (self.data / name).write_bytes(content)
        (self.data / "authority.der").write_bytes(authority.certificate)
        self.trust.mkdir(exist_ok=True)
        (self.trust / "practice-authority.der").write_bytes(authority.certificate)
        return authority

    def _tokens(self, authority: PracticeAuthority) -> None:
        now = datetime.now(UTC) - timedelta(minutes=5)
        (self.folder / "keys").mkdir(exist_ok=True, mode=0o700)
        for member in self.project.project.committee:
            if not self.token(member.id).exists():
                key = authority.issue(name=member.name, holder=member.id, at=now)
                create_token(
                    self.token(member.id), pin=PIN, key=key.private_key, certificate=key.certificate, label=member.id
                )

    def _documents(self, report: Report) -> Path:
        """The project's own bids, or sample bids made from its criteria."""
        own = self.project.folder / "documents"
        if own.is_dir():
            return own
        made = self.folder / f"bids-{project_digest(self.project.document)[:16]}"
        if not (made / ".complete").exists():
            from seat_client.centre.sample import make_documents  # typesetting loads only when bids are to be made

            made.mkdir(exist_ok=True)
            make_documents(
                dict(self.project.document), made, seed=1, sheets=self.project.script.sheets or None,
                report_progress=lambda done, of: report("bids", done, of),
            )  # fmt: skip
            (made / ".complete").touch()
        return made / "documents"


def virtual_family(path: Path) -> Any:
    """The virtual token family of one key file."""
    return token_family(f"virtual:{path}")
