"""The undertaking's text, as served to every member; its digest is part of what they sign."""

from seat_client.evidence.canonical import digest

PARAGRAPHS = (
    "本人受聘参加本次评标，已阅读评标纪律，现郑重承诺：",
    "一、客观、公正地履行职责，遵守职业道德，对所提出的评审意见承担个人责任。",
    "二、不私下接触投标人，不收受投标人给予的财物或者其他好处，不向招标人征询确定中标人的意向。",
    "三、不透露对投标文件的评审和比较、中标候选人的推荐情况以及与评标有关的其他情况。",
    "四、评标期间不使用自带的通信设备，手机已按规定寄存；不与其他评委就主观评分相互协商。",
    "五、本人与所列投标人不存在近亲属、任职、经济利益等可能影响公正评审的关系；如有，立即声明并主动回避。",
    "六、本人知悉评分与评分理由将依法公示，评标全过程录音录像并存档。",
)


def undertaking_digest() -> str:
    """The digest of the text, shown beside the button and printed in the report."""
    return digest(list(PARAGRAPHS))
