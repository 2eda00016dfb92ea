"""Setting a seat up: the settings of its seat.toml step by step, then its certificate by a one-time code.

fields       which settings each step holds, and what is said of each
view_model   what was entered, what of it cannot be, and the file that comes of it
view         the page of one step
"""
