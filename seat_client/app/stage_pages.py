"""Which page belongs to which stage: the table that ties the stages to the screens."""

from functools import partial

from seat_client.app.journey import Pages, SeatParts
from seat_client.domain.stages import StageId
from seat_client.services.discipline import Discipline, TenderReading
from seat_client.services.election import ChairElection
from seat_client.services.fee import Fee
from seat_client.services.motions import Motions
from seat_client.services.notebook import Notebook
from seat_client.services.preliminary import PreliminaryReview
from seat_client.services.release import Release
from seat_client.services.report_signing import ReportSigning
from seat_client.services.rulings import Rulings
from seat_client.services.scoring import Scoring
from seat_client.services.summary import PriceReview, SummaryCheck
from seat_client.services.undertaking import Undertaking
from seat_client.ui.screens.blind_check.view import BlindCheckView
from seat_client.ui.screens.chair_election.view import ChairElectionView
from seat_client.ui.screens.chair_election.view_model import ChairElectionModel
from seat_client.ui.screens.compare.hints import Likeness
from seat_client.ui.screens.compare.view import CompareView
from seat_client.ui.screens.compare.view_model import CompareModel
from seat_client.ui.screens.discipline.view import DisciplineView
from seat_client.ui.screens.discipline.view_model import DisciplineModel
from seat_client.ui.screens.fee.view import FeeView
from seat_client.ui.screens.fee.view_model import FeeModel
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
from seat_client.ui.screens.tender_reading.view import TenderReadingView
from seat_client.ui.screens.tender_reading.view_model import TenderReadingModel
from seat_client.ui.screens.undertaking.view import UndertakingView
from seat_client.ui.screens.undertaking.view_model import UndertakingModel
from seat_client.ui.screens.waiting.view import WaitingView
from seat_client.ui.screens.waiting.view_model import WaitingModel
from seat_client.ui.widgets.pages import Page


def stage_pages(p: SeatParts) -> Pages:
    """A factory per stage; a page is made when its stage opens and let go when the next one does."""
    summary = SummaryCheck(p.seat)
    signing = ReportSigning(p.seat, p.desk, p.client, summary)

    def waiting() -> Page:
        return WaitingView(WaitingModel(p.seat, p.bridge))

    def reading() -> Reading:
        return Reading(p.shelf, p.seat, p.bridge)

    def rulings() -> Page:
        return RulingsView(RulingsModel(Rulings(p.seat, p.desk), p.seat, p.watch, p.bridge))

    book = Notebook(p.seat.store)

    def review(stage: StageId, code: str = "", criterion: str = "") -> Page:
        model = ReviewModel(Scoring(p.seat, p.desk, stage), p.seat, p.watch, p.bridge, book)
        if code:
            model.choose_bid(code)
            model.choose_criterion(criterion)
        return ReviewView(model, Reading(p.shelf, p.seat, p.bridge, book), partial(compare, stage))

    def compare(stage: StageId, code: str, criterion: str) -> Page:
        model = CompareModel(Scoring(p.seat, p.desk, stage), p.seat, p.watch, p.bridge, book)
        model.open(code, criterion)
        sides = (Reading(p.shelf, p.seat, p.bridge, book), Reading(p.shelf, p.seat, p.bridge, book))
        return CompareView(model, sides, partial(review, stage), Likeness(p.shelf, p.bridge))

    return {
        StageId.SIGN_IN: waiting,
        StageId.COMMITTEE_CHECK: waiting,
        StageId.DISCIPLINE: lambda: DisciplineView(DisciplineModel(Discipline(p.seat), p.seat, p.bridge)),
        StageId.UNDERTAKING: lambda: UndertakingView(
            UndertakingModel(Undertaking(p.seat, p.desk), p.seat, p.watch, p.bridge)
        ),
        StageId.CHAIR_ELECTION: lambda: ChairElectionView(ChairElectionModel(ChairElection(p.seat), p.seat, p.bridge)),
        StageId.TENDER_READING: lambda: TenderReadingView(TenderReadingModel(TenderReading(p.seat), p.seat, p.bridge)),
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
        StageId.SUMMARY: lambda: SummaryView(SummaryModel(summary, Motions(p.seat), p.seat, p.bridge)),
        StageId.REPORT: lambda: ReportSigningView(ReportSigningModel(signing, p.seat, p.watch, p.bridge)),
        StageId.FEE: lambda: FeeView(FeeModel(Fee(p.seat, p.desk), p.seat, p.watch, p.bridge)),
        StageId.RELEASE: lambda: ReleaseView(ReleaseModel(Release(p.seat, p.shelf), p.seat, p.bridge)),
        StageId.CLOSED: waiting,
    }
