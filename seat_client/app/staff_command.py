"""`seat-client staff`: who works at the centre's desk: certificates for browsers, by role.

    staff add PERSON --name NAME --role operator|supervisor|technician|auditor --out FILE.p12 --ground DIR
    staff list --ground DIR
    staff revoke PERSON --ground DIR

The PKCS#12 file goes into the person's browser; its password is drawn and printed once. Exit codes: 0 done, 1 there was
nothing to revoke, 2 unusable input.
"""

import argparse
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from seat_client.app.line_keys import LineKeys
from seat_client.app.practice_ground import CENTRE_NAME
from seat_client.centre.desk_pages.roles import Role
from seat_client.centre.desk_pages.staff import Person, Staff
from seat_client.centre.errors import SchemaDiffers
from seat_client.centre.settings import CentreSettings
from seat_client.centre.storage import Storage
from seat_client.domain.reading import is_identifier

PASSWORD_BYTES = 9


def run(arguments: Sequence[str]) -> int:
    """See the module."""
    options = _parse(arguments)
    data = options.ground / "centre"
    if not data.is_dir():
        print(f"seat-client staff: no centre in {options.ground}", file=sys.stderr)
        return 2
    try:
        storage = Storage(CentreSettings(data, CENTRE_NAME, True, "", options.database).url)
    except SchemaDiffers as bad:
        print(f"seat-client staff: {bad}", file=sys.stderr)
        return 2
    try:
        return int(options.do(options, Staff(storage)))
    except OSError as bad:
        print(f"seat-client staff: {bad}", file=sys.stderr)
        return 2
    finally:
        storage.close()


def _add(options: argparse.Namespace, staff: Staff) -> int:
    if not is_identifier(options.person) or not options.name.isprintable() or len(options.name) > 64:
        print("seat-client staff: an identifier for the person, and a name of at most 64 characters", file=sys.stderr)
        return 2
    options.out.touch(mode=0o600, exist_ok=False)
    authority = LineKeys(options.ground / "centre", CENTRE_NAME).authority()
    key = ec.generate_private_key(ec.SECP256R1())
    person = Person(options.person, options.name, Role(options.role))
    certificate = x509.load_der_x509_certificate(staff.certify(authority, key.public_key(), person))
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    issuer = x509.load_der_x509_certificate(authority.certificate)
    packed = serialize_key_and_certificates(
        options.person.encode(), key, certificate, [issuer], BestAvailableEncryption(password.encode())
    )
    options.out.write_bytes(packed)
    print(f"{options.out}: password {password}")
    return 0


def _list(_: argparse.Namespace, staff: Staff) -> int:
    for row in staff.all():
        print(f"{row.person}\t{row.name}\t{row.role}\t{row.until}\t{'revoked' if row.revoked else 'good'}")
    return 0


def _revoke(options: argparse.Namespace, staff: Staff) -> int:
    revoked = staff.revoke(options.person)
    print(f"{revoked} revoked")
    return 0 if revoked else 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="seat-client staff", description="Who works at the centre's desk.")
    actions = parser.add_subparsers(required=True, metavar="add|list|revoke")
    add = actions.add_parser("add", help="a certificate for somebody's browser; earlier ones of the person end")
    add.add_argument("person")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=[str(role) for role in Role])
    add.add_argument("--out", type=Path, required=True)
    revoke = actions.add_parser("revoke", help="end a person's certificates")
    revoke.add_argument("person")
    show = actions.add_parser("list")
    for each, do in ((add, _add), (revoke, _revoke), (show, _list)):
        each.add_argument("--ground", type=Path, required=True, help="folder of the centre")
        each.add_argument("--database", default="")
        each.set_defaults(do=do)
    return parser.parse_args(arguments)
