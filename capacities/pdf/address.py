"""Where the renderer listens. Its name carries the digest of its code, style sheets and fonts: after any change, web
processes ask at another door and a new renderer opens it."""

import hashlib
import os
import tempfile
from pathlib import Path

from .sources import engine_digest

_LONGEST = 100  # AF_UNIX allows 108 bytes, the end and a temporary suffix included


def socket_path(var_dir):
    name = f"pdf-{engine_digest()[:12]}.sock"
    path = Path(var_dir).resolve() / name
    return path if len(os.fsencode(path)) <= _LONGEST else _short_folder(var_dir) / name


def _short_folder(var_dir):
    """A folder of ours alone, with a short name that follows from the long one."""
    key = hashlib.sha256(os.fsencode(Path(var_dir).resolve())).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"capacities-{os.getuid()}-{key}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise PermissionError(f"{folder} is not ours alone")
    return folder
