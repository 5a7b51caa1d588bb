"""Finds the dossiers behind a figure, and what is known of units and procedures."""

import csv
import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, Optional

from claims import Claim
from command import Dossier
from lives import Desk, Event, Place, WorkingDays

# `first` in an answer holds this many codes or fewer; where more are needed they are in the evidence.
FIRST = 20


class Tree:
    """The units of a ledger, with their levels and what is above them."""

    def __init__(self, dossier: Dossier, ledger: Path) -> None:
        self.parents: dict[str, Optional[str]] = {}
        self.levels: dict[str, str] = {}
        for event in dossier.reference(ledger, "unit.registered"):
            self.parents[event["unit"]] = event["data"].get("parent")
            self.levels[event["unit"]] = event["data"]["level"]

    def is_below(self, unit: str, top: str) -> bool:
        """Whether a unit is another or below it."""
        at: Optional[str] = unit
        while at is not None and at != top:
            at = self.parents.get(at)
        return at == top

    def covers(self, scope: dict[str, str], place: Place) -> bool:
        """Whether something at a place can count in a scope; what is not known of it may be anything."""
        if "sector" in scope and place.sector not in (None, scope["sector"]):
            return False
        if "procedure" in scope and place.procedure not in (None, scope["procedure"]):
            return False
        return any(self._is_in(scope, unit) for unit in place.units)

    def _is_in(self, scope: dict[str, str], unit: str) -> bool:
        if "unit" in scope and not self.is_below(unit, scope["unit"]):
            return False
        return "level" not in scope or self.levels.get(unit) == scope["level"]


class Finder:
    """Asks one ledger for dossiers."""

    def __init__(self, dossier: Dossier, ledger: Path, as_of: str, days: WorkingDays) -> None:
        self.dossier = dossier
        self.ledger = ledger
        self.as_of = as_of
        self.days = days
        self.tree = Tree(dossier, ledger)
        self.limits: dict[str, dict[str, Any]] = {}
        for event in dossier.reference(ledger, "procedure.published"):
            self.limits[event["data"]["procedure"]] = event["data"]
        self.desks: dict[str, Desk] = {}

    def count(self, claim: Claim, metric: str, basis: str, wanted: int) -> list[tuple[str, Optional[Place]]]:
        """Dossiers that a count has in a claim's scope: all of them, or the first where no more are wanted.

        Places are given where the evidence tells them.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "probe.json")
            path.write_text(json.dumps(_probe(claim, metric, basis)), encoding="utf-8")
            if wanted <= FIRST:
                answer = self.dossier.audit(self.ledger, path, self.as_of).json()
                behind = answer["claims"][0]["behind"]
                if len(behind["first"]) >= min(wanted, behind["count"]):
                    return [(code, None) for code in behind["first"]]
            evidence = Path(folder, "evidence")
            self.dossier.audit(self.ledger, path, self.as_of, "--evidence", str(evidence))
            with (evidence / "probe.csv").open(encoding="utf-8", newline="") as rows:
                return [
                    (row["dossier"], Place(frozenset([row["unit"]]), row["sector"] or None))
                    for row in csv.DictReader(rows)
                    if row["numerator"] != "0"
                ]

    def events(self, codes: list[str], with_data: bool) -> dict[str, list[Event]]:
        """The events of some dossiers; a few are found without a look through the whole ledger.

        The documents' streams void nothing, and all of them is recorded by the document's day.
        """
        if with_data or len(codes) > FIRST:
            return self.dossier.events(self.ledger, codes)
        return {code: self.history(code)["events"] for code in codes}

    def history(self, code: str) -> dict[str, Any]:
        """The life of one dossier."""
        answer = self.dossier.need(
            "history", str(self.ledger), code, "--as-of", self.as_of, "--format", "json"
        )
        history: dict[str, Any] = answer.json()
        return history

    def place(self, code: str) -> Place:
        """Where a dossier is counted, on either basis."""
        history = self.history(code)
        units = {history[basis]["unit"] for basis in ("reported", "audited")}
        units |= {event["unit"] for event in history["events"] if event["type"] == "dossier.received"}
        return Place(frozenset(unit for unit in units if unit), history["sector"])

    def desk(self, claim: Claim) -> Desk:
        """A unit and a procedure in a claim's scope for new dossiers: the busiest that fits."""
        if claim.id not in self.desks:
            self.desks[claim.id] = self._find_desk(claim)
        return self.desks[claim.id]

    def _find_desk(self, claim: Claim) -> Desk:
        filters = [text for name in sorted(claim.scope) for text in ("--" + name, claim.scope[name])]
        period = ["--from", claim.first, "--to", claim.last, "--as-of", self.as_of]
        by = ["--by", "unit,sector,procedure", "--format", "json", "--no-cache"]
        rows = self.dossier.need("report", str(self.ledger), *filters, *period, *by).json()["rows"]
        rows = [row for row in rows if row["group"]["unit"]]
        if not rows:
            raise RuntimeError(f"{claim.id}: nothing in its scope to add to")
        rows.sort(key=lambda row: -int(row["reported"]["received"]))
        fitting = [row for row in rows if self._fits(row["group"]["procedure"])] or rows
        group = next((row for row in fitting if row["reported"]["unlisted"] == 0), fitting[0])["group"]
        procedure, sector = group["procedure"], group["sector"]
        if not self._fits(procedure):
            procedure = claim.scope.get("procedure") or self._procedure(claim.scope.get("sector"))
            sector = claim.scope.get("sector") or self.limits[procedure]["sector"]
        first, last = date.fromisoformat(claim.first), date.fromisoformat(claim.last)
        return Desk(group["unit"], sector, procedure, first, last, self.days)

    def _fits(self, procedure: Optional[str]) -> bool:
        """Whether a procedure has at least three working days: what comes in on the last day is in time then."""
        limit = self.limits.get(procedure or "", {}).get("limit", {})
        return limit.get("unit") == "workingDays" and int(limit["value"]) >= 3

    def _procedure(self, sector: Optional[str]) -> str:
        fitting = (code for code in sorted(self.limits) if self._fits(code))
        return next(code for code in fitting if sector in (None, self.limits[code]["sector"]))


def _probe(claim: Claim, metric: str, basis: str) -> dict[str, Any]:
    """A claims file with one claim that any count meets, so that its dossiers are told."""
    document = {"id": "probe", "title": "probe", "issuer": "probe", "date": "2026", "citation": "probe"}
    figure = {"metric": metric, "basis": basis, "relation": "atLeast", "value": 0}
    where = {"scope": claim.scope, "from": claim.first, "to": claim.last}
    return {"document": document, "claims": [{"id": "probe", "says": "probe", **figure, **where}]}
