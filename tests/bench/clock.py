"""Measures in turns: every arm once a round, so that what the machine does meanwhile falls on all alike; medians."""

import os
import platform
import resource
import statistics
import time
from pathlib import Path


def own_cpu():
    return time.process_time()


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turns(arms, rounds, clock=own_cpu, before=None, pick=statistics.median):
    """{name: seconds} of the arms, medians unless `pick` says otherwise, functions without arguments. `before` holds what an arm needs done, untimed."""
    taken = {name: [] for name in arms}
    for arm in arms.values():
        arm()  # the first time pays for imports and compiled templates
    for _ in range(rounds):
        for name, arm in arms.items():
            if before and name in before:
                before[name]()
            start = clock()
            arm()
            taken[name].append(clock() - start)
    return {name: pick(times) for name, times in taken.items()}


def noise():
    """Coefficient of variation of a loop that does nothing but count: what this machine adds to every figure."""
    times = []
    for _ in range(40):
        start = time.process_time()
        for _ in range(200_000):
            pass
        times.append(time.process_time() - start)
    return statistics.stdev(times) / statistics.mean(times)


def machine():
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} cœurs ({model}), {platform.system()} {platform.release()}, Python {platform.python_version()}"
