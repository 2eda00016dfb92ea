"""Templates for a seat, and the enrolment desk."""

from fastapi import APIRouter

from seat_client.centre.errors import Forbidden
from seat_client.centre.routers.access import ByClerk, CertifiedSeat, InHouse
from seat_client.wire.identity import (
    Consent,
    ConsentReceipt,
    KeptPhoto,
    ReleaseRequest,
    SignInPolicy,
    TemplateDeposit,
    TemplateKept,
    TemplateRelease,
    Withdrawn,
)
from seat_client.wire.models import Identifier

router = APIRouter(tags=["identity"])


@router.get("/identity/policy")
def get_policy(house: InHouse, seat: Identifier) -> SignInPolicy:
    """Which factors the place of this seat asks for."""
    return house.settings.policy_of(seat)


@router.post("/identity/releases")
def post_release(house: InHouse, certified: CertifiedSeat, request: ReleaseRequest) -> TemplateRelease:
    """Templates of one of today's experts, sealed to the seat, and the movements it has to see."""
    if (certified or request.seat) != request.seat:
        raise Forbidden("seat_differs", certified=certified)
    return house.reception.release(request)


@router.post("/identity/consents")
def post_consent(house: InHouse, _clerk: ByClerk, consent: Consent) -> ConsentReceipt:
    """A person agrees, at the desk, that a template is kept."""
    return house.identity.consent(consent)


@router.delete("/identity/consents/{member}")
def delete_consent(house: InHouse, _clerk: ByClerk, member: Identifier) -> Withdrawn:
    """A person withdraws: the templates are erased, the other factors go on."""
    return Withdrawn(templates=house.identity.withdraw(member))


@router.put("/identity/templates")
def put_template(house: InHouse, _clerk: ByClerk, deposit: TemplateDeposit) -> TemplateKept:
    """A template from the desk, in place of the one before."""
    return house.identity.deposit(deposit)


@router.get("/identity/photos/{evaluation}/{member}")
def get_photos(house: InHouse, _clerk: ByClerk, evaluation: Identifier, member: Identifier) -> list[KeptPhoto]:
    """The pictures of a member's sign-ins by face, where the place keeps them; they end with the release."""
    return list(house.identity.photos(evaluation, member))
