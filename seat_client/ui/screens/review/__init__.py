"""Scoring one stage's sheet beside the bids: technical by code alone, business by code and name."""
