"""Writing the business part of a sample bid: the price, and proofs for every criterion that is judged by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from seat_client.centre.sample import bank
from seat_client.centre.sample.amounts import in_figures
from seat_client.centre.sample.bidders import DEADLINE, VALIDITY_DAYS, Bidder
from seat_client.centre.sample.figures import Block
from seat_client.centre.sample.papers import SIGNED_ON, block, cover, signed, table, written
from seat_client.centre.sample.technical import chapter_number
from seat_client.centre.sample.wording import Wording

_SHARES = (
    ("平台软件开发与部署", 31),
    ("数据采集与边缘网关", 17),
    ("水力模型与智能算法", 14),
    ("服务器、网络与安全设备", 18),
    ("现场安装与调试", 9),
    ("系统集成与联调", 6),
    ("培训与资料", 2),
    ("质量保证期服务", 3),
)
_GENERIC_SHARES = (
    ("主要工作内容", 46),
    ("材料与设备", 24),
    ("安装与调试", 14),
    ("检验与试验", 7),
    ("管理与税费", 6),
    ("质量保证期服务", 3),
)


def business_blocks(project: Mapping[str, Any], one: Bidder, seed: str) -> list[Block]:
    """The business part: the price, and an answer to every scored criterion that is judged by name."""
    wording = Wording(seed)
    scored = {part["id"] for part in project["sections"] if part["kind"] == "scored" and not part.get("blind")}
    blocks = [cover(project, one, "商务文件"), *_price(project, one, wording)]
    criteria = [each for each in project["criteria"] if each["section"] in scored]
    for number, criterion in enumerate(criteria, start=2):
        title = criterion["title"]["zh"]
        blocks.append(block("chapter", text=f"{chapter_number(number)}、{title}"))
        build = next((each for word, each in _ANSWERS if word in title), _any_answer)
        blocks += build(one, wording, one.evidence.get(criterion["id"], 2), title)
    return [*blocks, signed(one)]


def _price(project: Mapping[str, Any], one: Bidder, wording: Wording) -> list[Block]:
    return [
        block("chapter", text="一、投标报价"),
        block("section", text="1.1　报价函"),
        block("line", text="致：招标人"),
        block(
            "paragraph",
            text=f"我方对“{project['name']['zh']}”的投标总报价为：人民币（大写）{one.words}；"
            f"（小写）¥{in_figures(one.figures)}元。报价包含完成招标范围内全部工作所需的人工、材料、设备、"
            "运输、安装、调试、培训、税金及风险等一切费用。",
        ),
        table(
            "投标报价一览表",
            ["项目", "内容"],
            [
                ["投标总报价（大写）", one.words],
                ["投标总报价（小写）", f"¥{in_figures(one.figures)}元"],
                ["工期", "360日历天"],
                ["投标有效期", f"{VALIDITY_DAYS}日历天"],
                ["质量承诺", "合格"],
            ],
        ),
        signed(one),
        block("section", text="1.2　分项报价表"),
        _parts(project, one, wording),
        block("paragraph", text="分项报价为完成该项工作的全部费用，数量变化时按招标文件约定的单价调整办法执行。"),
    ]


def _parts(project: Mapping[str, Any], one: Bidder, wording: Wording) -> Block:
    known = _SHARES if "水" in project["name"]["zh"] else _GENERIC_SHARES
    weights = [Decimal(share) * wording.random.randint(92, 108) for _, share in known]
    whole = sum(weights, Decimal())
    amounts = [(one.evaluated * weight / whole).quantize(Decimal(1)) for weight in weights[:-1]]
    amounts.append(one.evaluated - sum(amounts, Decimal()))
    rows = [
        [str(n), name, in_figures(amount), "含税"]
        for n, ((name, _), amount) in enumerate(zip(known, amounts, strict=True), start=1)
    ]
    rows.append(["", "合计", in_figures(one.evaluated), ""])
    return table("分项报价表（元）", ["序号", "分项名称", "金额", "备注"], rows)


def _similar_projects(one: Bidder, wording: Wording, count: int, _title: str) -> list[Block]:
    done = [_similar(name, wording) for name in wording.shuffled(_entries("similar"), count)]
    rows = [
        [str(number), each.name, each.amount, written(each.signed), "已竣工验收"]
        for number, each in enumerate(done, start=1)
    ]
    return [
        block("paragraph", text=f"近三年（以合同签订日期为准）我方完成的类似项目共{len(rows)}项，合同与验收证明附后。"),
        table("类似项目业绩表", ["序号", "项目名称", "合同金额（元）", "签订日期", "状态"], rows),
        *(_acceptance(one, number, each) for number, each in enumerate(done, start=1)),
    ]


@dataclass(frozen=True, slots=True)
class _Similar:
    name: str
    amount: str
    signed: date
    finished: date


def _similar(name: str, wording: Wording) -> _Similar:
    signed = DEADLINE - timedelta(days=wording.random.randint(250, 1060))
    amount = in_figures(Decimal(wording.random.randint(420, 1650)) * 10_000)
    return _Similar(name, amount, signed, signed + timedelta(days=wording.random.randint(210, 240)))


def _acceptance(one: Bidder, number: int, done: _Similar) -> Block:
    return block(
        "certificate",
        title="竣工验收证明",
        number=f"业绩证明材料　之{chapter_number(number)}",
        rows=[
            ["项目名称", done.name],
            ["承包单位", one.name],
            ["合同金额", f"人民币{done.amount}元"],
            ["合同签订", written(done.signed)],
            ["验收日期", written(done.finished)],
            ["验收结论", "合格，同意移交使用"],
        ],
        issuer="建设单位工程管理部",
        date=written(done.finished),
    )


def _lead_proofs(one: Bidder, wording: Wording, count: int, _title: str) -> list[Block]:
    rows = [[str(n), proof, one.lead, "附后"] for n, proof in enumerate(_entries("lead")[:count], start=1)]
    years = wording.random.randint(11, 24)
    return [
        block(
            "paragraph",
            text=f"拟派项目负责人{one.lead}，从事相关工作{years}年，主持过同类项目的设计、实施与验收，"
            "在本项目期间不兼任其他项目职务。",
        ),
        table("项目负责人证明材料一览", ["序号", "证明材料", "持有人", "说明"], rows),
        block(
            "certificate",
            title="任职与社保证明",
            number="人员证明材料",
            rows=[
                ["姓　　名", one.lead],
                ["所在单位", one.name],
                ["任　　职", "项目负责人"],
                ["参保情况", f"截至{written(SIGNED_ON)}已连续缴纳不少于12个月"],
            ],
            issuer="社会保险事业中心",
            date=written(SIGNED_ON),
        ),
    ]


def _management_certificates(one: Bidder, wording: Wording, count: int, _title: str) -> list[Block]:
    held = _entries("systems")[:count]
    blocks = [block("paragraph", text=f"我方已通过{len(held)}项管理体系认证，证书均在有效期内，可在认证信息平台查询。")]
    for name in held:
        until = DEADLINE + timedelta(days=wording.random.randint(120, 900))
        blocks.append(
            block(
                "certificate",
                title="管理体系认证证书",
                number=f"注册号　{wording.random.randint(10_000, 99_999)}M",
                rows=[
                    ["组织名称", one.name],
                    ["认证标准", name],
                    ["认证范围", "信息系统集成及运行维护服务"],
                    ["有效期至", written(until)],
                ],
                issuer="质量认证中心",
                date=written(until - timedelta(days=1095)),
            )
        )
    return blocks


def _commitments(one: Bidder, wording: Wording, _count: int, _title: str) -> list[Block]:
    said = [wording.say(line) for line in wording.shuffled(_entries("commitments"), wording.random.randint(7, 10))]
    sla = bank.tables()["sla"]
    rows = [[wording.say(cell) for cell in row] for row in sla.rows]
    return [
        block(
            "paragraph", text=f"{one.name}就本项目的服务作出以下承诺，承诺内容作为合同附件，未履行的按合同承担责任。"
        ),
        block("items", items=said, style=0),
        table("故障分级与服务时限", sla.head, rows),
    ]


def _any_answer(one: Bidder, wording: Wording, count: int, title: str) -> list[Block]:
    rows = [[str(n), f"{title}证明材料之{chapter_number(n)}", one.name, "附后"] for n in range(1, max(count, 1) + 1)]
    lines = [wording.say(line, {"title": title}) for line in bank.chapters()["generic"].sections[0].lines]
    return [
        block("paragraph", text="".join(wording.shuffled(lines, 4))),
        table(f"{title}响应一览", ["序号", "材料名称", "提供单位", "说明"], rows[:20]),
    ]


_Answer = Callable[[Bidder, Wording, int, str], list[Block]]
_ANSWERS: tuple[tuple[str, _Answer], ...] = (
    ("业绩", _similar_projects),
    ("负责人", _lead_proofs),
    ("认证", _management_certificates),
    ("体系", _management_certificates),
    ("承诺", _commitments),
    ("服务", _commitments),
)


def _entries(name: str) -> list[str]:
    return next(one.items for one in bank.things("papers") if one.name == name)
