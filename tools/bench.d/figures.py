"""Samples, their medians and spread, and ratios between them."""
import dataclasses
import statistics


@dataclasses.dataclass
class Figure:
    """One thing measured at one size: how long each run took, and what it used at the most."""
    name: str
    events: int                 # what the rate counts: events in the ledger, or events appended
    seconds: list
    processor: list             # user and system time of each run
    memory: int = 0             # peak, bytes

    @property
    def median(self):
        """The middle run, in seconds."""
        return statistics.median(self.seconds)

    @property
    def rate(self):
        """Events a second of the middle run."""
        return self.events / self.median

    def as_json(self):
        """The figure with every run, for machines."""
        return dataclasses.asdict(self) | {"median": self.median}


class Figures:
    """What was measured at one size, by name, in the order in which it came."""

    def __init__(self):
        """Nothing yet."""
        self._named = {}

    def add(self, name, events, samples, memory=None):
        """Adds runs, each seconds, processor seconds and, unless given for all of them, peak memory."""
        figure = self._named.setdefault(name, Figure(name, events, [], []))
        for sample in samples:
            figure.seconds.append(sample[0])
            figure.processor.append(sample[1])
            figure.memory = max(figure.memory, memory or sample[2])

    def all(self):
        """Every figure."""
        return list(self._named.values())


@dataclasses.dataclass
class Ratio:
    """How many times as fast ours is as what it is compared with; above 1 ours is faster."""
    name: str
    value: float
    low: float                  # the slowest run of ours against the fastest of theirs
    high: float                 # the other way round
    processor: float            # the same of processor time, which other work on the machine disturbs less

    def as_json(self):
        """The ratio for machines."""
        return dataclasses.asdict(self)


def ratio(name, ours, theirs):
    """Theirs by ours, both as seconds an event."""
    scale = ours.events / theirs.events
    return Ratio(
        name,
        scale * theirs.median / ours.median,
        scale * min(theirs.seconds) / max(ours.seconds),
        scale * max(theirs.seconds) / min(ours.seconds),
        scale * statistics.median(theirs.processor) / statistics.median(ours.processor))
