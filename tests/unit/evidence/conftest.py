"""One committee and one report signed all the way, made once for all tests of this folder."""

import pytest
from sample_report import brief_report, sample_report
from signing_committee import Committee, form_committee

from seat_client.evidence.layout import LaidOut, lay_out


@pytest.fixture(scope="session")
def committee() -> Committee:
    return form_committee()


@pytest.fixture(scope="session")
def laid_out() -> LaidOut:
    return lay_out(brief_report(), practice=True)


@pytest.fixture(scope="session")
def whole() -> LaidOut:
    return lay_out(sample_report(), practice=True)


@pytest.fixture(scope="session")
def revisions(committee: Committee, laid_out: LaidOut) -> list[bytes]:
    """Certified, then one revision per member, then closed."""
    signed = committee.sign_in_order(committee.certify(laid_out))
    return [*signed, committee.close(signed[-1])]


@pytest.fixture(scope="session")
def report(revisions: list[bytes]) -> bytes:
    return revisions[-1]


@pytest.fixture(scope="session")
def whole_report(committee: Committee, whole: LaidOut) -> bytes:
    """The full report of seven pages, signed and closed."""
    return committee.close(committee.sign_in_order(committee.certify(whole))[-1])
