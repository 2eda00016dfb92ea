"""What is wiped at the end, and that it was."""
