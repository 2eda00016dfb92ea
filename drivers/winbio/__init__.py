"""Readers through the Windows Biometric Framework. Unproven: written after its reference, never seen to run."""
