"""The media process: it owns camera, microphone and speaker for the whole session, whoever looks or listens."""
