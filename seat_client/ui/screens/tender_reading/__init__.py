"""The tender's rules, read before any bid is judged.

Objects: `confirm-reading` (the button).
"""
