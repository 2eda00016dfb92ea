"""The words for what the centre says about sign-in by face, finger and witnesses."""

from seat_client.ui.language import translate

Table = dict[str, tuple[str, str]]


def identity() -> Table:
    """Code -> what happened and what to do."""
    return {**_templates(), **_decisions(), **_policy()}


def _other_way() -> str:
    return translate("Identity", "Sign in another way, or ask for a witnessed sign-in.")


def _templates() -> Table:
    return {
        "person_unknown": (
            translate("Identity", "Nobody is registered with this identity card."),
            translate("Identity", "Enter your expert number instead, or insert your signing key."),
        ),
        "consent_missing": (
            translate("Identity", "This person has not agreed that a template is kept, or has withdrawn."),
            translate("Identity", "Ask for consent first; without it the other ways to sign in remain."),
        ),
        "not_registered": (translate("Identity", "No face or fingerprint is registered for you."), _other_way()),
        "not_fitted": (translate("Identity", "This way to sign in is not fitted at this seat."), _other_way()),
        "template_unopened": (
            translate("Identity", "What the centre sent for the comparison cannot be opened at this seat."),
            _other_way(),
        ),
        "template_missing": (translate("Identity", "No face or fingerprint is registered for you."), _other_way()),
        "template_damaged": (
            translate("Identity", "The registered {kind} cannot be read at the centre."),
            _other_way(),
        ),
        "identity_locked": (
            translate("Identity", "Too many tries for this person."),
            translate("Identity", "Use the witnessed sign-in, or wait ten minutes."),
        ),
        "release_unknown": (translate("Identity", "This check was already used."), _again()),
        "release_of_another": (translate("Identity", "This check was made for another seat or person."), _again()),
        "release_expired": (translate("Identity", "The check took too long."), _again()),
    }


def _again() -> str:
    return translate("Identity", "Begin the check again.")


def _decisions() -> Table:
    support = translate("Identity", "Call technical support; the witnessed sign-in is still possible.")
    return {
        "decision_forged": (translate("Identity", "The centre found the seat's record of the check wrong."), support),
        "decision_of_another_template": (
            translate("Identity", "The check was made with another registration than the centre gave."),
            _again(),
        ),
        "decision_not_passed": (translate("Identity", "The check was not passed."), _again()),
        "threshold_too_low": (
            translate("Identity", "This seat compares less strictly than the centre demands."),
            support,
        ),
        "photo_missing": (
            translate("Identity", "This place keeps a picture with a sign-in by face, and none came with this one."),
            support,
        ),
        "moves_differ": (translate("Identity", "Other movements were made than the centre ordered."), _again()),
    }


def _policy() -> Table:
    return {
        "factors_missing": (
            translate("Identity", "This place asks for {needed} different proofs, {proven} were given."),
            translate("Identity", "Go on with another way to sign in."),
        ),
        "sign_in_not_open": (
            translate("Identity", "Sign-in is not open yet."),
            translate("Identity", "Wait; the page opens by itself."),
        ),
        "sign_in_closed": (
            translate("Identity", "The time for signing in is over."),
            translate("Identity", "Ask the staff."),
        ),
        "witnesses_missing": (
            translate("Identity", "Two different people have to vouch, each with the own key."),
            translate("Identity", "Let the other witness insert a key."),
        ),
        "witness_unknown": (
            translate("Identity", "One of the two may not vouch here."),
            translate("Identity", "Ask a member of the staff and the supervisor."),
        ),
    }
