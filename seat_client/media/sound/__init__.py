"""Sound between the devices and the network: the engine, its chain, and the receiving side."""

from seat_client.media.sound.engine import Outgoing, SoundEngine
from seat_client.media.sound.mixer import Mixer
from seat_client.media.sound.receiving import PacketBuffer, ReceiveStream

__all__ = ["Mixer", "Outgoing", "PacketBuffer", "ReceiveStream", "SoundEngine"]
