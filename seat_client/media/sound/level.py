"""How loud a piece of sound is."""

import math
from typing import Final

import numpy as np

from seat_client.media.sound.opus import Samples

QUIETEST: Final = -96.0
"""dBFS; what digital silence reads as, one bit of 16."""


def level_dbfs(samples: Samples) -> float:
    """The root mean square in dB below full scale of int16 samples: 0 is a full-scale square wave."""
    if not len(samples):
        return QUIETEST
    values = samples.astype(np.float32)
    power = float(np.dot(values, values)) / len(values) / (1 << 30)
    return max(QUIETEST, 10 * math.log10(power)) if power > 0 else QUIETEST
