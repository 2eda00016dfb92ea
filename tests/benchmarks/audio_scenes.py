"""What the sound is measured on: clips from folders, or made here of synthetic voices, noises and rooms.

Folders have pairs `NAME_GROUP_SNR_noisy.flac`/`..._clean.flac` (group `clean`: nothing but speech) for noise, and
triples `NAME_far/_mic/_near.flac` for echo, with `meta.json` naming each kind: `st` far end alone, `dt` both speak from
`dt_from` on, at `echo_to_near_db`. Floats of +-1, 48 kHz.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from scipy.signal import fftconvolve, resample_poly

Floats = npt.NDArray[np.float32]
RATE = 48_000
SECONDS = 16
_VOICES = ("cmn", "cmn+f3", "en", "en+f2", "fr", "ru+m3")
_WORDS = (
    "各位专家请注意，现在开始技术标评审，请按照评分标准逐项打分，有不同意见请说明理由。",
    "第三家的施工组织设计比较完整，但是工期安排得太紧，我认为应当扣两分，大家觉得怎么样？",
    "The third bidder describes the site in detail, but the schedule leaves no room for the rainy season.",
    "I would take two points off here, and I would like that to be in the report, if nobody objects.",
    "Le planning est trop court, et les prix du beton ne sont pas expliques dans le memoire technique.",
    "Мы должны обсудить сроки ещё раз, потому что третий участник не указал причину задержки поставки.",
)


@dataclass(frozen=True, slots=True, eq=False)
class NoisyClip:
    """Speech in noise and the speech alone."""

    group: str
    noisy: Floats
    clean: Floats


@dataclass(frozen=True, slots=True, eq=False)
class EchoScene:
    """What the loudspeaker plays, what the microphone hears, and the near talker in it."""

    name: str
    kind: str
    far: Floats
    mic: Floats
    near: Floats
    both_from: float = 0.0
    echo_to_near_db: float | None = None
    plain: bool = True


def read(file: Path) -> Floats:
    """A mono file, in whatever format, at 48 kHz."""
    with av.open(str(file)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        frames += resampler.resample(None)
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).astype(np.float32)


def noisy_clips(folder: Path | None, most: int) -> list[NoisyClip]:
    """At most so many, spread over the folder's list, the clean ones among them."""
    if folder is None:
        return _made_clips()[:most]
    found = sorted(folder.glob("*_noisy.*"))
    clean = [file for file in found if _group(file) == "clean"]
    noisy = [file for file in found if _group(file) != "clean"]
    chosen = [*_spread(noisy, most), *_spread(clean, max(1, most // 4))]
    return [NoisyClip(_group(file), read(file), read(Path(str(file).replace("_noisy.", "_clean.")))) for file in chosen]


def echo_scenes(folder: Path | None) -> list[EchoScene]:
    """Every scene of the folder, or some made here."""
    if folder is None:
        return _made_scenes()
    listed: list[dict[str, Any]] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    scenes = []
    for each in listed:
        (far, mic, near) = (read(next(folder.glob(f"{each['name']}_{part}.*"))) for part in ("far", "mic", "near"))
        plain = each["kind"] != "st" or "farend" in each["name"]
        level = each.get("echo_to_near_db")
        scenes.append(EchoScene(each["name"], each["kind"], far, mic, near, each.get("dt_from", 0.0), level, plain))
    return scenes


def drifting(scene: EchoScene, ppm: float = 100.0) -> EchoScene:
    """The scene with a microphone whose clock is slower by so much."""
    finer = resample_poly(scene.mic, 4, 1)
    at = np.arange(len(scene.mic)) * (1 - ppm * 1e-6)
    mic = np.interp(4 * at, np.arange(len(finer)), finer)
    return EchoScene(f"{scene.name} {ppm:g} ppm", scene.kind, scene.far, mic.astype(np.float32), scene.near)


def jumping(scene: EchoScene, at: float, seconds: float = 0.040) -> EchoScene:
    """The scene with a microphone that is late by so much from a moment on."""
    start, late = int(at * RATE), int(seconds * RATE)
    mic = np.concatenate((scene.mic[:start], scene.mic[start - late : len(scene.mic) - late]))
    return EchoScene(f"{scene.name} jump", scene.kind, scene.far, mic, scene.near)


def delayed(scene: EchoScene, seconds: float = 0.300) -> EchoScene:
    """The scene with so much more between loudspeaker and microphone."""
    late = int(seconds * RATE)
    mic = np.concatenate((scene.mic[:late][::-1] * 0, scene.mic[: len(scene.mic) - late]))
    return EchoScene(f"{scene.name} late", scene.kind, scene.far, mic, scene.near)


@cache
def voice(number: int) -> Floats:
    """Sixteen seconds of a synthetic voice at an ordinary level. Raises FileNotFoundError without espeak-ng."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise FileNotFoundError("espeak-ng")
    name = _VOICES[number % len(_VOICES)]
    words = {"cmn": 0, "fr": 4, "ru": 5}.get(name.split("+")[0], 2)
    text = _WORDS[words] + (_WORDS[words + 1] if words in {0, 2} else _WORDS[words])
    pitch = str(35 + 17 * number % 40)
    command = [program, "-v", name, "-s", "165", "-p", pitch, "--stdout", text * 3]
    spoken = subprocess.run(command, capture_output=True, check=True).stdout
    samples = np.frombuffer(spoken[44:], np.int16).astype(np.float32)
    samples = resample_poly(samples, 320, 147).astype(np.float32)
    samples = np.resize(samples, SECONDS * RATE)
    return (samples * 0.07 / np.sqrt(np.mean(np.square(samples)))).astype(np.float32)


def _group(file: Path) -> str:
    return file.name.split("_")[1]


def _spread(files: list[Path], most: int) -> list[Path]:
    if len(files) <= most:
        return files
    return [files[round(number * (len(files) - 1) / max(1, most - 1))] for number in range(most)]


def _made_clips() -> list[NoisyClip]:
    rng = np.random.default_rng(2026)
    clips = []
    for number, level in enumerate((0, 5, 10, 0, 5, 10, 0, 5)):
        clean = voice(number)[: 10 * RATE]
        group, noise = _made_noise(number, rng)
        noise *= np.sqrt(np.mean(clean**2) / np.mean(noise**2)) * 10 ** (-level / 20)
        clips.append(NoisyClip(group, (clean + noise).astype(np.float32), clean))
    clips[3:3] = [NoisyClip("clean", voice(1)[: 10 * RATE], voice(1)[: 10 * RATE])]
    return clips


def _made_noise(number: int, rng: np.random.Generator) -> tuple[str, Floats]:
    count = 10 * RATE
    white = np.fft.rfft(rng.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    match number % 3:
        case 0:
            return "aircon", np.fft.irfft(white / (1 + (hertz / 250) ** 1.3), count).astype(np.float32)
        case 1:
            clicks = np.zeros(count)
            for at in np.cumsum(rng.uniform(0.08, 0.3, 60)):
                start = int(at * RATE)
                if start + 2400 < count:
                    clicks[start : start + 2400] += rng.standard_normal(2400) * np.exp(-np.arange(2400) / 250)
            return "keyboard", (clicks + 0.02 * rng.standard_normal(count)).astype(np.float32)
        case _:
            tone = sum(np.sin(2 * np.pi * 50 * n * np.arange(count) / RATE) / n for n in (1, 2, 3, 5, 7))
            return "machines", (tone + 0.2 * np.fft.irfft(white / (1 + hertz / 800), count)).astype(np.float32)


def _made_scenes() -> list[EchoScene]:
    scenes = []
    for number in range(2):
        far, near = voice(2 * number), voice(2 * number + 1).copy()
        path = _room(number)
        pressed = np.tanh(2.5 * far) / 2.5
        echo = fftconvolve(pressed, path)[: len(far)].astype(np.float32)
        echo *= 0.035 / np.sqrt(np.mean(echo**2))
        echo += 1e-3 * np.random.default_rng(number).standard_normal(len(echo)).astype(np.float32)
        near[: 8 * RATE] = 0
        near *= np.sqrt(np.mean(echo[8 * RATE :] ** 2) / np.mean(near[8 * RATE :] ** 2))
        scenes.append(EchoScene(f"{number}_farend", "st", far, echo, np.zeros_like(near)))
        scenes.append(EchoScene(f"{number}_both", "dt", far, echo + near, near, 8.0, 0.0))
    return scenes


@cache
def _room(number: int) -> Floats:
    """Loudspeaker to microphone in a room by the image method, with 50 ms of devices before it."""
    import pyroomacoustics as pra

    size = [(4.0, 3.2, 2.7), (6.5, 5.0, 3.0)][number]
    absorption, order = pra.inverse_sabine([0.3, 0.5][number], size)
    room = pra.ShoeBox(size, fs=RATE, materials=pra.Material(absorption), max_order=min(order, 24))
    room.add_source([1.2, 1.0, 0.9])
    room.add_microphone([1.6, 1.3, 0.9])
    room.compute_rir()
    response = np.asarray(room.rir[0][0], np.float32)
    return np.concatenate((np.zeros(2400, np.float32), response))
