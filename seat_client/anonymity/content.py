"""Content streams: the operators that draw stay, with their operands; marks, hidden layers and unknown words go."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import pikepdf

from seat_client.anonymity.whitelist import KNOWN_NAMES, OPERANDS, PAINTING_PATHS, SHOWING_TEXT, STRICT
from seat_client.anonymity.words import word

if TYPE_CHECKING:
    from seat_client.anonymity.naming import UsedResources

Operand = pikepdf.Object | int | Decimal
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def drawing_only(
    instructions: Iterable[Instruction], naming: "UsedResources"
) -> list[pikepdf.ContentStreamInstruction]:
    """The same drawing in whitelisted operators."""
    kept: list[pikepdf.ContentStreamInstruction] = []
    marks: list[bool] = []
    for instruction in instructions:
        operator = word(instruction.operator)
        if operator in ("BMC", "BDC"):
            marks.append(_is_hidden(list(instruction.operands), naming))
        elif operator == "EMC":
            if marks:
                marks.pop()
        else:
            kept.extend(_one(operator, instruction, naming, hidden=any(marks)))
    return kept


def _is_hidden(operands: Sequence[object], naming: "UsedResources") -> bool:
    return len(operands) == 2 and naming.hides(operands[0], operands[1])


def _one(
    operator: str, instruction: Instruction, naming: "UsedResources", *, hidden: bool
) -> list[pikepdf.ContentStreamInstruction]:
    if hidden and (operator in SHOWING_TEXT or operator in ("Do", "sh", "INLINE IMAGE")):
        return []
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return [_written([naming.inline(instruction.iimage)], "Do")]
    if operator not in OPERANDS:
        return []
    if hidden and operator in PAINTING_PATHS:
        return [_written([], "n")]
    count = OPERANDS[operator]
    if operator in STRICT and len(instruction.operands) != count:
        return []
    given: list[Operand] = list(instruction.operands)
    operands = given if count is None else given[len(given) - count :] if count < len(given) else given
    renamed = _RENAMED.get(operator, _plain)(operands, naming, operator)
    return [] if renamed is None else [_written(renamed, operator)]


def _written(operands: list[Operand], operator: str) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(operator))


def _plain(operands: list[Operand], _naming: "UsedResources", operator: str) -> list[Operand] | None:
    """Numbers anywhere, strings only where text is shown, arrays only where the operator takes one."""
    return operands if all(_fits(one, operator) for one in operands) else None


def _fits(operand: object, operator: str) -> bool:
    if isinstance(operand, bool | int | Decimal):
        return True
    if isinstance(operand, pikepdf.String):
        return operator in SHOWING_TEXT
    if isinstance(operand, pikepdf.Array):
        return operator in ("TJ", "d") and all(_fits(one, operator) for one in operand)
    return isinstance(operand, pikepdf.Name) and word(operand) in KNOWN_NAMES


def _resource(category: str) -> Callable[[list[Operand], "UsedResources", str], list[Operand] | None]:
    def rename(operands: list[Operand], naming: "UsedResources", operator: str) -> list[Operand] | None:
        named = [one for one in operands if isinstance(one, pikepdf.Name)]
        if not named:
            return None
        new = naming.renamed(category, named[-1])
        numbers = [one for one in operands if isinstance(one, int | Decimal)]
        if new is None:
            return None
        return [new, *numbers] if operator == "Tf" else [*numbers, new]

    return rename


def _colour_space(operands: list[Operand], naming: "UsedResources", operator: str) -> list[Operand] | None:
    name = word(operands[-1]) if operands and isinstance(operands[-1], pikepdf.Name) else ""
    if name in KNOWN_NAMES or name == "/Pattern":
        return [pikepdf.Name(name)]
    return _resource("/ColorSpace")(operands, naming, operator)


def _colour(operands: list[Operand], naming: "UsedResources", operator: str) -> list[Operand] | None:
    if any(isinstance(one, pikepdf.Name) for one in operands):
        return _resource("/Pattern")(operands, naming, operator)
    return _plain(operands, naming, operator)


_RENAMED: dict[str, Callable[[list[Operand], "UsedResources", str], list[Operand] | None]] = {
    "Tf": _resource("/Font"),
    "Do": _resource("/XObject"),
    "gs": _resource("/ExtGState"),
    "sh": _resource("/Shading"),
    "cs": _colour_space,
    "CS": _colour_space,
    "scn": _colour,
    "SCN": _colour,
}
