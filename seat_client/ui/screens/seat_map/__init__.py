"""The seats of the house, as each last told of its self-test: for a technician at any of them."""
