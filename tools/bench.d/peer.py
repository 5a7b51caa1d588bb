"""What the others are asked to do: each call is a process of its own, and prints its answer as JSON."""
import json
import pathlib
import resource
import sqlite3
import struct
import sys
import time

HERE = pathlib.Path(__file__).parent


def timed(runs, action):
    """Runs the action once to warm up, then so often; gives the last answer, and wall and processor seconds of each."""
    answer = action()
    samples = []
    for _ in range(runs):
        start, busy = time.monotonic(), time.process_time()
        answer = action()
        samples.append([time.monotonic() - start, time.process_time() - busy])
    return answer, samples


def connect_duckdb(folder, threads):
    """A DuckDB in memory that may spill into the folder."""
    import duckdb
    base = duckdb.connect()
    base.execute("set threads = {}".format(threads))
    base.execute("set temp_directory = '{}'".format(folder))
    base.execute("set enable_progress_bar = false")
    return base


def prepare(feed, parquet, threads):
    """Makes the Parquet; gives the names behind the codes, merged units and the totals that need no rule."""
    base = connect_duckdb(pathlib.Path(parquet).parent / "spill", threads)
    base.execute("set variable feed = '{}'".format(feed))
    base.execute("set variable parquet = '{}'".format(parquet))
    base.execute((HERE / "prepare.sql").read_text())
    totals = base.execute((HERE / "totals.sql").read_text())
    names = [column[0] for column in totals.description]
    return {
        "totals": dict(zip(names, totals.fetchone())),
        "units": dict(base.execute("select code, unit from units").fetchall()),
        "sectors": dict(base.execute("select code, sector from sectors").fetchall()),
        "merged": dict(base.execute("select unit, merged_into from merged").fetchall()),
        "counted": base.execute("select count(*) from raw").fetchone()[0],
    }


def report_duckdb(form, place, parquet, cutoff, runs, threads):
    """The report by DuckDB, from Parquet or from a table in memory."""
    base = connect_duckdb(pathlib.Path(parquet).parent / "spill", threads)
    events = "'{}'".format(parquet)
    if place == "memory":
        base.execute("create table events as select * from {}".format(events))
        events = "events"
    known = "voided is null"
    if cutoff:
        known = "recorded < timestamp '{0}' and (voided is null or voided >= timestamp '{0}')".format(cutoff)
    query = (HERE / "report_{}.sql".format(form)).read_text().format(events=events, known=known)
    rows, samples = timed(runs, lambda: base.execute(query).fetchall())
    names = [column[0] for column in base.description]
    return {"rows": [dict(zip(names, row)) for row in rows], "samples": samples}


def report_polars(form, place, parquet, cutoff, runs):
    """The report by Polars, from Parquet or from a frame in memory; POLARS_MAX_THREADS is set by the caller."""
    import datetime
    import polars
    import report_polars as queries
    events = polars.scan_parquet(parquet)
    if place == "memory":
        events = events.collect().lazy()
    moment = datetime.datetime.fromisoformat(cutoff) if cutoff else None
    query = getattr(queries, form)(queries.known(events, moment))
    frame, samples = timed(runs, lambda: query.collect(engine="streaming"))
    return {"rows": frame.to_dicts(), "samples": samples}


def insert_sqlite(feed, limit, file):
    """Inserts rows parsed already: unique id, journal WAL, synchronous FULL, 10,000 rows a transaction."""
    rows = []
    with open(feed, encoding="utf-8") as lines:
        for line, _ in zip(lines, range(limit)):
            event = json.loads(line)
            rows.append((event["id"], event["type"], event["occurredAt"], event.get("recordedAt"), event.get("unit"),
                         event.get("dossier"), line))
    base = sqlite3.connect(file, isolation_level=None)
    base.execute("pragma journal_mode = wal")
    base.execute("pragma synchronous = full")
    base.execute(
        "create table events (id text primary key, type, occurred, recorded, unit, dossier, line) without rowid")
    start, busy = time.monotonic(), time.process_time()
    for first in range(0, len(rows), 10_000):
        base.execute("begin")
        base.executemany("insert or ignore into events values (?, ?, ?, ?, ?, ?, ?)", rows[first:first + 10_000])
        base.execute("commit")
    return {"samples": [[time.monotonic() - start, time.process_time() - busy]], "inserted": len(rows)}


def append_lmdb(lines_file, folder):
    """Puts and commits each line alone under the next number, with LMDB's default sync; goes on where it was."""
    import lmdb
    lines = pathlib.Path(lines_file).read_bytes().splitlines()
    with lmdb.open(folder, map_size=1 << 32) as environment:
        key = environment.stat()["entries"]
        start, busy = time.monotonic(), time.process_time()
        for line in lines:
            with environment.begin(write=True) as transaction:
                transaction.put(struct.pack(">Q", key), line, append=True)
            key += 1
        return {"samples": [[time.monotonic() - start, time.process_time() - busy]], "appended": len(lines)}


def write_plain(feed, plain):
    """Writes the plain lives of a feed."""
    import workload
    return {"dossiers": workload.write_plain(feed, plain)}


def versions():
    """The versions of everything that is measured against."""
    import duckdb
    import lmdb
    import polars
    return {"DuckDB": duckdb.__version__, "Polars": polars.__version__, "SQLite": sqlite3.sqlite_version,
            "bare LMDB": ".".join(map(str, lmdb.version())), "Python": sys.version.split()[0]}


def main():
    """Does what the first argument, a JSON object, asks for."""
    request = json.loads(sys.argv[1])
    tasks = {"prepare": prepare, "duckdb": report_duckdb, "polars": report_polars, "sqlite": insert_sqlite,
             "lmdb": append_lmdb, "plain": write_plain, "versions": versions}
    answer = tasks[request.pop("task")](**request)
    answer["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
