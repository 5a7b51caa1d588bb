"""What the figures were measured on, and whether there is room."""
import os
import platform
import shutil


def describe():
    """Processor, cores, memory, kernel and the load before the start."""
    return {
        "processor": _value_in("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        "kernel": platform.release(),
        "load": round(os.getloadavg()[0], 2),
    }


def needed_bytes(sizes):
    """What the largest size takes on disk: about 900 bytes an event, and SQLite's million."""
    return max(sizes) * 900 + 1_000_000_000


def needed_minutes(sizes, runs):
    """About how long it takes on two cores."""
    return sum(size / 1_000_000 * (30 + 6 * runs) for size in sizes) / 60 + 2


def free_bytes(folder):
    """What is free where the folder lies."""
    return shutil.disk_usage(folder).free


def _value_in(file, key):
    """The value behind the key in a file of `key : value` lines, or unknown."""
    try:
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                name, _, value = line.partition(":")
                if name.strip() == key:
                    return value.strip()
    except OSError:
        pass
    return "unknown"
