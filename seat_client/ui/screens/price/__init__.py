"""The prices by code and name, the price points computed here, and their confirmation."""
