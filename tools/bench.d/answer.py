"""The answer: tables for people, JSON for machines, thresholds for a check."""
import itertools

from figures import ratio
from ours import AFTER, AGAIN, APPEND, AS_OF, IMPORT, LMDB, REPORT, SQLITE
from theirs import ENGINES, FORMS, PLACES, report_name


def ratios(figures):
    """Ours against the others, as far as both were measured."""
    pairs = [(AGAIN, REPORT), (AFTER, REPORT), (IMPORT, SQLITE), (APPEND, LMDB)]
    for engine, form in itertools.product(ENGINES, FORMS):
        pairs += [(REPORT, report_name(engine, form, place)) for place in PLACES]
        pairs.append((AS_OF, report_name(engine, form, "Parquet", True)))
    named = {figure.name: figure for figure in figures}
    return [ratio("{} against {}".format(ours, theirs), named[ours], named[theirs])
            for ours, theirs in pairs if ours in named and theirs in named]


def growth_ratios(results):
    """How much cheaper an event is at the largest size than at the smallest: 1 is linear growth."""
    smallest, largest = min(results), max(results)
    if smallest == largest:
        return []
    before, after = ({figure.name: figure for figure in results[size]["figures"]} for size in (smallest, largest))
    return [ratio("{} at {} against {}".format(name, millions(largest), millions(smallest)), after[name], before[name])
            for name in (IMPORT, REPORT, AS_OF) if name in before and name in after]


def print_head(machine, versions, seed, runs):
    """Prints what the figures were measured on."""
    print("{processor}, {cores} cores, {gigabytes:.0f} GB, Linux {kernel}, load before {load}".format(
        gigabytes=machine["memory"] / 1e9, **machine))
    print(", ".join("{} {}".format(*pair) for pair in versions.items()) + "; seed {}, {} runs".format(seed, runs))


def print_size(size, result):
    """Prints the figures and ratios of one size."""
    print("\n{:,} events".format(size))
    print("{:<44}{:>10}  {:<21}{:>8}{:>13}{:>9}".format("", "median", "least – most", "cpu", "events/s", "memory"))
    for figure in result["figures"]:
        rate = "{:,.0f}".format(figure.rate) if figure.events > 1 else ""
        print("{:<44}{:>10}  {:<21}{:>8}{:>13}{:>6,.0f} MB".format(
            figure.name, seconds(figure.median),
            "{} – {}".format(seconds(min(figure.seconds)), seconds(max(figure.seconds))),
            seconds(sorted(figure.processor)[len(figure.processor) // 2]), rate, figure.memory / 1e6))
    print("{:<44}{:>10.1f}  of {:.0f} in the feed".format(
        "bytes on disk an event", result["bytesPerEvent"], result["feedBytesPerEvent"]))
    print_ratios(result["ratios"])
    for line in result["checks"]:
        print("checked: " + line)


def print_ratios(all_ratios):
    """Prints how many times as fast ours is."""
    if all_ratios:
        print("{:<66}{:>10}  {:<15}{:>8}".format("times as fast", "medians", "least – most", "by cpu"))
    for one in all_ratios:
        print("{:<66}{:>8.2f} ×  {:<15}{:>6.2f} ×".format(
            one.name, one.value, "{:.2f} – {:.2f}".format(one.low, one.high), one.processor))


def as_json(head, results, growth):
    """Everything, with each run."""
    sizes = {
        str(size): result | {"figures": [figure.as_json() for figure in result["figures"]],
                             "ratios": [one.as_json() for one in result["ratios"]]}
        for size, result in results.items()}
    return head | {"sizes": sizes, "growth": [one.as_json() for one in growth]}


def below_thresholds(thresholds, results, growth):
    """A line for each ratio that is below its threshold at some size, or measured at none."""
    measured = [(size, one) for size, result in results.items() for one in result["ratios"]]
    lines = []
    for name, least in thresholds["ratios"].items():
        values = [(size, one.value) for size, one in measured if one.name == name]
        if not values:
            lines.append("{}: not measured".format(name))
        lines += ["{} at {}: {:.3f}, must be {}".format(name, millions(size), value, least)
                  for size, value in values if value < least]
    # Two sizes are measured minutes apart, so only processor time can be held against the other.
    least = thresholds["growth"]
    lines += ["{}, by cpu: {:.3f}, must be {}".format(one.name, one.processor, least)
              for one in growth if one.processor < least]
    return lines


def seconds(value):
    """A time in the unit that fits it."""
    return "{:.2f} s".format(value) if value >= 1 else "{:.1f} ms".format(value * 1000)


def millions(events):
    """A size in millions."""
    return "{:g} M".format(events / 1_000_000)
