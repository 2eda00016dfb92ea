"""Time stamps (RFC 3161): asked for, read and checked.

A token is evidence of time because a time-stamping authority signed it; a seat's clock never is.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, tsp  # type: ignore[import-untyped]

from seat_client.evidence.cms import Stamper
from seat_client.evidence.der import SEQUENCE, elements, only
from seat_client.evidence.errors import InvalidStamp, KeyUnusable, WrongSignature
from seat_client.evidence.keys import name_of
from seat_client.evidence.suites import check_signature, digest_of, suite_of

_GRANTED = {b"\x00", b"\x01"}
"""PKIStatus: granted, granted with modifications."""

_MALFORMED = (ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp that holds over the data it was read for."""

    at: datetime
    authority: str
    """The common name in the authority's certificate."""
    certificate: bytes


def request(data: bytes, *, nonce: int) -> bytes:
    """A TimeStampReq (DER) for the SHA-256 of `data`, asking for the authority's certificate."""
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest_of("sha256", (data,))}
    asked = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    der: bytes = asked.dump()
    return der


def token_in(answer: bytes, asked: bytes) -> bytes:
    """The token of a TimeStampResp to the request `asked`; raises InvalidStamp."""
    try:
        (_, status, _), *granted = elements(only(answer, SEQUENCE))
        if next(elements(status))[1] not in _GRANTED or not granted:
            raise InvalidStamp("refused")
        ((_, _, token),) = granted
        info, wanted = _info(cms.ContentInfo.load(token)), tsp.TimeStampReq.load(asked)
        same = info["nonce"].native == wanted["nonce"].native
        if not same or info["message_imprint"].native != wanted["message_imprint"].native:
            raise InvalidStamp("other-request")
    except (*_MALFORMED, StopIteration) as error:
        raise InvalidStamp("malformed") from error
    return token


def read(token: bytes, *data: bytes | memoryview) -> Stamp:
    """What a token says about the parts of `data` one after the other; raises InvalidStamp.

    Whether its authority is trusted is another question: see `trust.may_stamp`.
    """
    try:
        content = cms.ContentInfo.load(token, strict=True)
        info = _info(content)
        imprint = info["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        if imprint["hashed_message"].native != digest_of(algorithm, data):
            raise InvalidStamp("other-data")
        certificate = _signer(content["content"])
        at: datetime = info["gen_time"].native
    except _MALFORMED as error:
        raise InvalidStamp("malformed") from error
    except (WrongSignature, KeyUnusable) as error:
        raise InvalidStamp("bad-signature") from error
    return Stamp(at, name_of(certificate), certificate)


def stamper(ask: Callable[[bytes], bytes | None]) -> Stamper:
    """A stamper over a service that answers requests, or with None when it is out of reach.

    Whatever is wrong with an answer, the signature then goes without; the centre stamps the whole report later.
    """

    def stamped(signature: bytes) -> bytes | None:
        asked = request(signature, nonce=secrets.randbits(63))
        answer = ask(asked)
        if answer is None:
            return None
        try:
            token = token_in(answer, asked)
            read(token, signature)
        except InvalidStamp:
            return None
        return token

    return stamped


def _info(content: cms.ContentInfo) -> tsp.TSTInfo:
    encapsulated = content["content"]["encap_content_info"]
    if encapsulated["content_type"].native != "tst_info":
        raise ValueError("not a time stamp")
    return encapsulated["content"].parsed


def _signer(signed: cms.SignedData) -> bytes:
    """The certificate whose key signed the token; raises WrongSignature, KeyUnusable, ValueError."""
    (signer,) = signed["signer_infos"]
    attributes = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
    certificate = _certificate(signed, signer["sid"].chosen)
    digest = signer["digest_algorithm"]["algorithm"].native
    content = bytes(signed["encap_content_info"]["content"])
    named = attributes["signing_certificate_v2"][0]["certs"][0]
    naming = named["hash_algorithm"]["algorithm"].native
    if (
        attributes["content_type"][0].native != "tst_info"
        or attributes["message_digest"][0].native != digest_of(digest, (content,))
        or named["cert_hash"].native != digest_of(naming, (certificate,))
    ):
        raise WrongSignature
    message = signer["signed_attrs"].untag().dump()
    suite = suite_of(certificate)
    over = suite.signed_digest(message) if suite.sm2_key else digest_of(digest, (message,))
    check_signature(certificate, over, signer["signature"].native)
    return certificate


def _certificate(signed: cms.SignedData, who: cms.IssuerAndSerialNumber) -> bytes:
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if certificate.serial_number == who["serial_number"].native and certificate.issuer == who["issuer"]:
            der: bytes = certificate.dump()
            return der
    raise ValueError("no certificate of the signer")
