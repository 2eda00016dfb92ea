"""Words for the grounds on which a bid must be rejected (implementing regulations, art. 51) and for groups of items."""

from seat_client.ui.language import translate


def ground_words(ground: str) -> str:
    """A mandatory ground as it may stand in a reason."""
    return {
        "not_sealed_and_signed": translate("Preliminary", "The bid bears neither the bidder's seal nor a signature"),
        "no_consortium_agreement": translate("Preliminary", "The consortium handed in no joint bidding agreement"),
        "not_qualified": translate("Preliminary", "The bidder does not meet the required qualifications"),
        "two_bids_or_prices": translate("Preliminary", "The bidder handed in two or more bids or prices"),
        "below_cost_or_above_ceiling": translate(
            "Preliminary", "The price lies below cost or above the published ceiling"
        ),
        "not_responsive": translate("Preliminary", "The bid does not respond to a substantive requirement"),
        "collusion_or_fraud": translate("Preliminary", "Collusion, fraud, bribery or another unlawful act"),
    }[ground]


def group_words(group: str) -> str:
    """The title over the columns of one group."""
    return {
        "form": translate("Preliminary", "Form"),
        "qualification": translate("Preliminary", "Qualification"),
        "responsiveness": translate("Preliminary", "Responsiveness"),
    }[group]
