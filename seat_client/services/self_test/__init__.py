"""Whether a seat is fit for an evaluation: every device, line and file it needs, measured one after the other.

    Result       one check: how it stands, the measured facts, the limits they were held to, and what is wrong
    Report       all checks of one run, with seat, version and moment
    Bench        the seat as the checks see it: the devices' factories, the lines, the folders
    SelfTest     runs the checks and tells what is going on

The page, the command and the run at the seat's start go through the same `SelfTest`. No sentence for people stands
here: `ui.self_test_sentences` has one for each fault, and a test demands it. No fact ever holds a person's name, a
project or a score.
"""
