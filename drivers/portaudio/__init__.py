"""The sound of the system by PortAudio: PulseAudio, PipeWire, bare ALSA, WASAPI, CoreAudio."""
