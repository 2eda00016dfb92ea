"""The contract's endpoints, one module per subject; they translate between HTTP and the centre, no more."""
