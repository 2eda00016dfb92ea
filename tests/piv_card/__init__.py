"""A software PIV card, the virtual reader it is put into, and people to hold it: what the driver tests use."""
