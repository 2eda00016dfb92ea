"""The questions the checks put to the committee, and its votes on them."""
