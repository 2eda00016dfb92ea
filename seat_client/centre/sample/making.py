"""Making the documents of every bidder of a project, once; they are kept and used again."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from seat_client.centre.sample.bidders import Bidder, bidder, lead_expired, proofs
from seat_client.centre.sample.business import business_blocks
from seat_client.centre.sample.qualification import qualification_blocks
from seat_client.centre.sample.technical import technical_blocks
from seat_client.centre.sample.typesetting import Typesetter

PARTS = ("qualification", "technical", "business")
_DEFAULT_FORMAT = {"left": 25, "right": 20, "top": 20, "bottom": 20, "size": 14, "heading": 16}


def documents_missing(project_document: Mapping[str, Any], folder: Path) -> bool:
    """True when a bidder lacks one of its three documents in the project folder."""
    return any(
        not (folder / "documents" / one["id"] / f"{part}.pdf").is_file()
        for one in project_document["bidders"]
        for part in PARTS
    )


def make_documents(
    project_document: Mapping[str, Any],
    folder: Path,
    *,
    seed: int,
    report_progress: Callable[[int, int], None],
    sheets: Mapping[str, Any] | None = None,
) -> None:
    """Write ``documents/<bidder id>/{qualification,technical,business}.pdf`` into the folder.

    Equal project, sheets and seed give equal bytes. Prepared sheets (given, or ``sheets.json`` in the folder) decide
    what the papers prove. `report_progress` gets documents done and documents in all. A file appears only whole.
    """
    typesetter = Typesetter()
    total = len(PARTS) * len(project_document["bidders"])
    prepared = sheets if sheets is not None else _sheets(folder)
    report_progress(0, total)
    for done, (place, data) in enumerate(_documents(project_document, prepared, seed), start=1):
        template, content = data
        _write_whole(folder / "documents" / place, typesetter.pdf(template, content))
        report_progress(done, total)


def _sheets(folder: Path) -> dict[str, Any] | None:
    path = folder / "sheets.json"
    if not path.is_file():
        return None
    sheets: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return sheets


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def _documents(
    project: Mapping[str, Any], sheets: Mapping[str, Any] | None, seed: int
) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    for data in project["bidders"]:
        own = f"{seed} {project['id']} {data['id']}"
        one = bidder(
            data,
            seed=own,
            evidence=proofs(project, sheets, data["id"], own),
            lead_expired=lead_expired(project, sheets, data["id"]),
        )
        yield (
            f"{one.id}/qualification.pdf",
            ("open", _open_part(one, "资格审查文件", qualification_blocks(project, one, own))),
        )
        yield f"{one.id}/technical.pdf", ("technical", _technical(project, own))
        yield f"{one.id}/business.pdf", ("open", _open_part(one, "商务文件", business_blocks(project, one, own)))


def _open_part(one: Bidder, part: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"company": one.name, "part": part, "blocks": blocks}


def _technical(project: Mapping[str, Any], seed: str) -> dict[str, Any]:
    blind = {part["id"] for part in project["sections"] if part["kind"] == "scored" and part.get("blind")}
    titles = [one["title"]["zh"] for one in project["criteria"] if one["section"] in blind]
    blocks = technical_blocks(titles or ["技术方案"], project["name"]["zh"], f"{seed} technical")
    return {"blocks": blocks, "format": _page_rules(project.get("dark_bid_format"))}


def _page_rules(rules: Mapping[str, Any] | None) -> dict[str, float]:
    """The page of the dark bid by the project's format rules, where it gives them."""
    if not rules:
        return dict(_DEFAULT_FORMAT)
    margins = rules.get("margins_mm", {})
    sizes = {"size": rules.get("body", {}).get("size_pt"), "heading": rules.get("heading", {}).get("size_pt")}
    given = {**{side: margins.get(side) for side in ("left", "right", "top", "bottom")}, **sizes}
    return {key: float(value) if (value := given.get(key)) else float(usual) for key, usual in _DEFAULT_FORMAT.items()}
