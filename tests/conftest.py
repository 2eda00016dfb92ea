"""What holds for every test: no display, no network but this machine, no unexpected warning, no silent skip in full."""

import gc
import ipaddress
import itertools
import logging
import os
import re
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import ifaddr
import pytest
from hypothesis import HealthCheck, settings

# Before any Qt import: without a platform Qt aborts the whole run instead of failing one test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No example is judged by its time: the machine may be busy.
settings.register_profile("seat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("seat")

ALLOWED_SKIPS = ("needs ../shared/data", "needs hardware:")
THIS_MACHINE = {"localhost", "ip6-localhost", ""}
# What goes to one's own address never leaves the machine; a media server offers no loopback address.
OWN_ADDRESSES = {str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if isinstance(ip.ip, str)}
# Addresses within the network namespaces that tests make (tests.conference.lines); outside of them nobody has a route.
MAIN_NAMESPACE = os.readlink("/proc/self/ns/net") if Path("/proc/self/ns/net").is_symlink() else ""
OWN_NAMESPACES = ipaddress.ip_network("10.9.0.0/16")


# --- full and fast ------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--full",
        action="store_true",
        help="run the tests marked full as well, and count a skip as a failure unless its reason begins with "
        + " or ".join(repr(reason) for reason in ALLOWED_SKIPS),
    )
    parser.addoption(
        "--remake-pictures",
        action="store_true",
        help="keep what the screens look like now as the pictures that tests/gui/test_golden.py compares with",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out, unless they were asked for by --full or by a marker expression."""
    if config.getoption("--full") or config.getoption("-m"):
        return
    long_ones = [item for item in items if item.get_closest_marker("full")]
    config.hook.pytest_deselected(items=long_ones)
    items[:] = [item for item in items if item not in long_ones]


def _is_forbidden_skip(config: pytest.Config, report: pytest.TestReport | pytest.CollectReport) -> bool:
    if not config.getoption("--full") or not report.skipped or hasattr(report, "wasxfail"):
        return False
    return not _skip_reason(report).startswith(ALLOWED_SKIPS)


def _skip_reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


def _fail_for_skipping(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.longrepr = f"In the full run a skip is a failure. The reason given: {_skip_reason(report)}"
    report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if _is_forbidden_skip(item.config, report):
        _fail_for_skipping(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if _is_forbidden_skip(collector.config, report):
        _fail_for_skipping(report)
    return report


# --- rubbish ------------------------------------------------------------------------------------------------------

TESTS_BETWEEN_FULL_COLLECTIONS = 64
_tests = itertools.count(1)


def pytest_sessionstart() -> None:
    """Qt's objects must be let go in the thread that made them, so no other thread may collect cycles; as in the seat
    (seat_client.app.qt). A test's own thread once stood still in a collection, holding the interpreter."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """In the main thread, between two tests."""
    gc.collect(1 if next(_tests) % TESTS_BETWEEN_FULL_COLLECTIONS else 2)


# --- the network --------------------------------------------------------------------------------------------------


class ForbiddenConnection(RuntimeError):
    """A test reached for something beyond this machine. Not an OSError, which the product would handle."""


_reached_for: list[str] = []


def _is_this_machine(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in THIS_MACHINE or host == socket.gethostname():
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified or _is_ours(address)


def _is_ours(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    in_namespace = os.readlink("/proc/thread-self/ns/net") != MAIN_NAMESPACE
    return str(address) in OWN_ADDRESSES or (in_namespace and address in OWN_NAMESPACES)


def _guard_the_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_this_machine(host):
        _reached_for.append(f"{event} {host!r}")
        raise ForbiddenConnection(f"{event} {host!r}")


sys.addaudithook(_guard_the_network)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Also fails a test whose own thread swallowed the refusal."""
    _reached_for.clear()
    yield
    if _reached_for:
        pytest.fail(f"reached beyond this machine: {_reached_for}")


@pytest.fixture
def forbidden_connections() -> list[str]:
    """What reached beyond this machine in this test so far; a test that means it clears the list."""
    return _reached_for


# --- log records --------------------------------------------------------------------------------------------------


class _WarningsKept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def complaints(self) -> list[str]:
        lines = [f"{record.name} {record.levelname} {record.getMessage()}" for record in self.records]
        unexpected = [line for line in lines if not any(pattern.search(line) for pattern in self.expected)]
        absent = [pattern.pattern for pattern in self.expected if not any(pattern.search(line) for line in lines)]
        return [f"unexpected: {line}" for line in unexpected] + [f"expected, never came: {text}" for text in absent]


@pytest.fixture(autouse=True)
def _warnings_kept() -> Iterator[_WarningsKept]:
    kept = _WarningsKept()
    logging.getLogger().addHandler(kept)
    yield kept
    logging.getLogger().removeHandler(kept)
    if complaints := kept.complaints():
        pytest.fail("log records of level WARNING or above:\n" + "\n".join(complaints))


@pytest.fixture
def expect_log(_warnings_kept: _WarningsKept) -> Callable[[str], None]:
    """Call it with a pattern that some record of level WARNING or above is to match: "logger LEVEL message"."""

    def expect(pattern: str) -> None:
        _warnings_kept.expected.append(re.compile(pattern))

    return expect


# --- places -------------------------------------------------------------------------------------------------------


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seat's own folder, empty and private; the user's real ones are out of reach for this test."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder
