"""Whether ours and the peers give the same answers, where both compute them."""
import collections

from running import Failure

CHANNELS = ("received", "receivedOnline", "receivedCounter", "receivedPostal")
ALL = (*CHANNELS, "early", "onTime", "overdue", "declined", "withdrawn", "open", "pausesStarted")


def check_feed(report, appended, prepared):
    """Both sides took in the same events: their count, and totals that need no rule."""
    _same("events by id", appended, prepared["counted"])
    for key, value in prepared["totals"].items():
        _same(key, report["total"]["reported"][key], value)


def check_receipts(report, rows_of_peers, moment):
    """Receipts agree exactly, by sector and channel."""
    ours = _by(_ours(report), ("sector",), CHANNELS)
    for (engine, form), rows in rows_of_peers.items():
        theirs = _by(rows, ("sector",), CHANNELS)
        _same("receipts by sector and channel, {}, {} {}".format(moment, engine, form), ours, theirs)


def check_plain(report, rows_of_peers, merged):
    """On plain lives every figure of every row agrees."""
    ours = _by(_ours(report), ("unit", "sector"), ALL)
    for (engine, form), rows in rows_of_peers.items():
        _same("plain lives, {} {}".format(engine, form), ours, _by(rows, ("unit", "sector"), ALL, merged))
    return len(ours)


def differing_rows(report, rows, merged):
    """How many rows differ in receipts by answerable unit, of how many: the queries know no rule on late transfers."""
    ours = _by(_ours(report), ("unit", "sector"), CHANNELS)
    theirs = _by(rows, ("unit", "sector"), CHANNELS, merged)
    return sum(ours.get(key) != theirs.get(key) for key in ours.keys() | theirs.keys()), len(ours)


def _ours(report):
    """Our rows on the reported basis, in the form of the peers'."""
    for row in report["rows"]:
        yield row["reported"] | row["group"]


def _by(rows, groups, keys, merged=None):
    """Sums of the keys by group, without rows that hold nothing; merged units count under the one they went into."""
    sums = collections.defaultdict(lambda: [0] * len(keys))
    for row in rows:
        unit = row["unit"]
        seen = set()
        while merged and unit in merged and unit not in seen:
            seen.add(unit)
            unit = merged[unit]
        group = tuple(unit if key == "unit" else row[key] for key in groups)
        sums[group] = [total + row[key] for total, key in zip(sums[group], keys)]
    return {group: values for group, values in sums.items() if any(values)}


def _same(what, ours, theirs):
    """Ends the benchmark where two answers differ."""
    if ours == theirs:
        return
    if isinstance(ours, dict):
        group = min(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
        what, ours, theirs = "{}, {}".format(what, "/".join(group)), ours.get(group), theirs.get(group)
    raise Failure("the answers differ: {}: ours {}, theirs {}".format(what, ours, theirs))
