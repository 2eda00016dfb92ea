"""What every driver offers: one Protocol per device kind, errors with facts, plain data. No vendor, no Qt."""
