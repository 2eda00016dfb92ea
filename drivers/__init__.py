"""Devices: one Protocol per kind in `api`, one folder per vendor or API, an explicit registry."""
