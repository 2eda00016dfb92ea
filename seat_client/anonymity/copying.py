"""The kinds of objects a rebuild copies, and a copier that knows them all."""

import pikepdf

from seat_client.anonymity.colours import COLOUR_KINDS
from seat_client.anonymity.copier import Copier
from seat_client.anonymity.drawing import pattern, xobject
from seat_client.anonymity.fonts import FONT_KINDS
from seat_client.anonymity.pictures import PICTURE_KINDS

_KINDS = {**FONT_KINDS, **PICTURE_KINDS, **COLOUR_KINDS, "xobject": xobject, "pattern": pattern}


def copier(source: pikepdf.Pdf, target: pikepdf.Pdf) -> Copier:
    """A copier from one document into another."""
    return Copier(source, target, _KINDS)
