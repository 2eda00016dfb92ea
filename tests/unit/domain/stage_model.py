"""The stages written down a second time, from the rules alone: plain sets and one long walk, no table.

It knows every act of every member and says, for each act, whether it is legal, and where each member stands then. It
shares the events with the product, and nothing that decides: no stages, no legality, no evaluation, no committee.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from seat_client.domain import events as ev

ORDER = (
    "sign-in", "committee-check", "discipline", "undertaking", "chair-election", "tender-reading", "preliminary",
    "blind-check", "few-bids", "technical", "technical-rulings", "business", "business-rulings", "low-price",
    "few-bids-after-price", "price", "summary", "report", "fee", "release", "closed",
)  # fmt: skip
AT = {name: number for number, name in enumerate(ORDER)}
BLIND = ("blind-check", "technical", "technical-rulings")
RULINGS = ("few-bids", "technical-rulings", "business-rulings", "low-price", "few-bids-after-price")
SHEET = {"technical-rulings": "technical", "business-rulings": "business"}
ASKING = ("preliminary", *BLIND, "business", "business-rulings", "low-price", "price")
MOVING = ("tender-reading", *ASKING, "few-bids", "few-bids-after-price", "summary", "report")


class Model:
    """One evaluation. `codes` is the sealed mapping, code -> bidder."""

    def __init__(self, document: Mapping[str, Any], codes: Mapping[str, str]) -> None:
        self.doc = document
        self.sealed = dict(codes)
        self.members: list[str] = [m["id"] for m in document["committee"]]
        self.kinds: dict[str, str] = {m["id"]: m["kind"] for m in document["committee"]}
        self.stage = "sign-in"
        self.late: dict[str, str] = {}
        self.reach = dict.fromkeys(self.members, 0)
        self.left: set[str] = set()
        self.recused: set[str] = set()
        self.legal_committee: bool | None = None
        self.signed: set[str] = set()
        self.disciplined: set[str] = set()
        self.pledged: set[str] = set()
        self.read: set[str] = set()
        self.chair: str | None = None
        self.round, self.first_round = 1, 1
        self.tied: tuple[str, ...] = ()
        self.ballots: dict[int, dict[str, str]] = {}
        self.votes: dict[tuple[str, str], dict[str, bool]] = {}
        self.counts: dict[tuple[str, str], int] = {}  # fails
        self.again: set[tuple[str, str]] = set()
        self.codes: list[str] | None = None
        self.entries: dict[str, dict[tuple[str, str], str]] = {m: {} for m in self.members}
        self.locks: dict[str, dict[str, tuple[str, ...]]] = {"technical": {}, "business": {}}
        self.opened: dict[str, set[str]] = {}
        self.flags: dict[str, dict[str, str]] = {}
        self.heard: set[str] = set()
        self.flag_votes: dict[str, dict[str, str]] = {}
        self.ruled: dict[str, str] = {}
        self.rule_again: set[str] = set()
        self.revisions: dict[str, dict[str, str]] = {}
        self.revised: set[str] = set()
        self.questions: dict[str, dict[str, Any]] = {}
        self.motions: dict[str, dict[str, Any]] = {}
        self.revealed = False
        self.priced: set[str] = set()
        self.summary = False
        self.answered: set[str] = set()
        self.report = False
        self.report_signed: set[str] = set()
        self.refused: set[str] = set()
        self.closed = False
        self.fees = False
        self.paid: set[str] = set()
        self.presence: dict[str, str] = {}
        self.released: set[str] = set()
        self.suspended = ""
        self.sealed_for_good = False
        self.trail: list[str] = ["sign-in"]

    # --- the project ------------------------------------------------------------------------------

    def items(self, *, blind: bool) -> list[str]:
        return [i["id"] for i in self.doc["preliminary"] if i.get("blind", False) is blind]

    def criteria(self, sheet: str) -> list[dict[str, Any]]:
        wanted = sheet == "technical"
        sections = [s["id"] for s in self.doc["sections"] if s["kind"] == "scored" and s["blind"] is wanted]
        return [c for c in self.doc["criteria"] if c["section"] in sections]

    def has_sheet(self, sheet: str) -> bool:
        wanted = sheet == "technical"
        return any(s["kind"] == "scored" and s["blind"] is wanted for s in self.doc["sections"])

    def out(self, subject: str) -> bool:
        return any(2 * f > len(self.members) for (s, _), f in self.counts.items() if s == subject)

    def active(self) -> list[str]:
        gone = {self.flags[f]["code"] for f, d in self.ruled.items() if d == "reject"}
        return [c for c in self.codes or () if not self.out(c) and c not in gone]

    def in_sheets(self) -> list[str]:
        return [c for c in self.codes or () if not self.out(c)]

    def stopped(self) -> bool:
        return any(d in ("stop", "defer") for d in self.ruled.values()) or (
            self.codes is not None and not self.active()
        )

    def is_ruled(self, flag: str) -> bool:
        if flag not in self.ruled or flag in self.rule_again:
            return False
        return self.ruled[flag] != "correct" or flag in self.revised

    def flags_at(self, stage: str) -> list[str]:
        return [f for f, what in self.flags.items() if what["stage"] == stage]

    # --- where somebody is ------------------------------------------------------------------------

    def electing(self) -> bool:
        late_enough = all(AT[s] >= AT["chair-election"] for s in self.late.values())
        return self.chair is None and AT[self.stage] > AT["chair-election"] and not self.closed and late_enough

    def where(self, member: str) -> str:
        own = self.late.get(member, self.stage)
        return "chair-election" if self.electing() and AT[own] > AT["chair-election"] else own

    def applies(self, stage: str) -> bool:
        if stage == "preliminary":
            return bool(self.items(blind=False))
        if stage in RULINGS:
            return bool(self.flags_at(stage)) and (stage == "few-bids" or not self.stopped())
        if stage in ("blind-check", "technical", "business", "price") and self.stopped():
            return False
        if stage == "blind-check":
            return bool(self.items(blind=True))
        return self.has_sheet(stage) if stage in ("technical", "business") else True

    def next_stage(self, after: str) -> str:
        return next(s for s in ORDER[AT[after] + 1 :] if self.applies(s))

    def complete(self, stage: str) -> bool:
        everybody = set(self.members)
        people = {
            "sign-in": self.signed, "discipline": self.disciplined, "undertaking": self.pledged,
            "tender-reading": self.read, "price": self.priced, "fee": self.paid, "release": self.released,
        }  # fmt: skip
        if stage in people:
            return people[stage] >= everybody
        if stage in ("technical", "business"):
            return set(self.locks[stage]) >= everybody
        if stage in RULINGS:
            return all(self.is_ruled(f) for f in self.flags_at(stage))
        simple = {
            "committee-check": self.legal_committee is True, "chair-election": self.chair is not None,
            "preliminary": not self.pending(blind=False), "blind-check": not self.pending(blind=True),
            "summary": self.summary and self.answered >= everybody, "report": self.closed, "closed": False,
        }  # fmt: skip
        return simple[stage]

    def pending(self, *, blind: bool) -> list[tuple[str, str]]:
        subjects = list(self.codes or ()) if blind else [b["id"] for b in self.doc["bidders"]]
        cells = [(s, i) for s in subjects for i in self.items(blind=blind)]
        return [c for c in cells if not self.moot(c) and (c in self.again or c not in self.counts)]

    def moot(self, cell: tuple[str, str]) -> bool:
        if cell in self.again:
            firm = [f for c, f in self.counts.items() if c[0] == cell[0] and c not in self.again]
            return any(2 * f > len(self.members) for f in firm)
        return self.out(cell[0]) and cell not in self.counts

    # --- may it be done ---------------------------------------------------------------------------

    def legal(self, member: str, act: ev.Act) -> bool:
        if member not in self.members or member in self.recused:
            return False
        if self.sealed_for_good and not isinstance(act, ev.ConfirmRelease):
            return False
        if self.suspended:
            return False
        if self.legal_committee is False and not isinstance(act, ev.SignUndertaking | ev.AcknowledgeDiscipline):
            return False
        where = self.where(member)
        if self._names_somebody(where, act):
            return isinstance(act, ev.VotePreliminary) and self.moot((act.subject, act.item))
        return self._may(member, where, act)

    def _names_somebody(self, where: str, act: ev.Act) -> bool:
        text = getattr(act, "text", "") or getattr(act, "reason", "")
        return where in BLIND and any(b["name"] in text for b in self.doc["bidders"])

    def _may(self, member: str, where: str, act: Any) -> bool:  # noqa: C901, PLR0911, PLR0912 - a plain list of rules
        match act:
            case ev.AcknowledgeDiscipline():
                return where == "discipline" and member not in self.disciplined and bool(act.phone_box)
            case ev.SignUndertaking(choice="recuse"):
                known = {b["id"] for b in self.doc["bidders"]}
                in_time = AT["undertaking"] <= AT[where] <= AT["report"] and not self.closed
                named = all(g.bidder in known or (where in BLIND and not g.bidder and g.ground) for g in act.grounds)
                return in_time and bool(act.grounds) and named
            case ev.SignUndertaking():
                return where == "undertaking" and member not in self.pledged
            case ev.CastBallot():
                fresh = member not in self.ballots.get(act.round, {}) and act.round == self.round
                eligible = act.candidate in (self.tied or self.members) and act.candidate in self.members
                expert = self.kinds.get(act.candidate) == "expert"
                return where == "chair-election" and self.chair is None and fresh and eligible and expert
            case ev.ConfirmReading():
                return where == "tender-reading" and member not in self.read
            case ev.VotePreliminary():
                return self._may_vote(member, where, act)
            case ev.EnterScore():
                return self._may_score(member, where, act)
            case ev.LockSheet():
                own = self.entries[member]
                full = all(own.get((c, k["id"])) for c in self.in_sheets() for k in self.criteria(act.stage))
                return (
                    where in ("technical", "business")
                    and act.stage == where
                    and member not in self.locks[where]
                    and full
                )
            case ev.GiveReason():
                mine = self._open_flag(act.flag, where) and self.flags[act.flag]["expert"] == member
                return where in SHEET and mine and bool(act.text)
            case ev.VoteRuling():
                return self._may_rule(member, where, act)
            case ev.SignRevision():
                return self._may_revise(member, where, act)
            case ev.ProposeQuestion() | ev.SupportQuestion():
                return where in ASKING and self._may_ask(member, where, act)
            case ev.ProposeMotion() | ev.VoteMotion():
                return where in MOVING and self._may_move(member, act)
            case ev.ConfirmPrice():
                return where == "price" and member not in self.priced
            case ev.ConfirmSummary() | ev.RecordDissent():
                right = act.result_digest == "right" and act.warnings == 0
                return where == "summary" and self.summary and right and member not in self.answered
            case ev.RefuseSigning():
                free = member not in self.report_signed | self.refused and member != self.chair
                return where == "report" and self.report and free
            case ev.ConfirmFee():
                return where == "fee" and self.fees and member not in self.paid
            case ev.ConfirmRelease():
                return where == "release" and member not in self.released
            case ev.NotePresence():
                changed = act.finding != self.presence.get(member, "present")
                return where not in ("sign-in", "release", "closed") and changed
        raise AssertionError(act)

    def _may_vote(self, member: str, where: str, act: ev.VotePreliminary) -> bool:
        cell = (act.subject, act.item)
        if self.moot(cell):
            return True
        if where not in ("preliminary", "blind-check") or (not act.passed and not act.reason):
            return False
        if cell in self.counts and (cell not in self.again or member in self.votes.get(cell, {})):
            return False
        return cell in self.pending(blind=where == "blind-check")

    def _may_score(self, member: str, where: str, act: ev.EnterScore) -> bool:
        if where not in ("technical", "business") or member in self.locks[where] or act.code not in self.in_sheets():
            return False
        criterion = next((c for c in self.criteria(where) if c["id"] == act.criterion), None)
        if criterion is None or not act.value:
            return criterion is not None
        value = Fraction(act.value)
        return 0 <= value <= Fraction(criterion["max"]) and value % Fraction(criterion["step"]) == 0

    def _open_flag(self, flag: str, where: str) -> bool:
        known = flag in self.flags and self.flags[flag]["stage"] == where
        return known and (flag not in self.ruled or flag in self.rule_again)

    def _may_rule(self, member: str, where: str, act: ev.VoteRuling) -> bool:
        if where not in RULINGS or not self._open_flag(act.flag, where):
            return False
        check = self.flags[act.flag]["check"]
        tendering = self.doc["regime"] == "tendering"
        choices = {
            "abnormal-score": {"keep", "defer"} | ({"replace"} if tendering else set()),
            "low-price": {"accept", "reject", "defer"},
            "fewer-than-three": {"stop"} | ({"continue"} if tendering else set()),
            "objective-disagreement": {"correct", "stop"},
            "correction": set(),
        }[check]
        waiting = check in ("abnormal-score", "low-price") and act.flag not in self.heard
        return act.decision in choices and member not in self.flag_votes.get(act.flag, {}) and not waiting

    def revisers(self, flag: str) -> list[str]:
        if self.flags[flag]["stage"] == "business-rulings" or not self.revealed:
            return list(self.members)
        return [m for m in self.members if self.reach[m] < AT["business"]]

    def _may_revise(self, member: str, where: str, act: ev.SignRevision) -> bool:
        known = act.flag in self.flags and self.flags[act.flag]["stage"] == where and where in SHEET
        if not known or self.ruled.get(act.flag) != "correct" or act.flag in self.revised:
            return False
        flag = self.flags[act.flag]
        if member not in self.revisers(act.flag) or (act.code, act.criterion) != (flag["code"], flag["criterion"]):
            return False
        criterion = next(c for c in self.doc["criteria"] if c["id"] == act.criterion)
        value = Fraction(act.value)
        fits = 0 <= value <= Fraction(criterion["max"]) and value % Fraction(criterion["step"]) == 0
        return fits and bool(act.reason) and member not in self.revisions.get(act.flag, {})

    def _may_ask(self, member: str, where: str, act: ev.ProposeQuestion | ev.SupportQuestion) -> bool:
        if isinstance(act, ev.ProposeQuestion):
            if member in self.late:
                return False
            subjects = [b["id"] for b in self.doc["bidders"]] if where == "preliminary" else self.active()
            return act.id not in self.questions and bool(act.text) and act.subject in subjects
        asked = self.questions.get(act.question)
        if asked is None or asked["stage"] != where or asked["state"] != "proposed":
            return False
        return member not in asked["votes"]

    def _may_move(self, member: str, act: ev.ProposeMotion | ev.VoteMotion) -> bool:
        if isinstance(act, ev.VoteMotion):
            known = self.motions.get(act.motion)
            told = known is not None and self.reach[member] >= AT[known["stage"]]
            return known is not None and told and known["result"] is None and member not in known["votes"]
        if (
            member in self.late
            or act.id in self.motions
            or not act.text
            or (act.motion == "extension") != bool(act.minutes)
        ):
            return False
        if act.motion != "correction":
            kinds = ("extension", "overnight", "re-election", "other")
            return act.motion in kinds and not act.code and not act.criterion
        criterion = next((c for c in self.doc["criteria"] if c["id"] == act.criterion), None)
        if criterion is None or criterion["kind"] != "objective" or act.code not in self.active():
            return False
        sheet = "technical" if criterion in self.criteria("technical") else "business"
        opened = sheet in self.opened and member in self.locks[sheet]
        return opened and not (sheet == "technical" and self.revealed)

    # --- doing it ---------------------------------------------------------------------------------

    def do(self, member: str, act: Any) -> None:  # noqa: C901, PLR0912 - as above
        where = self.where(member)
        match act:
            case ev.AcknowledgeDiscipline():
                self.disciplined.add(member)
            case ev.SignUndertaking(choice="recuse"):
                self.recused.add(member)
            case ev.SignUndertaking():
                self.pledged.add(member)
            case ev.CastBallot():
                self.ballots.setdefault(act.round, {})[member] = act.candidate
            case ev.ConfirmReading():
                self.read.add(member)
            case ev.VotePreliminary():
                self.votes.setdefault((act.subject, act.item), {})[member] = act.passed
            case ev.EnterScore():
                self.entries[member][act.code, act.criterion] = act.value
            case ev.LockSheet():
                self.locks[act.stage][member] = tuple(self.in_sheets())
            case ev.GiveReason():
                self.heard.add(act.flag)
            case ev.VoteRuling():
                self.flag_votes.setdefault(act.flag, {})[member] = act.decision
            case ev.SignRevision():
                self.revisions.setdefault(act.flag, {})[member] = act.value
            case ev.ProposeQuestion():
                self.questions[act.id] = {"stage": where, "votes": {member: True}, "state": "proposed"}
            case ev.SupportQuestion():
                self.questions[act.question]["votes"][member] = act.support
            case ev.ProposeMotion():
                self.motions[act.id] = {
                    "kind": act.motion, "stage": where, "votes": {member: True}, "result": None,
                    "code": act.code, "criterion": act.criterion,
                }  # fmt: skip
            case ev.VoteMotion():
                self.motions[act.motion]["votes"][member] = act.support
            case ev.ConfirmPrice():
                self.priced.add(member)
            case ev.ConfirmSummary() | ev.RecordDissent():
                self.answered.add(member)
            case ev.RefuseSigning():
                self.refused.add(member)
            case ev.ConfirmFee():
                self.paid.add(member)
            case ev.ConfirmRelease():
                self.released.add(member)
            case ev.NotePresence():
                self.presence[member] = act.finding
        self.settle()

    def arrive(self, member: str) -> None:
        self.signed.add(member)
        self.settle()

    def hear(self, flag: str) -> None:
        """A reason or an explanation is in, or its deadline over."""
        self.heard.add(flag)
        self.settle()

    def replace(self, old: str, new: str, kind: str) -> None:
        """What `old` did is gone from every count; whatever it had decided is to be counted again."""
        self.members = [new if m == old else m for m in self.members]
        self.kinds[new] = kind
        self.entries[new], self.reach[new] = {}, 0
        self.left.add(old)
        self.late.pop(old, None)
        if self.stage != "sign-in":
            self.late[new] = "sign-in"
        if self.legal_committee is not None:
            self.legal_committee = self._is_legal()
        for people in (self.signed, self.disciplined, self.pledged, self.read, self.priced):
            people.discard(old)
        self.again = set(self.counts)
        self.flags = {f: what for f, what in self.flags.items() if what["expert"] != old}
        self.ruled = {f: d for f, d in self.ruled.items() if f in self.flags}
        self.rule_again = {f for f in self.ruled if self.flags[f]["check"] != "correction"}
        asked = [a["votes"] for a in (*self.questions.values(), *self.motions.values())]
        cast: list[dict[str, Any]] = [*self.votes.values(), *self.flag_votes.values(), *self.locks.values(), *asked]
        for of_members in (*cast, *self.revisions.values()):
            of_members.pop(old, None)
        self.opened = {sheet: members - {old} for sheet, members in self.opened.items()}
        if self.chair == old:
            self.chair = None
        if self.chair is None and self.ballots:
            self._new_election()
        self._unmake_summary()
        self.settle()

    def _is_legal(self) -> bool:
        experts = sum(self.kinds[m] == "expert" for m in self.members)
        return len(self.members) >= 5 and len(self.members) % 2 == 1 and 3 * experts >= 2 * len(self.members)

    def _new_election(self) -> None:
        self.chair, self.tied = None, ()
        self.round = max([self.round, *self.ballots], default=0) + 1
        self.first_round = self.round

    def _unmake_summary(self) -> None:
        self.summary = False
        self.answered.clear()
        self._unmake_report()

    def _unmake_report(self) -> None:
        self.report = False
        self.report_signed.clear()
        self.refused.clear()

    # --- what follows -----------------------------------------------------------------------------

    def settle(self) -> None:
        while not self.suspended and not self.sealed_for_good and self._step():
            pass

    def _step(self) -> bool:
        return (
            self._elect() or self._count_cells() or self._count_flags() or self._open_revisions()
            or self._count_questions() or self._count_motions() or self._make() or self._open_sheets()
            or self._raise_flags() or self._redeal() or self._before_leaving() or self._catch_up() or self._move()
        )  # fmt: skip

    def _elect(self) -> bool:
        cast = self.ballots.get(self.round, {})
        if self.chair is not None or not (self.stage == "chair-election" or self.electing()):
            return False
        if not set(self.members) <= set(cast):
            return False
        votes = Counter(cast[m] for m in self.members)
        best = [m for m in self.members if votes[m] == max(votes.values())]
        if len(best) == 1 or self.round > self.first_round:
            self.chair = best[0] if len(best) == 1 else "|".join(best)  # by lot: anybody of these
            self.tied = ()
            if self.report:
                self._unmake_report()
        else:
            self.round, self.tied = self.round + 1, tuple(best)
        return True

    def _count_cells(self) -> bool:
        for blind in (False, True):
            for cell in self.pending(blind=blind):
                cast = self.votes.get(cell, {})
                if set(cast) < set(self.members) or not cast:
                    continue
                was_out, over = self.out(cell[0]), AT[self.stage] > AT["blind-check" if blind else "preliminary"]
                self.counts[cell] = sum(not passed for passed in cast.values())
                self.again.discard(cell)
                if over and was_out and not self.out(cell[0]):
                    self.sealed_for_good = True
                return True
        return False

    def _count_flags(self) -> bool:
        for flag, what in self.flags.items():
            cast = self.flag_votes.get(flag, {})
            open_ = flag not in self.ruled or flag in self.rule_again
            if what["check"] == "correction" or not open_ or set(cast) != set(self.members):
                continue
            decision, most = Counter(cast.values()).most_common(1)[0]
            before = self.ruled.get(flag)
            self.ruled[flag] = decision if 2 * most > len(self.members) else "defer"
            self.rule_again.discard(flag)
            if what["check"] == "low-price" and before not in (None, self.ruled[flag]):
                self.priced.clear()
            return True
        return False

    def _open_revisions(self) -> bool:
        for flag, decision in self.ruled.items():
            signed = self.revisions.get(flag, {})
            if decision == "correct" and flag not in self.revised and set(self.revisers(flag)) <= set(signed):
                self.revised.add(flag)
                for member in self.revisers(flag):
                    self.entries[member][self.flags[flag]["code"], self.flags[flag]["criterion"]] = signed[member]
                self.summary = False
                self.answered.clear()
                return True
        return False

    def _count_questions(self) -> bool:
        for asked in self.questions.values():
            if asked["state"] == "proposed":
                yes, no = _split(asked["votes"])
                if 2 * yes > len(self.members):
                    asked["state"] = "sent"
                    return True
                if 2 * (len(self.members) - no) <= len(self.members):
                    asked["state"] = "dropped"
                    return True
        return False

    def _count_motions(self) -> bool:
        size = len(self.members)
        for number, motion in self.motions.items():
            if motion["result"] is not None:
                continue
            yes, no = _split(motion["votes"])
            needed = size // 3 + 1 if motion["kind"] == "extension" else size // 2 + 1
            if yes >= needed:
                motion["result"] = True
                self._carry(number, motion)
                return True
            if size - no < needed:
                motion["result"] = False
                return True
        return False

    def _carry(self, number: str, motion: dict[str, Any]) -> None:
        if motion["kind"] == "overnight":
            self.suspended = "overnight"
        if motion["kind"] == "re-election":
            self._new_election()
        technical = motion["criterion"] in {c["id"] for c in self.criteria("technical")}
        if motion["kind"] == "correction" and not (technical and self.revealed):
            stage = "technical-rulings" if technical else "business-rulings"
            self._flag(f"correction/{number}", stage, "correction", code=motion["code"], criterion=motion["criterion"])
            self.ruled[f"correction/{number}"] = "correct"

    def _make(self) -> bool:
        if self.stage == "committee-check" and self.legal_committee is None:
            self.legal_committee = self._is_legal()
        elif self.stage == "summary" and not self.summary and not self.late:
            self.summary = True
        elif self.stage == "fee" and not self.fees:
            self.fees = True
        else:
            return False
        return True

    def _open_sheets(self) -> bool:
        for sheet in ("technical", "business"):
            due = sheet in (self.stage, *self.opened) and self.has_sheet(sheet)
            if due and set(self.locks[sheet]) >= set(self.members) != self.opened.get(sheet, set()):
                self.opened[sheet] = set(self.members)
                return True
        return False

    def _raise_flags(self) -> bool:
        if self.stopped() or AT[self.stage] >= AT["report"]:
            return False
        for sheet, stage in (("technical", "technical-rulings"), ("business", "business-rulings")):
            if self.opened.get(sheet) != set(self.members):
                continue
            new = self._disagreements(sheet, stage)
            if not new and not self._differing(sheet):
                new = [f for f in self._abnormal(sheet) if "/".join(("abnormal", *f)) not in self.flags]
                for section, code, expert in new:
                    name = f"abnormal/{section}/{code}/{expert}"
                    self._flag(name, stage, "abnormal-score", code=code, section=section, expert=expert)
            if new:
                return True
        return False

    def _differing(self, sheet: str) -> list[tuple[str, str]]:
        objective = [c["id"] for c in self.criteria(sheet) if c["kind"] == "objective"]
        cells = [(k, c) for k in objective for c in self.active()]
        return [(k, c) for k, c in cells if len({Fraction(self.entries[m][c, k]) for m in self.members}) > 1]

    def _disagreements(self, sheet: str, stage: str) -> list[Any]:
        raised = []
        for criterion, code in self._differing(sheet):
            cell = {"code": code, "criterion": criterion}
            same = [f for f, what in self.flags.items() if what["stage"] == stage and cell.items() <= what.items()]
            if all(self.is_ruled(f) for f in same):
                times = sum(self.flags[f]["check"] == "objective-disagreement" for f in same)
                name = f"objective/{criterion}/{code}" + (f"/{times + 1}" if times else "")
                self._flag(name, stage, "objective-disagreement", code=code, criterion=criterion)
                raised.append(name)
        return raised

    def _abnormal(self, sheet: str) -> list[tuple[str, str, str]]:
        share = self.doc["rules"]["flags"]["abnormal_share"]
        found: list[tuple[str, str, str]] = []
        for section in [s["id"] for s in self.doc["sections"]]:
            subjective = [
                c["id"] for c in self.criteria(sheet) if c["section"] == section and c["kind"] == "subjective"
            ]
            for code in self.active() if share and subjective else ():
                sums = {m: sum(Fraction(self.entries[m][code, k]) for k in subjective) for m in self.members}
                for member, own in sums.items():
                    others = (sum(sums.values()) - own) / (len(sums) - 1)
                    if others and abs(own - others) / others > Fraction(share):
                        found.append((section, code, member))
        return found

    def _flag(self, name: str, stage: str, check: str, **what: str) -> None:
        empty = {"code": "", "section": "", "expert": "", "criterion": ""}
        self.flags[name] = {**empty, **what, "stage": stage, "check": check}

    def _redeal(self) -> bool:
        if self.codes is None or any(c in self.again for c in self.pending(blind=False)):
            return False
        standing = [c for c in self.codes if not self.out(self.sealed[c])]
        changed = standing != self.codes
        self.codes = standing
        return changed

    def _before_leaving(self) -> bool:
        """What comes once a stage is complete and nobody is late: codes, the question of too few bids, the reveal."""
        if self.late or self._held() or not self.complete(self.stage):
            return False
        onward = self.next_stage(self.stage)
        if self.codes is None and AT[onward] > AT["preliminary"]:
            self.codes = sorted(c for c, b in self.sealed.items() if not self.out(b))
            return True
        at = "few-bids-after-price" if self.revealed else "few-bids"
        few = 0 < len(self.active()) < 3 and "continue" not in self.ruled.values() and at not in self.flags
        if few and self.codes is not None and not self.stopped() and onward != "blind-check":
            self._flag(at, at, "fewer-than-three")
            return True
        revealing = AT["business"] <= AT[onward] <= AT["report"]
        return revealing and self._unfinished() is None and self._reveal()

    def _reveal(self) -> bool:
        new = [c for c in ([] if self.stopped() else self._cheap()) if f"low-price/{c}" not in self.flags]
        for code in new:
            self._flag(f"low-price/{code}", "low-price", "low-price", code=code)
        changed = bool(new) or not self.revealed
        self.revealed = True
        return changed

    def _cheap(self) -> list[str]:
        ratio = self.doc["rules"]["flags"]["low_price_ratio"]
        valid = [c for c in self.codes or () if not self.out(c)]
        bidders = {b["id"]: Fraction(b["evaluated_price"]) for b in self.doc["bidders"]}
        prices = {c: bidders[self.sealed[c]] for c in valid}
        if ratio is None or len(valid) < 2:
            return []
        others = {c: (sum(prices.values()) - prices[c]) / (len(valid) - 1) for c in valid}
        return [c for c in valid if prices[c] / others[c] < Fraction(ratio)]

    def _unfinished(self) -> str | None:
        again = (*RULINGS, "price", "summary")
        earlier = [s for s in ORDER[: AT[self.stage]] if s in again and self.applies(s)]
        return next((s for s in earlier if not self.complete(s)), None)

    def _catch_up(self) -> bool:
        for member, stage in self.late.items():
            if self._own_part_done(member, stage):
                between = ORDER[AT[stage] + 1 : AT[self.stage]]
                to = next((s for s in between if s in self.trail), self.stage)
                self.reach[member] = max(self.reach[member], AT[to])
                if to == self.stage:
                    del self.late[member]
                else:
                    self.late[member] = to
                return True
        return False

    def _own_part_done(self, member: str, stage: str) -> bool:
        people: dict[str, Iterable[str]] = {
            "sign-in": self.signed, "discipline": self.disciplined, "undertaking": self.pledged,
            "tender-reading": self.read, "price": self.priced, **self.locks,
        }  # fmt: skip
        return member in people[stage] if stage in people else self.complete(stage)

    def _move(self) -> bool:
        back = self._unfinished()
        if self.late:
            return back is not None and self._waits_for_all(back) and self._open(back)
        if back is not None and not self._chairless():
            return self._open(back)
        if self._held() or not self.complete(self.stage):
            return False
        for asked in self.questions.values():
            if asked["stage"] == self.stage and asked["state"] == "proposed":
                asked["state"] = "dropped"
        return self._open(self.next_stage(self.stage))

    def _chairless(self) -> bool:
        return self.chair is None and AT[self.stage] > AT["chair-election"] and not self.closed

    def _held(self) -> bool:
        waiting = [q for q in self.questions.values() if q["stage"] == self.stage and q["state"] == "sent"]
        return self._chairless() or bool(waiting)

    def _waits_for_all(self, stage: str) -> bool:
        if stage == "summary":
            return set(self.late.values()) == {"summary"}
        on_time = [m for m in self.members if m not in self.late]
        for flag in self.flags_at(stage):
            if self.is_ruled(flag):
                continue
            correcting = self.ruled.get(flag) == "correct" and flag not in self.rule_again
            asked = self.revisers(flag) if correcting else self.members
            done = self.revisions if correcting else self.flag_votes
            if any(m in asked and m not in done.get(flag, {}) for m in on_time):
                return True
        return False

    def _open(self, stage: str) -> bool:
        self.stage = stage
        self.trail.append(stage)
        self.late = {m: s for m, s in self.late.items() if s != stage}
        for member in self.members:
            if member not in self.late:
                self.reach[member] = max(self.reach[member], AT[stage])
        return True


def _split(votes: Mapping[str, bool]) -> tuple[int, int]:
    return sum(votes.values()), sum(not vote for vote in votes.values())
