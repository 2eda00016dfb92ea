"""What a member sees while only others can act, and when everything is over."""
