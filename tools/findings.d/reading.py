"""A second, literal reading of findings.md section 2, from the figures of `dossier report`.

It never looks at what the audit says. Figures at another moment of the world (`at`) cannot be asked of a report beyond the
period's end: readings that change `at` are left out here, and the comparison says where they would matter.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any, Callable, Optional

from claims import ON_TIME, Claim, Printed, is_same

Figures = dict[str, Any]
# Gives the figures of a scope and period, both bases.
Source = Callable[[dict[str, str], str, str], Figures]

# The other readings of counts: what is read otherwise, and what is counted in its place.
COUNTS: list[tuple[str, list[str]]] = [
    ("finished", ["early", "onTime"]),
    ("finished", ["finished", "declined", "withdrawn"]),
    ("received", ["received", "carriedIn"]),
    ("overdue", ["overdue", "openOverdue"]),
    ("stopped", ["pausedOpen"]),
]
# The only count that a named rate, `overdueRate`, is read otherwise by: where it stands above and where it stands below.
OVERDUE_COUNT = "overdue"
# What else the overdue are divided by; what is divided stays.
OVERDUE: dict[str, tuple[list[str], list[str]]] = {
    "overReceived": (["overdue"], ["received"]),
    "overHandled": (["overdue"], ["carriedIn", "received"]),
    "withOpenOverdue": (["overdue"], ["early", "onTime", "overdue", "openOverdue"]),
}


@dataclass(frozen=True)
class Measure:
    """A count, or a quotient."""

    top: Fraction
    bottom: Optional[Fraction] = None

    @property
    def value(self) -> Optional[Fraction]:
        """Exact; none for a rate of nothing."""
        if self.bottom is None:
            return self.top
        return self.top / self.bottom if self.bottom else None


@dataclass(frozen=True)
class Meeting:
    """How a figure meets a claim."""

    tight: bool
    rounding: Optional[str] = None


@dataclass(frozen=True)
class Reading:
    """One way to read a claim, and what came of it."""

    changes: tuple[str, ...]
    measure: Measure
    meeting: Optional[Meeting]


@dataclass(frozen=True)
class Second:
    """The literal answer to one claim."""

    verdict: str
    matches: list[Reading]
    tried: list[Reading]
    reported: Measure
    audited: Measure
    # Nothing was counted at all: whether an event bears on the claim cannot be told from a report.
    is_empty: bool

    @property
    def told(self) -> tuple[str, ...]:
        """The changes of the reading that meets the claim first, tight ones first; none where it stands as claimed."""
        return self.matches[0].changes if self.matches else ()

    @property
    def standing(self) -> tuple[str, tuple[str, ...], Optional[bool]]:
        """What must change for a claim to have turned: verdict, reading, tightness."""
        meeting = self.matches[0].meeting if self.matches else None
        return self.verdict, self.told, meeting.tight if meeting else None


def meets(measure: Measure, relation: str, printed: Printed) -> Optional[Meeting]:
    """Whether and how a figure meets `relation printed`."""
    value = measure.value
    if value is None:
        return None
    claimed, step = printed.value, printed.last_digit
    if relation == "equals":
        if not printed.is_percentage:
            return Meeting(True) if value == claimed else None
        return _rounding(value, printed)
    if relation == "about":
        return Meeting(True) if abs(value - claimed) * 20 <= claimed else None
    holds = {
        "moreThan": value > claimed,
        "atLeast": value >= claimed,
        "lessThan": value < claimed,
        "atMost": value <= claimed,
    }[relation]
    return Meeting(step is None or abs(value - claimed) <= step) if holds else None


def _rounding(value: Fraction, printed: Printed) -> Optional[Meeting]:
    """By half-up or by truncation at the printed decimals; figures are never negative."""
    units = value / printed.last_place
    claimed = printed.value / printed.last_place
    truncated = units.numerator // units.denominator == claimed
    half = units + Fraction(1, 2)
    half_up = half.numerator // half.denominator == claimed
    if half_up and truncated:
        return Meeting(True, "both")
    if half_up or truncated:
        return Meeting(True, "halfUp" if half_up else "truncated")
    return None


class SecondReader:
    """Reads claims from figures."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def read(self, claim: Claim) -> Second:
        """The literal answer to a claim."""
        own = self.try_reading(claim, ())
        tried = [own]
        if own is None:
            raise RuntimeError(f"{claim.id}: the claimed metric cannot be measured")
        if not (own.meeting and own.meeting.tight):
            single = single_changes(claim)
            tried += [self.try_reading(claim, (change,)) for change in single]
            if not any(each is not None and each.meeting for each in tried):
                tried += [self.try_reading(claim, pair) for pair in combinations(single, 2) if _is_pair(*pair)]
        done = [each for each in tried if each is not None]
        matches = [each for each in done if each.meeting and each.meeting.tight]
        matches += [each for each in done if each.meeting and not each.meeting.tight]
        if all(each.measure.bottom == 0 for each in done):
            verdict = "notCheckable"
        elif not matches:
            verdict = "refuted"
        else:
            tight = own.meeting is not None and own.meeting.tight
            verdict = "reproduced" if tight else "reproducedOtherwise"
        reported, audited = (self.measure(claim, claim.parts, basis) for basis in ("reported", "audited"))
        bases = (reported, audited)
        empty = all(not each.top and not each.bottom for each in bases)
        return Second(verdict, matches, done, reported, audited, empty)

    def try_reading(self, claim: Claim, changes: tuple[str, ...]) -> Optional[Reading]:
        """The claim under some changes; none where one of them changes nothing in it."""
        parts: Optional[tuple[list[str], Optional[list[str]]]] = claim.parts
        basis = claim.basis
        for change in changes:
            kind, _, what = change.partition(":")
            if kind == "basis":
                basis = what
            elif parts is not None:
                parts = _over(claim, parts, what) if kind == "denominator" else _counting(parts, what)
        if parts is None:
            return None
        measure = self.measure(claim, parts, basis)
        return Reading(changes, measure, meets(measure, claim.relation, claim.printed))

    def measure(self, claim: Claim, parts: tuple[list[str], Optional[list[str]]], basis: str) -> Measure:
        """The figure of sums of counts in the claim's scopes."""
        own = self.source(claim.scope, claim.first, claim.last)[basis]
        if claim.metric == "satisfaction":
            return _satisfaction(own)
        top = total(own, parts[0])
        if parts[1] is None:
            return Measure(top)
        scope = claim.denominator_scope or claim.scope
        return Measure(top, total(self.source(scope, claim.first, claim.last)[basis], parts[1]))


def _satisfaction(figures: Figures) -> Measure:
    """Scores by best scores: a report has only their quotient, as a number of full precision."""
    value = figures["satisfaction"]
    if value is None:
        return Measure(Fraction(0), Fraction(0))
    exact = value if isinstance(value, Fraction) else Fraction(value).limit_denominator(10**7)
    return Measure(Fraction(exact.numerator), Fraction(exact.denominator))


def total(figures: Figures, keys: list[str]) -> Fraction:
    """The sum of some counts; a minus takes one off."""
    return Fraction(sum(-figures[key[1:]] if key.startswith("-") else figures[key] for key in keys))


def single_changes(claim: Claim) -> list[str]:
    """All that can be changed in a claim, the plainest first, but for `at`."""
    changes = ["basis:" + ("audited" if claim.basis == "reported" else "reported")]
    counts = COUNTS if claim.is_written_in_counts else []
    if claim.is_on_time_rate:
        changes += ["denominator:" + name for name in ON_TIME]
        counts = []
    elif claim.metric == "overdueRate":
        changes += ["denominator:" + name for name in OVERDUE]
        counts = [(key, others) for key, others in COUNTS if key == OVERDUE_COUNT]
    return changes + [f"counts:{key}=" + "+".join(others) for key, others in counts]


def _is_pair(one: str, other: str) -> bool:
    """Whether two changes change two things."""
    return one.split("=")[0] != other.split("=")[0] and not (
        one.startswith("denominator:") and other.startswith("denominator:")
    )


def _over(
    claim: Claim, parts: tuple[list[str], Optional[list[str]]], name: str
) -> Optional[tuple[list[str], Optional[list[str]]]]:
    """A rate over another denominator; none where it is the same."""
    table = OVERDUE if claim.metric == "overdueRate" else ON_TIME
    return None if is_same(table[name], parts) else table[name]


def _counting(
    parts: tuple[list[str], Optional[list[str]]], what: str
) -> Optional[tuple[list[str], Optional[list[str]]]]:
    """Sums with one count read otherwise in every place where it stands; none where one place forbids it or it has none."""
    key, _, others = what.partition("=")
    added = others.split("+")
    sums = [keys for keys in parts if keys is not None and key in keys]
    # A count that would be in a sum twice is no reading.
    if not sums or any((set(keys) - {key}) & set(added) for keys in sums):
        return None

    def swap(keys: list[str]) -> list[str]:
        return [each for each in keys if each != key] + added if key in keys else keys

    return swap(parts[0]), None if parts[1] is None else swap(parts[1])
