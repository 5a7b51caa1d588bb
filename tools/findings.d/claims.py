"""Claims files, read literally (spec: findings.md section 1)."""

import calendar
import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Optional

# rules.md section 9: what each rate divides by what. A minus takes a count off.
RATES: dict[str, tuple[list[str], list[str]]] = {
    "onTimeRate": (["early", "onTime"], ["early", "onTime", "overdue"]),
    "overdueRate": (["overdue"], ["early", "onTime", "overdue"]),
    "onlineRate": (["receivedOnline"], ["received"]),
    "notServedRate": (["declined", "withdrawn", "refused"], ["received"]),
    "apologyCoverage": (["apologyGiven"], ["apologyOwed"]),
    "explanationCoverage": (["explained"], ["apologyOwed"]),
    "onSystemRate": (["paperEntries", "-offSystem"], ["paperEntries"]),
    "digitisationRate": (["digitisedComponents"], ["components"]),
    "electronicRate": (["electronicResults"], ["granted"]),
    "onlinePaymentRate": (["paidOnline"], ["paid"]),
}
# rules.md section 9, onTimeRates.
ON_TIME: dict[str, tuple[list[str], list[str]]] = {
    "overFinished": (["early", "onTime"], ["early", "onTime", "overdue"]),
    "overReceived": (["early", "onTime"], ["received"]),
    "overHandled": (["early", "onTime"], ["carriedIn", "received"]),
    "withOpenOverdue": (["early", "onTime"], ["early", "onTime", "overdue", "openOverdue"]),
    "index766": (["early", "onTime", "openInTime", "stopped"], ["finished", "declined", "open"]),
}


@dataclass(frozen=True)
class Printed:
    """A value as printed: exact, with the place of its last digit and of its last digit that is not 0."""

    value: Fraction
    is_percentage: bool
    last_place: Fraction
    last_digit: Optional[Fraction]

    @staticmethod
    def read(value: Any) -> "Printed":
        """Reads 286, "286" or "46.62%"."""
        text = str(value)
        is_percentage = text.endswith("%")
        digits, _, decimals = text.rstrip("%").partition(".")
        place = Fraction(1, 10 ** len(decimals)) / (100 if is_percentage else 1)
        all_digits = digits + decimals
        trailing = len(all_digits) - len(all_digits.rstrip("0"))
        last = place * 10**trailing if int(all_digits) else None
        return Printed(int(all_digits) * place, is_percentage, place, last)


@dataclass(frozen=True)
class Claim:
    """One claim, as its file has it."""

    id: str
    metric: str
    scope: dict[str, str]
    denominator_scope: Optional[dict[str, str]]
    first: str
    last: str
    basis: str
    relation: str
    printed: Printed

    @property
    def parts(self) -> tuple[list[str], Optional[list[str]]]:
        """The counts that are added up in the numerator and, of a ratio, in the denominator."""
        if self.metric in RATES:
            return RATES[self.metric]
        if self.metric.startswith("onTimeRates."):
            return ON_TIME[self.metric.removeprefix("onTimeRates.")]
        if self.metric == "satisfaction":
            return ["satisfaction"], []
        top, slash, bottom = self.metric.partition("/")
        return top.split("+"), bottom.split("+") if slash else None

    @property
    def is_written_in_counts(self) -> bool:
        """Whether the metric names counts and no rate."""
        return self.metric not in RATES and not self.metric.startswith("onTimeRates.") and self.metric != "satisfaction"

    @property
    def is_on_time_rate(self) -> bool:
        """Whether it tells the share served in time, by name or as a quotient that says the same."""
        if self.metric == "onTimeRate" or self.metric.startswith("onTimeRates."):
            return True
        return self.is_written_in_counts and any(is_same(self.parts, each) for each in ON_TIME.values())

    @property
    def keys(self) -> set[str]:
        """The counts that the metric as claimed is made of."""
        top, bottom = self.parts
        keys = {key.lstrip("-") for key in top + (bottom or [])}
        return {"ratings", "satisfaction"} if self.metric == "satisfaction" else keys


def is_same(one: tuple[list[str], Optional[list[str]]], other: tuple[list[str], Optional[list[str]]]) -> bool:
    """Whether two sums or quotients are the same, in whatever order they are written."""
    return [keys and set(keys) for keys in one] == [keys and set(keys) for keys in other]


@dataclass(frozen=True)
class ClaimsFile:
    """One document's claims."""

    path: Path
    id: str
    day: str
    claims: list[Claim]
    identities: list[dict[str, Any]]
    values: dict[str, Fraction]

    @staticmethod
    def read(path: Path) -> "ClaimsFile":
        """Reads a well-formed file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        claims = [_claim(each) for each in data["claims"]]
        values = {claim.id: claim.printed.value for claim in claims}
        document = data["document"]
        return ClaimsFile(path, document["id"], _last_day(document["date"]), claims, data.get("identities", []), values)

    def claim(self, name: str) -> Claim:
        """A claim by its id."""
        return next(claim for claim in self.claims if claim.id == name)


def _claim(data: dict[str, Any]) -> Claim:
    other = data.get("denominatorScope")
    return Claim(
        id=data["id"],
        metric=data["metric"],
        scope=_scope(data.get("scope") or {}),
        denominator_scope=_scope(other) if other else None,
        first=data["from"],
        last=data["to"],
        basis=data.get("basis") or "reported",
        relation=data["relation"],
        printed=Printed.read(data["value"]),
    )


def _scope(scope: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in scope.items() if value is not None}


def _last_day(date: str) -> str:
    """The last day of a day, a month or a year."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"
