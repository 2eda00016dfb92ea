"""A soft SKF library: real C code behind the real interface, with keys in files and faults on demand."""
