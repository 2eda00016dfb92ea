"""Which seat this is, and signing in by the factors of the place's policy."""
