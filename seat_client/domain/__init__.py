"""Pure rules in exact arithmetic: no input or output, no clock, no threads."""
