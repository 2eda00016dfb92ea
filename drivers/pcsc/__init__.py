"""PIV cards (NIST SP 800-73-4) over the system's PC/SC service, by raw `smartcard.scard`.

Layers, each knowing only the one before: `winscard` (calls and result codes), `patience` (answers in time or
not at all), `connection` (one card held in one transaction), `apdu` (chaining, status words), `piv` (the card
application), `family` and `watch` (readers, coming and going).
"""
