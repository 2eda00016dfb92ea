"""Between the contract's models and the domain's dataclasses, and between facts and stored text."""

from pydantic import TypeAdapter

from seat_client.domain.events import Act, Fact, RecordedFact
from seat_client.wire.drafts import SealedEntry
from seat_client.wire.models import AnyAct, AnyBody, AnyFact, WireFact

_ACT: TypeAdapter[Act] = TypeAdapter(AnyAct)
_BODY: TypeAdapter[Act | SealedEntry] = TypeAdapter(AnyBody)
_FACT: TypeAdapter[Fact] = TypeAdapter(AnyFact)


def act_to_json(act: Act) -> dict[str, object]:
    """The act as the JSON object that is hashed and sent."""
    document = _ACT.dump_python(act, mode="json")
    assert isinstance(document, dict)  # noqa: S101 - every act is an object
    return document


def act_to_text(act: Act) -> str:
    """The act as text, where nobody hashes it."""
    return _ACT.dump_json(act).decode()


def act_from_json(document: object) -> Act:
    """The act an object stands for; raises pydantic's ValidationError."""
    return _ACT.validate_python(document)


def body_to_json(body: Act | SealedEntry) -> dict[str, object]:
    """What an envelope holds as a JSON object: an act, or one that is sealed."""
    document = _BODY.dump_python(body, mode="json")
    assert isinstance(document, dict)  # noqa: S101 - every body is an object
    return document


def body_from_json(document: object) -> Act | SealedEntry:
    """The body an object stands for; raises pydantic's ValidationError."""
    return _BODY.validate_python(document)


def fact_to_json(fact: Fact) -> dict[str, object]:
    document = _FACT.dump_python(fact, mode="json")
    assert isinstance(document, dict)  # noqa: S101 - every fact is an object
    return document


def fact_to_text(fact: Fact) -> str:
    return _FACT.dump_json(fact).decode()


def fact_from_text(text: str) -> Fact:
    return _FACT.validate_json(text)


def recorded(fact: WireFact) -> RecordedFact:
    return RecordedFact(fact.cursor, fact.at, fact.fact)
