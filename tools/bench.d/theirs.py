"""Measures the peers: their queries alone, in a process that is warm already."""
from ours import SQLITE
from running import ask_peer, progress

ENGINES = {"DuckDB": "duckdb", "Polars": "polars"}
FORMS = ("plain", "packed")
PLACES = {"Parquet": "parquet", "memory": "memory"}
SQLITE_ROWS = 1_000_000


class Theirs:
    """The reports of DuckDB and Polars on one Parquet file."""

    def __init__(self, folder, feed, events, threads, figures=None):
        """Makes the Parquet from the feed, untimed; what is measured goes to `figures`."""
        progress("the peers' Parquet")
        self.parquet, self.events, self.threads = folder / "events.parquet", events, threads
        self.prepared = ask_peer("prepare", threads, feed=feed, parquet=self.parquet)
        self.figures = figures
        self.rows = {}          # by engine and form
        self.as_of_rows = {}

    def take_turn(self, cutoff):
        """Measures one run of each engine, form and place, on everything known and on what was known by the cutoff."""
        for engine in ENGINES:
            for form in FORMS:
                for place in PLACES:
                    self.rows[engine, form] = self._report(engine, form, place, None)
                self.as_of_rows[engine, form] = self._report(engine, form, "Parquet", cutoff)

    def answer(self):
        """Has each engine and form answer once, without measuring."""
        for engine in ENGINES:
            for form in FORMS:
                self.rows[engine, form] = self._ask(engine, form, "Parquet", None, 0)["rows"]

    def _report(self, engine, form, place, cutoff):
        """Measures one report, after one that warms up; gives its rows."""
        name = report_name(engine, form, place, cutoff is not None)
        answer = self._ask(engine, form, place, cutoff, 1)
        self.figures.add(name, self.events, answer["samples"], answer["memory"])
        return answer["rows"]

    def _ask(self, engine, form, place, cutoff, runs):
        """Asks the process of an engine; names stand in the rows in place of codes."""
        answer = ask_peer(ENGINES[engine], self.threads, form=form, place=PLACES[place], parquet=self.parquet,
                          cutoff=cutoff, runs=runs)
        for row in answer["rows"]:
            row["unit"] = self.prepared["units"][str(row["unit"])]
            row["sector"] = self.prepared["sectors"][str(row["sector"])]
        return answer


def report_name(engine, form, place, as_of=False):
    """The name of a peer's report in tables."""
    return "{} {}, {}{}".format(engine, form, place, ", other as-of" if as_of else "")


def measure_sqlite(folder, feed, figures):
    """SQLite's insert of the feed's first million rows."""
    progress(SQLITE)
    answer = ask_peer("sqlite", feed=feed, limit=SQLITE_ROWS, file=folder / "base.sqlite")
    figures.add(SQLITE, answer["inserted"], answer["samples"], answer["memory"])
