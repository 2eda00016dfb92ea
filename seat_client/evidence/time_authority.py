"""The centre's own time-stamping authority (RFC 3161): answers requests with tokens, keeps nothing."""

from datetime import datetime
from typing import Any

from asn1crypto import cms, core, tsp, x509  # type: ignore[import-untyped]

from seat_client.evidence.der import INTEGER, SEQUENCE, encode
from seat_client.evidence.keys import SigningKey
from seat_client.evidence.suites import digest_of, suite_of

POLICY = "2.25.148923938325479298619715347884462000796"
"""The policy a practice token names, which promises nothing but practice: an identifier made from a UUID (ITU-T X.667),
for which no registration is needed and which nobody else uses. A centre with a policy of its own sets that."""

LARGEST_REQUEST = 4096
"""Bytes; a request has about seventy."""

BAD_ALGORITHM, BAD_DATA_FORMAT, UNACCEPTED_POLICY = 0, 5, 15
"""Bits of PKIFailureInfo."""

_BIT_STRING = 0x03
_IMPRINTS = {"sha256": 32, "sha384": 48, "sm3": 32}
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError)


class TimeAuthority:
    """Stamps by a key whose certificate is for time stamps alone."""

    def __init__(self, key: SigningKey, *, policy: str = POLICY) -> None:
        self._key = key
        self._policy = policy

    def answer(self, request: bytes, *, at: datetime, serial: int) -> bytes:
        """The TimeStampResp (DER): a token for the time `at`, or the reason why there is none."""
        try:
            asked = tsp.TimeStampReq.load(request, strict=True)
            imprint = asked["message_imprint"]
            size = _IMPRINTS.get(imprint["hash_algorithm"]["algorithm"].native)
            if size is None:
                return _rejection(BAD_ALGORITHM)
            if size != len(imprint["hashed_message"].native) or asked["version"].native != "v1":
                return _rejection(BAD_DATA_FORMAT)
            if asked["req_policy"].native not in (None, self._policy):
                return _rejection(UNACCEPTED_POLICY)
            token = self._token(self._info(asked, at, serial), with_certificate=bool(asked["cert_req"].native))
        except _MALFORMED:
            return _rejection(BAD_DATA_FORMAT)
        der: bytes = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()
        return der

    def _info(self, asked: tsp.TimeStampReq, at: datetime, serial: int) -> tsp.TSTInfo:
        content: dict[str, Any] = {
            "version": "v1",
            "policy": self._policy,
            "message_imprint": asked["message_imprint"],
            "serial_number": serial,
            "gen_time": at.replace(microsecond=0),
            "ordering": False,
        }
        if asked["nonce"].native is not None:
            content["nonce"] = asked["nonce"].native
        return tsp.TSTInfo(content)

    def _token(self, info: tsp.TSTInfo, *, with_certificate: bool) -> cms.ContentInfo:
        certificate = x509.Certificate.load(self._key.certificate)
        suite = suite_of(self._key.certificate)
        attributes = self._attributes(info.dump())
        algorithm = {"algorithm": suite.digest}
        signer = {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": cms.SignedDigestAlgorithm.load(encode(SEQUENCE, suite.signature_algorithm)),
            "signature": self._key.sign_digest(suite.signed_digest(attributes.dump()), suite.digest),
        }
        signed: dict[str, Any] = {
            "version": "v3",
            "digest_algorithms": [algorithm],
            "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info.dump())},
            "signer_infos": [signer],
        }
        if with_certificate:
            signed["certificates"] = [certificate]
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})

    def _attributes(self, content: bytes) -> cms.CMSAttributes:
        suite = suite_of(self._key.certificate)
        named = tsp.SigningCertificateV2(
            {
                "certs": [
                    {
                        "hash_algorithm": {"algorithm": "sha256"},
                        "cert_hash": digest_of("sha256", (self._key.certificate,)),
                    }
                ]
            }
        )
        return cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [suite.hash(content)]}),
                cms.CMSAttribute({"type": "signing_certificate_v2", "values": [named]}),
            ]
        )


def _rejection(reason: int) -> bytes:
    """PKIStatusInfo with status 2 and one bit of PKIFailureInfo (RFC 3161, 2.4.2); the token is left out."""
    size = reason // 8 + 1
    bits = bytes((7 - reason % 8,)) + (1 << (size * 8 - 1 - reason)).to_bytes(size, "big")
    return encode(SEQUENCE, encode(SEQUENCE, encode(INTEGER, b"\x02"), encode(_BIT_STRING, bits)))


NOT_AVAILABLE = _rejection(14)
"""The reply of a centre without such an authority: timeNotAvailable."""
