"""The words for refusals of the committee's proceedings: replacement, motions, questions, seals, notices and fees."""

from seat_client.ui.language import translate

Table = dict[str, tuple[str, str]]


def proceedings() -> Table:
    """Code -> what happened and what to do."""
    return {**_committee(), **_questions(), **_seals()}


def _nothing() -> str:
    return translate("Sentences", "Nothing needs to be done.")


def _committee() -> Table:
    return {
        "member_replaced": (
            translate("Sentences", "A successor sits in this member's place; this seat takes no further part."),
            _nothing(),
        ),
        "suspended": (
            translate("Sentences", "The evaluation is suspended; what was typed before is kept."),
            translate("Sentences", "Wait here until two people together open it again."),
        ),
        "sealed_for_good": (
            translate("Sentences", "The evaluation was sealed and will not be continued by this committee."),
            translate("Sentences", "Wait for the organiser's notice; the record is kept."),
        ),
        "committee_illegal": (
            translate("Sentences", "The committee is not composed as the law demands; the review stands still."),
            translate("Sentences", "Wait until the centre has replaced a member."),
        ),
        "rules_differ": (
            translate("Sentences", "The rules acknowledged are not those the centre published."),
            translate("Sentences", "Sign in again; if it stays so, call technical support."),
        ),
        "phone_box_missing": (
            translate("Sentences", "It is not said where the phone was handed in."),
            translate("Sentences", "Write the number of the box, or that no phone was brought."),
        ),
        "names_bidder": (
            translate("Sentences", "The text names a bidder, and this part is reviewed blind."),
            translate("Sentences", "Rewrite it with codes or without any name; nothing was saved."),
        ),
        "reason_awaited": (
            translate("Sentences", "The member's written reason is not in yet."),
            translate("Sentences", "Vote when it is here, or when its deadline is over."),
        ),
        "explanation_awaited": (
            translate("Sentences", "The bidder's written explanation is not in yet."),
            translate("Sentences", "Vote when it is here, or when its deadline is over."),
        ),
        "revision_not_asked": (
            translate("Sentences", "No correction of this item is asked of this seat."),
            translate("Sentences", "Go on with what the page asks for."),
        ),
        "revision_signed": (translate("Sentences", "The correction of this item is signed already."), _nothing()),
        "item_differs": (
            translate("Sentences", "The correction is of another item than the disputed one."),
            translate("Sentences", "Correct the item shown."),
        ),
        "correction_too_late": (
            translate("Sentences", "Technical items can be corrected only before the codes are opened."),
            translate("Sentences", "Put it on record as a dissent in the summary."),
        ),
        "criterion_not_objective": (
            translate("Sentences", "Only objective items can be corrected by a motion."),
            translate("Sentences", "Choose an objective item, or put another motion."),
        ),
        "sheets_closed": (
            translate("Sentences", "The sheets of this stage are not open yet."),
            translate("Sentences", "Put the motion when all members have submitted."),
        ),
    }


def _questions() -> Table:
    return {
        "question_unknown": (
            translate("Sentences", "This question does not exist in the present stage."),
            translate("Sentences", "Choose a question from the list."),
        ),
        "question_closed": (translate("Sentences", "This question is decided already."), _nothing()),
        "question_not_sent": (
            translate("Sentences", "This question was not put to the bidder; no unasked answer is taken."),
            translate("Sentences", "Wait until the committee has decided to ask."),
        ),
        "motion_unknown": (
            translate("Sentences", "There is no such motion here."),
            translate("Sentences", "Choose a motion from the list."),
        ),
        "motion_closed": (translate("Sentences", "The vote on this motion is closed."), _nothing()),
        "motion_kind_unknown": (
            translate("Sentences", "Motions of this kind are not known."),
            translate("Sentences", "Choose a kind from the list."),
        ),
        "motion_malformed": (
            translate("Sentences", "The motion is not complete: an extension needs minutes, a correction an item."),
            translate("Sentences", "Complete it, then put it again."),
        ),
        "warnings_unseen": (
            translate("Sentences", "The checker has {count} warnings that must be seen before confirming."),
            translate("Sentences", "Read the warnings, then confirm."),
        ),
        "report_missing": (
            translate("Sentences", "The report is not there yet."),
            translate("Sentences", "Wait until the centre has made it."),
        ),
        "chair_does_not_refuse": (
            translate("Sentences", "The chair cannot refuse here; the committee can elect another chair."),
            translate("Sentences", "Sign, or put a motion to elect anew."),
        ),
        "fee_missing": (
            translate("Sentences", "The fee slip is not there yet."),
            translate("Sentences", "Wait a moment."),
        ),
        "fee_differs": (
            translate("Sentences", "The fee slip signed is not the one the centre made."),
            translate("Sentences", "Open the page again and sign once more."),
        ),
        "id_used": (translate("Sentences", "This was put already."), _nothing()),
    }


def _seals() -> Table:
    return {
        "person_known": (
            translate("Sentences", "This person was on the committee before and cannot come back."),
            translate("Sentences", "Draw another expert."),
        ),
        "reason_unknown": (
            translate("Sentences", "This reason is not known."),
            translate("Sentences", "Choose recusal, absence or fault."),
        ),
        "two_people_needed": (
            translate("Sentences", "Two different people must open it together."),
            translate("Sentences", "Call the second person."),
        ),
        "not_suspended": (translate("Sentences", "The evaluation is not suspended."), _nothing()),
        "limit_passed": (
            translate("Sentences", "The time limit of the fault is over; the evaluation cannot be resumed."),
            translate("Sentences", "A new committee is to be formed."),
        ),
        "too_early": (
            translate("Sentences", "The seal may be opened only from {opens} on."),
            translate("Sentences", "Wait until then."),
        ),
        "not_ended": (
            translate("Sentences", "The evaluation has not ended yet."),
            translate("Sentences", "Finish it first."),
        ),
        "notice_missing": (
            translate("Sentences", "No written notice has been served on this member."),
            translate("Sentences", "Serve the notice with its deadline first."),
        ),
        "deadline_runs": (
            translate("Sentences", "The deadline of the notice is not over yet ({deadline})."),
            translate("Sentences", "Wait until it is over, or until the member signs."),
        ),
        "chair_not_deemed": (
            translate("Sentences", "The chair's signature closes the report and cannot be deemed."),
            translate("Sentences", "Have the committee elect another chair."),
        ),
        "supervisor_unknown": (
            translate("Sentences", "This supervisor is not signed in."),
            translate("Sentences", "Sign in first."),
        ),
        "catch_up_first": (
            translate("Sentences", "This seat is still catching up with the committee."),
            translate("Sentences", "Finish the steps shown; questions and motions are possible then."),
        ),
        "time_malformed": (
            translate("Sentences", "An event of this seat carries no readable time."),
            translate("Sentences", "Call technical support; your work goes on."),
        ),
        "already_deemed": (
            translate("Sentences", "The deadline is over: agreement has been recorded for this member."),
            _nothing(),
        ),
    }
