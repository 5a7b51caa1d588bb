"""Claims files that must be refused: exit 2, the path of the field on standard error, and no file written."""

import copy
import json
from pathlib import Path
from typing import Any, Callable

from checks import Checks
from command import Dossier

Data = dict[str, Any]
Spoil = Callable[[Data], None]


def _set(index: int, **fields: Any) -> Spoil:
    """Changes fields of a claim."""

    def spoil(data: Data) -> None:
        data["claims"][index].update({("from" if name == "first" else name): value for name, value in fields.items()})

    return spoil


def _drop(index: int, name: str) -> Spoil:
    """Leaves a field of a claim out."""

    def spoil(data: Data) -> None:
        del data["claims"][index][name]

    return spoil


def _identity(**fields: Any) -> Spoil:
    """Changes fields of the first identity."""

    def spoil(data: Data) -> None:
        data["identities"][0].update(fields)

    return spoil


def _top(**fields: Any) -> Spoil:
    """Changes fields of the file."""

    def spoil(data: Data) -> None:
        data.update(fields)

    return spoil


def _document(**fields: Any) -> Spoil:
    """Changes fields of the document."""

    def spoil(data: Data) -> None:
        data["document"].update(fields)

    return spoil


# The faults are of seeds/quang-tri-2023-h1.json: claim 0 is a count of finished dossiers, claim 2 the on-time rate.
CASES: list[tuple[str, str, Spoil]] = [
    ("a wrong metric", "claims[0].metric", _set(0, metric="finishd")),
    ("a sum with a count twice", "claims[0].metric", _set(0, metric="early+early")),
    ("a quotient of three", "claims[2].metric", _set(2, metric="early/finished/received")),
    ("a rate in a quotient", "claims[2].metric", _set(2, metric="onTimeRate/received")),
    ("an unknown denominator", "claims[2].metric", _set(2, metric="onTimeRates.overAll")),
    ("an impossible percentage", "claims[2].value", _set(2, value="104.5%")),
    ("a period that ends before it begins", "claims[0].to", _set(0, first="2023-06-30", to="2023-01-01")),
    ("a day that is none", "claims[0].from", _set(0, first="2023-02-30")),
    ("an unknown unit", "claims[0].scope.unit", _set(0, scope={"unit": "H5O"})),
    ("an unknown sector", "claims[0].scope.sector", _set(0, scope={"unit": "H50", "sector": "lnad"})),
    ("an unknown procedure", "claims[0].scope.procedure", _set(0, scope={"procedure": "9.999999"})),
    ("an unknown level", "claims[0].scope.level", _set(0, scope={"level": "ward"})),
    ("an unknown part of a scope", "claims[0].scope.units", _set(0, scope={"units": "H50"})),
    ("two claims of one id", "claims[1].id", _set(1, id="finished")),
    ("an id that is no file's name", "claims[0].id", _set(0, id="../finished")),
    ("an identity over a missing id", "identities[0].sum[1]", _identity(sum=["in-time", "late"])),
    ("an identity that equals a missing id", "identities[0].equals", _identity(equals="all")),
    ("an identity over a percentage", "identities[0].sum[0]", _identity(sum=["in-time-rate"])),
    ("an unknown field", "claims[0].colour", _set(0, colour="red")),
    ("an unknown field of the file", "claimz", _top(claimz=[])),
    ("a missing field", "claims[0].says", _drop(0, "says")),
    ("a text in one language of two", "claims[0].says", _set(0, says={"vi": "152.243 hồ sơ"})),
    ("a text in a third language", "claims[0].says", _set(0, says={"vi": "hồ sơ", "en": "dossiers", "fr": "dossiers"})),
    ("a wrong relation", "claims[0].relation", _set(0, relation="exceeds")),
    ("a wrong basis", "claims[0].basis", _set(0, basis="true")),
    ("a value with a comma", "claims[0].value", _set(0, value="152,243")),
    ("a percentage with a comma", "claims[2].value", _set(2, value="99,58%")),
    ("a percentage for a count", "claims[0].value", _set(0, value="99.58%")),
    ("a count for a rate", "claims[2].value", _set(2, value=99)),
    ("a negative count", "claims[0].value", _set(0, value=-1)),
    ("a fraction for a count", "claims[0].value", _set(0, value=1.5)),
    ("a denominator's scope for a count", "claims[0].denominatorScope", _set(0, denominatorScope={"unit": "H50"})),
    ("a moment without an offset", "claims[0].asOf", _set(0, asOf="2023-07-05T17:00:00")),
    ("a date of the document that is none", "document.date", _document(date="July 2023")),
    ("no claims", "claims", _top(claims=[])),
    ("claims that are no list", "claims", _top(claims={})),
]
RAW: list[tuple[str, bytes]] = [
    ("not JSON", b"finished: 152243\n"),
    ("an empty file", b""),
    ("half a file", b'{"document": {"id": "x"'),
    ("not UTF-8", b'{"document": "\xff\xfe"}'),
    ("a key twice", b'{"document": {}, "document": {}, "claims": []}'),
]


def check(dossier: Dossier, ledger: Path, seed: Path, day: str, checks: Checks, scratch: Path) -> None:
    """Tries every bad file on a ledger that the good one fits."""
    good = json.loads(seed.read_text(encoding="utf-8"))
    scratch.mkdir(parents=True, exist_ok=True)
    for number, (what, path, spoil) in enumerate(CASES):
        data = copy.deepcopy(good)
        spoil(data)
        text = json.dumps(data, ensure_ascii=False).encode()
        _refused(dossier, ledger, day, checks, scratch / f"bad-{number}", what, path, text)
    for number, (what, text) in enumerate(RAW):
        _refused(dossier, ledger, day, checks, scratch / f"raw-{number}", what, "claims.json", text)
    missing = dossier.audit(ledger, scratch / "none" / "claims.json", day)
    checks.expect(missing.status in (2, 3) and not missing.out, "bad claims: no such file", f"exit {missing.status}")


def _refused(
    dossier: Dossier, ledger: Path, day: str, checks: Checks, folder: Path, what: str, path: str, text: bytes
) -> None:
    """One bad file: exit 2, its field named, and the folder as it was."""
    folder.mkdir()
    claims = folder / "claims.json"
    claims.write_bytes(text)
    outputs = ["--evidence", str(folder / "evidence")]
    if b"--html" in dossier.run("audit", "--help").out:
        outputs += ["--html", str(folder / "claims.html")]
    answer = dossier.audit(ledger, claims, day, *outputs)
    faults = []
    if answer.status != 2:
        faults.append(f"exit {answer.status}")
    if path not in answer.err or "claims.json" not in answer.err:
        faults.append(f"standard error does not name {path}: {answer.err.strip()}")
    if answer.out:
        faults.append("standard output is not empty")
    left = sorted(each.name for each in folder.rglob("*") if each != claims)
    if left:
        faults.append(f"it wrote {', '.join(left)}")
    checks.expect(not faults, f"bad claims: {what}", *faults)
