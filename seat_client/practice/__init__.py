"""Simulated colleagues: headless seats built from the seat's own packages, speaking the same contract."""
