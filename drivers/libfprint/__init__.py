"""USB fingerprint readers through libfprint 2 by ctypes; runs in a child process alone."""
