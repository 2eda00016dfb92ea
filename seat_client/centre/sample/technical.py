"""Writing the technical part of a sample bid: a chapter per blind criterion, no word that tells whose it is."""

from collections.abc import Sequence
from typing import Any

from seat_client.centre.sample import bank
from seat_client.centre.sample.figures import Block, figure
from seat_client.centre.sample.wording import Wording

_NUMERALS = "一二三四五六七八九十"
_WATER = ("供水", "水务", "给水", "管网", "水厂")
_LEAD_INS = (
    "[主要内容包括|具体做法如下|要点如下|分述如下]：",
    "针对以上要求，[我方安排如下|拟采取以下措施]：",
    "“{name}”[包含以下内容|由以下几部分组成]：",
    "[为此，我方确定以下要点|据此安排以下工作]：",
)
_AFTER_TABLE = (
    "[上表|表中]各项由责任岗位[逐项落实|按周核对]，完成情况记入项目台账。",
    "表列数值为[投标阶段的设计值|本阶段估算值]，详细设计时据实复核，[只严不松|不低于表列要求]。",
    "上表内容将在[启动会|交底会]上逐项讲解，[责任人当场确认|并张贴于作业场所]。",
    "以上要求同时写入[作业指导书|分项交底记录]，[检查时以此为准|作为考核依据]。",
)


def chapter_number(number: int) -> str:
    """A chapter's number in Chinese numerals, up to ninety-nine."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else _NUMERALS[tens - 1]) + "十"
    return head + ("" if ones == 0 else _NUMERALS[ones - 1])


def technical_blocks(titles: Sequence[str], project_name: str, seed: str) -> list[Block]:
    """The blocks of one bid's technical part for these criteria."""
    writer = _Writer(Wording(seed))
    about_water = any(word in project_name for word in _WATER)
    for number, title in enumerate(titles, start=1):
        writer.chapter(number, title, chapter_for(title) if about_water else bank.chapters()["generic"])
    return writer.blocks


def chapter_for(title: str) -> bank.Chapter:
    """The chapter of the bank whose keywords the title contains most of; the generic one when none fits."""
    known = bank.chapters()
    hits = {name: sum(word in title for word in chapter.keywords) for name, chapter in known.items()}
    best = max(hits, key=lambda name: hits[name])
    return known[best] if hits[best] else known["generic"]


class _Writer:
    def __init__(self, wording: Wording) -> None:
        self.blocks: list[Block] = []
        self._wording = wording
        self._thorough = wording.random.uniform(0.93, 1.0)
        self._item_style = wording.random.randrange(3)
        self._chapter = 0
        self._tables = 0
        self._figures = 0
        self._lead_ins = list(_LEAD_INS)
        self._after_table = list(_AFTER_TABLE)

    def chapter(self, number: int, title: str, chapter: bank.Chapter) -> None:
        """One chapter: its sections in an order that keeps the opening first."""
        self._chapter, self._tables, self._figures = number, 0, 0
        self._add("chapter", text=f"第{chapter_number(number)}章　{title}")
        opening, *others = chapter.sections
        with_things = [one for one in others if one.things]
        plain = self._wording.shuffled([one for one in others if not one.things])
        middle = self._wording.random.randint(0, len(plain))
        order = [opening, *plain[:middle], *with_things, *plain[middle:]]
        for index, section in enumerate(order, start=1):
            self._section(f"{number}.{index}", section, chapter, title)

    def _section(self, number: str, section: bank.Section, chapter: bank.Chapter, title: str) -> None:
        slots = {"title": title}
        self._add("section", text=f"{number}　{self._wording.say(self._wording.one_of(section.titles), slots)}")
        marks = [line for line in section.lines if line.startswith("! ")]
        sentences = [self._wording.say(line, slots) for line in section.lines if not line.startswith("! ")]
        keep = max(3, round(len(sentences) * self._thorough))
        kept = sentences[:1] + [one for one in sentences[1:] if one in self._wording.shuffled(sentences[1:], keep)]
        self._paragraphs(kept, marks)
        if section.things:
            self._things(number, section, chapter)

    def _paragraphs(self, sentences: list[str], marks: list[str]) -> None:
        """Two or three sentences to a paragraph, the tables and figures spread between them."""
        paragraphs: list[str] = []
        while sentences:
            count = self._wording.random.choice((1, 2, 2, 3))
            paragraphs.append("".join(sentences[:count]))
            sentences = sentences[count:]
        places = {round((index + 1) * len(paragraphs) / (len(marks) + 1)): mark for index, mark in enumerate(marks)}
        for index, text in enumerate(paragraphs, start=1):
            self._add("paragraph", text=text)
            if index in places:
                self._mark(places.pop(index))
        for mark in places.values():
            self._mark(mark)

    def _mark(self, line: str) -> None:
        kind, _, rest = line.removeprefix("! ").partition(" ")
        if kind == "figure":
            block = figure(rest, self._wording)
            self._figures += 1
            block["caption"] = f"图{self._chapter}-{self._figures}　{block.pop('title')}"
            self.blocks.append(block)
        else:
            table = bank.tables()[rest]
            keep = max(4, round(len(table.rows) * self._thorough))
            chosen = self._wording.shuffled(range(len(table.rows)), keep)
            rows = [row for index, row in enumerate(table.rows) if index in chosen]
            self._table(table.name.partition(" ")[2], table.head, rows)

    def _table(self, caption: str, head: list[str], rows: list[list[str]]) -> None:
        said = [[str(index), *(self._wording.say(cell) for cell in row)] for index, row in enumerate(rows, start=1)]
        self._tables += 1
        numbered_head = ["序号", *head]
        self._add(
            "table",
            caption=f"表{self._chapter}-{self._tables}　{caption}",
            head=numbered_head,
            rows=said,
            widths=column_widths([numbered_head, *said]),
        )
        self._add("paragraph", text=self._wording.say(self._wording.dealt(self._after_table, 1)[0]))

    # ----------------------------------------------------------------- things
    def _things(self, number: str, section: bank.Section, chapter: bank.Chapter) -> None:
        known = bank.things(section.things or "")
        chosen = self._wording.shuffled(range(len(known)), max(4, round(len(known) * self._thorough)))
        in_order = sorted(chosen) if self._wording.random.random() < 0.5 or section.things == "stages" else chosen
        for index, place in enumerate(in_order, start=1):
            self._thing(f"{number}.{index}", known[place], section, chapter)

    def _thing(self, number: str, thing: bank.Thing, section: bank.Section, chapter: bank.Chapter) -> None:
        wording = self._wording
        self._add("part", text=f"{number}　{thing.name}")
        items = [item.partition("：")[0] for item in thing.items]
        slots = [{"name": thing.name, "item": item, **thing.slots} for item in wording.shuffled(items)]
        frames = wording.dealt(section.frames, wording.random.choice((7, 8)))
        said = [wording.say(frame, slots[index % len(slots)]) for index, frame in enumerate(frames)]
        self._add("paragraph", text="".join([*thing.sentences, *said[:1]]))
        lead_in = wording.dealt(self._lead_ins, 1)[0]
        self._add("paragraph", text=wording.say(lead_in, {"name": thing.name}))
        self._add("items", items=wording.shuffled(thing.items), style=self._item_style)
        half = 1 + (len(said) - 1 + 1) // 2
        self._add("paragraph", text="".join(said[1:half]))
        if wording.random.random() < 0.45 + 0.5 * self._thorough:
            self._table(f"{thing.name}{_TABLE_WORDS.get(section.things or '', '安排')}", chapter.columns, thing.rows)
        self._add("paragraph", text="".join(said[half:]))

    def _add(self, kind: str, **fields: Any) -> None:
        self.blocks.append({"kind": kind, **fields})


_TABLE_WORDS = {
    "subsystems": "验收指标",
    "stages": "阶段成果",
    "tests": "通过标准",
    "scenarios": "处置时限",
    "issues": "对策落实",
    "courses": "安排",
}


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares of the table's width by the longest cell of each column, short columns not starved."""
    longest = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [float(min(max(length, 3), 16) + 2) for length in longest]
