"""The ranking, the arithmetic of every bid step by step, and its confirmation or a written dissent."""
