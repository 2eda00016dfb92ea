"""The supervisor's seat.

Objects: `mark-text`, `mark-send`, `come-to-open` (while sealed), `supervisor-leave`, `confirm-leave`;
`standing-N` (N counts from 1).
"""
