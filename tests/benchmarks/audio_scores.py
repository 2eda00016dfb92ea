"""Judges of sound: DNSMOS P.835 and AECMOS by the models in the `speechmos` wheel, PESQ, STOI, echo loss.

`speechmos` itself needs librosa, and with it numba's compiler, for one table of mel bands; that stands here instead.
Samples are floats of +-1, 16 kHz where not said otherwise.
"""

import importlib.util
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from pesq import NoUtterancesError, pesq
from pystoi import stoi as pystoi
from scipy.signal import resample_poly

Floats = npt.NDArray[np.floating[Any]]
RATE = 16_000


def dnsmos(clip: Floats) -> tuple[float, float, float]:
    """Speech, background, overall (P.835) of a clip, on the scale of 1 to 5; mean over windows of 9.01 s."""
    need = int(9.01 * RATE)
    while len(clip) < need:
        clip = np.concatenate((clip, clip))
    starts = range(0, (int(len(clip) / RATE - 9.01) + 1) * RATE, RATE)
    windows = [clip[start : start + need].astype(np.float32) for start in starts]
    model = _session("dnsmos_models/sig_bak_ovr.onnx")
    raw = [model.run(None, {"input_1": window[None]})[0][0] for window in windows if len(window) == need]
    speech, background, overall = np.mean([_fitted(*each) for each in raw], axis=0)
    return float(speech), float(background), float(overall)


def _fitted(speech: float, background: float, overall: float) -> tuple[float, float, float]:
    """The published fit from raw outputs to ratings."""
    return (
        float(np.polyval([-0.08397278, 1.22083953, 0.0052439], speech)),
        float(np.polyval([-0.13166888, 1.60915514, -0.39604546], background)),
        float(np.polyval([-0.06766283, 1.11546468, 0.04602535], overall)),
    )


def aecmos(far: Floats, mic: Floats, out: Floats, *, both_speak: bool) -> tuple[float, float]:
    """Echo and degradation on the scale of 1 to 5, for far end alone or double talk; at most 20 s."""
    count = min(len(far), len(mic), len(out), 20 * RATE)
    marks = (1.0, 1.0 if both_speak else 0.0, 1.0)
    parts = []
    for clip, mark in zip((far, mic, out), marks, strict=True):
        bands = mel_decibels(clip[:count])
        parts.append(np.concatenate((bands, np.full((20, bands.shape[1]), mark), np.zeros((20, bands.shape[1])))))
    model = _session("aecmos_models/Run_1663915512_Stage_0.onnx")
    inputs = {
        model.get_inputs()[0].name: np.stack(parts)[None].astype(np.float32),
        "h0": np.zeros((4, 1, 64), np.float32),
    }
    echo, degradation = model.run([], inputs)[0][:2]
    return float(echo), float(degradation)


def pesq_of(clean: Floats, clip: Floats) -> float:
    """Wide-band PESQ (P.862.2) after the clips were aligned; NaN where the clip holds no utterance."""
    clean, clip = aligned(clean, clip)
    try:
        return float(pesq(RATE, clean, clip, "wb"))
    except NoUtterancesError:
        return math.nan


def stoi_of(clean: Floats, clip: Floats) -> float:
    """Short-time objective intelligibility, 0 to 1."""
    return float(pystoi(*aligned(clean, clip), RATE))


def echo_loss(mic: Floats, out: Floats) -> float:
    """ERLE in dB: how much less power is left where nobody near speaks; any one rate."""
    return 10 * math.log10((float(np.mean(np.square(mic))) + 1e-12) / (float(np.mean(np.square(out))) + 1e-12))


def aligned(clean: Floats, clip: Floats, most: int = RATE // 5) -> tuple[Floats, Floats]:
    """Both cut to where they overlap, the clip moved back by its delay of at most `most` samples."""
    count = min(len(clean), len(clip))
    size = 1 << (2 * count - 1).bit_length()
    spectrum = np.fft.rfft(clip[:count], size) * np.fft.rfft(clean[:count], size).conj()
    late = int(np.argmax(np.fft.irfft(spectrum)[:most]))
    clip = clip[late:]
    count = min(len(clean), len(clip))
    return clean[:count], clip[:count]


def at_16k(clip: Floats) -> Floats:
    """From 48 kHz."""
    return np.clip(resample_poly(clip, 1, 3), -1.0, 1.0)


@cache
def _session(model: str) -> ort.InferenceSession:
    found = importlib.util.find_spec("speechmos")  # Only looked up: importing it would ask for librosa.
    if found is None or found.origin is None:
        raise FileNotFoundError("speechmos")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(Path(found.origin).parent / model), options)


def mel_decibels(clip: Floats, size: int = 513, hop: int = 256, bands: int = 160) -> Floats:
    """Decibels below the loudest in mel bands, [frames, bands], scaled as AECMOS was trained on: (dB + 40) / 40."""
    padded = np.pad(clip, size // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    power = np.square(np.abs(np.fft.rfft(frames * window, axis=1))) @ _bands(size, bands).T
    db = 10 * np.log10(np.maximum(power, 1e-10)) - 10 * math.log10(max(1e-10, float(power.max())))
    return np.asarray((np.maximum(db, db.max() - 80) + 40) / 40)


@cache
def _bands(size: int, bands: int) -> Floats:
    """Triangles of equal area on Slaney's mel scale (linear below 1 kHz), [bands, size // 2 + 1]."""
    bins = np.fft.rfftfreq(size, 1 / RATE)
    edges = _hertz(np.linspace(0.0, _slaney(RATE / 2), bands + 2))
    rise = (bins[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - bins[None]) / np.diff(edges)[1:, None]
    return np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None]


def _slaney(hertz: float) -> float:
    return 15 + 27 * math.log(hertz / 1000) / math.log(6.4)


def _hertz(mel: Floats) -> Floats:
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((mel - 15) * math.log(6.4) / 27))
