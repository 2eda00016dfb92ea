"""What the contract suites of all device kinds share: the named device, and the software PIV card's service."""

import pytest

from tests.piv_card.fixtures import pcsc_service_fixture

__all__ = ["pcsc_service_fixture"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--device",
        metavar="NAME",
        help="run the contract suites on this real device too, as seat.toml names it (`pcsc:PART OF READER NAME`); "
        "signing needs its PIN in the variable SEAT_TEST_PIN, and no test spends a try",
    )
