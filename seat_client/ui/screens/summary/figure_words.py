"""A path into the result or the sheets as a person would say it: which bid, which section, which member."""

from collections.abc import Sequence

from seat_client.services.seat import Seat
from seat_client.ui.language import translate
from seat_client.ui.screens.rulings.facts import short_title


def figure_words(seat: Seat, path: str) -> str:
    """The figure at a path such as `$.rows.C5.sections.technical` or `$.scores.E3.C1.T1`; else the path itself."""
    match path.removeprefix("$.").split("."):
        case ["rows", code, *rest]:
            return _of_result(seat, code, rest)
        case ["scores", member, code, criterion] if member in seat.evaluation.members:
            title, number = seat.project.criterion(criterion).title.zh, seat.role_number(member)
            words = translate("Summary", "{criterion} of {code} by member {number}")
            return words.format(criterion=title, code=code, number=number)
        case ["benchmark"]:
            return translate("Summary", "benchmark price")
        case [("ranking" | "candidates"), *_]:
            return translate("Summary", "order of the bids")
    return path


def _of_result(seat: Seat, code: str, rest: Sequence[str]) -> str:
    match rest:
        case ["total"]:
            return translate("Summary", "total of {code}").format(code=code)
        case ["sections", section]:
            title = short_title(seat.project.section(section).title.zh)
            return translate("Summary", "{section} of {code}").format(code=code, section=title)
    return translate("Summary", "figures of {code}").format(code=code)
