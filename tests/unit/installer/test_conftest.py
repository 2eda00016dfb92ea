"""The rules of tests/conftest.py, each shown to fail a test that breaks it: pytest run inside pytest."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.full  # a process for each

CONFTEST = Path(__file__).parents[2] / "conftest.py"


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = full: long")
    return pytester


def run(inner: pytest.Pytester, *arguments: str) -> dict[str, int]:
    return inner.runpytest_subprocess(*arguments).parseoutcomes()


def test_long_tests_run_only_when_asked_for(inner: pytest.Pytester) -> None:
    inner.makepyfile("import pytest\n@pytest.mark.full\ndef test_long(): pass\ndef test_short(): pass\n")
    assert run(inner) == {"passed": 1, "deselected": 1}
    assert run(inner, "--full") == {"passed": 2}
    assert run(inner, "-m", "full") == {"passed": 1, "deselected": 1}


SKIPS = """
import pytest

@pytest.mark.skip(reason={0!r})
def test_marked(): pass

@pytest.mark.skipif(True, reason={0!r})
def test_marked_with_a_condition(): pass

def test_from_inside(): pytest.skip({0!r})

@pytest.fixture
def device(): pytest.skip({0!r})

def test_by_a_fixture(device): pass
"""


def test_in_full_a_skip_is_a_failure(inner: pytest.Pytester) -> None:
    inner.makepyfile(SKIPS.format("no browser here"))
    assert run(inner) == {"skipped": 4}
    outcome = run(inner, "--full")
    assert outcome["failed"] + outcome["errors"] == 4
    assert "skipped" not in outcome


@pytest.mark.parametrize("reason", ["needs ../shared/data", "needs hardware: a fingerprint reader"])
def test_in_full_a_named_reason_may_still_skip(inner: pytest.Pytester, reason: str) -> None:
    inner.makepyfile(SKIPS.format(reason))
    assert run(inner, "--full") == {"skipped": 4}


def test_in_full_a_skipped_module_is_a_failure(inner: pytest.Pytester) -> None:
    inner.makepyfile("import pytest\npytest.skip('not today', allow_module_level=True)")
    assert run(inner) == {"skipped": 1}
    assert run(inner, "--full") == {"errors": 1}


def test_an_expected_failure_is_no_skip(inner: pytest.Pytester) -> None:
    inner.makepyfile("import pytest\n@pytest.mark.xfail(reason='known')\ndef test_it(): assert False")
    assert run(inner, "--full") == {"xfailed": 1}


def test_a_connection_beyond_this_machine_fails(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import socket, threading
        def reach():
            try:
                socket.create_connection(("192.0.2.1", 9), timeout=1)
            except RuntimeError:
                pass
        def test_plain(): socket.getaddrinfo("example.org", 80)
        def test_swallowed(): reach()
        def test_in_a_thread():
            thread = threading.Thread(target=reach); thread.start(); thread.join()
        def test_datagram(): socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9))
        """
    )
    outcome = run(inner)
    assert outcome["errors"] == 4
    assert outcome["failed"] == 2


def test_this_machine_may_be_reached(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import socket
        def test_loopback():
            with socket.create_server(("127.0.0.1", 0)) as server:
                socket.create_connection(server.getsockname()).close()
            socket.getaddrinfo("localhost", 80)
        def test_unix(tmp_path):
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(str(tmp_path / "s")); server.listen()
                with socket.socket(socket.AF_UNIX) as client:
                    client.connect(str(tmp_path / "s"))
        """
    )
    assert run(inner) == {"passed": 2}


def test_an_unexpected_warning_in_the_log_fails(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import logging
        log = logging.getLogger("seat")
        def test_loud(): log.warning("disk low")
        def test_quiet(): log.info("all well")
        def test_expected(expect_log): expect_log("seat WARNING disk"); log.warning("disk low")
        def test_never_came(expect_log): expect_log("seat ERROR"); log.info("all well")
        """
    )
    assert run(inner) == {"passed": 4, "errors": 2}


def test_a_seat_in_a_test_has_its_own_folder(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        from pathlib import Path
        def test_it(data_dir):
            assert data_dir.stat().st_mode & 0o777 == 0o700
            assert Path.home() == data_dir.parent / "home"
        """
    )
    assert run(inner) == {"passed": 1}
