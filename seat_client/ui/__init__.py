"""The user interface: the one package, with `app`, that knows Qt."""
