"""What makes an evaluation provable: canonical bytes, hash chain, commitments, signatures, the report and its check.

Pure and shared by seat and centre: no sockets, no database, no clock. Every time is given by the caller.
"""
