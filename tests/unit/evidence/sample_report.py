"""A full report of the Qinglan kind: seven members, six bidders, one rejected, a dissenter and a silent refuser."""

from dataclasses import replace

from seat_client.domain.report import (
    AbnormalRuling,
    Basics,
    BidScores,
    CommitteeMember,
    Comparison,
    CompliantBid,
    CriterionRow,
    LowPriceRuling,
    Method,
    Notes,
    OpeningRow,
    PriceRow,
    RankRow,
    Rejection,
    Replacement,
    ReportContent,
    ScoreRow,
    SectionScores,
    Statement,
    TotalRow,
)

MEMBERS = (
    ("E1", "伍其安", "expert", "technical", "青岚市公共资源交易中心"),
    ("E2", "陆行之", "expert", "technical", "青岚市公共资源交易中心"),
    ("E3", "纪若岚", "expert", "economic", "青岚市公共资源交易中心"),
    ("E4", "盛怀瑾", "expert", "technical", "东渚县交易中心"),
    ("E5", "温知夏", "expert", "economic", "石塘县交易中心"),
    ("E6", "褚立言", "purchaser-representative", "technical", "禾川县交易中心"),
    ("E7", "乔望舒", "purchaser-representative", "economic", "青岚市公共资源交易中心"),
)
NAMES = {id_: name for id_, name, *_ in MEMBERS}
CHAIR = "E1"
SILENT = "E7"
BIDS = {
    "C1": ("东渚云桥科技有限公司", "12832160", "38.10", "9.02", "25.82", "72.94"),
    "C2": ("岚海智联建设有限公司", "10171780", "42.86", "17.46", "25.44", "85.76"),
    "C3": ("衡川正图软件有限公司", "11086640", "40.90", "13.26", "27.40", "81.56"),
    "C5": ("禾川远望系统集成有限公司", "11989460", "40.38", "16.36", "29.99", "86.73"),
    "C6": ("青岚启衡信息工程有限公司", "12515480", "45.32", "12.52", "28.89", "86.73"),
}
TECHNICAL = (
    "总体设计与技术路线",
    "实施组织与进度计划",
    "质量保证措施",
    "安全与应急预案",
    "重点难点分析及对策",
    "培训与运维保障",
)
BUSINESS = ("类似项目业绩", "项目负责人资格", "管理体系认证", "服务承诺")


def sample_report(project_id: str = "QL-2026-0417") -> ReportContent:
    """The same content every time."""
    return ReportContent(
        basics=Basics(
            project_id=project_id,
            project_name="青岚市城区供水智慧调度平台建设（一期）",
            regime="tendering",
            ceiling_price="13200000",
            currency="CNY",
            places=("青岚市公共资源交易中心（主场）", "东渚县交易中心", "石塘县交易中心", "禾川县交易中心"),
            started_at="2026-11-23 14:00",
            finished_at="2026-11-23 17:15",
            blind=True,
            commitment="9f3c71a048deb21603c7e95a1f6077bda2d40c8e6b13f7a9e45138cc5be20d48",
            date=(2026, 11, 23),
        ),
        committee=tuple(CommitteeMember(*row, chair=row[0] == CHAIR) for row in MEMBERS),
        opening=(
            *(OpeningRow(b[0], b[1], "壹仟贰佰伍拾壹万伍仟肆佰捌拾元整", b[1]) for b in BIDS.values()),
            OpeningRow("石塘明澈数据服务有限公司", "12217470", "壹仟贰佰贰拾壹万柒仟肆佰柒拾元整", "12217470"),
        ),
        compliant=tuple(CompliantBid(code, b[0], b[1]) for code, b in BIDS.items()),
        rejections=(
            Rejection("C4", "石塘明澈数据服务有限公司", "项目负责人证书有效期", "4", "3", ("证书已于开标前失效",)),
        ),
        method=_method(),
        comparison=_comparison(),
        ranking=tuple(
            RankRow(rank, code, BIDS[code][0], BIDS[code][5], BIDS[code][1], candidate=rank <= 3)
            for rank, code in enumerate(("C5", "C6", "C2", "C3", "C1"), 1)
        ),
        low_prices=(LowPriceRuling("C2", BIDS["C2"][0], "0.8211", "已提交成本构成与供货合同证明", "accept", "6", "1"),),
        abnormal=(
            AbnormalRuling(
                "E6 褚立言", "C5", BIDS["C5"][0], "技术标", "-47.29%", "认为总体技术路线与现状管网条件不符", "keep"
            ),
        ),
        notes=Notes(
            election=(("E1 伍其安", "5"), ("E2 陆行之", "2")),
            replacements=(Replacement("X5", "E5 温知夏", "曾任职单位在投标人名单中，主动回避"),),
            dissents=(Statement("E6 褚立言", "对 C5 技术方案可行性保留意见。"),),
            deemed_agreed=(Statement("E7", "经送达后未签名，也未书面说明不同意见和理由，视为同意评标结论。"),),
            others=("C3 商务标“类似项目业绩”经复核更正：E4 由 2 分更正为 4 分。",),
        ),
    )


def brief_report() -> ReportContent:
    """The same committee with next to nothing to report: quick to examine."""
    whole = sample_report()
    comparison = replace(whole.comparison, totals=(), sections=(), prices=())
    method = replace(whole.method, criteria=())
    return replace(whole, opening=(), compliant=(), rejections=(), method=method, comparison=comparison, ranking=())


def _method() -> Method:
    criteria = [CriterionRow("技术标（暗标）", title, "subjective", "10.0") for title in TECHNICAL]
    criteria += [CriterionRow("商务标", title, "objective", "5") for title in BUSINESS]
    return Method(
        method="comprehensive-evaluation",
        criteria=(*criteria, CriterionRow("投标报价", "投标报价", "price", "30")),
        rules=(
            ("评标基准价", "有效报价去掉一个最高和一个最低后的平均值下浮 2%"),
            ("报价得分", "每高于基准价 1% 扣 0.6 分，每低于基准价 1% 扣 0.3 分，最低 0 分"),
            ("去极值", "五名及以上成员评分时，去掉一个最高分和一个最低分"),
            ("同分排序", "报价低者优先，其次技术标得分高者优先"),
        ),
        rules_digest="51dc0b5c8fd43c5f1a8f2d28a40e87f6cdd3c69f6e1efdb2d04a01f65ff2a7ab",
        client_version="0.1.0",
    )


def _comparison() -> Comparison:
    def section(title: str, maximum: str, criteria: tuple[str, ...], column: int) -> SectionScores:
        rows = tuple(
            ScoreRow(c, tuple(f"{5 + (i + j) % 4}.{(i * j) % 10}" for j in range(7))) for i, c in enumerate(criteria)
        )
        subtotals = tuple(f"{30 + j}.5" for j in range(7))
        bids = tuple(BidScores(code, b[0], rows, subtotals, b[column]) for code, b in BIDS.items())
        return SectionScores(title, maximum, bids)

    return Comparison(
        section_titles=("技术标（暗标）", "商务标", "投标报价"),
        totals=tuple(TotalRow(code, b[0], (b[2], b[3], b[4]), b[5]) for code, b in BIDS.items()),
        sections=(section("技术标（暗标）", "50", TECHNICAL, 2), section("商务标", "20", BUSINESS, 3)),
        benchmark="11995987.27",
        prices=tuple(PriceRow(code, b[0], b[1], "-0.05%", b[4]) for code, b in BIDS.items()),
    )
