"""Readers through the fprintd service: it keeps the templates itself and answers for a user name of the machine."""
