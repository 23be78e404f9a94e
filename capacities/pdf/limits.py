"""How much of the machine one document may use. A document asks for less, never for more."""

import resource
import signal
from dataclasses import asdict, dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    cpu: int = 60  # seconds of computing
    wall: float = 90.0  # seconds by the clock
    memory: int = 1500 * MEGABYTE  # address space

    @classmethod
    def at_most(cls, asked):
        """The limits asked for, none of them above the usual ones."""
        usual = asdict(cls())
        return cls(**{name: type(usual[name])(min(asked.get(name, usual[name]), usual[name])) for name in usual})

    def impose(self):
        """Bind this process for good: the kernel kills it when it goes too far. No file is written, no process begun."""
        resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (self.cpu, self.cpu + 1))  # the first limit says why, the second kills
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, self.wall)
