"""The practice centre: a real service that speaks the published contract; knows nothing of the client."""
