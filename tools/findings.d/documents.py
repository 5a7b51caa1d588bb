"""The checks of one document, and of all of them together."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Optional

from checks import Checks
from claims import Claim, ClaimsFile
from command import Answer, Dossier, Reports, copy_ledger
from finder import Finder
from lives import Change, WorkingDays
from mutations import Mutations, answers, differences, has_moment
from plans import Planner
from reading import SecondReader

GOLDEN = Path("fixtures", "golden", "verdicts.txt")
CALENDAR = Path("Sources", "Audit", "Resources", "calendar-vn-2020-2026.json")
# Documents whose own figures do not add up.
FAILING = {"hanh-chinh-cong-2021"}
LARGE = {"phu-tho-2026"}


class Documents:
    """Checks the documents one after the other; their ledgers stay until all are done."""

    def __init__(self, dossier: Dossier, checks: Checks, root: Path, folder: Path, quick: bool) -> None:
        self.dossier = dossier
        self.checks = checks
        self.root = root
        self.folder = folder
        self.quick = quick
        self.days = WorkingDays(root / CALENDAR)
        # Readings that change `at`, which the second reading leaves out.
        self.moments = 0

    def ledger(self, file: ClaimsFile) -> Path:
        """Where a document's ledger is."""
        return self.folder / file.id

    def check(self, file: ClaimsFile) -> None:
        """All checks of a document on its own ledger."""
        is_short = self.quick and file.id in LARGE
        self.checks.say(f"{file.id}: its ledger")
        loaded = self.dossier.make_ledger(self.ledger(file), file.id)
        whole = loaded["read"] == loaded["appended"] and loaded["quarantined"] == 0
        self.checks.expect(whole, f"{file.id}: {loaded['appended']} events, none refused", str(loaded))
        self.checks.say(f"{file.id}: its claims as of {file.day}")
        answer = self.audit(file)
        if answer is None:
            return
        self.verdicts(file, answer)
        self.second_reading(file, answer.json())
        if not is_short:
            self.evidence(file, answer.json())
        finder = Finder(self.dossier, self.ledger(file), file.day, self.days)
        self.checks.say(f"{file.id}: what is recorded a month later")
        self.later(file, answer, finder)
        if not is_short:
            self.checks.say(f"{file.id}: changes that turn a claim")
            Mutations(self.dossier, file, finder, self.checks, self.folder / "changed").run()

    def audit(self, file: ClaimsFile) -> Optional[Answer]:
        """The audit on the document's own ledger: every claim is reproduced, and the same bytes come again."""
        answer = self.dossier.audit(self.ledger(file), file.path, file.day)
        due = 1 if file.id in FAILING else 0
        well = self.checks.expect(answer.status == due, f"{file.id}: exit {due}", f"exit {answer.status}", answer.err)
        if not answer.out:
            return None
        again = self.dossier.audit(self.ledger(file), file.path, file.day)
        self.checks.expect(again.out == answer.out, f"{file.id}: the same bytes again")
        return answer if well or answer.status in (0, 1) else None

    def verdicts(self, file: ClaimsFile, answer: Answer) -> None:
        """The table of verdicts, line by line as the golden one has it."""
        lines = (self.root / GOLDEN).read_text(encoding="utf-8").splitlines()
        expected = [line for line in lines if line.startswith(file.id + " ")]
        found = table(file, answer.json())
        for line in found:
            print(f"  {line}")
        lacking = [f"expected: {line}" for line in expected if line not in found]
        extra = [f"found:    {line}" for line in found if line not in expected]
        self.checks.expect(expected == found, f"{file.id}: {len(found)} verdicts as expected", *lacking, *extra)
        for each in answer.json()["claims"]:
            well = each["verdict"] in ("reproduced", "reproducedOtherwise")
            self.checks.expect(well, f"{file.id} {each['id']}: {each['verdict']}", str(each["measured"]))

    def second_reading(self, file: ClaimsFile, audit: dict[str, Any]) -> None:
        """The literal reading of the rules from reports, claim by claim; and the identities again."""
        reader = SecondReader(Reports(self.dossier, self.ledger(file), file.day).figures)
        found = answers(audit)
        for claim in file.claims:
            answer = found[claim.id]
            self.moments += sum(has_moment(each) for each in answer["readings"])
            faults = differences(claim, answer, reader.read(claim))
            self.checks.expect(not faults, f"{file.id} {claim.id}: the second reading comes to the same", *faults)
        for identity, answer in zip(file.identities, audit["identities"], strict=True):
            difference = sum(file.values[each] for each in identity["sum"]) - file.values[identity["equals"]]
            same = answer["difference"] == difference and answer["holds"] == (difference == 0)
            self.checks.expect(same, f"{file.id} {identity['id']}: differs by {difference}", str(answer))

    def evidence(self, file: ClaimsFile, audit: dict[str, Any]) -> None:
        """The evidence adds up to each measured figure."""
        folder = self.folder / f"{file.id}.evidence"
        self.dossier.audit(self.ledger(file), file.path, file.day, "--evidence", str(folder))
        for answer in audit["claims"]:
            told = next(each for each in answer["readings"] if each["changes"] == answer["reading"])
            path = folder / f"{answer['id']}.csv"
            top, bottom, count = add_up(path) if path.exists() else (None, None, None)
            faults = []
            if answer["metric"] != "satisfaction" and top is not None and top != told["numerator"]:
                faults.append(f"the numerators are {top}, not {told['numerator']}")
            if answer["metric"] != "satisfaction" and bottom is not None and bottom != (told["denominator"] or 0):
                faults.append(f"the denominators are {bottom}, not {told['denominator']}")
            if count != answer["behind"]["count"]:
                faults.append(f"{count} rows have a numerator, {answer['behind']['count']} are said to")
            self.checks.expect(not faults, f"{file.id} {answer['id']}: the evidence adds up", *faults)
            path.unlink(missing_ok=True)

    def later(self, file: ClaimsFile, before: Answer, finder: Finder) -> None:
        """A counted dossier is taken back a month later: known then, and not on the day of the document."""
        month = (date.fromisoformat(file.day) + timedelta(days=31)).isoformat()
        claim = next(claim for claim in file.claims if claim.metric in ("received", "finished", "openOverdue"))
        removed = self.remove_one(claim, finder, f"later-{file.id}", month)
        copy = copy_ledger(self.ledger(file), self.folder / "changed")
        self.dossier.add(copy, removed.events)
        same = self.dossier.audit(copy, file.path, file.day)
        self.checks.expect(
            claims_part(same) == claims_part(before), f"{file.id}: as of {file.day} the claims are the same bytes"
        )
        now = self.dossier.audit(copy, file.path, month)
        left, right = (answers(each.json())[claim.id]["measured"] for each in (before, now))
        self.checks.expect(left != right, f"{file.id}: as of {month} {claim.id} differs", f"{left}", f"{right}")

    def remove_one(self, claim: Claim, finder: Finder, name: str, day: str) -> Change:
        """Takes out one dossier that a claim counts, on a day."""
        key = "early" if claim.metric == "finished" else claim.metric
        return Planner(finder, name, day).remove(claim, key).make(1)[0]

    def cross(self, files: list[ClaimsFile]) -> None:
        """Every claims file on every other document's ledger, on its own day and today."""
        self.checks.say("every claims file on every other ledger")
        for file in files:
            for other in files:
                if other.id != file.id:
                    for day in (file.day, None):
                        self.foreign(file, other, day)

    def foreign(self, file: ClaimsFile, other: ClaimsFile, day: Optional[str]) -> None:
        """No claim of one document is true of another's ledger."""
        answer = self.dossier.audit(self.ledger(other), file.path, day)
        name = f"{file.id} on {other.id} as of {day or 'today'}"
        if not self.checks.expect(answer.status == 1, f"{name}: exit 1", f"exit {answer.status}", answer.err.strip()):
            return
        found = answers(answer.json())
        verdicts = {claim.id: found[claim.id]["verdict"] for claim in file.claims}
        wrong = [f"{name}: {verdict}" for name, verdict in verdicts.items() if verdict not in ("notCheckable", "refuted")]
        kinds = sorted(set(verdicts.values()))
        self.checks.expect(not wrong, f"{name}: {len(verdicts)} claims, {' and '.join(kinds)}", *wrong)


def claims_part(answer: Answer) -> bytes:
    """The bytes of an answer that tell of the claims: not the ledger's size and root, which grow."""
    start = answer.out.find(b'"claims": [')
    end = answer.out.rfind(b'"identities":')
    if start < 0 or end < start:
        raise RuntimeError("an answer without claims")
    return answer.out[start:end]


def table(file: ClaimsFile, audit: dict[str, Any]) -> list[str]:
    """The verdicts of a document as lines: claim, verdict, reading, tight or loose, rounding; then the identities."""
    lines = []
    for each in audit["claims"]:
        reading = "+".join(each["reading"] or []) or "asClaimed"
        tight = {True: "tight", False: "loose", None: "-"}[each["tight"]]
        words = [file.id, each["id"], each["verdict"], reading, tight, each["rounding"] or "-"]
        lines.append(" ".join(words))
    for each in audit["identities"]:
        words = [file.id, each["id"], "holds" if each["holds"] else "fails", str(each["difference"])]
        lines.append(" ".join(words))
    return lines


def add_up(path: Path) -> tuple[Optional[int], Optional[int], int]:
    """The sums of numerators and denominators, and how many rows have a numerator; of papers only the rows."""
    with path.open(encoding="utf-8", newline="") as rows:
        reader = csv.reader(rows)
        head = next(reader)
        if "numerator" not in head:
            return None, None, sum(1 for _ in reader)
        top = bottom = count = 0
        for row in reader:
            numerator = int(row[6])
            top += numerator
            bottom += int(row[7])
            count += numerator != 0
    return top, bottom, count
