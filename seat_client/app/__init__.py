"""Composition roots, configuration, command line, ordered start and stop: every process begins here."""
