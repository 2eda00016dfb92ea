"""Resident-identity-card readers through the widespread termb library. Unproven: after its description, never run."""
