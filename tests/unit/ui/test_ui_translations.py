"""Extraction, upkeep and checking of translations; and that the program's own are whole."""

from pathlib import Path

import pytest

import resources
from seat_client.ui import translations as t
from seat_client.ui.translations import NotTranslatable, Source

CODE = """
from x import translate
class Page:
    def words(self):
        return translate("Page", "Hello {name}"), self.tr("By class"), "abc".translate({1: 2}), painter.translate(x, 1)
"""


def test_both_ways_of_marking_are_found() -> None:
    assert set(t.sources_in(CODE)) == {Source("Page", "Hello {name}"), Source("Page", "By class")}


@pytest.mark.parametrize("code", ['translate("A", f"x{1}")', 'translate(context, "x")', "self.tr(text)"])
def test_what_cannot_be_read_from_the_code_is_refused(code: str) -> None:
    with pytest.raises(NotTranslatable) as refused:
        list(t.sources_in(f"\n{code}", "page.py"))
    assert (refused.value.file, refused.value.line) == ("page.py", 2)


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("ui/screens/review/view.py", "review"),
        ("ui/screens/review/parts/card.py", "review"),
        ("ui/screens/__init__.py", "ui"),
        ("ui/widgets/bars.py", "widgets"),
        ("ui/shell.py", "ui"),
        ("app/journey.py", "app"),
    ],
)
def test_each_package_of_screens_owns_a_fragment(path: str, group: str) -> None:
    assert t.group_of(Path("/root") / path, Path("/root")) == group


def test_update_keeps_what_was_translated_and_drops_what_went(tmp_path: Path) -> None:
    old, kept, new = Source("A", "old"), Source("A", "kept"), Source("B", "new")
    t.write_fragment(tmp_path / "g.ts", {old: "旧", kept: "留"})
    unfinished = t.update(tmp_path, {"g": {kept, new}})
    assert t.read_fragment(tmp_path / "g.ts") == {kept: "留", new: ""}
    assert unfinished == ["g.ts: unfinished: B: new"]


def test_a_fragment_without_strings_goes(tmp_path: Path) -> None:
    t.write_fragment(tmp_path / "gone.ts", {Source("A", "x"): "一"})
    t.update(tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_one_group_can_be_updated_alone(tmp_path: Path) -> None:
    t.update(tmp_path, {"a": {Source("A", "x")}, "b": {Source("B", "y")}}, only="b")
    assert [file.name for file in tmp_path.iterdir()] == ["b.ts"]


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    first = {Source("B", "y"): "二", Source("A", "x & <z>"): "一"}
    t.write_fragment(tmp_path / "1.ts", first)
    t.write_fragment(tmp_path / "2.ts", dict(reversed(first.items())))
    assert (tmp_path / "1.ts").read_bytes() == (tmp_path / "2.ts").read_bytes()
    assert t.read_fragment(tmp_path / "1.ts") == first


def test_check_names_every_kind_of_fault(tmp_path: Path) -> None:
    t.write_fragment(
        tmp_path / "g.ts",
        {
            Source("A", "gone"): "旧",
            Source("A", "open"): "",
            Source("A", "{count} left"): "还有",
            Source("A", "good"): "好",
        },
    )
    wanted = {Source("A", text) for text in ("open", "{count} left", "good", "fresh")}
    assert t.faults(tmp_path, {"g": wanted, "h": {Source("A", "h")}}) == [
        "g.ts: missing: A: fresh",
        "g.ts: obsolete: A: gone",
        "g.ts: unfinished: A: open",
        "g.ts: placeholders differ: A: {count} left",
        "h.ts: missing: A: h",
        "A: in g, h",
    ]


def test_the_programs_translations_are_whole() -> None:
    assert t.faults(resources.path("i18n", t.LANGUAGE), t.sources_by_group()) == []


def test_compiling_merges_all_fragments_and_is_repeatable(tmp_path: Path) -> None:
    folder = tmp_path / "zh_CN"
    t.write_fragment(folder / "a.ts", {Source("A", "x"): "一"})
    t.write_fragment(folder / "b.ts", {Source("B", "y"): "二"})
    target = tmp_path / "zh_CN.qm"
    assert t.is_stale(folder, target)
    t.compile_fragments(folder, target)
    first = target.read_bytes()
    assert not t.is_stale(folder, target)
    t.compile_fragments(folder, target)
    assert target.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir() if file.name not in ("zh_CN", "zh_CN.qm")] == []
