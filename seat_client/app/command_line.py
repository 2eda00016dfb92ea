"""`seat-client COMMAND`: every process of the product begins here; each command loads only what it needs.

Nothing heavy is imported at the top: child processes import this module again when they start.
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

_COMMANDS = {
    "demo": ("seat_client.app.demo", "practice evaluation on this machine, with or without a display"),
    "seat": ("seat_client.app.seat_command", "the seat of this machine, as its seat.toml says"),
    "centre": ("seat_client.app.centre_command", "a practice centre for many seats"),
    "centre-media": ("seat_client.app.media_command", "the centre's Janus, relay and recordings, one process at work"),
    "recordings": ("seat_client.app.recordings_command", "what was recorded of a call, as files that play"),
    "allocate": ("seat_client.app.allocate_command", "who sits where: drawn from a seed, checked by anybody"),
    "draws": ("seat_client.app.draws_command", "committees that arrive sealed, from the drawing office to sign-in"),
    "staff": ("seat_client.app.staff_command", "who works at the centre's desk, by certificate and role"),
    "seats": ("seat_client.app.seats_command", "the centre's register of seats: codes, certificates"),
    "enrol": (
        "seat_client.app.enrol_command",
        "enrol this seat with a code; `enrol person`: a face or finger",
    ),
    "calibrate": ("seat_client.app.calibrate_command", "set the threshold of a fingerprint reader model"),
    "provision": ("seat_client.app.provision_command", "make, change, seal and clone the seat.toml of seats"),
    "setup": ("seat_client.app.setup_command", "set up this seat in a window, step by step"),
    "diagnostics": ("seat_client.app.diagnostics_command", "what support needs of this seat, and nothing else"),
    "selftest": ("seat_client.app.self_test_command", "whether this seat is fit: every device, line and file it needs"),
    "colleagues": ("seat_client.app.colleagues_command", "simulated colleagues for a practice centre"),
    "escrow": ("seat_client.app.escrow_command", "an escrow officer's key, and answers to a seat that asks"),
    "recompute": ("seat_client.app.recompute", "compute a result from project.json and sheets.json"),
    "keys": ("seat_client.app.keys_command", "readers and keys of this machine, and the libraries they need"),
    "sound": ("seat_client.app.sound_command", "measure room, microphone, noise suppression and echo of this seat"),
    "keyholders": ("seat_client.app.keyholders_command", "who may open this seat's kiosk, two together"),
    "technicians": ("seat_client.app.technicians_command", "whose keys open a technician's pages at this seat"),
    "update": ("seat_client.app.update_command", "a newer release, from the network or a stick"),
    "releases": ("seat_client.app.releases_command", "a repository of releases, for who publishes them"),
    "archive": ("seat_client.app.archive_command", "archive a practice evaluation"),
    "audit": ("seat_client.app.audit", "go through an archived evaluation again, offline"),
    "check-bids": ("seat_client.app.check_bids", "what the centre finds in delivered bids, and clearing it"),
    "rescue": ("seat_client.app.rescue", "read out what a damaged store still holds"),
    "verify": ("seat_client.app.verify_report", "check the signatures of an evaluation report"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the command: 0 done, 1 refused or different, 2 unusable input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help"):
        print(_usage())
        return 0 if given else 2
    if given[0] == "--version":
        from seat_client import __version__

        print(__version__)
        return 0
    if given[0] not in _COMMANDS:
        print(f"seat-client: unknown command '{given[0]}'\n{_usage()}", file=sys.stderr)
        return 2
    run: Callable[[Sequence[str]], int] = import_module(_COMMANDS[given[0]][0]).run
    return run(given[1:])


def _usage() -> str:
    lines = [f"  {name:<13}{words}" for name, (_, words) in _COMMANDS.items()]
    return "\n".join(["usage: seat-client COMMAND [options]", "", *lines, "", "seat-client COMMAND --help says more."])


if __name__ == "__main__":
    sys.exit(main())
