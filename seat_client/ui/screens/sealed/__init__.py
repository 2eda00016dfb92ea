"""A sealed seat: overnight until it is opened by two people, or for good."""
