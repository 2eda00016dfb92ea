"""Which page belongs to which stage: the table that ties the stages to the screens."""

from dataclasses import dataclass

from seat_client.app.journey import Pages
from seat_client.domain.stages import StageId
from seat_client.services.election import ChairElection
from seat_client.services.key_desk import KeyDesk
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.release import Release
from seat_client.services.report_signing import ReportSigning
from seat_client.services.rulings import Rulings
from seat_client.services.scoring import Scoring
from seat_client.services.seat import Seat
from seat_client.services.shelf import Shelf
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.services.undertaking import Undertaking
from seat_client.signing.watch import ReaderWatch
from seat_client.sync.client import CentreClient
from seat_client.sync.loop import SyncLoop
from seat_client.ui.bridge import Bridge
from seat_client.ui.screens.blind_check.view import BlindCheckView
from seat_client.ui.screens.chair_election.view import ChairElectionView
from seat_client.ui.screens.chair_election.view_model import ChairElectionModel
from seat_client.ui.screens.preliminary.view import PreliminaryView
from seat_client.ui.screens.preliminary.view_model import PreliminaryModel
from seat_client.ui.screens.price.view import PriceView
from seat_client.ui.screens.price.view_model import PriceModel
from seat_client.ui.screens.release.view import ReleaseView
from seat_client.ui.screens.release.view_model import ReleaseModel
from seat_client.ui.screens.report_signing.view import ReportSigningView
from seat_client.ui.screens.report_signing.view_model import ReportSigningModel
from seat_client.ui.screens.review.reading import Reading
from seat_client.ui.screens.review.view import ReviewView
from seat_client.ui.screens.review.view_model import ReviewModel
from seat_client.ui.screens.rulings.view import RulingsView
from seat_client.ui.screens.rulings.view_model import RulingsModel
from seat_client.ui.screens.summary.view import SummaryView
from seat_client.ui.screens.summary.view_model import SummaryModel
from seat_client.ui.screens.undertaking.view import UndertakingView
from seat_client.ui.screens.undertaking.view_model import UndertakingModel
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.screens.waiting.view_model import WaitingModel
from seat_client.ui.widgets.pages import Page


@dataclass(frozen=True, slots=True)
class SeatParts:
    """What the pages of one signed-in seat are built from."""

    seat: Seat
    sync: SyncLoop
    shelf: Shelf
    desk: KeyDesk
    watch: ReaderWatch
    client: CentreClient
    bridge: Bridge


def stage_pages(p: SeatParts) -> Pages:
    """A factory per stage; a page is made when its stage opens and let go when the next one does."""
    summary = SummaryCheck(p.seat)
    signing = ReportSigning(p.seat, p.desk, p.client, summary)

    def waiting() -> Page:
        return WaitingView(WaitingModel(p.seat, p.bridge))

    def reading() -> Reading:
        return Reading(p.shelf, p.seat, p.bridge)

    def rulings() -> Page:
        return RulingsView(RulingsModel(Rulings(p.seat), p.seat, p.bridge))

    def review(stage: StageId) -> Page:
        return ReviewView(ReviewModel(Scoring(p.seat, p.desk, stage), p.seat, p.watch, p.bridge), reading())

    return {
        StageId.SIGN_IN: waiting,
        StageId.UNDERTAKING: lambda: UndertakingView(
            UndertakingModel(Undertaking(p.seat, p.desk), p.seat, p.watch, p.bridge)
        ),
        StageId.CHAIR_ELECTION: lambda: ChairElectionView(ChairElectionModel(ChairElection(p.seat), p.seat, p.bridge)),
        StageId.PRELIMINARY: lambda: PreliminaryView(
            PreliminaryModel(PreliminaryReview(p.seat, blind=False), p.seat, p.bridge), reading()
        ),
        StageId.BLIND_CHECK: lambda: BlindCheckView(
            PreliminaryModel(PreliminaryReview(p.seat, blind=True), p.seat, p.bridge, blind=True), reading()
        ),
        StageId.FEW_BIDS: rulings,
        StageId.TECHNICAL: lambda: review(StageId.TECHNICAL),
        StageId.TECHNICAL_RULINGS: rulings,
        StageId.BUSINESS: lambda: review(StageId.BUSINESS),
        StageId.BUSINESS_RULINGS: rulings,
        StageId.LOW_PRICE: rulings,
        StageId.FEW_BIDS_AFTER_PRICE: rulings,
        StageId.PRICE: lambda: PriceView(PriceModel(PriceReview(p.seat), summary, p.seat, p.bridge)),
        StageId.SUMMARY: lambda: SummaryView(SummaryModel(summary, p.seat, p.bridge)),
        StageId.REPORT: lambda: ReportSigningView(ReportSigningModel(signing, p.seat, p.watch, p.bridge)),
        StageId.RELEASE: lambda: ReleaseView(ReleaseModel(Release(p.seat, p.shelf), p.seat, p.bridge)),
        StageId.CLOSED: waiting,
    }
