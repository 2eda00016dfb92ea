"""Writes `resources/contract/openapi.json`, or checks that it is what the centre speaks: `--check`."""

import sys

import resources
from seat_client.centre.app import contract_text


def main(arguments: list[str]) -> int:
    """Exit status 0 when written or equal, 1 when the committed contract differs."""
    path = resources.path("contract", "openapi.json")
    text = contract_text()
    if "--check" in arguments:
        if path.exists() and path.read_text("utf-8") == text:
            return 0
        sys.stderr.write("the contract file differs from what the centre speaks: run seat_client.centre.contract\n")
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
