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
from seat_client.app.line_keys import LineKeys
from seat_client.app.practice_person import models_installed, register
from seat_client.centre.centre import FILES, Centre
from seat_client.centre.house import House
from seat_client.centre.identity import IdentityDesk
from seat_client.centre.people import enlist
from seat_client.centre.publishing import publish
from seat_client.centre.settings import CallTerms, CentreSettings, Terms
from seat_client.centre.storage import Storage
from seat_client.domain.errors import Malformed
from seat_client.domain.project import Project
from seat_client.domain.reading import read_json
from seat_client.domain.sheets import Sheets
from seat_client.evidence.declarations import project_digest
from seat_client.evidence.draws import DRAW_OFFICE
from seat_client.evidence.keys import CENTRE_ID, PracticeAuthority, SoftwareKey, practice_authority
from seat_client.evidence.sealing import OFFICERS, EscrowKey
from seat_client.practice.script import SUPERVISORS, Script

PIN = "123456"
FACES = "faces-registered"
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


DAYS = {"sample": "qinglan", "replacement": "linxi", "overnight": "yunting"}
"""The prepared days by name, and the folders of their projects: the sample; a member replaced, two bids rejected of
four, and the committee's decision to go on; a night under seal."""


def day_folder(day: str) -> Path:
    """The project folder of a prepared day."""
    return resources.path("sample", DAYS[day])


def read_project(folder: Path | None) -> PracticeProject:
    """The project of a folder (None: the sample); raises Malformed or OSError."""
    folder = folder or day_folder("sample")
    document = _mapping(folder / "project.json")
    project = Project.parse(document)
    sheets = _mapping(folder / "sheets.json") if (folder / "sheets.json").exists() else {}
    if sheets:
        Sheets.parse(sheets, project)
    acts = _mapping(folder / "acts.json") if (folder / "acts.json").exists() else {}
    script = Script(project, sheets, acts)
    _check_plans(script)
    return PracticeProject(folder, document, script)


def _check_plans(script: Script) -> None:
    try:
        _ = script.plans, script.opening
    except (KeyError, ValueError, TypeError) as error:
        raise Malformed("$", f"an acts.json in order ({error})") from error


def _mapping(path: Path) -> dict[str, Any]:
    parsed = read_json(path.read_bytes())
    if not isinstance(parsed, dict):
        raise Malformed("$", "an object")
    return parsed


class PracticeGround:
    """A folder that holds one practice evaluation; `prepare` makes what is missing and leaves the rest."""

    def __init__(
        self, folder: Path, project: PracticeProject, *, database: str = "", workers: int = 1,
        enrolled_only: bool = False, screens: bool = False, approve_questions: bool = False,
    ) -> None:  # fmt: skip
        """`screens`: what members' seats show is recorded too. `approve_questions`: none leaves before a supervisor of
        the desk has let it go."""
        self.folder = folder.absolute()
        self.project = project
        self.data = self.folder / "centre"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        officers = self._officers()
        self.settings = CentreSettings(
            data=self.data, name=CENTRE_NAME, practice=True, clerk_token=self._clerk_token(), turn_seconds=60,
            database=database, workers=workers, enrolled_only=enrolled_only, officers=officers,
            call=CallTerms(screens=officers if screens else ()), terms=Terms(approve_questions=approve_questions),
        )  # fmt: skip

    @property
    def clips(self) -> Path:
        """The colleagues' pictures and speech for the call; not there where none is held."""
        return self.folder / "clips"

    def prepare_call(self, report: Report) -> None:
        """Pictures and speech for the colleagues, where this machine can hold a conference."""
        from seat_client.app.practice_clips import make_clips  # codecs load only when clips are to be made

        make_clips(self.clips, list(self.project.script.people), lambda done, of: report("clips", done, of))

    def prepare(self, report: Report) -> None:
        """Certificates and keys, documents, and the publication at the centre."""
        report("keys", 0, 1)
        self.prepare_keys()
        report("keys", 1, 1)
        documents = self._documents(report)
        storage = Storage(self.settings.url)
        try:
            script = self.project.script
            published = publish(
                storage, self.data / FILES, dict(script.opening.document), documents, codes=script.codes,
                kept=self.folder / "checks", progress=lambda done, of: report("publish", done, of),
            )  # fmt: skip
            enlist(storage, published, script.reserve, SUPERVISORS)
        finally:
            storage.close()

    def prepare_keys(self) -> None:
        """The issuer, the centre's own keys, and one for everybody of the project; nothing is published."""
        self._tokens(self._authority())

    @property
    def faces(self) -> bool:
        """Whether the people of this ground are registered with a face."""
        return (self.data / FACES).exists()

    def prepare_faces(self, report: Report) -> None:
        """Register the drawn person for everybody; without the models the practice goes by the key alone."""
        if self.faces or not models_installed():
            return
        report("faces", 0, 1)
        storage = Storage(self.settings.url)
        try:
            register(IdentityDesk(storage, self.data), self.project.script.people)
        finally:
            storage.close()
        (self.data / FACES).touch()
        report("faces", 1, 1)

    def centre(self) -> Centre:
        """The practice centre on the prepared ground, for its one evaluation."""
        return self._open(Storage(self.settings.url), self.project.project.id)

    def house(self) -> House:
        """Every evaluation of the prepared ground's database."""
        storage = Storage(self.settings.url)
        root = (self.data / "authority.der").read_bytes()
        return House(
            self.settings, storage, lambda evaluation: self._open(storage, evaluation), [root],
            crls=[self._revoked(self._authority())], seats=self.lines.authority(),
        )  # fmt: skip

    @property
    def lines(self) -> LineKeys:
        """The centre's keys for its lines to the seats."""
        return LineKeys(self.data, CENTRE_NAME)

    def begin_generation(self) -> None:
        """Tell the seats that the database was restored from a backup."""
        storage = Storage(self.settings.url)
        storage.begin_generation()
        storage.close()

    def _open(self, storage: Storage, evaluation: str) -> Centre:
        key = SoftwareKey.from_pem((self.data / "centre.pem").read_bytes())
        root = (self.data / "authority.der").read_bytes()
        authority = self._authority()
        return Centre(
            self.settings, storage, evaluation, key, [root], time_key=self._time_key(authority),
            crls=[self._revoked(authority)],
        )  # fmt: skip

    def _revoked(self, authority: PracticeAuthority) -> bytes:
        return authority.revoke([], at=datetime.now(UTC) - timedelta(minutes=5))

    def token(self, member: str) -> Path:
        """Where a member's virtual key lies."""
        return self.folder / "keys" / f"{member}.token"

    def forget(self) -> None:
        """Drop an earlier evaluation on this ground; the bids stay, they cost time to make."""
        for folder in (self.data, self.folder / "colleagues", self.folder / "seat", self.folder / "keys",
                       self.folder / "media"):  # fmt: skip
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def trust(self) -> Path:
        """The folder of issuers a verifier is to trust for this practice."""
        return self.folder / "trust"

    def _clerk_token(self) -> str:
        path = self.folder / "clerk.token"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    def officer(self, number: int) -> Path:
        """Where the key of an escrow officer lies, 1 or 2; in earnest each officer keeps their own."""
        return self.folder / f"officer-{number}.key"

    def _officers(self) -> tuple[str, ...]:
        """The public keys of the two who together open a member's sealed entries."""
        for number in range(1, OFFICERS + 1):
            if not (path := self.officer(number)).exists():
                path.touch(mode=0o600)
                path.write_text(EscrowKey.new().text)
        return tuple(EscrowKey.from_text(self.officer(n).read_text()).public for n in range(1, OFFICERS + 1))

    def _authority(self) -> PracticeAuthority:
        path = self.data / "authority.pem"
        if path.exists():
            return PracticeAuthority.from_pem(path.read_bytes())
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        now = datetime.now(UTC) - timedelta(minutes=5)
        authority = practice_authority("演练证书颁发机构", now)
        centre = authority.issue(name=CENTRE_NAME, holder=CENTRE_ID, at=now)
        office = authority.issue(name="演练抽取", holder=DRAW_OFFICE, at=now)
        keys = {"authority.pem": authority.to_pem(), "centre.pem": centre.to_pem(), "draw-office.pem": office.to_pem()}
        for name, content in keys.items():
            self._keep(name, content)
        (self.data / "authority.der").write_bytes(authority.certificate)
        self.trust.mkdir(exist_ok=True)
        (self.trust / "practice-authority.der").write_bytes(authority.certificate)
        return authority

    def _time_key(self, authority: PracticeAuthority) -> SoftwareKey:
        """The key of the time stamps; a ground made before there were any gets one now."""
        path = self.data / "time.pem"
        if path.exists():
            return SoftwareKey.from_pem(path.read_bytes())
        made = authority.issue_time_stamping(name=f"{CENTRE_NAME}时间戳", at=datetime.now(UTC) - timedelta(minutes=5))
        self._keep(path.name, made.to_pem())
        return made

    def _keep(self, name: str, content: bytes) -> None:
        """A private key on this ground."""
        (self.data / name).touch(mode=0o600)
        (self.data / name).write_bytes(content)

    def _tokens(self, authority: PracticeAuthority) -> None:
        now = datetime.now(UTC) - timedelta(minutes=5)
        (self.folder / "keys").mkdir(exist_ok=True, mode=0o700)
        for person, name in self.project.script.people.items():
            if not self.token(person).exists():
                key = authority.issue(name=name, holder=person, at=now)
                file, certificate = self.token(person), key.certificate
                create_token(file, pin=PIN, key=key.private_key, certificate=certificate, label=person)

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
