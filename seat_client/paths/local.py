"""The address of this machine that a route leaves from."""

import fcntl
import ipaddress
import socket
import struct

_GET_ADDRESS = 0x8915
"""SIOCGIFADDR, netdevice(7): the IPv4 address of an interface."""
_LONGEST_NAME = 15


def local_address(source: str) -> str:
    """`source` itself where it is an IP address, else the present address of the interface of that name.

    Asked anew each time: a mobile line gets another address whenever it comes back. Raises OSError while the interface
    has none, or is not there.
    """
    try:
        return str(ipaddress.ip_address(source))
    except ValueError:
        name = source.encode()[:_LONGEST_NAME]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        answer = fcntl.ioctl(asking, _GET_ADDRESS, struct.pack("256s", name))
    return socket.inet_ntoa(answer[20:24])
