"""Registering a person at the desk: consent, then face and fingers."""
