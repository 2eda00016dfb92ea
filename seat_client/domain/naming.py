"""Whether a text names a bidder: what is typed in a blind stage is checked before it is saved, at seat and centre.

A name is found whatever stands between its characters (spaces, dots, full-width forms). Beside the full name and the
aliases of the project file its core counts: the name without the place in front and the legal form behind, when at
least three characters are left; shorter cores are ordinary words.
"""

import unicodedata
from collections.abc import Iterable

from seat_client.domain.project import Bidder

SHORTEST_CORE = 3
_FORMS = (
    "集团股份有限公司", "集团有限责任公司", "集团有限公司", "股份有限公司", "有限责任公司", "有限公司", "集团公司",
    "公司", "集团",
)  # fmt: skip
_KINDS = ("省", "市", "县", "区")
_WORDS = ("政", "场", "域")  # 市政, 市场 and 区域 are words, not the end of a place


def named_bidder(text: str, bidders: Iterable[Bidder]) -> str | None:
    """The id of the first bidder whose name, core or alias stands in `text`, or None."""
    plain = squeezed(text)
    for bidder in bidders:
        if any(form in plain for form in forms_of(bidder)):
            return bidder.id
    return None


def forms_of(bidder: Bidder) -> tuple[str, ...]:
    """How a bidder can be named, squeezed, longest first."""
    whole = squeezed(bidder.name)
    names = {whole, _core(whole), *(squeezed(alias) for alias in bidder.aliases)}
    return tuple(sorted((n for n in names if len(n) >= 2), key=len, reverse=True))


def squeezed(text: str) -> str:
    """The letters and digits of a text in one case and width; combining and invisible characters fall away."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def _core(name: str) -> str:
    """The name without its place and its legal form, or the name when too little would be left."""
    core = next((name.removesuffix(form) for form in _FORMS if name.endswith(form)), name)
    for kind in _KINDS:
        place, found, rest = core.partition(kind)
        if found and 1 < len(place) <= 4 and len(rest) > SHORTEST_CORE and not rest.startswith(_WORDS):
            core = rest
            break
    return core if len(core) >= SHORTEST_CORE else name
