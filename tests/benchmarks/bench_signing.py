"""What a signature costs at the seat, against pyHanko's own; what checking a report costs; how soon a card is seen.

The report has sixty pages and five megabytes. The card's own time is left out: the key is in memory, behind the same
routine that reads, checks, unlocks and verifies a card.
"""

import hashlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from drivers.registry import token_family
from seat_client.evidence import pades
from seat_client.evidence.verification import verify
from seat_client.signing import ReaderWatch, SigningRoutine, TokenKey
from tests.benchmarks import signing_report as report
from tests.benchmarks.frame import Benchmark, Goal, Sides, Statistic
from tests.piv_card.card import CardKey, PivCard
from tests.piv_card.service import PcscService, missing, until

FIRST, SEVENTH = report.MEMBERS[0], report.MEMBERS[6]
DEADLINE = 30


def seconds(work: Callable[[], object]) -> Callable[[], float]:
    """A sample that is the time `work` takes."""

    def sample() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return sample


@contextmanager
def _seat(member: str, base: bytes) -> Iterator[Callable[[], None]]:
    """One signature at the seat: read the key, check it, unlock, sign, verify, fill the field, name the base."""
    routine = SigningRoutine(report.CardInMemory(report.committee().keys[member]))

    def sign() -> None:
        shown = routine.inspect().result()
        with TokenKey(routine, shown, bytearray(b"123456"), member_id=member, at=report.AT) as key:
            pades.sign_member(base, member, key, reason="", at=report.AT)
        hashlib.sha256(base).hexdigest()  # by which the revision is handed in

    try:
        yield sign
    finally:
        routine.close()


@contextmanager
def _sign_sides(_: Path) -> Iterator[Sides]:
    """The seventh signature at the seat, against pyHanko signing the same field of the same file."""
    base, bare = report.revisions()[6], report.bare_signer(SEVENTH)
    with _seat(SEVENTH, base) as sign:
        yield Sides(seconds(sign), seconds(lambda: report.sign_bare(bare, base)))


@contextmanager
def _overhead_sides(_: Path) -> Iterator[Sides]:
    """What the seat adds, as a share of pyHanko's least: (seat - pyHanko) / pyHanko, both timed in the same round.

    Both parse the same file, fill the same field with the same seal, ask the same card the same questions and write the
    same bytes back. The seat besides reads the key for display, compares its certificate, applies the rules, verifies
    the signature in software and names the base. The card itself is in both and so in neither.
    """
    base, signer = report.revisions()[6], report.CardSigner(SEVENTH)
    with _seat(SEVENTH, base) as sign:
        own, bare = seconds(sign), seconds(lambda: report.sign_embedded(signer, SEVENTH, base))
        rounds = itertools.count()

        def added() -> float:
            if next(rounds) % 2:
                least = bare()
                return (own() - least) / least
            took = own()
            least = bare()
            return (took - least) / least

        yield Sides(added)


@contextmanager
def _seventh_sides(_: Path) -> Iterator[Sides]:
    """The seventh signature against the first."""
    with _seat(SEVENTH, report.revisions()[6]) as seventh, _seat(FIRST, report.revisions()[0]) as first:
        yield Sides(seconds(seventh), seconds(first))


@contextmanager
def _verify_sides(_: Path) -> Iterator[Sides]:
    """All nine signatures checked against their issuer, by us and by pyHanko: one more than the goal is for."""
    pdf, trust = report.closed(), [report.committee().authority.certificate]

    def check() -> None:
        if problems := verify(pdf, trust).problems:
            raise ValueError(problems)

    yield Sides(seconds(check), seconds(lambda: report.verify_bare(pdf)))


@contextmanager
def _card_sides(_: Path) -> Iterator[Sides]:
    """From the card going in to its holder being known, through the real PC/SC service."""
    key = report.committee().keys[FIRST]
    service = PcscService()
    service.start()
    watch = ReaderWatch(token_family("pcsc"))
    shown = threading.Event()
    ended = watch.topic.subscribe(lambda now: shown.set() if now.key_of(FIRST) else None)
    watch.start()

    def insert() -> float:
        until(lambda: not watch.current.keys and service.is_empty(), "the slot empty")
        shown.clear()
        began = time.perf_counter()
        service.slots[0].insert(PivCard(keys={0x9C: CardKey(key.private_key, key.certificate)}))
        if not shown.wait(DEADLINE):
            raise TimeoutError
        took = time.perf_counter() - began
        service.slots[0].pull()
        return took

    try:
        yield Sides(insert)
    finally:
        ended()
        watch.stop()
        service.close()


BENCHMARKS = (
    Benchmark(
        name="signing_sign",
        unit="s",
        peer="pyHanko's PdfSigner on the same field of the same file",
        goals=(Goal(Statistic.MEDIAN, 0.8, figure="sign_s"),),
        sides=_sign_sides,
        rounds=15,
        long_rounds=60,
        warm_up=2,
    ),
    Benchmark(
        name="signing_overhead",
        unit="of pyHanko's embedder",
        peer="pyHanko's PdfCMSEmbedder and Signer, timed in every round: the figure is what the seat adds to them",
        goals=(Goal(Statistic.MEDIAN, 0.10, figure="overhead_ratio"),),
        sides=_overhead_sides,
        rounds=60,
        long_rounds=200,
        warm_up=3,
    ),
    Benchmark(
        name="signing_seventh",
        unit="s",
        peer="the first signature on the same report",
        goals=(Goal(Statistic.MEDIAN, 1.2, of_peer=True, figure="seventh_ratio"),),
        sides=_seventh_sides,
        rounds=40,
        long_rounds=60,
        warm_up=1,
    ),
    Benchmark(
        name="signing_verify_eight",
        unit="s",
        peer="pyHanko's validate_pdf_signature on each, without comparing revisions",
        goals=(Goal(Statistic.MEDIAN, 2.5, figure="verify_eight_s"),),
        sides=_verify_sides,
        rounds=5,
        long_rounds=30,
        warm_up=1,
    ),
)

if missing() is None:
    BENCHMARKS += (
        Benchmark(
            name="signing_card_seen",
            unit="s",
            peer="nothing: the card's insertion itself",
            goals=(Goal(Statistic.MEDIAN, 0.5, figure="card_seen_s"),),
            sides=_card_sides,
            rounds=10,
            long_rounds=50,
            warm_up=1,
        ),
    )
