"""A city's day on PostgreSQL with eight projects and 55 seats: what the centre records, how soon seats show it.

The day is `tests.city`'s: draws, seats drawn and moved twice, a replacement, a night under seal, eight verified reports
and sound archives; without these there are no figures. It is played twice: at people's pace, which gives how soon a
push shows at the other seats of the committee (from the moment the act was written to the one when the other seat
holds the fact, verified and stored), and as fast as bots can act, which gives how much is recorded. All stands on this
machine, bots, centre and database, so what a centre of its own carries is more. Peer of the first is the second.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.frame import NotMeasured, Row, Study
from tests.city import NIGHT, OTHERS, REPLACED, City, Told
from tests.postgres_server import binaries, scratch_server

DAY = (*OTHERS[:2], REPLACED, *OTHERS[2:], NIGHT)
PACE = 6.0  # seconds between two looks at the form: as `bench centre` has it
LIMIT = 3600.0  # seconds; a quiet machine needs a tenth of it
DISPLAY = 2000  # milliseconds; an expert who looks up after a colleague's vote sees it


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


def played(folder: Path, pace: float) -> Told:
    """A whole day that came to its end; raises NotMeasured for one that did not hold."""
    programs = binaries()
    if programs is None:
        raise NotMeasured("no PostgreSQL: the set-up of `bench` brings it")
    with scratch_server(programs) as server:
        city = City(folder, server, DAY, pace=pace, say=_say)
        city.lay()
        with city.open():
            city.morning()
            city.begin()
            city.go_on(LIMIT)
            told = city.evening()
    if not (all(told.verified.values()) and all(audit["sound"] for audit in told.audits.values())):
        raise NotMeasured("a report or an archive of the day does not hold")
    return told


def _figures(folder: Path, _long: bool) -> Iterator[Row]:
    rush, told = played(folder / "rush", 0), played(folder / "city", PACE)
    for name, day in (("as fast as can be", rush), ("at people's pace", told)):
        figures = day.figures
        _say(
            f"{name}: {day.projects} projects, {day.seats} seats, {len(day.moved)} moved, {day.replaced} called in, "
            f"{day.nights} night; {figures['acts']:.0f} acts, {figures['facts']:.0f} facts, "
            f"{figures['busy_seconds']:.0f} s"
        )
    yield Row("city_seats", told.seats, "seats", None, None, None)
    for name, unit in (("events_per_second", "events/s"), ("events_per_second_peak", "events/s over 10 s")):
        yield Row(f"city_{name}", rush.figures[name], unit, told.figures[name], None, None)
    for name in ("commit_to_display_p95_ms", "push_to_display_p95_ms"):
        ours, theirs = told.figures[name], rush.figures[name]
        yield Row(f"city_{name}", ours, "ms", theirs, f"<= {DISPLAY} ms", ours <= DISPLAY)
    yield Row("city_database_mb", told.figures["database_mb"], "MB", rush.figures["database_mb"], None, None)


BENCHMARKS = [Study("city", "the same day as fast as bots can act", _figures)]
