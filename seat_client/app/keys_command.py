"""`seat-client keys`: what the technician asks first: which readers, which keys, which library is missing.

Shows no holder's name and asks for no PIN. Exit codes: 0 a key can be read, 1 none can, 2 unusable arguments.
"""

import argparse
from collections.abc import Sequence

from drivers.api.errors import DriverError
from drivers.api.token import CardReader
from drivers.api.vendors import Need, needs, plugged_in
from drivers.registry import token_family

_FAMILIES = {"skf": "SKF", "pkcs11": "PKCS#11"}


def run(argv: Sequence[str]) -> int:
    """Print what lies in the readers and what is missing; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="seat-client keys", description="Show readers, keys and missing libraries.")
    parser.add_argument(
        "device", nargs="*", default=["pcsc"], help="as in seat.toml: pcsc, pkcs11:LIBRARY, skf:LIBRARY (default: pcsc)"
    )
    devices = parser.parse_args(argv).device
    readable, names = 0, []
    for device in devices:
        found, lines = _look(device)
        readable += sum(line.endswith("可以读取") for line in lines)
        names += [reader.info.label for reader in found]
        print("\n".join([device, *(f"  {line}" for line in lines)]))
    for need in needs(names, usb=plugged_in()):
        print(_sentence(need))
    return 0 if readable else 1


def _look(device: str) -> tuple[Sequence[CardReader], list[str]]:
    try:
        readers = token_family(device).readers()
    except DriverError as error:
        return [], [f"无法使用：{error.code} {error}"]
    return readers, [_line(reader) for reader in readers] or ["没有读卡器"]


def _line(reader: CardReader) -> str:
    try:
        with reader.open() as session:
            kinds = ", ".join(slot.algorithm for slot in session.slots())
    except DriverError as error:
        return f"{reader.info.label}：{error.code} {error}"
    return f"{reader.info.label}：{kinds}，可以读取" if kinds else f"{reader.info.label}：没有签名密钥"


def _sentence(need: Need) -> str:
    maker = f"{need.reader}：{need.vendor.name}"
    if need.vendor.family == "pcsc":
        return f"{maker}，不需要厂商驱动库"
    family = _FAMILIES[need.vendor.family]
    if not need.library:
        return f"{maker}，需要厂商的 {family} 驱动库，请向厂商索取"
    if need.found is None:
        return f"{maker}，需要 {family} 驱动库 {need.library}，尚未安装"
    return f"{maker}，在 seat.toml 中填写 {need.vendor.family}:{need.found}"
