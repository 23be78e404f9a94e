"""The few words that a web process and the renderer exchange on their socket: a letter, a length, a body."""

import json
import struct

HTML, OPTIONS, PROGRESS, DOCUMENT, REFUSED, END = b"H", b"O", b"P", b"D", b"R", b"E"
MAX_BODY = 200_000_000
_HEAD = struct.Struct("!cQ")


class Cut(ConnectionError):
    """The other side left before the end."""


def send(connection, kind, body=b""):
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    connection.sendall(_HEAD.pack(kind, len(body)) + body)


def receive(connection):
    """The next (kind, body). Raises Cut when there is none."""
    kind, size = _HEAD.unpack(_exactly(connection, _HEAD.size))
    if size > MAX_BODY:
        raise Cut("a body too long to be ours")
    return kind, bytes(_exactly(connection, size))


def _exactly(connection, size):
    found = bytearray(size)
    view, at = memoryview(found), 0
    while at < size:
        count = connection.recv_into(view[at:])
        if not count:
            raise Cut("the other side left")
        at += count
    return found


def read_json(body):
    return json.loads(body)
