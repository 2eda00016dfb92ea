"""The discipline of the evaluation, and the phone handed in.

Objects: `phone-box` (number of the box), `phone-handed`, `phone-none` (the two choices), `acknowledge` (the button).
"""
