"""Runs processes and takes their time, processor time and peak memory."""
import json
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent


class Failure(Exception):
    """Something that ends the benchmark: a command failed, or an answer is not the other's."""


def run(arguments, source=None, output=None):
    """Runs a process to its end; gives seconds, processor seconds and peak memory in bytes."""
    with open(source or os.devnull, "rb") as given, open(output or os.devnull, "wb") as taken:
        start = time.monotonic()
        child = subprocess.Popen(arguments, stdin=given, stdout=taken, stderr=subprocess.PIPE)
        said = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failure("{} ended with status {}: {}".format(
            " ".join(map(str, arguments)), child.returncode, said.decode(errors="replace").strip()))
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def ask_peer(task, threads=None, **request):
    """Has a process of its own do the task of peer.py; gives its answer."""
    environment = dict(os.environ)
    if task == "polars":
        environment["POLARS_MAX_THREADS"] = str(threads)
    elif threads:
        request["threads"] = threads
    request = {key: str(value) if isinstance(value, pathlib.Path) else value for key, value in request.items()}
    done = subprocess.run([sys.executable, HERE / "peer.py", json.dumps({"task": task, **request})],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, check=False)
    if done.returncode != 0:
        raise Failure("{} failed: {}".format(task, done.stderr.decode(errors="replace").strip()))
    return json.loads(done.stdout)


def progress(text):
    """Tells what is being done, on standard error."""
    print(time.strftime("%H:%M:%S ") + text, file=sys.stderr, flush=True)
