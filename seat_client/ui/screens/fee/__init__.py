"""The fee slip: hours and place, confirmed with the key.

Objects: `confirm-fee` (the button; then the PIN dialog).
"""
