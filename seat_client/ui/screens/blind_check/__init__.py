"""Pass or fail of the blind items, by code alone, with the bid's blind part in the middle."""
