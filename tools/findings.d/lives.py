"""Events for the copies of a ledger that the check changes: new dossiers, and changes of those that are there."""

import copy
import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Callable, Optional

Event = dict[str, Any]
SOURCE = "findings-check"


class WorkingDays:
    """The national calendar, as the project has it."""

    def __init__(self, calendar: Path) -> None:
        self.kinds: dict[str, str] = {}
        _gather(json.loads(calendar.read_text(encoding="utf-8")), self.kinds)

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        kind = self.kinds.get(day.isoformat())
        return kind == "working" if kind else day.weekday() < 5

    def after(self, day: date, count: int) -> date:
        """The count-th working day after a day."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def first(self, day: date) -> date:
        """The first working day that is not before a day."""
        return day if self.is_working(day) else self.after(day, 1)


def _gather(value: Any, kinds: dict[str, str]) -> None:
    """Finds all declared days, wherever in the file they stand."""
    if isinstance(value, dict):
        if "date" in value and "kind" in value:
            kinds[value["date"]] = value["kind"]
        for each in value.values():
            _gather(each, kinds)
    elif isinstance(value, list):
        for each in value:
            _gather(each, kinds)


@dataclass(frozen=True)
class Place:
    """Where a dossier is counted; what is not known is None."""

    units: frozenset[str]
    sector: Optional[str] = None
    procedure: Optional[str] = None


@dataclass
class Change:
    """Events that change one thing in a ledger, and where it can show."""

    place: Place
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """Where and under what procedure new dossiers come in, and the days of the period."""

    unit: str
    sector: str
    procedure: str
    first: date
    last: date
    days: WorkingDays


def moment(day: date, hour: int, minute: int = 0) -> str:
    """A moment of a day, in local time."""
    return datetime.combine(day, time(hour, minute)).isoformat() + "+07:00"


class Maker:
    """Makes dossiers of each kind, with ids of their own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0

    def event(self, kind: str, when: str, unit: Optional[str], data: dict[str, Any], **more: str) -> Event:
        """One event; it is recorded when it happens, unless `recordedAt` says otherwise."""
        self.count += 1
        head = {"id": f"{self.name}-{self.count}", "type": kind, "occurredAt": when, "source": SOURCE}
        where = {"unit": unit} if unit else {}
        return {**head, **where, **more, "data": data}

    def void(self, target: Event, when: str) -> Event:
        """Takes an event back."""
        return self.event("event.voided", when, None, {"target": target["id"], "reason": "changed by the check"})

    def instead(self, original: Event, change: Callable[[dict[str, Any]], None], when: str) -> list[Event]:
        """Takes an event back and sends it again with other data."""
        again = copy.deepcopy(original)
        self.count += 1
        again["id"] = f"{self.name}-{self.count}"
        change(again.setdefault("data", {}))
        return [self.void(original, when), again]

    def dossier(self, kind: str, desk: Desk, channel: str = "counter") -> Change:
        """A new dossier of a kind of `KINDS`, or a line of a paper register."""
        place = Place(frozenset([desk.unit]), desk.sector, desk.procedure)
        if kind == "paper":
            data = {"paperNo": f"{self.name}/{self.count}", "sector": desk.sector, "procedure": desk.procedure}
            return Change(place, [self.event("paper.entered", moment(desk.last, 9), desk.unit, data)])
        self.count += 1
        code = f"{self.name}-D{self.count}"
        day = desk.last if kind in ("openInTime", "stopped") else desk.days.first(desk.first)
        due = {"early": 14, "openInTime": 30, "stopped": 30}.get(kind, 0)
        receipt = {
            "procedure": desk.procedure,
            "sector": desk.sector,
            "channel": channel,
            "dueAt": moment(day + timedelta(days=due), 17),
        }
        events = [self.event("dossier.received", moment(day, 8), desk.unit, receipt, dossier=code)]
        return Change(place, events + self._rest(kind, desk, code, day))

    def _rest(self, kind: str, desk: Desk, code: str, day: date) -> list[Event]:
        """What follows a receipt on a day: due far off, or where it matters on the same day."""
        done = {"outcome": "granted", "notice": f"{code}/KQ", "form": "paper"}
        if kind in ("openInTime", "openOverdue"):
            return []
        if kind == "stopped":
            data = {"notice": f"{code}/BS", "items": 1}
            return [self.event("dossier.supplementRequested", moment(day, 10), desk.unit, data, dossier=code)]
        late = desk.days.after(day, 2)
        when = moment(late, 15) if kind == "overdue" else moment(day, 15)
        more = {"recordedAt": moment(late, 15)} if kind == "lateTick" else {}
        paper = f"{code}/KQ"
        return [self.event("dossier.completed", when, desk.unit, done, dossier=code, evidence=paper, **more)]


# What one new dossier of each kind adds to the counts, on the reported and on the audited basis.
_FINISHED = {"received": 1, "finished": 1, "granted": 1}
_OPEN = {"received": 1, "open": 1}
KINDS: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "early": ({**_FINISHED, "early": 1},) * 2,
    "onTime": ({**_FINISHED, "onTime": 1},) * 2,
    "overdue": ({**_FINISHED, "overdue": 1, "apologyOwed": 1},) * 2,
    "lateTick": (
        {**_FINISHED, "overdue": 1, "apologyOwed": 1, "lateTick": 1},
        {**_FINISHED, "onTime": 1, "registeredLate": 0, "lateTick": 1},
    ),
    "openInTime": ({**_OPEN, "openInTime": 1},) * 2,
    "openOverdue": ({**_OPEN, "openOverdue": 1, "apologyOwed": 1},) * 2,
    "stopped": ({**_OPEN, "stopped": 1, "supplementRequests": 1},) * 2,
    "paper": ({"paperEntries": 1, "offSystem": 1},) * 2,
}
