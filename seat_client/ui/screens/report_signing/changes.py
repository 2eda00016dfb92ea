"""The verdict on the report's newest revision in the words of the page: members by number, never by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seat_client.evidence.changes import Change
from seat_client.evidence.fields import CLOSING, OPENING, STAMP, deemed_member
from seat_client.evidence.verification import SignatureVerdict, Verdict
from seat_client.ui.clock import clock_seconds
from seat_client.ui.language import translate

MemberTitle = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One signature: whose, and when it was made, where it stands, what came after it."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class History:
    """Every signature in order, and the one sentence over all; the state is ok or bad."""

    lines: tuple[SinceLine, ...]
    summary: str
    state: str
    revision: int

    @property
    def clean(self) -> bool:
        return self.state == "ok"


def history(verdict: Verdict, member_title: MemberTitle) -> History:
    """What each signature added, and that nothing else did."""
    lines = tuple(_line(signature, verdict, member_title) for signature in verdict.signatures)
    summary = translate("Report", "Every revision added its signature and nothing else.")
    state = "ok"
    if not is_clean(verdict):
        summary, state = _spoilt(verdict.changes, member_title), "bad"
    return History(lines, summary, state, len(lines))


def is_clean(verdict: Verdict) -> bool:
    """True when each signature holds and nothing but signatures came after the certification."""
    sound = all(s.intact and s.unchanged and s.trusted is not False for s in verdict.signatures)
    return bool(verdict.signatures) and sound and not verdict.changes


def _line(signature: SignatureVerdict, verdict: Verdict, member_title: MemberTitle) -> SinceLine:
    parts = [clock_seconds(signature.at)] if signature.at else []
    if signature.page:
        parts.append(translate("Report", "page {number}").format(number=signature.page))
    parts.append(_since(signature, verdict))
    return SinceLine(_title(signature.field, member_title), translate("Report", " · ").join(parts))


def _since(signature: SignatureVerdict, verdict: Verdict) -> str:
    if not signature.intact:
        return translate("Report", "does not hold")
    if signature.trusted is False:
        return translate("Report", "certificate not trusted")
    if not signature.unchanged:
        return translate("Report", "other changes since")
    if not signature.later:
        return translate("Report", "nothing since")
    return translate("Report", "{count} signatures since, nothing else").format(count=len(signature.later))


def _spoilt(changes: Sequence[Change], member_title: MemberTitle) -> str:
    if not changes:
        return translate("Report", "A signature does not hold. Do not sign; call technical support.")
    first = changes[0]
    where = translate("Report", "not shown on a page")
    if first.pages:
        pages = translate("Report", ", ").join(str(page) for page in first.pages)
        where = translate("Report", "page {number}").format(number=pages)
    words = translate(
        "Report",
        "After {field}, something besides a signature was changed ({where}). Do not sign; call technical support.",
    )
    return words.format(field=_title(first.after, member_title), where=where)


def _title(field: str, member_title: MemberTitle) -> str:
    centre = {
        OPENING: translate("Report", "Centre · report made"),
        STAMP: translate("Report", "Centre · time stamp"),
        CLOSING: translate("Report", "Centre · report closed"),
    }
    if field in centre:
        return centre[field]
    deemed = deemed_member(field)
    if deemed is not None:
        return translate("Report", "{member} · deemed to agree").format(member=member_title(deemed))
    return member_title(field)
