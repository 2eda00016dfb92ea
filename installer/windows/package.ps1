# Builds the Windows release on a Windows machine with Python 3.11 or newer, its headers, a C compiler and NSIS.
# Written after the Linux build; never run: no Windows was at hand.
$ErrorActionPreference = "Stop"
Set-Location "$PSScriptRoot\..\.."
python -m venv .venv
.venv\Scripts\python -m pip install --require-hashes --only-binary :all: -r installer\locks\build.txt
.venv\Scripts\uv pip install --python .venv\Scripts\python.exe --require-hashes --no-build-isolation -r installer\locks\package.txt
.venv\Scripts\python -m PyInstaller --noconfirm --clean installer\bundle\seat-client.spec
$version = .venv\Scripts\python -c "from seat_client import __version__; print(__version__)"
makensis "-DVERSION=$version" "-DBUNDLE=$PWD\dist\seat-client" "-DOUT=$PWD\dist\seat-client-$version-setup.exe" installer\windows\seat-client.nsi
