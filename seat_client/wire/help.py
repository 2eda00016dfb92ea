"""Remote help: what a seat that asked for it tells the centre, and what a technician there answers.

A seat can say no more than fits here: codes, figures and places in the program, and a picture only with a page whose
name stands in `ShownPage`. There is no field for a text that somebody typed at the seat.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from seat_client.wire.models import Identifier, Model
from seat_client.wire.seats import CheckName

PICTURE_LIMIT = 300_000
"""Bytes of one picture (JPEG)."""
WORDS_LIMIT = 110
"""Characters a technician may write at once: with the seat's id they fit whole into a line of the desk's journal."""
MOST_WORDS = 20
"""Sentences kept for the seat, the newest."""
LOG_LINES = 60

ShownPage = Literal["sign-in", "self-test", "seats", "waiting", "sealed"]
HiddenPage = Literal["front", "task", "workbench", "dialog", "none"]
Code = Annotated[str, Field(max_length=40, pattern="^[a-z0-9-]*$")]
Name = Annotated[str, Field(max_length=40, pattern="^[a-z][a-z0-9_.-]*$")]
Plain = Annotated[str, Field(max_length=120, pattern=r"^[A-Za-z0-9 _.,:+-]*$")]
LogLine = Annotated[str, Field(max_length=160, pattern=r"^[A-Za-z0-9 _.,:/#-]*$")]
HelpId = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Moment = Annotated[str, Field(max_length=40)]


class HelpCheck(Model):
    """One check of the seat's last self-test: codes, and figures under known names."""

    check: CheckName
    state: Code
    fault: Code = ""
    facts: Annotated[dict[Name, float], Field(default_factory=dict, max_length=20)]


class Diagnosis(Model):
    """What the bundle for support holds as well: settings field by field, the self-test, the log's places."""

    version: Plain
    system: Plain
    tested: Moment = ""
    checks: Annotated[tuple[HelpCheck, ...], Field(max_length=40)] = ()
    settings: Annotated[dict[Name, Plain], Field(default_factory=dict, max_length=40)]
    log: Annotated[tuple[LogLine, ...], Field(max_length=LOG_LINES)] = ()


class Sight(Model):
    """Which page is open; `picture` (JPEG, base64) only of one that may be shown."""

    page: ShownPage | HiddenPage
    picture: Annotated[str, Field(max_length=PICTURE_LIMIT * 4 // 3 + 4, pattern="^[A-Za-z0-9+/=]*$")] = ""

    @model_validator(mode="after")
    def _only_listed(self) -> "Sight":
        if self.picture and self.page not in ShownPage.__args__:  # type: ignore[attr-defined]
            raise ValueError("a picture of a page that is not shown")
        return self


class HelpTold(Model):
    """A seat asks for help (`id` is new), shows how it stands, or ends it (`over`)."""

    seat: Identifier
    id: HelpId
    over: bool = False
    diagnosis: Diagnosis | None = None
    sight: Sight | None = None


class Said(Model):
    """A technician's sentence."""

    at: Moment
    text: Annotated[str, Field(max_length=WORDS_LIMIT)]


class HelpHeard(Model):
    """How the help stands: `asked` until a technician (`by`) has taken it, then `given`, at last `over`."""

    state: Literal["asked", "given", "over"]
    by: Annotated[str, Field(max_length=80)] = ""
    said: Annotated[tuple[Said, ...], Field(max_length=MOST_WORDS)] = ()
