"""How a seat gets the certificate with which it opens its lines to the centre."""

import base64
import binascii

from fastapi import APIRouter

from seat_client.centre.enrolment import Enrolled
from seat_client.centre.errors import Forbidden, Refused
from seat_client.centre.routers.access import CertifiedSeat, InHouse
from seat_client.wire.models import EnrolmentRequest, RenewalRequest, SeatAuthorityInfo, SeatCertificate

router = APIRouter(tags=["enrolment"])


@router.get("/enrolment/authority")
def get_authority(house: InHouse) -> SeatAuthorityInfo:
    """The issuer; to be compared with what the one-time code says of it."""
    return SeatAuthorityInfo(certificate=_text(house.enrolment.authority.certificate))


@router.post("/enrolment")
def post_enrolment(house: InHouse, request: EnrolmentRequest) -> SeatCertificate:
    """A certificate for a one-time code."""
    return _told(house.enrolment.enrol(request.code, _bytes(request.request)))


@router.post("/enrolment/renewal")
def post_renewal(house: InHouse, seat: CertifiedSeat, request: RenewalRequest) -> SeatCertificate:
    """The next certificate of the seat that opened this line."""
    if not seat:
        raise Forbidden("seat_certificate_missing")
    return _told(house.enrolment.renew(seat, _bytes(request.request)))


def _told(enrolled: Enrolled) -> SeatCertificate:
    return SeatCertificate(
        seat=enrolled.seat, certificate=_text(enrolled.certificate), authority=_text(enrolled.authority)
    )


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise Refused("enrolment_request_wrong") from broken
