"""Measures dossier: whole processes, start included, with a warm page cache."""
import json
import shutil
import subprocess

from running import ask_peer, progress, run

APPEND, LMDB, IMPORT, SQLITE = "append, one by one", "LMDB put and commit", "import, durable", "SQLite insert"
REPORT, AS_OF, AGAIN = "report by unit, sector", "report, other as-of", "report again"
AFTER = "report after 1,000 events"
BY = ["--by", "unit,sector", "--format", "json"]


class Ours:
    """The measurements of one size, on one ledger."""

    def __init__(self, binary, folder, work, runs, wanted, figures):
        """`wanted` tells of a part's name whether it is asked for; what is measured goes to `figures`."""
        self.binary, self.folder, self.work, self.runs, self.wanted = binary, folder, work, runs, wanted
        self.figures = figures
        self.ledger = folder / "ledger"
        self.report_file, self.as_of_file = folder / "report.json", folder / "as-of.json"
        self.heavy_runs = min(runs, 3) if work.events <= 3_000_000 else 1
        self.uncached = ["--no-cache"] if "--no-cache" in _help(binary, "report") else []
        self.has_history = "\n  history " in _help(binary)
        self.appended = 0
        self.bytes_per_event = 0

    def reports(self):
        """The reports that are compared with the peers': part, name, arguments and the file of the answer."""
        report = ["report", self.ledger, *BY]
        return [("report", REPORT, [*report, *self.uncached], self.report_file),
                ("asof", AS_OF, [*report, *self.uncached, "--as-of", self.work.as_of], self.as_of_file)]

    def begin(self):
        """Imports, and reports once without measuring; after it the ledger holds the feed and nothing else."""
        self._import()
        for _, _, arguments, file in self.reports():
            run([self.binary, *arguments], output=file)

    def take_turn(self):
        """Measures one run of each report."""
        for part, name, arguments, file in self.reports():
            if self.wanted(part):
                self.figures.add(name, self.work.events, [run([self.binary, *arguments], output=file)])

    def measure_others(self):
        """Measures the rest, and last what lets the ledger grow."""
        self._repeat("repeat", AGAIN, ["report", self.ledger, *BY])
        if self.has_history:
            self._history()
        self._repeat("export", "export", ["export", self.ledger], self.heavy_runs)
        self._repeat("verify", "verify", ["verify", self.ledger], self.heavy_runs)
        self._repeat("deep", "verify --deep", ["verify", self.ledger, "--deep"], self.heavy_runs)
        if self.wanted("later"):
            self._report_after_more(["report", self.ledger, *BY])
        if self.wanted("append"):
            self._append()

    def answers(self):
        """The reports on everything and of the other moment, parsed."""
        return json.loads(self.report_file.read_text()), json.loads(self.as_of_file.read_text())

    def _import(self):
        """Imports into a new ledger each time; the last one stays."""
        samples, answer = [], self.folder / "import.json"
        for _ in range(self.heavy_runs):
            shutil.rmtree(self.ledger, ignore_errors=True)
            run([self.binary, "init", self.ledger])
            progress("import of {:,} events".format(self.work.events))
            samples.append(run([self.binary, "import", self.ledger, self.work.feed, "--format", "json"], output=answer))
        self.figures.add(IMPORT, self.work.events, samples)
        self.appended = json.loads(answer.read_text())["appended"]
        size = sum(file.stat().st_size for file in self.ledger.iterdir() if file.is_file())
        self.bytes_per_event = size / self.appended

    def _repeat(self, part, name, arguments, runs=None):
        """Runs the command once to warm up where that is cheap, then as often as asked for."""
        if not self.wanted(part):
            return
        progress(name)
        if runs is None:
            run([self.binary, *arguments])
        samples = [run([self.binary, *arguments]) for _ in range(runs or self.runs)]
        self.figures.add(name, self.work.events, samples)

    def _history(self):
        """Asks for the history of dossiers from all over the feed."""
        if not self.wanted("history"):
            return
        progress("history")
        asked = [[self.binary, "history", self.ledger, dossier] for dossier in self.work.dossiers]
        run(asked[0])
        self.figures.add("history of a dossier", 1, [run(one) for one in asked])

    def _report_after_more(self, report):
        """Reports after each of the small imports; the time of the import does not count."""
        progress(AFTER)
        samples = []
        for file in self.work.later:
            run([self.binary, "import", self.ledger, file])
            samples.append(run([self.binary, *report]))
        self.figures.add(AFTER, self.work.events, samples)

    def _append(self):
        """Appends events one by one, in turns with a loop of bare LMDB that commits the same bytes."""
        progress(APPEND)
        ours, theirs = [], []
        bare = self.folder / "bare"
        for file in self.work.single:
            ours.append(run([self.binary, "append", self.ledger], source=file))
            answer = ask_peer("lmdb", lines_file=file, folder=bare)
            theirs.append([*answer["samples"][0], answer["memory"]])
        self.figures.add(APPEND, answer["appended"], ours)
        self.figures.add(LMDB, answer["appended"], theirs)


def _help(binary, *command):
    """What a command says of itself."""
    return subprocess.run([binary, *command, "--help"], capture_output=True, text=True, check=True).stdout
