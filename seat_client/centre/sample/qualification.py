"""Writing the qualification papers of a sample bid: letter, proxy, licence, certificates, deviations."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from seat_client.centre.sample.amounts import in_figures
from seat_client.centre.sample.bidders import DEADLINE, VALIDITY_DAYS, Bidder
from seat_client.centre.sample.figures import Block
from seat_client.centre.sample.papers import block, cover, signed, table, written
from seat_client.centre.sample.wording import Wording


def qualification_blocks(project: Mapping[str, Any], one: Bidder, seed: str) -> list[Block]:
    """The qualification papers: tender letter, proxy, licence, certificates, deviation table."""
    wording = Wording(seed)
    return [
        cover(project, one, "资格审查文件"),
        *_tender_letter(project, one),
        *_proxy(project, one),
        *_licence(one),
        *_qualification(one, wording),
        *_lead_certificate(one, wording),
        *_deviations(project, one),
        *_statement(one),
    ]


def _tender_letter(project: Mapping[str, Any], one: Bidder) -> list[Block]:
    return [
        block("chapter", text="一、投标函"),
        block("line", text="致：招标人"),
        block(
            "paragraph",
            text=f"我方已仔细研究“{project['name']['zh']}”（项目编号：{project['id']}）招标文件的全部内容，"
            f"愿意以人民币（大写）{one.words}（¥{in_figures(one.figures)}元）的投标总报价，"
            "按合同约定完成全部工作内容，并承担任何质量缺陷的修复责任。",
        ),
        block(
            "paragraph",
            text=f"我方承诺投标有效期为自投标截止之日起{VALIDITY_DAYS}日历天，在投标有效期内不撤销投标文件，"
            "本投标函对我方具有约束力。",
        ),
        block(
            "items",
            style=0,
            items=[
                "如我方中标，将在收到中标通知书后按招标文件规定的期限与招标人签订合同。",
                "随同本投标函提交的投标函附录属于合同文件的组成部分。",
                "我方将按招标文件规定提交履约担保，并在合同约定的期限内完成并移交全部工作。",
                "我方所递交的投标文件及有关资料内容完整、真实和准确，不存在招标文件禁止的情形。",
                "我方理解招标人不以最低价为唯一条件，并同意按评标委员会的评审结果执行。",
            ],
        ),
        signed(one),
    ]


def _proxy(project: Mapping[str, Any], one: Bidder) -> list[Block]:
    return [
        block("chapter", text="二、授权委托书"),
        block(
            "paragraph",
            text=f"本人{one.legal_person}系{one.name}的法定代表人，现委托{one.agent}为我方代理人。代理人根据授权，"
            f"以我方名义签署、澄清、说明、补正、递交、撤回、修改“{project['name']['zh']}”投标文件、"
            "签订合同和处理有关事宜，其法律后果由我方承担。",
        ),
        block(
            "paragraph",
            text=f"委托期限：自本委托书签署之日起至投标有效期满（{VALIDITY_DAYS}日历天）止。代理人无转委托权。",
        ),
        table(
            "授权人员信息",
            ["身份", "姓名", "职务", "联系方式"],
            [
                ["法定代表人", one.legal_person, "董事长", "见投标文件递交回执"],
                ["委托代理人", one.agent, "市场部经理", "见投标文件递交回执"],
            ],
        ),
        signed(one),
    ]


def _licence(one: Bidder) -> list[Block]:
    return [
        block("chapter", text="三、营业执照"),
        block(
            "certificate",
            licence=True,
            title="营业执照",
            number=f"统一社会信用代码　{one.credit_code}",
            rows=[
                ["名　　称", one.name],
                ["类　　型", "有限责任公司"],
                ["法定代表人", one.legal_person],
                ["注册资本", f"人民币{one.capital}万元整"],
                ["成立日期", written(one.founded)],
                ["营业期限", "长期"],
                ["住　　所", one.address],
                [
                    "经营范围",
                    "信息系统集成服务；软件开发；智能控制系统集成；物联网设备销售；工程管理服务；"
                    "建设工程施工（依法须经批准的项目，经相关部门批准后方可开展经营活动）。",
                ],
            ],
            issuer="市场监督管理局",
            date=written(one.founded + timedelta(days=2900)),
        ),
        block("paragraph", text="以上为营业执照副本影印件，与原件一致。"),
    ]


def _qualification(one: Bidder, wording: Wording) -> list[Block]:
    return [
        block("chapter", text="四、资质证书"),
        block(
            "certificate",
            title="建筑业企业资质证书",
            number=f"证书编号　D{wording.random.randint(200_000_000, 399_999_999)}",
            rows=[
                ["企业名称", one.name],
                ["统一代码", one.credit_code],
                ["法定代表人", one.legal_person],
                ["注册资本", f"{one.capital}万元"],
                ["资质类别", "电子与智能化工程专业承包壹级"],
                ["有效期至", written(DEADLINE + timedelta(days=wording.random.randint(400, 1500)))],
            ],
            issuer="住房和城乡建设厅",
            date=written(DEADLINE - timedelta(days=wording.random.randint(300, 900))),
        ),
        block("paragraph", text="资质证书在有效期内，未被暂扣或吊销；查询截图与本页一致。"),
    ]


def _lead_certificate(one: Bidder, wording: Wording) -> list[Block]:
    issued = one.lead_valid_until - timedelta(days=1095)
    return [
        block("chapter", text="五、项目负责人证书"),
        block(
            "certificate",
            title="注册建造师执业证书",
            number=f"注册编号　建{wording.random.randint(1_000_000_000, 1_999_999_999)}",
            rows=[
                ["姓　　名", one.lead],
                ["聘用企业", one.name],
                ["注册专业", "机电工程（壹级）"],
                ["发证日期", written(issued)],
                ["有效期限", f"{written(issued)} 至 {written(one.lead_valid_until)}"],
            ],
            issuer="住房和城乡建设部执业资格注册中心",
            date=written(issued),
        ),
        block("line", text=f"投标截止日期：{written(DEADLINE)}。拟派项目负责人：{one.lead}。"),
    ]


def _deviations(project: Mapping[str, Any], one: Bidder) -> list[Block]:
    clauses = [
        ("投标有效期", f"{VALIDITY_DAYS}日历天", f"{VALIDITY_DAYS}日历天"),
        ("最高投标限价", f"不超过{in_figures(Decimal(project['ceiling_price']))}元", f"{in_figures(one.figures)}元"),
        ("工期", "360日历天", "360日历天"),
        ("质量要求", "合格，一次验收通过", "合格，一次验收通过"),
        ("质量保证期", "不少于24个月", "24个月"),
        ("付款方式", "按招标文件专用条款", "完全响应"),
        ("履约担保", "合同价的10%", "完全响应"),
        ("知识产权", "成果归招标人所有", "完全响应"),
        ("数据安全", "重要数据不出境、不外泄", "完全响应"),
    ]
    rows = [[str(number), *clause, "无偏离"] for number, clause in enumerate(clauses, start=1)]
    return [
        block("chapter", text="六、实质性条款偏离表"),
        table("商务和技术条款偏离表", ["序号", "条款", "招标文件要求", "投标响应", "偏离"], rows),
        block("paragraph", text="除上表所列外，我方对招标文件的全部实质性要求和条件均予响应，无负偏离。"),
        signed(one),
    ]


def _statement(one: Bidder) -> list[Block]:
    return [
        block("chapter", text="七、承诺与声明"),
        block(
            "items",
            style=0,
            items=[
                "我方与招标人、招标代理机构及其他投标人不存在可能影响招标公正性的利害关系。",
                "我方未被列入失信被执行人名单，近三年无重大违法记录和重大质量安全事故。",
                "拟派项目负责人未在其他在建项目担任项目负责人。",
                "我方未与他人串通投标，未以他人名义投标，未弄虚作假。",
                "如有违反，我方自愿承担由此产生的一切法律责任。",
            ],
        ),
        signed(one),
    ]
