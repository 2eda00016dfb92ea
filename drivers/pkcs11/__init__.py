"""Signing keys behind a vendor's PKCS#11 library (OASIS PKCS #11 v2.40), by python-pkcs11.

The library runs in a process of its own (`drivers.host`); nothing here is imported in the seat's own process.
"""
