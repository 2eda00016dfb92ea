"""`seat-client sound`: the seat's sound measured, for the technician and the acceptance certificate.

Exit codes: 0 the sound will do, 1 something is in the way (it is named, with what to do), 2 unusable arguments.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from drivers.api.errors import DriverError, FamilyUnknown
from drivers.api.sound import Direction, SoundFamily, Wanted
from drivers.registry import sound_family
from seat_client.media.measuring import Part
from seat_client.media.sound.self_test import Fault, SelfTest, SoundFigures

_TELLS: Final = {
    Part.SILENCE: "请保持安静，正在测量房间噪声（4 秒）……",
    Part.READING: "请用平常的声音朗读：“本人承诺客观公正地履行评审职责。”（6 秒）……",
    Part.LOUDSPEAKER: "请勿说话，正在播放测试声并测量回声（9 秒）……",
}
_FAULTS: Final = {
    Fault.NO_SOUND: "没有声音：麦克风或扬声器没有打开。请检查插头和系统声音设置，用 --list 查看设备名称。",
    Fault.ROOM_TOO_LOUD: "房间太吵：其他专家会听到背景噪声。请关上门窗、关小空调，或改用耳麦。",
    Fault.SPEECH_TOO_QUIET: "说话声太小：请靠近麦克风，或在系统设置中调高麦克风音量。",
    Fault.TOO_LOUD: "声音过大而失真：请在系统设置中调低麦克风音量。",
    Fault.ECHO_REMAINS: "回声没有消除干净：请把扬声器音量调小、移离麦克风，或改用耳麦。",
}


def run(argv: Sequence[str]) -> int:
    """Measure and print; the result is the exit code."""
    parser = argparse.ArgumentParser(prog="seat-client sound", description="Measure the sound of this seat.")
    parser.add_argument("device", nargs="?", default="portaudio", help="as in seat.toml (default: portaudio)")
    parser.add_argument("--microphone", default="", metavar="NAME", help="instead of the system's default")
    parser.add_argument("--speaker", default="", metavar="NAME", help="instead of the system's default")
    parser.add_argument("--list", action="store_true", help="only name the devices")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(argv)
    try:
        family = sound_family(options.device)
        if options.list:
            return _list(family)
        told = None if options.json else (lambda part: print(_TELLS[part], flush=True))
        figures = SelfTest(family, Wanted(options.microphone, options.speaker), told).run()
    except FamilyUnknown as unknown:
        print(f"未知的声音驱动：{unknown.name}（可用 portaudio 或 virtual:场景）", file=sys.stderr)
        return 2
    except DriverError as error:
        print(f"声音无法使用：{error.code} {error}", file=sys.stderr)
        return 1
    print(json.dumps(asdict(figures), ensure_ascii=False, indent=2) if options.json else _sentences(figures))
    return 1 if figures.faults else 0


def _list(family: SoundFamily) -> int:
    devices = family.devices()
    words = {Direction.MICROPHONE: "麦克风", Direction.SPEAKER: "扬声器"}
    for device in devices:
        print(f"{words[device.direction]}  {device.name}{'（系统默认）' if device.is_default else ''}")
    if not devices:
        print("没有找到声音设备。")
    return 0 if devices else 1


def _sentences(figures: SoundFigures) -> str:
    faults = [_FAULTS[fault] for fault in figures.faults]
    if Fault.NO_SOUND in figures.faults:
        return "\n".join(faults)
    echo = '麦克风听不到扬声器，无需消除回声（使用耳麦的机位可在 seat.toml 中设置 sound_profile = "headset"）'
    if figures.echo_loss is not None:
        echo = f"回声消除 {figures.echo_loss:.0f} dB，延迟 {figures.echo_delay:.0f} ms，时钟差 {figures.drift:+.0f} ppm"
    lines = [
        f"麦克风 {figures.microphone}，扬声器 {figures.speaker}",
        f"房间噪声 {figures.room:.0f} dBFS，说话 {figures.speech:.0f} dBFS",
        f"降噪 {figures.noise_reduction:.0f} dB（{figures.suppressor.value}）",
        echo,
        *(f"程序缺少 {name}，降噪效果会差一些，请联系技术支持" for name in figures.missing),
    ]
    return "\n".join([*lines, *(faults or ["声音合格。"])])
