"""Name order: bidders by the sound of their names (pinyin), as a list of names is expected to stand."""

from collections.abc import Iterable

from pypinyin import Style, lazy_pinyin

from seat_client.domain.project import Bidder


def in_name_order(bidders: Iterable[Bidder]) -> tuple[str, ...]:
    """Bidder ids sorted by pinyin with tones, then by the name itself."""
    return tuple(b.id for b in sorted(bidders, key=lambda b: (lazy_pinyin(b.name, style=Style.TONE3), b.name)))
