"""The contract with the centre, as pydantic models: `resources/contract/openapi.json` is made from it.

`/v0` while it grows; then `/v1`, additive only. Acts and facts are the domain's own dataclasses, told
apart by `kind`; an unknown key or kind is refused.
"""

CONTRACT = "0.1"
CONTRACTS = (CONTRACT,)  # every version spoken here, oldest first; seat and centre take the newest they share
RULES = "1"  # of the arithmetic in `domain`: raised when the same sheets could give another result
PREFIX = "/v0"
BATCH_LIMIT = 200  # acts in one batch, and facts in one page
EVENT_LIMIT = 48 * 1024  # bytes of a page that comes with the stream
