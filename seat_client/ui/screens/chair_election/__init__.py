"""The secret ballot for the chair of the committee."""
