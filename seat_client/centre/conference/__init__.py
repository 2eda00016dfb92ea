"""The conference at the centre: the forwarding units (Janus) and the relay, rooms and passes, what a stage allows.

The centre's workers hand out passes and gather what the seats tell; one process, `seat-client centre-media`,
supervises the forwarding units, enforces the policy and keeps the recordings. Both work on the same tables.
"""
