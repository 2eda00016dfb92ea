"""One package per screen: `view.py` places widgets, `view_model.py` holds what they show and what they ask for."""
