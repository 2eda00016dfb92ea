"""Who may see and do what at the desk: the least each trade needs, and nobody everything."""

from enum import StrEnum


class Role(StrEnum):
    """The trades of the desk."""

    OPERATOR = "operator"  # runs the day: draws, seats, stages, papers
    SUPERVISOR = "supervisor"  # watches, and says the word the seats are drawn by
    TECHNICIAN = "technician"  # seats alone; sees no project
    AUDITOR = "auditor"  # reads afterwards, changes nothing


_O, _S, _T, _A = Role.OPERATOR, Role.SUPERVISOR, Role.TECHNICIAN, Role.AUDITOR

RIGHTS: dict[str, frozenset[Role]] = {
    "today": frozenset({_O, _S, _T, _A}),
    "seats": frozenset({_O, _S, _T, _A}),
    "help": frozenset({_T}),
    "wall": frozenset({_S}),
    "stages": frozenset({_O, _S, _A}),
    "draws": frozenset({_O, _S, _A}),
    "projects": frozenset({_O, _A}),
    "recordings": frozenset({_S, _A}),
    "fees": frozenset({_O, _A}),
    "publication": frozenset({_O, _S, _A}),
    "archive": frozenset({_O, _A}),
    "journal": frozenset({_S, _A}),
    "seat-order": frozenset({_O, _T}),
    "seat-accept": frozenset({_T}),
    "seat-code": frozenset({_T}),
    "seat-plan": frozenset({_T}),
    "help-give": frozenset({_T}),
    "help-say": frozenset({_T}),
    "help-end": frozenset({_T}),
    "draw-take": frozenset({_O}),
    "draw-ask": frozenset({_O}),
    "draw-answer": frozenset({_O}),
    "entries-ask": frozenset({_O}),
    "entries-answer": frozenset({_O}),
    "allocation-commit": frozenset({_O}),
    "allocation-word": frozenset({_S}),
    "allocation-move": frozenset({_O}),
    "project-take": frozenset({_O}),
    "bids-take": frozenset({_O}),
    "project-publish": frozenset({_O}),
    "suspend": frozenset({_O}),
    "open": frozenset({_O}),
    "replace": frozenset({_O}),
    "notice": frozenset({_O}),
    "deem": frozenset({_O}),
    "approve": frozenset({_S}),
    "withhold": frozenset({_S}),
    "wall-watch": frozenset({_S}),
    "wall-leave": frozenset({_S}),
    "wall-mark": frozenset({_S}),
    "answer": frozenset({_O}),
    "explain": frozenset({_O}),
}
"""A page or an act -> who may. The half of a seed and the word that joins it are two roles' on purpose."""


def may(role: Role, right: str) -> bool:
    return role in RIGHTS[right]
