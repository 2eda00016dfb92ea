"""ZKTeco's readers through libzkfp by ctypes. Unproven: written after the maker's description, never seen to run."""
