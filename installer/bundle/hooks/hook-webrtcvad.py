"""The module comes in the package webrtcvad-wheels; PyInstaller's own hook asks for one named webrtcvad."""

from PyInstaller.utils.hooks import copy_metadata

datas = copy_metadata("webrtcvad-wheels")
