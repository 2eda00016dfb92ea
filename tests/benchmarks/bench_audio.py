"""An expert in a county hall is understood at once: noise, echo, lost packets, and the whole way from mouth to ear.

The peers are in the same run: RNNoise and WebRTC's suppressor, AEC3, and aiortc's own jitter buffer. `--ns DIR` and
`--aec DIR` bring clips of one's own (see `audio_scenes`); `--long` takes all of them and watches the path for ten
minutes.
"""

import math
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from seat_client.media.sound import ReceiveStream, opus
from seat_client.media.sound.echo import Aec3Canceller, EchoCanceller, TrackingCanceller
from seat_client.media.sound.noise import DeepFilter, NoiseSuppressor, RnNoise, WebRtcNoise
from tests.benchmarks import audio_path
from tests.benchmarks.audio_scenes import (
    RATE,
    EchoScene,
    Floats,
    NoisyClip,
    delayed,
    drifting,
    echo_scenes,
    jumping,
    noisy_clips,
)
from tests.benchmarks.audio_scores import aecmos, at_16k, dnsmos, echo_loss, pesq_of, stoi_of
from tests.benchmarks.frame import ASKED, Benchmark, Goal, Row, Sides, Statistic, Study

BLOCK = 480
SETTLED = 8.0
"""Seconds after which a canceller is judged: half of a scene."""
JUMP_AT = 8.0
LOSS = 0.05
CLIPS, ALL = 40, 1000
"""Clips differ by 0.2 in what they gain: with sixteen the mean is uncertain by 0.1, with forty by 0.06."""
MOUTH_TO_EAR_MS, LONGEST_GAP_MS = 250, 300


# --- noise ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoiseScores:
    """One suppressor's means: overall DNSMOS, PESQ in noise, PESQ without any, STOI by group, seconds a second."""

    overall: float
    pesq: float
    clean_pesq: float
    stoi: dict[str, float]
    load: float


@cache
def _noise(system: str) -> NoiseScores:
    clips = noisy_clips(ASKED.ns, ALL if ASKED.long else CLIPS)
    suppressors: dict[str, Callable[[], NoiseSuppressor]] = {
        "deepfilter": DeepFilter,
        "rnnoise": RnNoise,
        "webrtc": WebRtcNoise,
    }
    scored = [_scored(clip, suppressors.get(system)) for clip in clips]
    noisy = [each for clip, each in zip(clips, scored, strict=True) if clip.group != "clean"]
    clean = [each for clip, each in zip(clips, scored, strict=True) if clip.group == "clean"]
    groups = {clip.group for clip in clips} - {"clean"}
    return NoiseScores(
        statistics.fmean(each[0] for each in noisy),
        statistics.fmean(each[1] for each in noisy),
        statistics.fmean(each[1] for each in clean) if clean else math.nan,
        {g: statistics.fmean(s[2] for c, s in zip(clips, scored, strict=True) if c.group == g) for g in groups},
        statistics.fmean(each[3] for each in scored),
    )


def _scored(clip: NoisyClip, made: Callable[[], NoiseSuppressor] | None) -> tuple[float, float, float, float]:
    out, seconds = (clip.noisy, 0.0) if made is None else _suppressed(made(), clip.noisy)
    clean, heard = at_16k(clip.clean), at_16k(out)
    overall = dnsmos(heard[: len(clean)])[2]
    return overall, pesq_of(clean, heard), stoi_of(clean, heard), seconds * RATE / len(clip.noisy)


def _suppressed(suppressor: NoiseSuppressor, noisy: Floats) -> tuple[Floats, float]:
    sound = np.concatenate((noisy, np.zeros(6 * BLOCK, np.float32)))
    began = time.thread_time()
    out = [suppressor.process(sound[at : at + BLOCK]) for at in range(0, len(sound) - BLOCK + 1, BLOCK)]
    return np.concatenate(out), time.thread_time() - began


def _stoi_shortfall() -> float:
    """The most by which a group is understood worse than before, pure babble left out; negative is better."""
    before, after = _noise("none").stoi, _noise("deepfilter").stoi
    return max(before[group] - after[group] for group in before if not group.startswith("babble"))


# --- echo -------------------------------------------------------------------------------------------------


@cache
def _scenes() -> list[EchoScene]:
    return echo_scenes(ASKED.aec)


@cache
def _cancelled(kind: str, scene: EchoScene) -> tuple[Floats, float]:
    canceller: EchoCanceller = TrackingCanceller() if kind == "ours" else Aec3Canceller()
    began = time.thread_time()
    out = []
    for at in range(0, len(scene.mic) - BLOCK + 1, BLOCK):
        canceller.played(scene.far[at : at + BLOCK])
        out.append(canceller.process(scene.mic[at : at + BLOCK]))
    return np.concatenate(out), (time.thread_time() - began) * RATE / len(scene.mic)


def _both_speak(kind: str) -> tuple[float, float]:
    """Mean echo and degradation ratings while both speak as loud as one another (or in all such scenes)."""
    both = [scene for scene in _scenes() if scene.kind == "dt"]
    equal = [scene for scene in both if scene.echo_to_near_db == 0] or both
    marks = []
    for scene in equal:
        out, _ = _cancelled(kind, scene)
        part = slice(int(max(scene.both_from, SETTLED) * RATE), len(out))
        clips = (at_16k(clip[part]) for clip in (scene.far, scene.mic, out))
        marks.append(aecmos(*clips, both_speak=True))
    echo, degradation = np.mean(marks, axis=0)
    return float(echo), float(degradation)


def _loss(kind: str, scenes: list[EchoScene]) -> float:
    """Mean echo return loss enhancement in dB, settled."""
    part = slice(int(SETTLED * RATE), None)
    return statistics.fmean(
        echo_loss(s.mic[part][: len(o[part])], o[part]) for s in scenes for o in [_cancelled(kind, s)[0]]
    )


@cache
def _far_end() -> list[EchoScene]:
    return [scene for scene in _scenes() if scene.kind == "st" and scene.plain]


@cache
def _drifting() -> list[EchoScene]:
    return [drifting(scene) for scene in _far_end()] + [s for s in _scenes() if "drift" in s.name]


@cache
def _delayed() -> list[EchoScene]:
    return [delayed(_far_end()[0])] + [s for s in _scenes() if "delay" in s.name]


@cache
def _jumping() -> list[EchoScene]:
    return [jumping(scene, JUMP_AT) for scene in _far_end()]


def _load(kind: str) -> float:
    """Processor seconds for each second of sound."""
    return statistics.fmean(_cancelled(kind, scene)[1] for scene in _far_end())


def _seconds_to_recover(kind: str) -> float:
    """The longest time after a jump of 40 ms until half a second each has lost 20 dB."""
    return max(_back(scene, _cancelled(kind, scene)[0]) for scene in _jumping())


def _back(scene: EchoScene, out: Floats) -> float:
    for step in range(int(JUMP_AT * 20), len(out) // (RATE // 20) - 10):
        part = slice(step * RATE // 20, step * RATE // 20 + RATE // 2)
        if echo_loss(scene.mic[part], out[part]) > 20:
            return step / 20 - JUMP_AT
    return math.inf


# --- loss -------------------------------------------------------------------------------------------------


@cache
def _over_a_lossy_line() -> tuple[float, float, float]:
    """PESQ of ours and of aiortc's buffer against the clean decode at 5 % loss, and our median buffering in ms."""
    chance = random.Random(7)
    clips = [clip.clean for clip in noisy_clips(ASKED.ns, 3)]
    scores = []
    for clip in clips:
        packets = _packets(clip)
        kept = [chance.random() >= LOSS for _ in packets]
        decoder = opus.Decoder()
        clean = np.concatenate([decoder.decode(packet) for packet in packets]) / 32768
        ours, stored = _received(packets, kept)
        theirs = _by_aiortc(packets, kept)
        marks = [pesq_of(at_16k(clean), at_16k(_late_by_none(clean, each))) for each in (ours, theirs)]
        scores.append((*marks, stored * 1000))
    ours_mark, theirs_mark, buffering = np.mean(scores, axis=0)
    return float(ours_mark), float(theirs_mark), float(buffering)


def _packets(clip: Floats) -> list[bytes]:
    encoder = opus.Encoder()
    samples = (np.clip(clip, -1, 1) * 32767).astype(np.int16)
    return [encoder.encode(samples[at : at + opus.FRAME]) for at in range(0, len(samples) - opus.FRAME + 1, opus.FRAME)]


def _received(packets: list[bytes], kept: list[bool]) -> tuple[Floats, float]:
    stream, out, stored = ReceiveStream("bench"), [], []
    for number, payload in enumerate([*packets, *packets[-5:]]):
        if number >= len(packets) or kept[number]:
            stream.push(number, number * opus.FRAME, payload, number * 0.02)
        for _ in range(2):
            out.append(stream.pull(BLOCK))
        stored.append(stream.figures.buffered)
    return np.concatenate(out) / 32768, statistics.median(stored)


def _by_aiortc(packets: list[bytes], kept: list[bool]) -> Floats:
    """Its buffer as it is set up for sound, and silence where nothing comes out of it."""
    buffer, decoder, out = JitterBuffer(capacity=16, prefetch=4), opus.Decoder(), []
    for number, payload in enumerate(packets):
        frame = None
        if kept[number]:
            packet = RtpPacket(sequence_number=number, timestamp=number * opus.FRAME, payload=payload)
            packet._data = payload  # type: ignore[attr-defined]
            _, frame = buffer.add(packet)
        out.append(np.zeros(opus.FRAME, np.int16) if frame is None else decoder.decode(frame.data))
    return np.concatenate(out) / 32768


def _late_by_none(clean: Floats, heard: Floats) -> Floats:
    """The clip moved back by the start of its stream, up to half a second."""
    size = 1 << 20
    spectrum = np.fft.rfft(heard[:480_000], size) * np.fft.rfft(clean[:480_000], size).conj()
    late = int(np.argmax(np.fft.irfft(spectrum)[: RATE // 2]))
    return heard[late:]


# --- the whole way ----------------------------------------------------------------------------------------


def _path(_folder: Path, _long: bool) -> Iterator[Row]:
    """Mouth to ear, beside the sum of the parts that were counted in the same run."""
    way = audio_path.way()
    for part, value in way.parts.items():
        yield Row(f"path_{part}_ms", round(value, 1), "ms", None, None, None)
    counted = round(sum(way.parts.values()), 1)
    measured = round(way.mouth_to_ear, 1)
    yield Row("mouth_to_ear_ms", measured, "ms", counted, "<= 250 ms", measured <= MOUTH_TO_EAR_MS)
    yield Row("longest_gap_ms", round(way.longest_gap), "ms", None, "<= 300 ms", way.longest_gap <= LONGEST_GAP_MS)


# --- declarations -----------------------------------------------------------------------------------------


def _once(  # noqa: PLR0917
    figure: str,
    unit: str,
    peer: str,
    bound: float,
    ours: Callable[[], float],
    theirs: Callable[[], float] | None = None,
    *,
    more: bool = True,
) -> Benchmark:
    """A figure that is computed once in a run, and whether it is within its bound."""

    @contextmanager
    def sides(_folder: Path) -> Iterator[Sides]:
        yield Sides(ours, theirs)

    goal = Goal(Statistic.MEDIAN, bound, more_is_better=more, figure=figure)
    return Benchmark(f"audio.{figure}", unit, peer, (goal,), sides, rounds=1, long_rounds=1, warm_up=0)


def _ours(name: str) -> Callable[[], float]:
    return lambda: float(getattr(_noise("deepfilter"), name)) - float(getattr(_noise("rnnoise"), name))


def _webrtc(name: str) -> Callable[[], float]:
    return lambda: float(getattr(_noise("webrtc"), name)) - float(getattr(_noise("rnnoise"), name))


def _echo(figure: str, unit: str, bound: float, of: Callable[[str], float], *, more: bool = True) -> Benchmark:
    """A figure of the echo canceller, beside AEC3."""
    return _once(f"echo_{figure}", unit, "WebRTC AEC3", bound, lambda: of("ours"), lambda: of("aec3"), more=more)


NS1, RNNOISE, AIORTC = "WebRTC NS 1, over RNNoise", "RNNoise", "aiortc's jitter buffer"

BENCHMARKS = [
    _once("ovrl_gain", "DNSMOS", NS1, 0.10, _ours("overall"), _webrtc("overall")),
    _once("pesq_gain", "PESQ", NS1, 0.30, _ours("pesq"), _webrtc("pesq")),
    _once(
        "clean_pesq",
        "PESQ",
        RNNOISE,
        4.3,
        lambda: _noise("deepfilter").clean_pesq,
        lambda: _noise("rnnoise").clean_pesq,
    ),
    _once("stoi_shortfall", "STOI", "unprocessed", 0.0, _stoi_shortfall, more=False),
    _once("ns_cpu_ratio", "x", RNNOISE, 3.0, lambda: _noise("deepfilter").load / _noise("rnnoise").load, more=False),
    _echo("degmos", "AECMOS", 3.8, lambda kind: _both_speak(kind)[1]),
    _echo("echomos", "AECMOS", 4.0, lambda kind: _both_speak(kind)[0]),
    _echo("erle_db", "dB", 30, lambda kind: _loss(kind, _far_end())),
    _echo("drift_erle_db", "dB", 25, lambda kind: _loss(kind, _drifting())),
    _echo("delay_erle_db", "dB", 30, lambda kind: _loss(kind, _delayed())),
    _echo("jump_s", "s", 2.0, _seconds_to_recover, more=False),
    _echo("rtf", "s/s", 0.1, _load, more=False),
    _once("loss5_pesq", "PESQ", AIORTC, 3.5, lambda: _over_a_lossy_line()[0], lambda: _over_a_lossy_line()[1]),
    _once("loss5_buffer_ms", "ms", "-", 100, lambda: _over_a_lossy_line()[2], more=False),
    Study("audio.path", "no product: the sum of its own parts", _path),
    _once("recovery_s", "s", "-", 1.0, audio_path.recovery_s, more=False),
]
