"""Likeness between bids (雷同性): runs of equal text, pictures, errors of typing, font subsets, and marks of origin.

Pure functions over what the examination found (`ingest.source_facts`); what many bids share is common matter, of the
tender documents or of the trade, and is no likeness.
"""

from seat_client.centre.similarity.comparing import Likeness, Pair, Place, compare

__all__ = ["Likeness", "Pair", "Place", "compare"]
