"""Measures dossier beside its peers: the options and the order of the work."""
import argparse
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import answer
import chart
import checks
import machine
import workload
from figures import Figures
from ours import AS_OF, BY, IMPORT, REPORT, Ours
from running import Failure, ask_peer, progress, run
from theirs import Theirs, measure_sqlite, report_name

PARTS = ("report", "asof", "repeat", "later", "append", "history", "export", "verify", "deep", "sqlite", "peers")
THRESHOLDS = pathlib.Path(__file__).parents[2] / "fixtures" / "bench" / "thresholds.json"
CURVES = {IMPORT: "import", REPORT: "report", AS_OF: "report, other as-of",
          report_name("DuckDB", "packed", "Parquet"): "DuckDB, simpler query",
          report_name("Polars", "packed", "Parquet"): "Polars, simpler query"}


def parse_options():
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="tools/bench", description=__doc__)
    parser.add_argument("--events", metavar="N,…", help="sizes; default 1000000,3000000,10000000")
    parser.add_argument("--full", action="store_true", help="30000000 too")
    parser.add_argument("--seed", type=int, default=1, help="of the workload; default 1")
    parser.add_argument("--runs", type=int, default=5, help="of what is repeated; default 5")
    parser.add_argument("--only", metavar="NAME,…", help="import and these alone: " + ", ".join(PARTS))
    parser.add_argument("--keep", metavar="FOLDER", type=pathlib.Path, help="work in this folder and leave all there")
    parser.add_argument("--json", metavar="FILE", type=pathlib.Path, help="write every figure to this file")
    parser.add_argument("--svg", metavar="FILE", type=pathlib.Path, help="draw the growth curve into this file")
    parser.add_argument("--check", action="store_true", help="fail where a ratio is below " + THRESHOLDS.name)
    parser.add_argument("--binary", type=pathlib.Path, help="measure this dossier; default: built here")
    options = parser.parse_args()
    try:
        sizes = [int(size) for size in (options.events or "1000000,3000000,10000000").split(",")]
    except ValueError:
        parser.error("--events takes whole numbers with commas between them")
    options.sizes = sorted({*sizes, *([30_000_000] if options.full else [])})
    options.parts = set(options.only.split(",")) if options.only else set(PARTS)
    if unknown := options.parts.difference(PARTS):
        parser.error("--only knows no {}; it knows {}".format(", ".join(sorted(unknown)), ", ".join(PARTS)))
    if options.runs < 1 or options.sizes[0] < 20_000:
        parser.error("at least 1 run and 20,000 events are needed")
    if options.binary is None or not options.binary.is_file():
        parser.error("--binary names no file")
    options.binary = options.binary.resolve()
    return options


def main():
    """Measures, prints, writes files and checks thresholds; gives the exit status."""
    options = parse_options()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        return measure_in(options.keep.resolve(), options)
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        return measure_in(pathlib.Path(folder), options)


def measure_in(folder, options):
    """Measures every size in the folder; gives the exit status."""
    needed, free = machine.needed_bytes(options.sizes), machine.free_bytes(folder)
    progress("this takes about {:.0f} minutes and {:.0f} GB of {:.0f} GB free in {}".format(
        machine.needed_minutes(options.sizes, options.runs), needed / 1e9, free / 1e9, folder))
    if needed > free:
        print("the disk is too small: name fewer --events, or another folder with --keep or TMPDIR", file=sys.stderr)
        return 3
    here, versions = machine.describe(), known_versions(options.binary)
    if here["load"] > 0.5:
        progress("something else is running (load {}): the figures will be worse for it".format(here["load"]))
    answer.print_head(here, versions, options.seed, options.runs)
    results = {}
    for size in options.sizes:
        progress("{:,} events".format(size))
        results[size] = measure_size(folder / str(size), size, options, here["cores"])
        answer.print_size(size, results[size])
    growth = answer.growth_ratios(results)
    print()
    answer.print_ratios(growth)
    head = {"date": datetime.date.today().isoformat(), "machine": here, "versions": versions, "seed": options.seed,
            "runs": options.runs}
    return finish(options, head, results, growth)


def measure_size(folder, size, options, threads):
    """Measures ours and theirs at one size and compares the answers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    progress("the workload")
    work = workload.make(options.binary, folder, size, options.seed, options.runs)
    figures, told, smallest = Figures(), [], size == options.sizes[0]
    ours = Ours(options.binary, folder, work, options.runs, options.parts.__contains__, figures)
    ours.begin()
    theirs = Theirs(folder, work.feed, size, threads, figures) if "peers" in options.parts else None
    for turn in range(options.runs):
        # In turns, so that other work on the machine meets both.
        progress("turn {} of {}".format(turn + 1, options.runs))
        ours.take_turn()
        if theirs:
            theirs.take_turn(work.cutoff)
    if theirs:
        told = compare(ours, theirs)
        if smallest:
            told.append(compare_plain(folder, options.binary, work.feed, threads))
    ours.measure_others()
    if "sqlite" in options.parts and smallest:
        measure_sqlite(folder, work.feed, figures)
    result = {"figures": figures.all(), "ratios": answer.ratios(figures.all()),
              "bytesPerEvent": ours.bytes_per_event, "feedBytesPerEvent": work.feed.stat().st_size / size,
              "checks": told}
    if not options.keep:
        shutil.rmtree(folder)
    return result


def compare(ours, theirs):
    """Compares what both compute on the whole feed; gives a line on each comparison."""
    progress("comparing the answers")
    report, as_of_report = ours.answers()
    checks.check_feed(report, ours.appended, theirs.prepared)
    checks.check_receipts(report, theirs.rows, "all known")
    checks.check_receipts(as_of_report, theirs.as_of_rows, "other as-of")
    rows = theirs.rows["DuckDB", "plain"]
    differing, count = checks.differing_rows(report, rows, theirs.prepared["merged"])
    return ["{:,} events and {} are equal".format(ours.appended, ", ".join(theirs.prepared["totals"])),
            "receipts by sector and channel are equal, with everything known and as of {}".format(ours.work.as_of),
            "receipts by answerable unit differ in {} rows of {}: the queries let a transfer after the finish "
            "count".format(differing, count)]


def compare_plain(folder, binary, feed, threads):
    """Compares every figure on the lives in which rules and queries mean the same; gives a line on it."""
    progress("comparing plain lives")
    folder = folder / "plain"
    folder.mkdir()
    plain, ledger, report = folder / "feed.ndjson", folder / "ledger", folder / "report.json"
    count = ask_peer("plain", feed=feed, plain=plain)["dossiers"]
    run([binary, "init", ledger])
    run([binary, "import", ledger, plain])
    run([binary, "report", ledger, *BY], output=report)
    theirs = Theirs(folder, plain, count, threads)
    theirs.answer()
    rows = checks.check_plain(json.loads(report.read_text()), theirs.rows, theirs.prepared["merged"])
    return "{:,} plain lives: {} figures in each of {} rows are equal".format(count, len(checks.ALL), rows)


def known_versions(binary):
    """The versions of ours and of the peers."""
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    versions = {"dossier": said.strip().removeprefix("dossier ")}
    return versions | {name: value for name, value in ask_peer("versions").items() if name != "memory"}


def finish(options, head, results, growth):
    """Writes the files that were asked for and checks thresholds; gives the exit status."""
    if options.json:
        options.json.write_text(json.dumps(answer.as_json(head, results, growth), indent=1, ensure_ascii=False) + "\n")
    if options.svg and len(results) > 1:
        options.svg.write_text(draw_growth(results, head["machine"]))
    if not options.check:
        return 0
    below = answer.below_thresholds(json.loads(THRESHOLDS.read_text()), results, growth)
    for line in below:
        print("below the threshold: " + line, file=sys.stderr)
    return 1 if below else 0


def draw_growth(results, here):
    """The growth curve of what was measured at every size."""
    curves = []
    for name, label in CURVES.items():
        line = [(size, figure.median) for size, result in results.items() for figure in result["figures"]
                if figure.name == name]
        if len(line) == len(results):
            curves.append((label, line))
    return chart.draw(curves, "Seconds by size of the ledger, {} cores".format(here["cores"]))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Failure, OSError) as problem:
        print("tools/bench: {}".format(problem), file=sys.stderr)
        sys.exit(1 if isinstance(problem, Failure) else 3)
