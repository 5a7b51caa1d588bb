"""Changes a copy of a ledger so that one claim turns, and checks that exactly the claims concerned do."""

from pathlib import Path
from typing import Any, Optional

from checks import Checks
from claims import Claim, ClaimsFile
from command import Dossier, Reports, copy_ledger
from finder import Finder
from lives import Change
from plans import Counts, Plan, Planner
from reading import Figures, Second, SecondReader, Source, single_changes

# No claim of the five documents needs more.
MOST = 250_000

Answers = dict[str, dict[str, Any]]


def shifted(figures: Figures, plan: Plan, count: int) -> Figures:
    """Figures as they ought to be after so many changes."""

    def add(counts: dict[str, Any], delta: Counts) -> dict[str, Any]:
        return {**counts, **{key: counts[key] + count * step for key, step in delta.items() if counts[key] is not None}}

    return {
        "reported": add(figures["reported"], plan.deltas[0]),
        "audited": add(figures["audited"], plan.deltas[1]),
    }


def smallest(claim: Claim, plan: Plan, source: Source) -> Optional[int]:
    """How many changes it takes at least until the claim turns; none where no number does."""
    first = SecondReader(source).read(claim).standing
    known = [claim.scope] + ([claim.denominator_scope] if claim.denominator_scope else [])
    base = {str(scope): source(scope, claim.first, claim.last) for scope in known}
    rising = any(step > 0 for delta in plan.deltas for step in delta.values())
    limit = MOST if rising else min(MOST, _supply(base[str(claim.scope)], plan))
    for count in range(1, limit + 1):
        now = {name: shifted(figures, plan, count) for name, figures in base.items()}
        if SecondReader(lambda scope, _first, _last: now[str(scope)]).read(claim).standing != first:
            return count
    return None


def _supply(figures: Figures, plan: Plan) -> int:
    """How often something can be taken away on both bases together, at most."""
    most = 0
    for basis, delta in zip(("reported", "audited"), plan.deltas):
        for key, step in delta.items():
            if step < 0 and figures[basis][key] is not None:
                most = max(most, int(figures[basis][key] / -step))
    return most


class Mutations:
    """All mutations of one document's ledger."""

    def __init__(self, dossier: Dossier, file: ClaimsFile, finder: Finder, checks: Checks, scratch: Path) -> None:
        self.dossier = dossier
        self.file = file
        self.finder = finder
        self.checks = checks
        self.scratch = scratch
        self.source = Reports(dossier, finder.ledger, file.day).figures
        self.before = answers(dossier.audit(finder.ledger, file.path, file.day).json())
        self.second = {claim.id: SecondReader(self.source).read(claim) for claim in file.claims}

    def run(self) -> None:
        """Turns every claim of the document, each in the way that takes least; counts that are just so both ways."""
        for number, claim in enumerate(self.file.claims):
            planner = Planner(self.finder, f"check-{self.file.id}-{number}", self.file.day)
            ways: list[tuple[int, Plan]] = []
            for plan in planner.plans(claim):
                count = smallest(claim, plan, self.source)
                if count is not None:
                    ways.append((count, plan))
            if not ways:
                self.checks.expect(False, f"{self.file.id} {claim.id}", "no change turns it")
            ways.sort(key=lambda way: way[0])
            both = claim.relation == "equals" and not claim.printed.is_percentage
            for count, plan in ways if both else ways[:1]:
                self.turn(claim, plan, count)

    def turn(self, claim: Claim, plan: Plan, count: int) -> None:
        """Makes one change of the ledger and checks what comes of it."""
        name = f"{self.file.id} {claim.id}: {plan.name} × {count}"
        changes = plan.make(count)
        copy = copy_ledger(self.finder.ledger, self.scratch)
        self.dossier.add(copy, (event for change in changes for event in change.events))
        after = answers(self.dossier.audit(copy, self.file.path, self.file.day).json())
        source = Reports(self.dossier, copy, self.file.day).figures
        second = {
            each.id: SecondReader(source).read(each) if self.reaches(each, plan, changes) else self.second[each.id]
            for each in self.file.claims
        }
        turned = {each for each in after if standing(after[each]) != standing(self.before[each])}
        ought = {each for each in after if second[each].standing != self.second[each].standing}
        faults = [] if claim.id in turned else ["does not turn"]
        if turned != ought:
            faults.append(f"turned: {sorted(turned)}, ought to: {sorted(ought)}")
        for each in self.file.claims:
            faults += differences(each, after[each.id], second[each.id])
            faults += self.keeps(each, after[each.id], plan, changes)
        faults += self.shift(claim, plan, count, after[claim.id])
        others = sorted(turned - {claim.id})
        verdict = f"{self.before[claim.id]['verdict']} -> {describe(after[claim.id])}"
        self.checks.expect(not faults, f"{name}: {verdict}" + (f"; with it {', '.join(others)}" if others else ""), *faults)

    def reaches(self, claim: Claim, plan: Plan, changes: list[Change], keys: Optional[set[str]] = None) -> bool:
        """Whether the changed dossiers can count in a claim, by where they are and by what was changed in them."""
        if plan.touches is not None and not plan.touches & (keys if keys is not None else all_keys(claim)):
            return False
        scopes = [claim.scope] + ([claim.denominator_scope] if claim.denominator_scope else [])
        places = {change.place for change in changes}
        return any(self.finder.tree.covers(scope, place) for scope in scopes for place in places)

    def keeps(self, claim: Claim, after: dict[str, Any], plan: Plan, changes: list[Change]) -> list[str]:
        """A claim that the changed dossiers do not count in stays as it was, figures and all."""
        before = self.before[claim.id]
        if self.reaches(claim, plan, changes):
            if self.reaches(claim, plan, changes, claim.keys) or after["measured"] == before["measured"]:
                return []
            return [f"{claim.id}: measured {after['measured']}, was {before['measured']}"]
        if without_moments(after) == without_moments(before):
            return []
        return [f"{claim.id} is not concerned and changed: {describe(after)}, was {describe(before)}"]

    def shift(self, claim: Claim, plan: Plan, count: int, after: dict[str, Any]) -> list[str]:
        """The measured figure of the claim moves as the change says."""
        if plan.touches is None or claim.metric == "satisfaction":
            return []
        top, bottom = claim.parts
        delta = plan.deltas[0] if claim.basis == "reported" else plan.deltas[1]
        faults = []
        for member, keys in (("numerator", top), ("denominator", bottom or [])):
            ought = (self.before[claim.id]["measured"][claim.basis][member] or 0) + sum(
                count * delta.get(key, 0) for key in keys
            )
            found = after["measured"][claim.basis][member] or 0
            if found != ought:
                faults.append(f"{member} is {found}, not {ought}")
        return faults


def answers(audit: dict[str, Any]) -> Answers:
    """The answers by claim."""
    return {answer["id"]: answer for answer in audit["claims"]}


def standing(answer: dict[str, Any]) -> tuple[Any, ...]:
    """What must change for a claim to have turned."""
    return answer["verdict"], tuple(answer["reading"] or ()), answer["tight"]


def describe(answer: dict[str, Any]) -> str:
    """A verdict in a few words."""
    words = [answer["verdict"], *(answer["reading"] or [])]
    return " ".join(words + (["loosely"] if answer["tight"] is False else []))


def all_keys(claim: Claim) -> set[str]:
    """Every count that any reading of a claim looks at."""
    seen: set[str] = set()

    class Noting(dict[str, Any]):
        """Figures that note what is asked of them."""

        def __getitem__(self, key: str) -> int:
            seen.add(key)
            return 1

    figures: Figures = {"reported": Noting(), "audited": Noting()}
    reader = SecondReader(lambda _scope, _first, _last: figures)
    for change in ["", *single_changes(claim)]:
        reader.try_reading(claim, (change,) if change else ())
    return seen | claim.keys


def without_moments(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the readings at another moment: the check's own events may be the ledger's last."""
    readings = [each for each in answer["readings"] if not has_moment(each)]
    return {**answer, "readings": readings}


def has_moment(reading: dict[str, Any]) -> bool:
    """Whether a reading changes `at`."""
    return any(change.startswith("at:") for change in reading["changes"])


def differences(claim: Claim, answer: dict[str, Any], second: Second) -> list[str]:
    """Where the audit and the literal second reading disagree.

    Readings at another moment are left out: a report cannot be asked for them. Where one of them meets the claim,
    verdict and pairs depend on it and only the other readings are compared.
    """
    faults = []
    for basis, mine in (("reported", second.reported), ("audited", second.audited)):
        theirs = answer["measured"][basis]
        if not same_measure(theirs, mine):
            faults.append(f"{claim.id}: {basis} is {theirs}, and {mine} by the report")
    if answer["verdict"] == "notCheckable":
        is_so = second.is_empty or second.verdict == "notCheckable"
        return faults + ([] if is_so else [f"{claim.id}: notCheckable, and something counts"])
    matches = [each for each in answer["readings"] if each["meets"]]
    theirs_met = {_key(each["changes"], each["tight"], each["rounding"]) for each in matches if not has_moment(each)}
    mine_met = {
        _key(each.changes, each.meeting.tight, each.meeting.rounding) for each in second.matches if each.meeting
    }
    by_moment = any(has_moment(each) and len(each["changes"]) == 1 for each in matches)
    if by_moment:
        mine_met = {each for each in mine_met if len(each[0]) < 2}
    elif second.verdict == "notCheckable" and any(has_moment(each) and each["denominator"] for each in answer["readings"]):
        # Only at another moment there is something to divide by.
        pass
    elif answer["verdict"] != second.verdict and not any(has_moment(each) for each in matches):
        faults.append(f"{claim.id}: {answer['verdict']}, and {second.verdict} by the second reading")
    if theirs_met != mine_met:
        faults.append(f"{claim.id}: met by {sorted(theirs_met)}, and by {sorted(mine_met)} in the second reading")
    told = tuple(answer["reading"] or ())
    if not any(has_moment(each) for each in matches) and told != second.told:
        faults.append(f"{claim.id}: told by {told}, and by {second.told} in the second reading")
    return faults


def _key(changes: Any, tight: bool, rounding: Optional[str]) -> tuple[tuple[str, ...], bool, str]:
    return tuple(changes), tight, rounding or ""


def same_measure(theirs: dict[str, Any], mine: Any) -> bool:
    """Whether an answer's figure is the report's; a score's quotient may be in other terms."""
    if mine.bottom is None:
        return bool(theirs["denominator"] is None and theirs["numerator"] == mine.top)
    exact = mine.value
    value = None if exact is None else exact.numerator / exact.denominator
    cross = theirs["numerator"] * mine.bottom == mine.top * theirs["denominator"]
    return bool(theirs["value"] == value and cross and (theirs["denominator"] == 0) == (mine.bottom == 0))
