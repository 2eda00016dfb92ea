"""What F1 says about a page: what is done here, how it is taken back, what comes next."""

from seat_client.ui.language import translate


def lines(page: str) -> tuple[str, ...]:
    """The sentences for a page by its class name; empty for one that explains itself."""
    return _table().get(page, ())


def _table() -> dict[str, tuple[str, ...]]:
    return {**_entry(), **_review(), **_result()}


def _entry() -> dict[str, tuple[str, ...]]:
    return {
        "SignInView": (
            translate("PageHelp", "Choose one of the cards, or simply insert your signing key."),
            translate("PageHelp", "Running out of time costs nothing: just start again."),
            translate("PageHelp", "If none of the ways works, press W: two members of staff can vouch for you."),
        ),
        "WaitingView": (translate("PageHelp", "Nothing to do here. The page goes on by itself when all are ready."),),
        "DisciplineView": (translate("PageHelp", "Read to the end (Space scrolls), then say where your phone is."),),
        "UndertakingView": (
            translate("PageHelp", "Read the undertaking on the left to its end, then the bidders' names on the right."),
            translate("PageHelp", "If you have an interest in any of them, choose recusal and tick the bidder."),
            translate("PageHelp", "Signing with your key cannot be taken back; until then you may change your choice."),
        ),
        "ChairElectionView": (
            translate("PageHelp", "Choose one member and vote. Others see only how many have voted."),
            translate("PageHelp", "A vote cannot be changed. With a tie there is another round."),
        ),
        "TenderReadingView": (
            translate("PageHelp", "Read how bids are evaluated to the end; the scores will follow these rules."),
        ),
    }


def _review() -> dict[str, tuple[str, ...]]:
    score = (
        translate("PageHelp", "Read in the middle; enter the score of the open criterion at the right. "
                              "It is saved while you type."),
        translate("PageHelp", "Enter goes to the next criterion, Ctrl+Z takes the last entry back."),
        translate("PageHelp", "F11 shows the document alone, Esc leads back; Ctrl with + or - changes its size."),
        translate("PageHelp", "Scores can be changed until you lock the sheet with your key."),
    )  # fmt: skip
    return {
        "PreliminaryView": (
            translate("PageHelp", "Each square is one requirement of one bidder. Arrow keys move, Y passes, N fails."),
            translate("PageHelp", "Failing needs a reason. You may change a vote until all have voted on the square."),
        ),
        "BlindCheckView": (
            translate("PageHelp", "Check whether the bid keeps to the blind format: Y passes, N fails with a reason."),
            translate("PageHelp", "F11 shows the document alone, Esc leads back."),
        ),
        "ReviewView": score,
        "CompareView": (
            translate("PageHelp", "Both bids show the same chapter. F6 moves between the bids and the scores."),
            translate("PageHelp", "S scrolls them together or apart. Esc leads back to one bid."),
            translate("PageHelp", "F11 shows both bids alone and larger, Esc leads back."),
            translate("PageHelp", "Score each bid by the standard, not by the other bid."),
        ),
        "RulingsView": (
            translate("PageHelp", "The committee decides on what stands out. First read the reason, then vote."),
            translate("PageHelp", "A vote is asked once more before it counts and cannot be changed afterwards."),
        ),
        "PriceView": (
            translate("PageHelp", "Prices are computed by the formula of the tender; you check and confirm them."),
            translate("PageHelp", "Choose a row to see how its points come about."),
        ),
    }


def _result() -> dict[str, tuple[str, ...]]:
    return {
        "SummaryView": (
            translate("PageHelp", "Choose a row or a cell: the right side shows step by step how it was computed."),
            translate("PageHelp", "If something is wrong press R to ask for a review, before you confirm."),
            translate("PageHelp", "If you do not agree with the result, write your dissent; it stands in the report."),
        ),
        "ReportSigningView": (
            translate("PageHelp", "Read the report to its last page; only then can it be signed."),
            translate("PageHelp", "Signing needs your key and its PIN. The chair signs last."),
            translate("PageHelp", "You may refuse in writing. Silence counts as agreement once the time is over."),
        ),
        "FeeView": (translate("PageHelp", "Check the hours and sign the slip with your key."),),
        "ReleaseView": (
            translate("PageHelp", "The seat erases the bids and your record once the centre holds everything."),
            translate("PageHelp", "Take your key and your belongings when the page says that you may leave."),
        ),
        "FaultView": (translate("PageHelp", "Go on working: whatever you enter is kept at this seat and sent later."),),
        "SealedView": (
            translate("PageHelp", "The seat is closed. It opens with two people at the centre and your own key."),
        ),
        "ConferenceView": (
            translate("PageHelp", "M switches the microphone, V the camera, H asks to speak, Esc folds the page away."),
        ),
        "CommitteeView": (
            translate("PageHelp", "Here you move something, ask a bidder in writing, or read the record."),
        ),
        "SelfTestView": (
            translate("PageHelp", "F5 checks everything again. Each card says what to do."),
            translate("PageHelp", "T lets a technician in: by the own key, which signs for a trial, or by two codes."),
        ),
        "SeatMapView": (translate("PageHelp", "Each seat as it last told of its self-test, the worst first."),),
        "SeatSetupView": (
            translate("PageHelp", "Enter goes on, Esc goes back; nothing is written before the last page."),
            translate("PageHelp", "The centre gives the one-time code; it is good for one seat and once."),
        ),
        "SupervisorView": (
            translate("PageHelp", "You see what happens, never scores or pages. What you mark all members can read."),
        ),
        "PracticeWelcomeView": (
            translate("PageHelp", "Choose a role and start. Nothing here counts; try whatever you like."),
        ),
    }
