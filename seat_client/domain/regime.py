"""What the committee is offered to decide under each regime: the law limits the choice, never the arithmetic.

`tendering` (招标投标法): with fewer than three valid bids the committee may go on when they are still competitive
(评标委员会和评标方法暂行规定, art. 27); a score found abnormal may be replaced by the mean of the others where local
rules say so (重庆市招标投标条例, art. 32). `government-procurement` (政府采购法): fewer than three ends the procurement
(art. 36), and nobody's score may be replaced by others' (政府采购货物和服务招标投标管理办法, art. 64).
"""

from seat_client.domain.project import Regime

DEFER = "defer"  # no decision: the flag stays unruled, and the result is blocked

_OFFERED: dict[Regime, dict[str, tuple[str, ...]]] = {
    "tendering": {
        "abnormal-score": ("keep", "replace", DEFER),
        "low-price": ("accept", "reject", DEFER),
        "fewer-than-three": ("continue", "stop"),
        "objective-disagreement": ("correct", "stop"),
        "correction": (),
    },
    "government-procurement": {
        "abnormal-score": ("keep", DEFER),
        "low-price": ("accept", "reject", DEFER),
        "fewer-than-three": ("stop",),
        "objective-disagreement": ("correct", "stop"),
        "correction": (),
    },
}


def offered(regime: Regime, check: str) -> tuple[str, ...]:
    """The decisions the committee may vote for on a flag of this kind."""
    return _OFFERED[regime][check]
