"""OFD (GB/T 33190-2016) turned into PDF, once, at the centre: seats open nothing but PDF.

What this converter cannot draw is refused at upload, with what it was; nothing is left out silently.

    OfdError    `reason` is damaged, encrypted, too-large or unsupported; `what` names the part, never its words
"""

from seat_client.centre.ofd.converting import pdf_of_ofd
from seat_client.centre.ofd.errors import OfdError
from seat_client.centre.ofd.package import is_ofd

__all__ = ["OfdError", "is_ofd", "pdf_of_ofd"]
