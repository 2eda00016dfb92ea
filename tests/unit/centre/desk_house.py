"""A centre's desk on a morning: 55 seats of which one is broken, sealed draws of eight projects, people of every role.

Served over TLS on loopback, as in earnest; a `Browser` here is a client with somebody's certificate.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from seat_client.app.line_keys import LineKeys
from seat_client.centre import clock
from seat_client.centre.app import application
from seat_client.centre.centre import Centre
from seat_client.centre.desk_log import DeskLog
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.desk_pages.staff import Person, Staff
from seat_client.centre.house import House
from seat_client.centre.seat_authority import private_pem
from seat_client.centre.server import CentreServer
from seat_client.centre.storage import DeskEventRow, Storage
from seat_client.domain.events import Person as Expert
from seat_client.evidence.draws import DRAW_OFFICE, Drawn, seal_draw
from seat_client.evidence.sealing import EscrowKey, officer_share
from seat_client.wire.seats import SeatHealth
from tests.desk_client import Browser
from tests.unit.centre.hall import NOW, SAMPLE, Foundation

PLACES = {"CITY": 14, "A": 5, "B": 5, "C": 5, "D": 5, "E": 5, "F": 6, "G": 5, "H": 5}  # 55 seats
BROKEN = "CITY-07"
NAMES = {"operator": "王操作", "supervisor": "李监督", "technician": "赵技术", "auditor": "孙审计"}
START = (datetime.now(clock.CIVIL) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
OFFICERS = (EscrowKey.new(), EscrowKey.new())


def seats() -> list[str]:
    return [f"{place}-{number:02d}" for place, count in PLACES.items() for number in range(1, count + 1)]


def plan() -> str:
    """Each seat its own room, side by side along the corridor of its place."""
    lines = ["seat,place,room,neighbours"]
    for place, count in PLACES.items():
        for n in range(1, count + 1):
            beside = " ".join(f"{place}-{m:02d}" for m in (n - 1, n + 1) if 1 <= m <= count)
            lines.append(f"{place}-{n:02d},{place},R{n},{beside}")
    return "\n".join(lines)


def project_file(**changes: Any) -> bytes:
    document = json.loads((SAMPLE / "project.json").read_bytes())
    return json.dumps(document | changes, ensure_ascii=False).encode()


class DeskHouse:
    """The served centre; `browser(role)` is somebody of that role."""

    def __init__(self, foundation: Foundation, folder: Path) -> None:
        self.folder, self.foundation = folder, foundation
        self.settings = replace(foundation.settings, data=folder, enrolled_only=True)
        self.storage = Storage(self.settings.url)
        self.lines = LineKeys(folder, "中心")
        self.lines.secure(["127.0.0.1"])
        root = foundation.authority.certificate
        self.house = House(self.settings, self.storage, self._centre, [root], seats=self.lines.authority())
        self.staff, self.log = Staff(self.storage), DeskLog(self.storage)
        security = self.lines.security()
        self.server = CentreServer(application(self.house, pages=True), security=security)
        self.server.start()
        self.url = self.server.url
        self.office = foundation.authority.issue(name="抽取", holder=DRAW_OFFICE, at=NOW)

    def _centre(self, evaluation: str) -> Centre:
        """On the house's own connections, as in earnest."""
        key, root = self.foundation.centre_key, self.foundation.authority.certificate
        return Centre(self.settings, self.storage, evaluation, key, [root])

    def close(self) -> None:
        clock.set_ahead(timedelta(0))
        self.server.stop()
        self.house.close()

    def certificate(self, person: str, role: str) -> Path:
        """A key and certificate (PEM) of somebody at the desk."""
        key = ec.generate_private_key(ec.SECP256R1())
        der = self.staff.certify(
            self.lines.authority(), key.public_key(), Person(person, NAMES[role], Role(role))
        )  # fmt: skip
        return self.pem(key, der, person)

    def seat_certificate(self, seat: str) -> Path:
        key = ec.generate_private_key(ec.SECP256R1())
        der = self.lines.authority().certify_seat(key.public_key(), seat, at=clock.now(), days=9)
        return self.pem(key, der, seat)

    def pem(self, key: ec.EllipticCurvePrivateKey, der: bytes, name: str) -> Path:
        path = self.folder / f"{name}.pem"
        certificate = x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)
        path.write_bytes(private_pem(key) + certificate)
        return path

    def browser(self, role: str) -> Browser:
        """With the certificate the person was given at first."""
        return self.stranger(self.folder / f"{role}-1.pem")

    def stranger(self, certificate: Path | None = None) -> Browser:
        return Browser(self.url, certificate, self.folder / "seats-issuer.pem")

    def events(self) -> list[DeskEventRow]:
        return self.log.newest(1000)

    # --- the morning ----------------------------------------------------------------------------

    def enrol_health(self) -> None:
        """Every seat has told of a self-test this morning; one failed."""
        for seat in seats():
            failed = ("display",) if seat == BROKEN else ()
            self.house.seats.keep(
                SeatHealth(
                    seat=seat, at=clock.stamp(), version="1.0.0", short=False, practice=True,
                    verdict="fail" if failed else "pass", failed=failed,
                )
            )  # fmt: skip

    def draw(self, number: int, members: int = 5, project: str = "") -> bytes:
        """A sealed draw; number 1 is of the published project."""
        script = self.foundation.script.project
        if project or number == 1:
            people = [Expert(m.id, m.name, m.kind, m.specialty) for m in script.committee]
            project = project or script.id
        else:
            people = [Expert(f"D{number}E{n}", f"专家{number}{n}", "expert", "technical") for n in range(members)]
            project = f"P{number}"
        drawn = [Drawn(person, "", n) for n, person in enumerate(people)]
        spare = Drawn(Expert(f"R{number}", f"备选{number}", "expert", "technical"), "", 0, reserve=True)
        return seal_draw(
            f"D{number}", project, [*drawn, spare], starts=START, officers=[o.public for o in OFFICERS],
            key=self.office,
        )  # fmt: skip

    def answers(self, request: dict[str, Any]) -> list[bytes]:
        """What both officers say to a request."""
        wrapped = request["wrapped"][0]
        return [json.dumps({wrapped: officer_share(wrapped, o, request["seat"])}).encode() for o in OFFICERS]
