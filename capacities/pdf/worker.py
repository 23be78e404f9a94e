"""The warm renderer: one process of one thread that has WeasyPrint, style sheets and fonts ready, and forks a child, bound
by limits, for each document. Web processes start it (`client`); it quits after ten idle minutes.

    python -m capacities.pdf.worker VAR_DIR SOCKET
"""

import contextlib
import gc
import json
import logging
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

from . import frames
from .engine import Engine
from .limits import Limits

AT_ONCE = 2  # children; others wait at the door
IDLE = 600  # seconds without a document after which the renderer quits
_LOOK_ROUND = 20  # seconds between two looks at whether we are still wanted

# How a child ends, beside the signals of the kernel.
DONE, FORBIDDEN, TOO_BIG, FAILED, GONE = 0, 10, 11, 12, 13
_REASONS = {DONE: "done", FORBIDDEN: "forbidden", TOO_BIG: "size", FAILED: "failed", GONE: "gone"}
_SIGNALS = {signal.SIGXCPU: "time", signal.SIGALRM: "time", signal.SIGKILL: "size"}
# How libraries in C end when memory is refused to them: GLib traps or aborts, others touch what they were not given.
_SIGNALS |= dict.fromkeys((signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS), "size")

_WARM_UP = """<!doctype html><html lang="fr"><head><title>é</title></head><body><h1>é</h1><p><b>b</b> <i>i</i></p>
<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td><ul><li>é</li></ul></td></tr></tbody></table>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><title>é</title><path d="M0 0h9v9z"/></svg>
</body></html>"""


class Worker:
    def __init__(self, engine, path, idle=IDLE):
        self.engine, self.path, self.idle = engine, Path(path), idle
        self.children = {}  # read end of a child's lifeline → (its pid, its connection)
        self.listener = _listen(self.path)
        self.inode = self.path.stat().st_ino

    def serve(self):
        last_used = time.monotonic()
        while self.children or (time.monotonic() - last_used < self.idle and self.wanted()):
            doors = [self.listener] if len(self.children) < AT_ONCE else []
            ready, _, _ = select.select([*doors, *self.children], [], [], min(_LOOK_ROUND, self.idle))
            for door in ready:
                last_used = time.monotonic()
                if door is self.listener:
                    self.begin(self.listener.accept()[0])
                else:
                    self.end(door)

    def wanted(self):
        """Whether the socket is still ours: its folder may have been cleared, or another renderer taken our place."""
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False

    def begin(self, connection):
        """Fork a child for the document that comes by `connection`. Its end closes its lifeline, whatever the cause."""
        ours, lifeline = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(ours)
            code = FAILED
            try:
                for other in (self.listener, *(c for _, c in self.children.values())):
                    other.close()
                code = serve_one(self.engine, connection)
            except MemoryError:  # met while another error was being told
                code = TOO_BIG
            finally:
                os._exit(code)
        os.close(lifeline)
        self.children[ours] = pid, connection

    def end(self, lifeline):
        """Say how a child ended: the last word is ours, since a child that was killed can say nothing."""
        pid, connection = self.children.pop(lifeline)
        os.close(lifeline)
        _, status, usage = os.wait4(pid, 0)
        if os.WIFSIGNALED(status):
            reason = _SIGNALS.get(os.WTERMSIG(status), "failed")
        else:
            reason = _REASONS.get(os.WEXITSTATUS(status), "failed")
        cost = {"cpu": round(usage.ru_utime + usage.ru_stime, 3), "memory": usage.ru_maxrss}
        with connection, contextlib.suppress(OSError):
            connection.settimeout(1)
            frames.send(connection, frames.END, {"reason": reason, **cost})


def serve_one(engine, connection):
    """In the child: read one document, render it, send it. Returns the exit status."""
    gc.disable()
    Limits().impose()
    try:
        _, options = frames.receive(connection)
        _, html = frames.receive(connection)
        options = json.loads(options)
        Limits.at_most(options.get("limits", {})).impose()
        if options.get("progress"):
            logging.getLogger("weasyprint.progress").addHandler(_Told(connection))
            logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
        frames.send(connection, frames.DOCUMENT, engine.render(html.decode()))
    except frames.Cut:
        return GONE
    except (MemoryError, RecursionError, SystemError):  # the last is how an extension in C runs short without saying so
        return TOO_BIG
    except BaseException as error:  # what the fetcher refuses is, on purpose, no ordinary exception
        from weasyprint.urls import FatalURLFetchingError

        with contextlib.suppress(OSError):
            frames.send(connection, frames.REFUSED, f"{type(error).__name__}: {error}"[:500].encode())
        return FORBIDDEN if isinstance(error, FatalURLFetchingError) else FAILED
    return DONE


class _Told(logging.Handler):
    """Passes WeasyPrint's steps on to whoever waits for the document."""

    def __init__(self, connection):
        super().__init__()
        self.connection = connection

    def emit(self, record):
        with contextlib.suppress(OSError):
            frames.send(self.connection, frames.PROGRESS, record.getMessage()[:200].encode())


def _listen(path):
    """A socket for us alone, which takes its name only once it listens."""
    nascent = path.with_suffix(".new")
    nascent.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        listener.bind(str(nascent))
    finally:
        os.umask(mask)
    listener.listen(64)
    os.rename(nascent, path)
    return listener


def main(var_dir, path):
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    engine = Engine(Path(var_dir))
    engine.render(_WARM_UP)
    gc.collect()
    gc.freeze()  # children share these pages: the collector must not touch them
    worker = Worker(engine, path, idle=float(os.environ.get("CAPACITIES_PDF_IDLE", IDLE)))
    try:
        worker.serve()
    finally:
        if worker.wanted():
            worker.path.unlink(missing_ok=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
