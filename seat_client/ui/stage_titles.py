"""The titles of the stages on the screen, by their wire value."""

from seat_client.domain.stages import StageId
from seat_client.ui.language import translate


def stage_title(stage: StageId) -> str:
    """The stage's name in the language of the screen."""
    return _titles()[stage]


def group_title(group: str) -> str:
    """The title of a line of the rail: that of the stage it is named after."""
    return stage_title(StageId(group))


def _titles() -> dict[StageId, str]:
    return {
        StageId.SIGN_IN: translate("Stages", "Sign-in and identity check"),
        StageId.COMMITTEE_CHECK: translate("Stages", "Check of the committee"),
        StageId.DISCIPLINE: translate("Stages", "Discipline and phone deposit"),
        StageId.UNDERTAKING: translate("Stages", "Undertaking and recusal"),
        StageId.CHAIR_ELECTION: translate("Stages", "Election of the chair"),
        StageId.TENDER_READING: translate("Stages", "Reading the tender"),
        StageId.PRELIMINARY: translate("Stages", "Preliminary review"),
        StageId.BLIND_CHECK: translate("Stages", "Blind items by code"),
        StageId.FEW_BIDS: translate("Stages", "Fewer than three valid bids"),
        StageId.TECHNICAL: translate("Stages", "Technical review (blind)"),
        StageId.TECHNICAL_RULINGS: translate("Stages", "Rulings on the technical review"),
        StageId.BUSINESS: translate("Stages", "Business review"),
        StageId.BUSINESS_RULINGS: translate("Stages", "Rulings on the business review"),
        StageId.LOW_PRICE: translate("Stages", "Abnormally low prices"),
        StageId.FEW_BIDS_AFTER_PRICE: translate("Stages", "Fewer than three valid bids"),
        StageId.PRICE: translate("Stages", "Price review"),
        StageId.SUMMARY: translate("Stages", "Summary and check"),
        StageId.REPORT: translate("Stages", "Signing of the evaluation report"),
        StageId.FEE: translate("Stages", "Fee slip"),
        StageId.RELEASE: translate("Stages", "Release and wipe"),
        StageId.CLOSED: translate("Stages", "Closed"),
    }
