"""The seven grounds on which a bid must be rejected (Tendering Law implementing regulations, art. 51), in the order of
the article. Words for them stand in the user interface; a vote carries the words, which the report prints."""

MANDATORY_GROUNDS = (
    "not_sealed_and_signed", "no_consortium_agreement", "not_qualified", "two_bids_or_prices",
    "below_cost_or_above_ceiling", "not_responsive", "collusion_or_fraud",
)  # fmt: skip
