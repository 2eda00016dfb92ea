"""What the seat's media process is made of: camera, sound and call, with the driver families this program knows."""

import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2

from drivers.registry import camera, sound_family
from seat_client.conference.part import CallPart
from seat_client.conference.resuming import keep_sessions
from seat_client.media.camera_part import CameraPart
from seat_client.media.client import MediaClient
from seat_client.media.process import Host, Part
from seat_client.media.sound_part import SoundPart


@dataclass(frozen=True, slots=True)
class MediaSetup:
    """`trust` is the centre's issuer (PEM file), empty where signalling speaks no TLS."""

    trust: str = ""


def build(host: Host, setup: object) -> Sequence[Part]:
    """The parts, in the order in which they start; in the media process."""
    assert isinstance(setup, MediaSetup)  # noqa: S101 - handed over by start_media below
    cv2.setNumThreads(1)  # its threads cost more than they save on pictures as small as these
    cameras, sounds = CameraPart(host, camera), SoundPart(host, sound_family)
    trust = ssl.create_default_context(cafile=setup.trust) if setup.trust else None
    return cameras, sounds, CallPart(host, cameras, sounds, trust=trust)


def start_media(setup: MediaSetup, tell: Callable[[object], None]) -> MediaClient:
    """Start the media process, devices closed; `tell` is called in a thread of the client."""

    def told(news: object) -> None:
        keep_sessions(client, news)
        tell(news)

    client = MediaClient(build, setup, told)
    return client
