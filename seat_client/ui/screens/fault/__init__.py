"""A disturbance: what still works, what waits, how long is left."""
