"""What a bundle holds and under which licence: `contents.py BUNDLE OUT` writes sbom.cdx.json and THIRD-PARTY.txt there.

Three kinds of parts: Python packages of the run lock, Debian packages whose libraries PyInstaller took from the
building machine, and native libraries inside Python packages whose licence is another than their package's.
"""

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
RUN_LOCK = ROOT / "installer" / "locks" / "run.txt"

# Native libraries inside wheels: the beginning of the file's name, what it is, its licence. A library linked with one
# under the GPL counts as under the GPL, whatever it would be alone.
INSIDE = (
    ("libx264", "x264", "GPL-2.0-or-later"),
    ("libx265", "x265", "GPL-2.0-or-later"),
    ("libavcodec", "FFmpeg, built with x264 and x265", "GPL-2.0-or-later"),
    ("libQt6Core", "Qt", "LGPL-3.0-only"),
    ("libopus", "Opus", "BSD-3-Clause"),
    ("libpdfium", "PDFium", "Apache-2.0"),
    ("librnnoise", "RNNoise", "BSD-3-Clause"),
    ("libnbis", "NIST Biometric Image Software", "LicenseRef-public-domain"),
)
FILES = (
    ("NotoSansCJK-Regular.ttc", "Noto Sans CJK and Noto Serif CJK", "OFL-1.1"),
    ("face_detection_yunet_2023mar.onnx", "YuNet", "MIT"),
    ("face_recognition_sface_2021dec.onnx", "SFace", "Apache-2.0"),
    (".tflite", "MediaPipe's eye model", "Apache-2.0"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in the bundle; `texts` are its licence files."""

    name: str
    version: str
    licence: str
    kind: ComponentType
    purl: PackageURL | None
    texts: tuple[str, ...] = ()
    holder: str = ""

    @property
    def copyleft(self) -> bool:
        """Under the GPL whatever one chooses. Debian states the licences of a source's tests and tools as well, so
        nothing follows from those; the texts stand below."""
        choices = re.split(r" or ", self.licence, flags=re.IGNORECASE)
        return self.holder != "Debian" and all(re.match(r"[^L]*\bGPL", choice) for choice in choices)


def main(bundle: Path, out: Path) -> int:
    """Write both files; ends with 1 when a package says nothing about its licence."""
    found = {*python_packages(), *debian_packages(bundle), *inside(bundle)}
    parts = sorted(found, key=lambda part: (part.name, part.version))
    silent = [part.name for part in parts if not part.licence]
    if silent:
        print(f"contents.py: no licence is told by {', '.join(silent)}", file=sys.stderr)
        return 1
    (out / "sbom.cdx.json").write_text(sbom(parts), encoding="utf-8")
    (out / "THIRD-PARTY.txt").write_text(third_party(parts), encoding="utf-8")
    print(f"{len(parts)} parts; under the GPL: {', '.join(part.name for part in parts if part.copyleft) or 'none'}")
    return 0


# --- what there is ------------------------------------------------------------------------------------------------


def python_packages() -> Iterator[Part]:
    """Every package of the run lock that holds on this system, and Python itself."""
    for line in RUN_LOCK.read_text(encoding="utf-8").splitlines():
        if not re.match(r"[A-Za-z0-9]", line):
            continue
        requirement = Requirement(line.rstrip("\\ "))
        if requirement.marker is None or requirement.marker.evaluate():
            yield _python_package(distribution(requirement.name))
    version = sys.version.split()[0]
    purl = PackageURL("generic", name="python", version=version)
    yield Part("Python", version, "PSF-2.0", ComponentType.PLATFORM, purl)


def _python_package(found: Distribution) -> Part:
    name = str(found.metadata["Name"])
    return Part(
        name, found.version, _licence(found), ComponentType.LIBRARY,
        PackageURL("pypi", name=name.lower().replace("_", "-"), version=found.version), tuple(_texts(found)),
    )  # fmt: skip


def _licence(found: Distribution) -> str:
    told = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    if told and told.upper() != "UNKNOWN" and "\n" not in told.strip():
        return str(told).strip()
    classifiers = [entry for entry in found.metadata.get_all("Classifier") or [] if entry.startswith("License ::")]
    if classifiers:
        return " or ".join(entry.rsplit(" :: ", 1)[1] for entry in classifiers)
    return "see its licence text" if told or any(_texts(found)) else ""


def _texts(found: Distribution) -> Iterator[str]:
    for file in sorted(found.files or [], key=str):
        if re.match(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", file.name, re.IGNORECASE) and file.suffix != ".py":
            place = Path(str(file.locate()))
            if place.is_file():
                yield place.read_text(encoding="utf-8", errors="replace")


def debian_packages(bundle: Path) -> Iterator[Part]:
    """The Debian packages whose libraries lie in the bundle's own folder, beside the Python packages'."""
    names = sorted(file.name for file in (bundle / "lib").glob("*.so*") if file.is_file())
    packages = {owner for name in names for owner in _owners(name)}
    for package in sorted(packages):
        version = _asked("dpkg-query", "--show", "--showformat=${Version}", package)
        copyright_file = Path("/usr/share/doc", package.partition(":")[0], "copyright")
        text = copyright_file.read_text(encoding="utf-8", errors="replace") if copyright_file.is_file() else ""
        stated = sorted(set(re.findall(r"^License: *(\S.*?) *$", text, re.MULTILINE)))
        name = package.partition(":")[0]
        yield Part(
            name, version, "; ".join(stated) or "see its licence text", ComponentType.LIBRARY,
            PackageURL("deb", "debian", name, version), (text,) if text else (), "Debian",
        )  # fmt: skip


def _owners(library: str) -> Iterator[str]:
    found = subprocess.run(["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False)
    for line in found.stdout.splitlines():
        package, _, place = line.partition(": ")
        if Path(place).name == library and "lib/" in place:
            yield package


def _asked(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def inside(bundle: Path) -> Iterator[Part]:
    """Native libraries, fonts and models that come inside something else."""
    for beginning, name, licence in INSIDE:
        file = next(iter(sorted(bundle.rglob(f"{beginning}*"))), None)
        if file is not None:
            version = re.search(r"\.so\.([0-9.]+)", file.name)
            number = version.group(1) if version else ""
            yield Part(name, number, licence, ComponentType.LIBRARY, None, holder=str(file.relative_to(bundle)))
    for ending, name, licence in FILES:
        file = next(iter(sorted(bundle.rglob(f"*{ending}"))), None)
        if file is not None:
            yield Part(name, "", licence, ComponentType.DATA, None, holder=str(file.relative_to(bundle)))


# --- what is written ----------------------------------------------------------------------------------------------


def sbom(parts: list[Part]) -> str:
    """CycloneDX 1.6, the same for the same parts. Raises ValueError where it breaks the schema."""
    licences = LicenseFactory()
    when = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    version = (ROOT / "seat_client" / "__init__.py").read_text(encoding="utf-8").split('"')[-2]
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"seat-client/{version}/{when.isoformat()}"))
    bom.metadata.timestamp = when
    whole = Component(name="seat-client", version=version, type=ComponentType.APPLICATION, bom_ref="seat-client")
    bom.metadata.component = whole
    for part in parts:
        bom.components.add(
            Component(
                name=part.name,
                version=part.version or None,
                type=part.kind,
                purl=part.purl,
                bom_ref=f"{part.name}@{part.version}",
                licenses=[licences.make_from_string(part.licence)],
                properties=[Property(name="seat-client:lies-in", value=part.holder)] if part.holder else [],
            )
        )
    bom.register_dependency(whole, bom.components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        raise ValueError(str(wrong))
    return text + "\n"


def third_party(parts: list[Part]) -> str:
    """The list with the parts under the GPL first, then every licence text that the parts bring."""
    gpl = [part for part in parts if part.copyleft]
    lines = ["Third-party software in this bundle", "=" * 35, ""]
    if gpl:
        lines += ["Under the GPL, which therefore binds whoever passes this bundle on:", ""]
        lines += [f"  {part.name} {part.version}: {part.licence}{_lies_in(part)}" for part in gpl]
        lines += ["", "Without PyAV's x264 and x265 (PyAV built anew without them) this would not hold of FFmpeg.", ""]
    lines += ["All parts:", ""]
    lines += [f"  {part.name} {part.version}: {part.licence}{_lies_in(part)}" for part in parts]
    seen: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            seen.setdefault(text.strip(), []).append(part.name)
    for text, names in seen.items():
        lines += ["", "-" * 100, ", ".join(sorted(set(names))), "-" * 100, "", text]
    return "\n".join(lines) + "\n"


def _lies_in(part: Part) -> str:
    return f" (in {part.holder})" if part.holder and part.holder != "Debian" else ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
