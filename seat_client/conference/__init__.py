"""The call: signalling, peers, two lines, congestion control. Runs inside the media process."""
