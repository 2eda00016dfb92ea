"""What the pages call things: English, which `words` turns into the language of the reader."""

from typing import Final

TITLES: Final = {
    "today": "Today", "seats": "Seats", "help": "Remote help", "wall": "Supervision", "stages": "Stages",
    "draws": "Draws and seats", "projects": "Projects", "recordings": "Recordings", "fees": "Fee slips",
    "publication": "Publication", "archive": "Archive", "journal": "Journal",
}  # fmt: skip
ROLES: Final = {
    "operator": "Operator", "supervisor": "Supervisor", "technician": "Technician", "auditor": "Auditor",
}  # fmt: skip
STATES: Final = {
    "free": "free", "given": "allocated", "used": "in use", "broken": "out of order", "unknown": "no self-test",
}  # fmt: skip
DRAW_STATES: Final = {
    "waiting": "sealed until its hour", "asking": "waits for both officers", "answered": "waits for its first expert",
    "opened": "opened",
}  # fmt: skip
REASONS: Final = {"fault": "fault", "overnight": "overnight"}
VERDICTS: Final = {"pass": "passed", "remind": "with reminders", "fail": "failed"}
ACTS: Final = {
    "seat-order": "Order of a seat", "seat-accept": "Acceptance of a seat", "seat-code": "Enrolment code for a seat",
    "seat-plan": "Plan of the places", "help-ask": "Remote help asked for", "help-give": "Remote help begun",
    "help-say": "Word to a seat", "help-end": "Remote help ended", "help-lost": "Remote help: the seat fell silent",
    "draw-take": "Import of a draw", "draw-ask": "Request for the officers",
    "draw-answer": "An officer's answer", "entries-ask": "Request to open entries",
    "entries-answer": "An officer's answer for entries", "allocation-commit": "Half of the seed",
    "allocation-word": "Drawing of seats", "allocation-move": "Move after a fault",
    "project-take": "Import of a project", "bids-take": "Import of bids", "project-publish": "Publication of a project",
    "suspend": "Standstill", "open": "Opening", "replace": "Replacement",
    "notice": "Notice to sign", "deem": "Agreement deemed", "approve": "Approval of a question",
    "wall-watch": "Watching begun", "wall-leave": "Watching ended", "wall-mark": "Event marked",
    "withhold": "Question withheld", "answer": "Answer of a bidder", "explain": "Explanation of a price",
    "export": "Archive taken out",
}  # fmt: skip
PARTS: Final = {"qualification": "qualification", "technical": "technical", "business": "business"}
HEARING: Final = {"clear": "clear", "weak": "weak", "lost": "not heard", "unmeasured": "not measured"}
DEVICES: Final = {"on": "on", "off": "off", "absent": "missing"}
FINDINGS: Final = {
    "absent": "nobody before the camera", "second-person": "a second person before the camera",
    "other-face": "the face does not look like theirs", "unseen": "the camera shows nothing",
}  # fmt: skip
HAPPENED: Final = {
    "member-signed-in": "a member signed in",
    "undertaking-signed": "an undertaking was signed",
    "member-recused": "a member stood aside",
    "member-replaced": "a member was replaced",
    "stage-opened": "a stage was opened",
    "call-started": "the meeting began",
    "aside-opened": "a private talk began",
    "aside-ended": "a private talk ended",
    "sheet-locked": "a sheet was locked",
    "ruling-made": "a ruling was made",
    "flag-raised": "something was flagged",
    "question-sent": "a question to a bidder was decided",
    "question-answered": "a bidder answered",
    "question-closed": "a question was closed",
    "motion-decided": "a motion was decided",
    "presence-noted": "a camera noticed something",
    "supervisor-signed-in": "a supervisor came",
    "supervisor-signed-out": "a supervisor left",
    "supervisor-marked": "a supervisor marked an event",
    "suspended": "everything stopped",
    "resumed": "the seal was opened",
    "sealed-for-good": "sealed for good",
    "report-published": "the report is ready for signing",
    "report-signed": "a member signed the report",
    "notice-served": "a notice to sign was served",
    "agreement-deemed": "agreement was deemed",
    "report-closed": "the report was closed",
    "recording-kept": "a recording was kept",
}
"""What of the record the wall tells; counts and figures are told elsewhere, or later."""
SHOWN_PAGES: Final = {
    "sign-in": "Sign-in", "self-test": "Self-test", "seats": "Seats", "waiting": "Waiting for the others",
    "sealed": "Sealed seat", "front": "a page of the seat's front", "task": "a page with one task",
    "workbench": "a page of the evaluation", "dialog": "a dialog", "none": "nothing yet",
}  # fmt: skip
"""What the help page calls the page that is open at the seat; of one that is not shown no more than its kind."""
CHECK_STATES: Final = {
    "pass": "passed", "remind": "reminder", "fail": "failed", "skipped": "not checked", "not-fitted": "not fitted",
}  # fmt: skip
LABELS: Final = {
    "titles": TITLES, "roles": ROLES, "states": STATES, "draw_states": DRAW_STATES, "reasons": REASONS,
    "verdicts": VERDICTS, "acts": ACTS, "parts": PARTS, "hearings": HEARING, "devices": DEVICES, "findings": FINDINGS,
    "happened": HAPPENED, "shown_pages": SHOWN_PAGES, "check_states": CHECK_STATES,
}  # fmt: skip

REFUSALS = (
    "certificate_missing", "certificate_of_another", "certificate_revoked", "certificate_expired", "role_missing",
    "form_forged", "form_again", "form_expired", "form_wrong", "upload_too_large", "too_fast", "page_unknown",
    "zip_wrong", "zip_bomb", "plan_wrong", "project_refused", "nothing_to_move", "not_over",
    "bids_wrong", "bids_missing", "bids_held", "bid_unreadable", "approval_not_needed", "question_not_approved",
    "help_unknown", "help_of_another", "request_unknown",
)  # fmt: skip
"""What the pages refuse beside what the centre does; no seat ever shows one of these."""
