"""Cameras through OpenCV: Video4Linux on Linux, Media Foundation on Windows."""
