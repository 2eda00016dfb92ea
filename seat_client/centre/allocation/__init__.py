"""Who sits where: seats are drawn from a published seed under the rules of the hall, and anybody can check it.

`hall` says what is asked, `drawing` turns the seed into random costs, `solving` finds the cheapest allocation that
keeps the rules, `judging` checks one without the solver, `paper` is the document that is published.
"""
