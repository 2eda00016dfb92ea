"""Sample bids: documents for a project that brings none, written from the product's own bank and typeset.

For practice only: every page carries the practice mark, and every name and number is invented.
"""

from seat_client.centre.sample.making import PARTS, documents_missing, make_documents

__all__ = ["PARTS", "documents_missing", "make_documents"]
