"""The configuration of one forwarding unit (Janus) and of the relay (coturn), written anew at every start.

Only what is needed is switched on: the VideoRoom plugin over WebSocket. Janus listens and gathers candidates on the
addresses named here and nowhere else; the relay reaches the forwarding units and nothing besides.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from seat_client.centre.conference.errors import ProgramMissing

JANUS, TURN, CONVERTER = "janus", "turnserver", "janus-pp-rec"
# Debian and a build from source keep the modules in different places beside the program.
MODULES = ("lib/x86_64-linux-gnu/janus", "lib/aarch64-linux-gnu/janus", "lib/janus")
LOOPBACK = "127.0.0.1"
SESSION_SECONDS = 60
"""How long Janus keeps a session that is silent: longer than the longest cut that is bridged by the same session."""


@dataclass(frozen=True, slots=True)
class AdminTerms:
    """Janus's admin interface (its own counters of every stream): a port of loopback, and its secret."""

    port: int
    secret: str

    @property
    def url(self) -> str:
        return f"ws://{LOOPBACK}:{self.port}"


@dataclass(frozen=True, slots=True)
class NodeTerms:
    """One forwarding unit: its name in the table of nodes, where it listens, the ports its media may use.

    `certificate` and `key` (PEM) make the signalling wss; without them it is ws, for loopback alone. Without `admin`
    the admin interface is off.
    """

    name: str
    folder: Path
    recordings: Path
    address: str
    port: int
    media_ports: tuple[int, int]
    admin_key: str
    certificate: Path | None = None
    key: Path | None = None
    admin: AdminTerms | None = None

    @property
    def url(self) -> str:
        return f"{'wss' if self.certificate else 'ws'}://{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class TurnTerms:
    """The relay: where it listens, and the secret that its short-lived passwords are made from."""

    folder: Path
    address: str
    port: int
    relay_ports: tuple[int, int]
    secret: str
    realm: str = "seat"


def program(name: str) -> str:
    """Where a program lies; raises ProgramMissing."""
    found = shutil.which(name)
    if found is None:
        raise ProgramMissing(name)
    return found


def write_node(terms: NodeTerms) -> Path:
    """Janus's configuration files; gives the main one."""
    terms.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    terms.recordings.mkdir(parents=True, exist_ok=True, mode=0o700)
    modules = _modules()
    main = terms.folder / "janus.jcfg"
    _write(main, _GENERAL.format(
        folder=terms.folder, modules=modules, name=terms.name, session=SESSION_SECONDS, address=terms.address,
        low=terms.media_ports[0], high=terms.media_ports[1],
        admin=f'\n\tadmin_secret = "{terms.admin.secret}"' if terms.admin else "",
        plugins=_others(modules / "plugins", "libjanus_videoroom.so"),
        transports=_others(modules / "transports", "libjanus_websockets.so"),
    ))  # fmt: skip
    _write(terms.folder / "janus.plugin.videoroom.jcfg", _ROOMS.format(key=terms.admin_key))
    secured = terms.certificate is not None
    listening = "wss" if secured else "ws"
    text = _SOCKETS.format(
        on=listening, off="ws" if secured else "wss", port=terms.port, address=terms.address,
        admin=_ADMIN.format(port=terms.admin.port, address=LOOPBACK) if terms.admin else "\tadmin_ws = false\n",
    )  # fmt: skip
    if secured:
        text += f'certificates: {{\n\tcert_pem = "{terms.certificate}"\n\tcert_key = "{terms.key}"\n}}\n'
    _write(terms.folder / "janus.transport.websockets.jcfg", text)
    return main


def write_turn(terms: TurnTerms, peers: tuple[str, ...]) -> Path:
    """The relay's configuration; `peers` are the forwarding units' addresses, the only ones it may reach."""
    terms.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    allowed = "".join(f"allowed-peer-ip={peer}\n" for peer in dict.fromkeys(peers))
    loopback = "allow-loopback-peers\n" if any(p.startswith("127.") for p in peers) else ""
    file = terms.folder / "turnserver.conf"
    _write(file, _TURN.format(
        address=terms.address, port=terms.port, low=terms.relay_ports[0], high=terms.relay_ports[1],
        secret=terms.secret, realm=terms.realm, allowed=allowed + loopback, folder=terms.folder,
    ))  # fmt: skip
    return file


def _write(path: Path, text: str) -> None:
    """Each of them holds a secret."""
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")


def _modules() -> Path:
    root = Path(program(JANUS)).resolve().parent.parent
    for place in MODULES:
        if (root / place / "plugins" / "libjanus_videoroom.so").exists():
            return root / place
    raise ProgramMissing("libjanus_videoroom.so")


def _others(folder: Path, kept: str) -> str:
    return ",".join(sorted(p.name for p in folder.glob("*.so") if p.name != kept))


_GENERAL = """general: {{
	configs_folder = "{folder}"
	plugins_folder = "{modules}/plugins"
	transports_folder = "{modules}/transports"
	server_name = "{name}"
	debug_level = 3
	debug_timestamps = true
	session_timeout = {session}
	reclaim_session_timeout = {session}
	hide_dependencies = true{admin}
}}
media: {{
	rtp_port_range = "{low}-{high}"
}}
nat: {{
	nice_debug = false
	ice_enforce_list = "{address}"
	ice_lite = false
}}
plugins: {{
	disable = "{plugins}"
}}
transports: {{
	disable = "{transports}"
}}
events: {{
	broadcast = false
}}
"""

_ROOMS = """general: {{
	admin_key = "{key}"
	lock_rtp_forward = true
	string_ids = true
	events = false
}}
"""

_SOCKETS = """general: {{
	json = "compact"
	{on} = true
	{on}_port = {port}
	{on}_ip = "{address}"
	{off} = false
	pingpong_trigger = 20
	pingpong_timeout = 10
}}
admin: {{
{admin}	admin_wss = false
}}
"""

_ADMIN = """	admin_ws = true
	admin_ws_port = {port}
	admin_ws_ip = "{address}"
"""

_TURN = """listening-ip={address}
listening-port={port}
relay-ip={address}
min-port={low}
max-port={high}
use-auth-secret
static-auth-secret={secret}
realm={realm}
fingerprint
no-cli
no-tls
no-dtls
no-multicast-peers
no-software-attribute
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
{allowed}pidfile={folder}/turnserver.pid
log-file=stdout
simple-log
"""
