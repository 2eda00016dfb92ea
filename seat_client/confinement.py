"""What a process gives up before it reads the first byte of somebody else's file, at the seat and at the centre.

Each restriction is tried and reported: an unprivileged kernel, a container or Windows may refuse some of them, and the
self-test shows which hold on this seat.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_CALM = 5
_BELOW_NORMAL_PRIORITY = 0x4000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def confine(address_space: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take away network, core dumps and memory over so many bytes; gives the names of what held and what did not."""
    held, missing = [], []
    restrictions = dict(_RESTRICTIONS)
    restrictions["memory limit"] = lambda: _limit("RLIMIT_AS", address_space)
    for name, restrict in restrictions.items():
        try:
            restrict()
        except (OSError, ImportError, ValueError):
            missing.append(name)
        else:
            held.append(name)
    return tuple(held), tuple(missing)


def allow_processor_seconds(seconds: int) -> None:
    """Let the kernel end this process if it computes for more than `seconds` from now."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def give_way() -> None:
    """Leave the processor to everything else; for work that nobody waits for."""
    if sys.platform != "win32":
        os.nice(_CALM)
    else:
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY)


def _limit(name: str, value: int) -> None:
    import resource

    if sys.platform != "win32":
        resource.setrlimit(getattr(resource, name), (value, value))


def _call(function: str, *arguments: int) -> None:
    if sys.platform != "linux":
        raise OSError(function)
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, function)(*arguments) != 0:
        raise OSError(ctypes.get_errno(), function)


def _without_network() -> None:
    privileged = os.geteuid() == 0 if sys.platform != "win32" else False
    _call("unshare", _CLONE_NEWNET if privileged else _CLONE_NEWUSER | _CLONE_NEWNET)


def _first_to_go() -> None:
    """When memory runs short the kernel should end this process, never the one that started it."""
    Path("/proc/self/oom_score_adj").write_text("800", encoding="ascii")


_RESTRICTIONS: dict[str, Callable[[], None]] = {
    "no core dump": lambda: _limit("RLIMIT_CORE", 0),
    "no new privileges": lambda: _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
    "first to go": _first_to_go,
    "no network": _without_network,
    # After the network, whose new user namespace would clear it. A parent that died before is told by the pipe.
    "dies with its parent": lambda: _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0),
    "not traceable": lambda: _call("prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0),
}
