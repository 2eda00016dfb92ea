"""Which library a key or reader needs, by its maker: the table behind "reader X needs library Y"."""

import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("vendors.toml")
_FOLDERS = {
    "linux": ("/usr/lib", "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/opt"),
    "win32": (r"C:\Windows\System32", r"C:\Windows\SysWOW64"),
}


@dataclass(frozen=True, slots=True)
class Vendor:
    """One line of the table: a make of keys, how it is recognised, what it needs."""

    name: str
    usb: tuple[str, ...]
    readers: tuple[str, ...]
    atr: tuple[str, ...]
    family: str
    libraries: dict[str, tuple[str, ...]]
    source: str

    def needs(self, system: str = sys.platform) -> tuple[str, ...]:
        """The file names of its library on a system; empty when it needs none or none is known."""
        return self.libraries.get(system, ())


@dataclass(frozen=True, slots=True)
class Need:
    """What was recognised and whether its library is here."""

    reader: str
    vendor: Vendor
    library: str
    """The file it needs; empty when it needs none, or when nobody here knows which."""
    found: Path | None
    """Where that file lies; None while it is not installed."""

    @property
    def satisfied(self) -> bool:
        return self.vendor.family == "pcsc" or self.found is not None


@cache
def vendors(table: Path = TABLE) -> tuple[Vendor, ...]:
    """The table."""
    return tuple(_vendor(line) for line in tomllib.loads(table.read_text("utf-8"))["vendor"])


def _vendor(line: dict[str, Any]) -> Vendor:
    return Vendor(
        name=line["name"],
        usb=tuple(line["usb"]),
        readers=tuple(line["readers"]),
        atr=tuple(line["atr"]),
        family=line["family"],
        libraries={system: tuple(names) for system, names in line["libraries"].items()},
        source=line["source"],
    )


def recognise(*, reader: str = "", atr: bytes = b"", usb: str = "") -> Vendor | None:
    """The make of a key: by its answer to reset, else its USB identity (`vvvv:pppp`), else its reader's name."""
    identity = usb.lower()
    tests: tuple[Callable[[Vendor], bool], ...] = (
        lambda v: any(part in atr.hex() for part in v.atr),
        lambda v: any(known in {identity, identity.split(":")[0]} for known in v.usb),
        lambda v: any(part in reader for part in v.readers),
    )
    return next((vendor for test in tests for vendor in vendors() if test(vendor)), None)


def needs(readers: Iterable[str], *, usb: Iterable[str] = (), system: str = sys.platform) -> list[Need]:
    """What each reader, and each device on the bus that no reader stands for, needs; unknown ones are left out."""
    named = [(name, recognise(reader=name)) for name in readers]
    seen = {vendor.name for _, vendor in named if vendor}
    named += [(each, found) for each in usb if (found := recognise(usb=each)) and found.name not in seen]
    return [_need(name, vendor, system) for name, vendor in named if vendor is not None]


def plugged_in(bus: Path = Path("/sys/bus/usb/devices")) -> list[str]:
    """The USB identities on the bus; none where the system shows no bus this way."""
    found = []
    for device in sorted(bus.glob("*/idVendor")):
        product = device.with_name("idProduct")
        if product.exists():
            found.append(f"{device.read_text().strip()}:{product.read_text().strip()}".lower())
    return found


def _need(reader: str, vendor: Vendor, system: str) -> Need:
    names = vendor.needs(system)
    found = _found(names, _FOLDERS.get(system, ()))
    return Need(reader, vendor, names[0] if names else "", found)


def _found(names: Sequence[str], folders: Sequence[str]) -> Path | None:
    places = (Path(folder) / name for folder in folders for name in names)
    return next((place for place in places if place.is_file()), None)
