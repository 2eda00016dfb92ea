"""What a look at the seat may find, as plain data: screens say it without any model."""

from enum import StrEnum


class Finding(StrEnum):
    """What a look found; `present` is the ordinary case and ends what was found before."""

    PRESENT = "present"
    ABSENT = "absent"
    SECOND = "second-person"
    OTHER = "other-face"
    UNSEEN = "unseen"
