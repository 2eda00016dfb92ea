"""The autopilot: works the real widgets by keyboard and mouse, and waits on what a person would see.

It sends input events only: no service, no view-model and no rule is called from here.
"""

from seat_client.app.autopilot.pilot import Autopilot

__all__ = ["Autopilot"]
