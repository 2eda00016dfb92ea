"""What participants have asked, been given and shown in a meeting: pure, kept as one small document."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from seat_client.centre.errors import Conflict, Forbidden
from seat_client.wire.meeting import MeetingAct

Pair = tuple[str, str]


@dataclass(slots=True)
class PrivateTalk:
    """A member (`member`) and a supervisor or technician (`other`); `room` is theirs alone."""

    member: str
    other: str
    since: str
    state: str = "calling"
    room: str = field(default_factory=lambda: f"a-{secrets.token_hex(6)}")
    pin: str = field(default_factory=lambda: secrets.token_urlsafe(9))

    @property
    def public(self) -> dict[str, str]:
        return {"member": self.member, "other": self.other, "since": self.since, "state": self.state}


@dataclass(slots=True)
class Said:
    """Requests to speak in their order (role -> since when), who has the word, private talks, the page shown."""

    requests: dict[str, str] = field(default_factory=dict)
    word: str = ""
    asides: list[PrivateTalk] = field(default_factory=list)
    shown: Pair | None = None

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Said":
        shown = document.get("shown")
        return cls(
            dict(document.get("requests", {})), str(document.get("word", "")),
            [PrivateTalk(**each) for each in document.get("asides", ())], (shown[0], shown[1]) if shown else None,
        )  # fmt: skip

    def written(self) -> dict[str, Any]:
        return asdict(self)

    def do(
        self, act: MeetingAct, role: str, *, chair: str, roles: frozenset[str], at: str
    ) -> tuple[list[Pair], list[Pair]]:
        """Do what `role` asks; gives the private talks (member, other) that opened and those that ended by it.

        Raises Conflict or Forbidden, and then nothing has changed.
        """
        match act.kind:
            case "ask":
                if self.word != role:
                    self.requests.setdefault(role, at)
            case "withdraw":
                self.requests.pop(role, None)
            case "give" | "take":
                self._lead(act, role, chair)
            case "show":
                self._show(act, role)
            case "call":
                self._call(act, role, roles, at)
            case "answer":
                return [self._answer(act, role)], []
            case "hang-up":
                return [], self._hang_up(role)
        return [], []

    def _lead(self, act: MeetingAct, role: str, chair: str) -> None:
        """Only the chair gives the word, to somebody who asked for it; who has it may also give it back."""
        if act.kind == "take":
            if role not in (chair, self.word):
                raise Forbidden("chair_only")
            self.word = ""
            return
        if role != chair:
            raise Forbidden("chair_only")
        if act.about not in self.requests:
            raise Conflict("nobody_asked", role=act.about)
        self.requests.pop(act.about)
        self.word = act.about

    def _show(self, act: MeetingAct, role: str) -> None:
        if act.page:
            self.shown = (role, act.page)
        elif self.shown is not None and self.shown[0] == role:
            self.shown = None

    def _call(self, act: MeetingAct, role: str, roles: frozenset[str], at: str) -> None:
        """A member calls a supervisor or technician; they may call a member."""
        member, other = (role, act.about) if role.startswith("m") else (act.about, role)
        if not member.startswith("m") or other.startswith("m") or not {member, other} <= roles:
            raise Conflict("not_in_the_call", role=act.about)
        if any(member == a.member or other == a.other for a in self.asides):
            raise Conflict("aside_taken", role=act.about)
        self.asides.append(PrivateTalk(member, other, at))

    def _answer(self, act: MeetingAct, role: str) -> Pair:
        talk = next((a for a in self.asides if a.state == "calling" and role in (a.member, a.other)), None)
        if talk is None or act.about not in (talk.member, talk.other, ""):
            raise Conflict("nobody_asked", role=act.about)
        talk.state = "open"
        return talk.member, talk.other

    def _hang_up(self, role: str) -> list[Pair]:
        over = [a for a in self.asides if role in (a.member, a.other)]
        self.asides = [a for a in self.asides if a not in over]
        return [(a.member, a.other) for a in over if a.state == "open"]
