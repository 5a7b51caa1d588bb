"""Ways to turn a claim: what to change in the ledger, by the claim's metric."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Callable, Optional, Union

from claims import Claim
from finder import Finder
from lives import KINDS, Change, Event, Maker, Place, moment

Counts = dict[str, Union[int, Fraction]]
# Classes and what hangs on them: all that another due date can change.
CLASSES = frozenset(
    (
        "early onTime overdue openInTime openOverdue endedLate lateTick masked"
        " apologyOwed apologyGiven apologyTimely explained"
    ).split()
)


@dataclass(frozen=True)
class Plan:
    """One way to change a ledger, as often as it takes."""

    name: str
    # What one change adds to the counts of the claim's scope, on the reported and the audited basis.
    deltas: tuple[Counts, Counts]
    # The counts that can change at all; None for any.
    touches: Optional[frozenset[str]]
    # Makes so many changes.
    make: Callable[[int], list[Change]]


class Planner:
    """Makes the plans for the claims of one document."""

    def __init__(self, finder: Finder, name: str, day: str) -> None:
        self.finder = finder
        self.maker = Maker(name)
        # Known on the day of the document.
        self.now = f"{day}T12:00:00+07:00"

    def plans(self, claim: Claim) -> list[Plan]:
        """All ways for a claim; those that add and those that take away where both turn it."""
        metric, basis = claim.metric, claim.basis
        if metric in SIMPLE:
            return [self.add(claim, kind, channel) for kind, channel in SIMPLE[metric][0]] + [
                self.remove(claim, key) for key in SIMPLE[metric][1]
            ]
        if metric == "receivedOnline":
            return [self.add(claim, "openInTime", "online"), self.recount(claim)]
        if metric == "onlineRate":
            missed = claim.relation in ("lessThan", "atMost")
            return [self.add(claim, "openInTime", "online" if missed else "counter")]
        if metric in ("apologyCoverage", "explanationCoverage"):
            return [self.apologies(claim)]
        special: dict[str, Callable[[Claim], Plan]] = {
            "ratings": self.rate,
            "satisfaction": self.rate_low,
            "paidOnline": self.pay_online,
            "onlinePaymentRate": self.repay,
            "digitisationRate": self.digitise_less,
            "electronicRate": self.reissue if basis == "audited" else self.reissue_on_paper,
            "rescheduledAgain": self.keep_one_date,
            "componentsDemanded": self.demand_nothing,
            "refused": self.grant,
            "notServedRate": self.grant,
        }
        return [special[metric](claim)]

    # New dossiers, and dossiers taken out

    def add(self, claim: Claim, kind: str, channel: str = "counter") -> Plan:
        """New dossiers of a kind."""
        by_channel = {} if kind == "paper" else {"receivedOnline" if channel == "online" else "receivedCounter": 1}
        reported: Counts = {**KINDS[kind][0], **by_channel}
        audited: Counts = {**KINDS[kind][1], **by_channel}
        touches = frozenset(reported) | frozenset(audited) | {"unlisted", "inflatedDue"}
        name = f"add {kind}" + (" online" if channel == "online" else "")

        def make(count: int) -> list[Change]:
            return [self.maker.dossier(kind, self.finder.desk(claim), channel) for _ in range(count)]

        return Plan(name, (reported, audited), touches, make)

    def remove(self, claim: Claim, key: str) -> Plan:
        """Dossiers that count under a key, with all their events."""

        def make(count: int) -> list[Change]:
            places = self.places(claim, self.finder.count(claim, key, claim.basis, count), count)
            events = self.finder.events(list(places), with_data=False)
            return [Change(places[code], [self.maker.void(each, self.now) for each in events[code]]) for code in places]

        counts: Counts = {key: -1, "finished": -1} if key in ("early", "onTime", "overdue") else {key: -1}
        return Plan(f"remove {key}", (counts, counts), None, make)

    # Changes of dossiers that are there

    def places(self, claim: Claim, found: list[tuple[str, Optional[Place]]], count: int) -> dict[str, Place]:
        """The first dossiers of a list, with where they are counted."""
        if len(found) < count:
            raise RuntimeError(f"{claim.id}: {count} dossiers are needed, {len(found)} are there")
        procedure = claim.scope.get("procedure")
        places: dict[str, Place] = {}
        for code, place in found[:count]:
            known = place or self.finder.place(code)
            places[code] = Place(known.units, known.sector, procedure)
        return places

    def rewrite(
        self, claim: Claim, found: list[tuple[str, Optional[Place]]], count: int, kind: str, change: Callable[[Any], None]
    ) -> list[Change]:
        """The last event of a type of each dossier, sent again with other data."""
        places = self.places(claim, found, count)
        events = self.finder.events(list(places), with_data=True)
        changes = []
        for code, place in places.items():
            original = [event for event in events[code] if event["type"] == kind][-1]
            changes.append(Change(place, self.maker.instead(original, change, self.now)))
        return changes

    def append(
        self, claim: Claim, found: list[tuple[str, Optional[Place]]], count: int, kind: str, data: dict[str, Any]
    ) -> list[Change]:
        """One more event for each dossier, on the evening of the period's last day."""
        places = self.places(claim, found, count)
        last = self.finder.desk(claim).last
        changes = []
        for code, place in places.items():
            unit = min(place.units)
            event = self.maker.event(kind, moment(last, 20), unit, data, dossier=code, evidence=f"{code}/KT")
            changes.append(Change(place, [event]))
        return changes

    def lacking(self, claim: Claim, whole: str, part: str, basis: Optional[str] = None) -> list[tuple[str, Optional[Place]]]:
        """The dossiers of one count that are not in another; with the places that the evidence tells."""
        inside = {code for code, _ in self.finder.count(claim, part, claim.basis, 10**9)}
        return [each for each in self.finder.count(claim, whole, basis or claim.basis, 10**9) if each[0] not in inside]

    def apologies(self, claim: Claim) -> Plan:
        """Late dossiers that get an apology (an explanation), or lose it where a share above 0 is claimed to be just so."""
        key, kind = ("apologyGiven", "dossier.apologised")
        data: dict[str, Any] = {"letter": "XL-KT", "reason": "chậm", "newDueAt": moment(self.finder.desk(claim).last, 21)}
        if claim.metric == "explanationCoverage":
            key, kind, data = "explained", "dossier.explained", {"report": "GT-KT"}
        touches = frozenset([key, "apologyTimely"])
        if claim.relation == "equals" and claim.printed.value > 0:

            def take(count: int) -> list[Change]:
                return self.void(claim, key, kind, count)

            return Plan(f"void {kind}", ({key: -1}, {key: -1}), touches, take)

        def give(count: int) -> list[Change]:
            return self.append(claim, self.lacking(claim, "apologyOwed", key), count, kind, data)

        return Plan(f"append {kind}", ({key: 1}, {key: 1}), touches, give)

    def void(self, claim: Claim, key: str, kind: str, count: int, keep: int = 0) -> list[Change]:
        """All events of a type but the first few, of dossiers that count under a key."""
        places = self.places(claim, self.finder.count(claim, key, claim.basis, count), count)
        events = self.finder.events(list(places), with_data=False)
        changes = []
        for code, place in places.items():
            those: list[Event] = sorted((e for e in events[code] if e["type"] == kind), key=lambda e: e["occurredAt"])
            changes.append(Change(place, [self.maker.void(event, self.now) for event in those[keep:]]))
        return changes

    def recount(self, claim: Claim) -> Plan:
        """Receipts that came online come over the counter."""

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "receivedOnline", claim.basis, count)
            return self.rewrite(claim, found, count, "dossier.received", lambda data: data.update(channel="counter"))

        counts: Counts = {"receivedOnline": -1, "receivedCounter": 1}
        return Plan("online to counter", (counts, counts), frozenset(counts), make)

    def rate(self, claim: Claim) -> Plan:
        """One more rating, at the best mark."""

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "finished", claim.basis, count)
            return self.append(claim, found, count, "dossier.rated", {"score": 5, "max": 5})

        counts: Counts = {"ratings": 1}
        return Plan("append dossier.rated", (counts, counts), frozenset(["ratings", "satisfaction"]), make)

    def rate_low(self, claim: Claim) -> Plan:
        """Ratings at the best mark become ratings of 0; all have the same best mark."""
        period = self.finder.dossier.need(
            *("report", str(self.finder.ledger), "--unit", claim.scope["unit"], "--from", claim.first),
            *("--to", claim.last, "--as-of", self.finder.as_of, "--format", "json"),
        )
        ratings = period.json()["total"][claim.basis]["ratings"]

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "ratings", claim.basis, count)
            return self.rewrite(claim, found, count, "dossier.rated", lambda data: data.update(score=0))

        counts: Counts = {"satisfaction": Fraction(-1, ratings)}
        return Plan("rate 0", (counts, counts), frozenset(["satisfaction"]), make)

    def pay_online(self, claim: Claim) -> Plan:
        """Dossiers that were paid for are paid for online as well."""
        data = {"amount": 8000, "kind": "fee", "via": "onlinePortal"}

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "paid", claim.basis, count)
            return self.append(claim, found, count, "dossier.feePaid", data)

        return Plan("append dossier.feePaid", ({"paidOnline": 1}, {"paidOnline": 1}), frozenset(["paidOnline"]), make)

    def repay(self, claim: Claim) -> Plan:
        """Payments that were online are in cash; where not all are said to be online, those that were not are."""
        to_online = claim.relation == "lessThan"
        via, step = ("onlinePortal", 1) if to_online else ("cash", -1)

        def make(count: int) -> list[Change]:
            if to_online:
                found = self.lacking(claim, "paid", "paidOnline")
            else:
                found = self.finder.count(claim, "paidOnline", claim.basis, count)
            return self.rewrite(claim, found, count, "dossier.feePaid", lambda data: data.update(via=via))

        counts: Counts = {"paidOnline": step}
        return Plan(f"pay by {via}", (counts, counts), frozenset(counts), make)

    def digitise_less(self, claim: Claim) -> Plan:
        """Receipts with one digitised component less."""

        def less(data: dict[str, Any]) -> None:
            data["digitisedComponents"] -= 1

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "digitisedComponents", claim.basis, count)
            return self.rewrite(claim, found, count, "dossier.received", less)

        counts: Counts = {"digitisedComponents": -1}
        return Plan("one component less digitised", (counts, counts), frozenset(counts), make)

    def reissue_on_paper(self, claim: Claim) -> Plan:
        """Results that were electronic are on paper."""

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "electronicResults", claim.basis, count)
            change: dict[str, Any] = {"form": "paper", "signed": False}
            return self.rewrite(claim, found, count, "dossier.completed", lambda data: data.update(change))

        counts: Counts = {"electronicResults": -1}
        return Plan("result on paper", (counts, counts), frozenset(counts), make)

    def reissue(self, claim: Claim) -> Plan:
        """Results that were not electronic and signed are; a scan counts on the reported basis already."""
        are_all = claim.printed.value == 1
        pool = ("granted", "audited") if are_all else ("electronicResults", "reported")

        def make(count: int) -> list[Change]:
            found = self.lacking(claim, pool[0], "electronicResults", pool[1])
            change: dict[str, Any] = {"form": "electronic", "signed": True}
            return self.rewrite(claim, found, count, "dossier.completed", lambda data: data.update(change))

        counts: Counts = {"electronicResults": 1}
        return Plan("result electronic and signed", (counts if are_all else {}, counts), frozenset(counts), make)

    def keep_one_date(self, claim: Claim) -> Plan:
        """Dossiers that were put off more than once are put off once only."""

        def make(count: int) -> list[Change]:
            return self.void(claim, "rescheduledAgain", "dossier.rescheduled", count, keep=1)

        counts: Counts = {"rescheduledAgain": -1}
        return Plan("void all but one dossier.rescheduled", (counts, counts), CLASSES | frozenset(counts), make)

    def demand_nothing(self, claim: Claim) -> Plan:
        """Nothing is demanded beyond the list."""

        def make(count: int) -> list[Change]:
            return self.void(claim, "componentsDemanded", "dossier.componentDemanded", count)

        counts: Counts = {"componentsDemanded": -1}
        return Plan("void dossier.componentDemanded", (counts, counts), frozenset(counts), make)

    def grant(self, claim: Claim) -> Plan:
        """What was refused is granted."""

        def make(count: int) -> list[Change]:
            found = self.finder.count(claim, "refused", claim.basis, count)
            return self.rewrite(claim, found, count, "dossier.completed", lambda data: data.update(outcome="granted"))

        counts: Counts = {"refused": -1, "granted": 1}
        return Plan("refused to granted", (counts, counts), frozenset([*counts, "electronicResults"]), make)


# By metric: what to add, by kind and channel, and of what count to take dossiers out.
_C = "counter"
SIMPLE: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "received": ([("openInTime", _C)], ["received"]),
    "carriedIn": ([], ["carriedIn"]),
    "finished": ([("early", _C)], ["early"]),
    "early+onTime": ([("early", _C)], ["early"]),
    "early": ([("early", _C)], ["early"]),
    "onTime": ([("onTime", _C)], ["onTime"]),
    "overdue": ([("overdue", _C)], ["overdue"]),
    "lateTick": ([("lateTick", _C)], ["lateTick"]),
    "stopped": ([("stopped", _C)], ["stopped"]),
    "paperEntries": ([("paper", _C)], []),
    "openOverdue": ([("openOverdue", _C)], ["openOverdue"]),
    "pausedOpen": ([], ["pausedOpen"]),
    "pausedOpenUnauthorised": ([], ["pausedOpenUnauthorised"]),
    "unlisted": ([], ["unlisted"]),
    "onTimeRates.overReceived": ([("overdue", _C)], []),
    "overdueRate": ([("overdue", _C)], ["overdue"]),
    "onTimeRate": ([("overdue", _C), ("early", _C)], []),
    "early/finished": ([("early", _C)], []),
    "onTime/finished": ([("onTime", _C)], []),
    "finished/received": ([("openInTime", _C)], []),
    "overdue/overdue": ([("overdue", _C)], []),
}
