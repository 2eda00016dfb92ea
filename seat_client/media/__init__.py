"""The media process: camera, microphone and speaker for the whole session, and what is done with them."""
