"""The data of the figures in a sample bid; the drawing itself is done by the typesetter."""

from math import floor, sin
from typing import Any

from seat_client.centre.sample.wording import Wording

Block = dict[str, Any]

_LAYERS = (
    ("展示交互", ("调度大屏", "桌面工作台", "移动终端", "对外公告")),
    ("业务应用", ("综合调度", "分区计量", "泵站优化", "爆管处置", "水质预警", "资产管理")),
    ("模型算法", ("水力模型", "需水预测", "压力优化", "漏损评估")),
    ("数据中台", ("采集汇聚", "数据治理", "时序存储", "空间存储", "数据服务")),
    ("网络边缘", ("边缘网关", "双链路", "单向隔离", "统一授时")),
    ("感知控制", ("控制器", "流量计", "压力计", "水质仪表", "调压阀")),
)
_SECURITY_LAYERS = (
    ("管理中心", ("安全态势", "堡垒机", "日志审计")),
    ("计算环境", ("身份鉴别", "主机防护", "数据加密", "备份恢复")),
    ("区域边界", ("单向隔离", "访问白名单", "入侵检测")),
    ("通信网络", ("国密通道", "双链路", "流量镜像")),
    ("物理环境", ("门禁视频", "双路供电", "消防温控")),
)
_STAGES = (
    ("现状普查与设计", 0, 2.5),
    ("样板站与样板分区", 1.5, 1.8),
    ("数据中台搭建", 2, 2.8),
    ("站点全面接入", 3.2, 4.6),
    ("模型建立与率定", 4, 3.6),
    ("应用开发与联调", 2.6, 5.2),
    ("系统测试与切换", 7, 1.8),
    ("培训", 7.4, 3.2),
    ("试运行与优化", 8.6, 2.6),
    ("验收与移交", 10.8, 1.0),
)
_MONTHS = 12


def figure(line: str, wording: Wording) -> Block:
    """The figure block that a ``figure`` line of the bank asks for."""
    form, _, rest = line.partition(" ")
    title, _, data = rest.partition("|")
    if form == "layers":
        drawn = _layers(wording, "平台总体架构", _LAYERS)
    elif form == "layers_security":
        drawn = _layers(wording, "安全防护体系", _SECURITY_LAYERS)
    elif form == "flow":
        drawn = {"form": "flow", "title": title, "steps": data.split(",")}
    elif form == "tree":
        drawn = _tree(title, data)
    elif form == "gantt":
        drawn = _gantt(wording, title)
    elif form == "curve":
        drawn = _curve(wording, title, data.split(","))
    else:
        drawn = _bars(wording, title)
    return {"kind": "figure", **drawn}


def _layers(wording: Wording, title: str, layers: tuple[tuple[str, tuple[str, ...]], ...]) -> Block:
    rows = [[name, wording.shuffled(boxes, wording.random.randint(3, len(boxes)))] for name, boxes in layers]
    return {"form": "layers", "title": title, "rows": rows}


def _tree(title: str, data: str) -> Block:
    root, *branches = data.split(",")
    return {
        "form": "tree",
        "title": title,
        "root": root,
        "branches": [[one.split(":")[0], one.split(":")[1:]] for one in branches],
    }


def _gantt(wording: Wording, title: str) -> Block:
    rows = []
    for index, (name, start, length) in enumerate(_STAGES):
        begin = round(max(0, start + wording.random.uniform(-0.3, 0.3)), 2)
        end = round(min(_MONTHS, begin + length + wording.random.uniform(-0.3, 0.4)), 2)
        rows.append([name, begin, round(end - begin, 2), 110 if index % 2 else 150])
    return {"form": "gantt", "title": title, "rows": rows, "months": _MONTHS}


def _curve(wording: Wording, title: str, names: list[str]) -> Block:
    labels = [str(one) for one in range(1, _MONTHS + 1)]
    subject = next((one for one in _SUBJECTS if one in title), "")
    unit, base, swing, gap = _SUBJECTS.get(subject, ("单位：%", 87.0, 2.6, 8.0))
    if "累计" in names[0]:
        lines = [_running_totals(wording, number) for number in range(len(names))]
        unit = "单位：个"
    else:
        lines = [_wave(wording, base + gap * number, swing) for number in range(len(names))]
    series = [[name, line] for name, line in zip(names, lines, strict=True)]
    every = [value for line in lines for value in line]
    low, high = _axis(min(every), max(every))
    return {"form": "curve", "title": title, "series": series, "labels": labels, "low": low, "high": high, "unit": unit}


_SUBJECTS = {
    "需水量": ("单位：万立方米/日", 31.0, 4.2, 0.3),
    "可用率": ("单位：%", 99.9, 0.015, 0.05),
}
"""Subject of a curve: its unit, mean, swing over the year and the gap between the two lines."""


_AXIS_STEPS = 4


def _axis(least: float, most: float) -> tuple[float, float]:
    """Round ends of an axis of four steps that holds both values."""
    sizes = (digit * 10.0**power for power in range(-3, 4) for digit in (1, 2, 2.5, 5))
    for size in sizes:
        low = floor(least / size) * size
        if low + _AXIS_STEPS * size >= most:
            return round(low, 3), round(low + _AXIS_STEPS * size, 3)
    return least, most


def _running_totals(wording: Wording, number: int) -> list[float]:
    total, values = 0.0, []
    for month in range(_MONTHS):
        total += max(2.0, 46 - abs(month - 5 - number) * 8 + wording.random.uniform(-5, 5)) * (1 - 0.04 * number)
        values.append(round(total, 1))
    return values


def _wave(wording: Wording, base: float, swing: float) -> list[float]:
    noise = wording.random.uniform
    return [round(base + swing * (sin(month / 2 - 1.2) + noise(-0.3, 0.3)), 2) for month in range(_MONTHS)]


def _bars(wording: Wording, title: str) -> Block:
    count = 8 if "难点" in title else _MONTHS
    labels = [f"D{one + 1}" if count == 8 else str(one + 1) for one in range(count)]
    values = [wording.random.randint(9, 20) if count == 8 else _effort(wording, one) for one in range(count)]
    unit = "评估分值" if count == 8 else "单位：人月"
    return {
        "form": "bars",
        "title": title,
        "values": values,
        "labels": labels,
        "high": max(values) // 4 * 4 + 4,
        "unit": unit,
    }


def _effort(wording: Wording, month: int) -> int:
    return max(4, round(22 - abs(month - 5) * 2.6 + wording.random.uniform(-2, 2)))
