#!/usr/bin/env python3
"""Tests tools/verify_pack.py on packs that are made here, from the format alone: good ones hold, spoilt ones do not.

    python3 tools/test_verify_pack.py
"""
import base64
import contextlib
import hashlib
import io
import json
import re
import struct
import sys
import tempfile
import unittest
import zipfile
import zlib
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import verify_pack  # noqa: E402

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
except ImportError:
    Ed25519PrivateKey = None
signed = unittest.skipUnless(Ed25519PrivateKey, "Python's package cryptography is missing: no signature is tested")

ORIGIN, AS_OF = "dossier.example.vn/so", "2023-07-05T17:00:00+07:00"
RULES = b'{"name": "vn-2018"}'


def day(text, clock="08:00"):
    """A time of 2023, from month and day."""
    return f"{text if len(text) > 5 else '2023-' + text}T{clock}:00+07:00"


def lines():
    """The events of the small ledger, and whether each is given: what the counts below are worked out from by hand."""
    events = []

    def add(kind, when, given=True, recorded=None, **fields):
        event = {"id": f"e{len(events):03}", "type": kind, "occurredAt": when, **fields}
        events.append((event | ({"recordedAt": recorded} if recorded else {}), given))
        return event["id"]

    def step(dossier, kind, when, unit, recorded=None, evidence=None, given=True, **data):
        more = {"evidence": evidence} if evidence else {}
        return add(f"dossier.{kind}", when, given, recorded, unit=unit, dossier=dossier, data=data, **more)

    def receive(dossier, when, unit, channel, recorded=None, given=True, **data):
        return step(dossier, "received", when, unit, recorded, None, given, procedure="X", channel=channel, **data)

    old = day("2020-01-01")
    for unit, level, parent in [("P", "province", ""), ("D", "department", "P"), ("W", "commune", "P"), ("O", "commune", "P"),
                                ("Z", "province", None)]:
        add("unit.registered", old, unit=unit, data={"name": f"Đơn vị {unit}", "level": level, "parent": parent})
    add("procedure.published", old, data={
        "procedure": "X", "name": "Đất", "sector": "land", "limit": {"value": 10, "unit": "workingDays"}, "components": 3,
        "onlineLevel": "full", "levels": [], "steps": None, "😀": 1.5, "ﬀ": 0.000002})
    add("unit.registered", old, unit="Q", data={"name": "Trung tâm", "level": "centre", "parent": "O"})
    for number in range(23):  # another province: known to the ledger, withheld from the pack
        receive(f"z{number}", day("01-02"), "Z", "online", given=False)
    receive("a", day("01-10"), "D", "online")
    step("a", "completed", day("01-20"), "D", evidence="7", outcome="granted", form="paper")
    receive("b", day("02-01"), "W", "counter")  # finished in time, written down after the period
    step("b", "completed", day("02-10"), "W", day("07-02"), "8", outcome="refused", form="paper")
    receive("c", day("03-01"), "O", "postal", sector="civil")
    step("c", "withdrawn", day("03-05"), "O")
    add("unit.merged", day("04-01"), unit="O", data={"into": "W"})
    receive("d", day("2022-12-20"), "D", "online")
    receive("e", day("03-10"), "D", "counter")  # a tie: finished, then opened again
    step("e", "completed", day("03-20"), "D", outcome="granted", form="paper")
    step("e", "reopened", day("03-20"), "D")
    voided = receive("f", day("03-11"), "D", "counter")
    add("event.voided", day("03-12"), data={"target": voided, "reason": "twice"})
    receive("g", day("04-02"), "W", "online", recorded=day("07-10"))  # not known yet
    receive("h", day("04-03"), "D", "online")
    for number in range(9):
        receive(f"y{number}", day("04-03"), "Z", "postal", given=False)
    step("h", "transferred", day("04-04"), "D", toUnit="W")
    step("h", "completed", day("04-10"), "W", outcome="granted", form="paper")
    receive("i", day("05-02"), "D", "counter")  # returned with a receipt long before it was ticked off
    step("i", "completed", day("05-10"), "D", day("07-01"), outcome="granted", form="paper")
    step("i", "returned", day("05-12"), "D", evidence="9")
    receive("j", day("07-01"), "W", "postal")
    receive("k", day("06-29"), "W", "counter", recorded=day("07-01"))
    receive("l", day("06-01"), "Q", "counter")  # below a unit that was merged
    step("l", "completed", day("06-02"), "Q", outcome="refused", form="paper")
    for unit, when, recorded, sector in [("W", "02-02", None, "civil"), ("W", "06-20", day("07-01"), "civil"),
                                         ("O", "02-03", None, "civil"), ("W", "02-04", None, "land")]:
        add("paper.entered", day(when), True, recorded, unit=unit, data={"paperNo": when, "sector": sector})
    wrong = add("paper.entered", day("02-05"), unit="W", data={"paperNo": "1", "sector": "civil"})
    add("event.voided", day("02-06"), data={"target": wrong, "reason": "no such line"})
    return events


# metric, scope, more fields of the claim, relation, value, measured reported and audited, verdict
CLAIMS = [
    ("received", {"unit": "P"}, {}, "equals", 7, 7, 8, "reproduced"),
    ("finished", {"unit": "P"}, {"basis": "audited"}, "equals", "5", 3, 5, "reproduced"),
    ("finished", {"unit": "P", "sector": None}, {}, "equals", 5, 3, 5, "reproducedOtherwise"),
    ("received", {"unit": "D"}, {}, "equals", 3, 3, 3, "reproduced"),
    ("received", {"level": "commune"}, {}, "moreThan", 2, 3, 4, "reproduced"),
    ("paperEntries", {"unit": "W", "sector": "civil"}, {}, "equals", 2, 2, 3, "reproduced"),
    ("declined+withdrawn", {"unit": "W"}, {}, "equals", 1, 1, 1, "reproduced"),
    ("receivedOnline", {"unit": "P"}, {}, "equals", 100, 2, 2, "refuted"),
    ("open", {"unit": "P"}, {"to": "2023-01-31", "asOf": "2023-01-31"}, "equals", 1, 1, 1, "reproduced"),
    ("onlineRate", {"unit": "P"}, {}, "equals", "33.33%", None, None, "reproduced"),
    ("received", {"unit": "P"}, {"from": "2024-01-01", "to": "2024-01-31"}, "equals", 0, 0, 0, "notCheckable"),
    ("received", {"unit": "P"}, {}, "atLeast", 1, 7, 8, "reproducedOtherwise"),
    ("carriedIn", {"unit": "P"}, {}, "atMost", 1, 1, 1, "reproduced"),
    ("received", {"sector": "civil"}, {}, "equals", 1, 1, 1, "reproduced"),
    ("receivedPostal", {"unit": "P", "procedure": "X", "channel": "postal"}, {}, "equals", 1, 1, 1, "reproduced"),
    ("granted", {"unit": "W"}, {}, "about", 1, 1, 1, "reproduced"),
    ("open", {"unit": "P"}, {}, "equals", 4, 4, 3, "reproduced"),
    ("paperEntries", {"unit": "W", "channel": "counter"}, {}, "equals", 0, 0, 0, "notCheckable"),
    ("received", {"unit": "O"}, {"to": "2023-03-31"}, "equals", 1, 1, 1, "reproduced"),
    ("received", {"unit": "O"}, {}, "equals", 4, 4, 5, "reproduced"),
]


def claims_and_answers():
    """The claims file, and the answer that the ledger's program would give."""
    claims, answers = [], []
    for number, (metric, scope, more, relation, value, reported, audited, verdict) in enumerate(CLAIMS):
        claim = {"id": f"claim-{number}", "says": "…", "metric": metric, "scope": scope, "from": "2023-01-01",
                 "to": "2023-06-30", **more, "relation": relation, "value": value}
        known_by = claim.get("asOf") and f"{claim['asOf']}T23:59:59.999+07:00" or AS_OF
        at = min(known_by, f"{claim['to']}T23:59:59.999+07:00")
        measured = {basis: {"numerator": count, "denominator": None, "value": count}
                    for basis, count in (("reported", reported), ("audited", audited))}
        claims.append(claim)
        answers.append({"basis": "reported", "denominatorScope": None, **claim, "asOf": known_by, "at": at, "verdict": verdict,
                        "measured": measured})
    return {"document": {"id": "small"}, "claims": claims}, {"asOf": AS_OF, "claims": answers}


def canonical(value):
    """RFC 8785 for what these tests write: keys by UTF-16, numbers that Python prints alike but for two."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(json.dumps(key, ensure_ascii=False) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("2e-06", "0.000002")


def root_of(leaves):
    """RFC 6962's tree hash, as its section 2.1 writes it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:cut]) + root_of(leaves[cut:])).digest()


def proof_of(leaves, given, whole):
    """The shared hashes of a pack, found by cutting the list of leaves, not by numbers."""
    if not any(given):
        return leaves if whole else [root_of(leaves)]
    if len(leaves) == 1:
        return []
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    return proof_of(leaves[:cut], given[:cut], whole) + proof_of(leaves[cut:], given[cut:], whole)


def key_of(name=ORIGIN, seed=b"k" * 32, kind=1):
    """A verifier key, its id, and what signs with it."""
    private = Ed25519PrivateKey.from_private_bytes(seed) if Ed25519PrivateKey else None
    public = bytes([kind]) + (private.public_key().public_bytes_raw() if private else b"p" * 32)
    key_id = hashlib.sha256(name.encode() + b"\n" + public).digest()[:4]
    return f"{name}+{key_id.hex()}+{base64.b64encode(public).decode()}", key_id, private.sign if private else lambda _: b"s" * 64


def note_of(size, root, origin=ORIGIN, more="", signers=(key_of(),)):
    """A checkpoint, signed."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n{more}"
    signatures = [f"— {key[0].split('+')[0]} {base64.b64encode(key[1] + key[2](text.encode())).decode()}\n" for key in signers]
    return f"{text}\n{''.join(signatures)}".encode()


class Pack:
    """A pack as parts that a test can spoil before it is sealed; `zip()` seals it."""

    def __init__(self, whole=False, events=None, kind="claims", spoil_line=None):
        events = lines() if events is None else events
        self.lines = [canonical(event).encode() for event, _ in events]
        if spoil_line:
            self.lines = [spoil_line(number, line) for number, line in enumerate(self.lines)]
        given = [is_given for _, is_given in events]
        leaves = [hashlib.sha256(b"\0" + line).digest() for line in self.lines]
        self.size, self.root, self.whole, self.kind = len(leaves), root_of(leaves), whole, kind
        self.numbers = [number for number, is_given in enumerate(given) if is_given]
        self.hashes = proof_of(leaves, given, whole) if leaves else []
        self.claims, self.answer = claims_and_answers()
        if kind != "claims":
            self.answer = {"asOf": AS_OF}
        self.answer["ruleSets"] = {"vn-2018": "sha256 " + hashlib.sha256(RULES).hexdigest()}
        self.checkpoint = note_of(self.size, self.root)
        self.manifest, self.late = {}, {}

    def files(self):
        """All files but the manifest."""
        claims = json.dumps(self.claims, ensure_ascii=False, indent=1).encode()
        if self.kind == "claims":
            self.answer.setdefault("claimsFile", "sha256 " + hashlib.sha256(claims).hexdigest())
        files = {"checkpoint": self.checkpoint,
                 "events.ndjson": b"".join(self.lines[number] + b"\n" for number in self.numbers if number < self.size),
                 "numbers": "".join(f"{number}\n" for number in self.numbers).encode(), "hashes": b"".join(self.hashes),
                 "question.json": json.dumps({"kind": self.kind, "asOf": AS_OF, "lang": "vi"}).encode(), "claims.json": claims,
                 "rules/vn-2018.json": RULES, "answer.json": json.dumps(self.answer).encode(), "page.html": b"<p>page"}
        if self.kind != "claims":
            del files["claims.json"]
        return files

    def entries(self):
        """The files of the zip in order: manifest first."""
        files = self.files()
        early = {name: self.late.pop(name) for name in list(self.late) if name.startswith("early ")}
        files.update({name[6:]: content for name, content in early.items()})
        manifest = {"format": "dossier-evidence-pack@1", "program": "test", "kind": self.kind, "origin": ORIGIN,
                    "logSize": self.size, "root": self.root.hex(), "coverage": "whole" if self.whole else "subset",
                    "events": len(self.numbers), "hashes": len(self.hashes), "files": [
                        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                        for name, content in files.items()], **self.manifest}
        return [("manifest.json", json.dumps(manifest).encode()), *(files | self.late).items()]

    def zip(self, entries=None, date=(1980, 1, 1, 0, 0, 0), method=zipfile.ZIP_DEFLATED):
        """The bytes of the pack."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, content in entries or self.entries():
                archive.writestr(zipfile.ZipInfo(name, date), content, method)
        return out.getvalue()


def check(data, *options, key=True):
    """Exit status, the report in JSON, and what it would print for people."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pack.zip")
        path.write_bytes(data)
        verifier = ["--verifier", key_of()[0]] if key else []
        texts = []
        for form in (["--json"], []):
            out, before = io.StringIO(), sys.argv
            sys.argv = ["verify_pack.py", str(path), *verifier, *form, *options]
            try:
                with contextlib.redirect_stdout(out):
                    status = verify_pack.main()
            finally:
                sys.argv = before
            texts.append(out.getvalue())
    return status, json.loads(texts[0]), texts[1]


WELL = 0 if Ed25519PrivateKey else 3
BY_HASH = ["page.html beyond its hash", "rule sets beyond their hashes"]


class Holds(unittest.TestCase):
    """Packs that are as the format has them."""

    def holds(self, pack, **options):
        status, report, text = check(pack.zip(**options))
        self.assertEqual((status, report["failures"]), (WELL, []), text)
        return report, text

    def test_subset(self):
        report, text = self.holds(Pack())
        self.assertEqual([row["recomputed"] for row in report["claims"]],
                         [row[6 if row[2].get("basis") == "audited" else 5] for row in CLAIMS])
        self.assertIn("withheld: unknown: a subset cannot prove that nothing was left out", text)
        self.assertIn("not recomputed: claim-9", text)
        self.assertIn("held: claim-0: received (reported): recomputed 7, answer says 7, claim says equals 7", text)

    def test_whole(self):
        self.assertIn("withheld: 32\n", self.holds(Pack(whole=True))[1])

    def test_stored(self):
        self.holds(Pack(), method=zipfile.ZIP_STORED)

    def test_other_kinds(self):
        for kind in ("dossier", "detect"):
            report, text = self.holds(Pack(kind=kind))
            self.assertEqual(report["notChecked"][-3:], ["the whole answer", *BY_HASH])
            self.assertIn("NOT CHECKED: the whole answer, page.html", text.splitlines()[-1])

    def test_not_checked(self):
        """The last line and the JSON name all that was not recomputed; nothing is said to hold beyond that."""
        usual = ["answer of 1 of 20 claims", "choice of verdict of 2 of 20 claims"]
        for how, some in [
                (lambda pack: None, usual), (answer(9, verdict="refuted", measured__reported__value=99), usual),
                (early("page.html", b"<p>rewritten"), usual), (only(9), ["answer of 1 of 1 claims"]),
                (only(7), ["choice of verdict of 1 of 1 claims"]), (only(0), []), (only(), [])]:
            pack = Pack()
            how(pack)
            report, text = self.holds(pack)
            left = [*some, "what the answer says besides counts and verdicts", *BY_HASH]
            unsigned = [] if Ed25519PrivateKey else ["signature"]
            self.assertEqual(report["notChecked"], unsigned + left)
            self.assertEqual(text.splitlines()[-1], "What was recomputed held; " + "NO SIGNATURE CHECKED; " * len(unsigned)
                             + f"NOT CHECKED: {', '.join(left)}.")
            self.assertEqual(report["result"], text.splitlines()[-1])
            self.assertNotIn("All held", text)

    def test_other_rules(self):
        """A rule set that is not the built-in one, with its hash in the manifest and in the answer."""
        pack, other = Pack(), b'{"name": "vn-2018", "limit": 99}'
        early("rules/vn-2018.json", other)(pack)
        pack.answer["ruleSets"] = {"vn-2018": "sha256 " + hashlib.sha256(other).hexdigest()}
        report, text = self.holds(pack)
        self.assertIn("rule sets beyond their hashes", report["notChecked"])
        self.assertIn("rule sets beyond their hashes.", text.splitlines()[-1])

    def test_every_size(self):
        """Any events of trees of up to nine leaves, with shared hashes, in both coverages."""
        events = [event for event, _ in lines() if event["type"] == "unit.registered"]
        events += [event | {"id": event["id"] + "x"} for event in events]
        for size in range(10):
            for mask in range(1 << size):
                given = [(event, bool(mask >> number & 1)) for number, event in enumerate(events[:size])]
                for whole in (False, True):
                    pack = Pack(whole, given, "detect")
                    files = pack.files()
                    root = verify_pack.tree_root(files["events.ndjson"].split(b"\n")[:-1], pack.numbers, files["hashes"], size, whole)
                    self.assertEqual(root, pack.root)

    def test_nothing(self):
        self.holds(Pack(events=[], kind="detect"))
        self.holds(Pack(events=[(event, False) for event, _ in lines()], kind="detect"))

    def test_no_key(self):
        status, report, text = check(Pack().zip(), key=False)
        self.assertEqual(status, 0)
        self.assertIn("unchecked: no verifier key", report["signature"])
        self.assertIn("; NO SIGNATURE CHECKED; NOT CHECKED: answer of 1 of 20 claims, ", text.splitlines()[-1])
        self.assertEqual(report["notChecked"][0], "signature")

    def test_no_package(self):
        kept, verify_pack.Ed25519PublicKey = verify_pack.Ed25519PublicKey, None
        try:
            status, report, _ = check(Pack().zip())
        finally:
            verify_pack.Ed25519PublicKey = kept
        self.assertEqual((status, report["signature"]), (3, "unchecked: Python's package cryptography is missing"))

    @signed
    def test_signatures(self):
        """Other signatures are passed over; one of several given keys is enough; extension lines are signed too."""
        pack = Pack()
        witness = ("w.example/w+", b"\1\2\3\4", lambda text: b"c" * 72)
        pack.checkpoint = note_of(pack.size, pack.root, more="an extension\n", signers=(witness, key_of()))
        status, report, _ = check(pack.zip(), "--verifier", key_of(seed=b"o" * 32)[0])
        self.assertEqual((status, report["signature"]), (0, f"verified: {ORIGIN}"))
        self.assertNotIn("signature", report["notChecked"])

    @signed
    def test_others_beside_the_origin(self):
        """A key of another name may be given, and have signed, where the origin's has signed too."""
        other, pack = key_of("else.vn/x", b"x" * 32), Pack()
        status, report, _ = check(pack.zip(), "--verifier", other[0])
        self.assertEqual((status, report["signature"]), (0, f"verified: {ORIGIN}"))
        pack.checkpoint = note_of(pack.size, pack.root, signers=(other, key_of()))
        status, report, _ = check(pack.zip(), "--verifier", other[0])
        self.assertEqual((status, report["signature"]), (0, f"verified: {ORIGIN}, else.vn/x"))

    def test_canonical(self):
        """Numbers and strings as RFC 8785 writes them; its own examples within the range of events."""
        for text, wanted in [("[4.50,2e-3,0.000001,1e-7,1.5E-10,-0,1E2,9007199254740991]",
                              "[4.5,0.002,0.000001,1e-7,1.5e-10,0,100,9007199254740991]"),
                             ("-0.0", "0"), ("1.0", "1"), ("5e-324", "5e-324"), ("123456.789", "123456.789"),
                             (r'"\u20ac$\u000F\u000aA\u0027\u0042\u0022\u005c\\\"\/\u007f"', "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\x7f\""),
                             (r'{"\ud83d\ude00":1,"\ufb33":2,"1":3,"\u0080":4}', '{"1":3,"\x80":4,"😀":1,"\ufb33":2}')]:
            self.assertEqual(verify_pack.canonical(json.loads(text)), wanted)

    def test_instants(self):
        base = verify_pack.instant("2023-06-30T23:59:59.999+07:00")
        for text in ("2023-06-30T16:59:59.999Z", "2023-06-30t16:59:59.99900z", "2023-06-30", "2023-06-30T11:29:59.999-05:30"):
            self.assertEqual(verify_pack.instant(text), base)
        self.assertEqual((base + 1) // verify_pack.DAY, base // verify_pack.DAY + 1)


def at(number, hour="08"):
    """A time of January 2023."""
    return f"2023-01-{number:02}T{hour}:00:00+07:00"


# name: (steps as (type, occurred, more), {metric: (reported, audited)}); received on the 5th where nothing else is said
LIVES = {
    "a finish before the receipt takes the receipt's time": ([("completed", at(2), {})], {"finished": (1, 1), "carriedIn": (0, 0)}),
    "evidence before the receipt shows nothing": (
        [("completed", at(2), {"evidence": "1", "recordedAt": at(25)})], {"finished": (0, 0), "open": (1, 1)}),
    "evidence shows the earlier time": ([("completed", at(6), {"evidence": "1", "recordedAt": at(25)})], {"finished": (0, 1)}),
    "what was returned was finished": (
        [("completed", at(6), {"recordedAt": at(25)}), ("returned", at(7), {"evidence": "1"})], {"finished": (0, 1)}),
    "what was returned late was finished before": (
        [("completed", at(6), {}), ("returned", at(25), {"evidence": "1"})], {"finished": (1, 1)}),
    "returned without evidence": ([("completed", at(6), {"recordedAt": at(25)}), ("returned", at(7), {})], {"finished": (0, 0)}),
    "a reopening undoes it": (
        [("completed", at(6), {"recordedAt": at(25)}), ("returned", at(7), {"evidence": "1"}), ("reopened", at(8), {})],
        {"finished": (0, 0)}),
    "a reopening to come does not": (
        [("completed", at(6), {"recordedAt": at(25)}), ("returned", at(7), {"evidence": "1"}), ("reopened", at(26), {})],
        {"finished": (0, 1)}),
    "finished and opened at once": ([("reopened", at(6), {}), ("completed", at(6), {})], {"finished": (0, 0), "open": (1, 1)}),
    "opened and finished at once": (
        [("completed", at(6), {}), ("completed", at(7), {}), ("reopened", at(7), {})], {"finished": (1, 1), "open": (0, 0)}),
    "three at once": ([("completed", at(6), {}), ("reopened", at(6), {}), ("withdrawn", at(6), {})], {"withdrawn": (1, 1)}),
    "the first finish counts": ([("declined", at(7), {}), ("completed", at(6), {})], {"finished": (1, 1), "declined": (0, 0)}),
    "of two at once the order of life": ([("withdrawn", at(6), {}), ("declined", at(6), {})], {"declined": (1, 1)}),
    "nothing moves a finished one": ([("completed", at(6), {}), ("transferred", at(7), {"data": {"toUnit": "V"}})], {"finished": (1, 1)}),
    "a transfer by then": ([("transferred", at(7), {"data": {"toUnit": "V"}})], {"received": (0, 0)}),
    "a transfer to come": ([("transferred", at(22), {"data": {"toUnit": "V"}})], {"received": (1, 1)}),
    "a transfer to nobody": ([("transferred", at(7), {"data": {"toUnit": ""}})], {"received": (1, 1)}),
    "carried in": ([("received", "2022-12-30T08:00:00+07:00", {})], {"received": (0, 0), "carriedIn": (1, 1)}),
    "finished before the period": ([("received", "2022-12-01T08:00:00+07:00", {}), ("completed", "2022-12-02T08:00:00+07:00", {})],
                                   {"carriedIn": (0, 0), "open": (0, 0), "finished": (0, 0)}),
    "the day is that of UTC+07:00": ([("received", "2022-12-31T17:00:00Z", {})], {"received": (1, 1)}),
    "written down too late": ([("received", at(3), {"recordedAt": at(21)})], {"received": (1, 1), "open": (1, 1)}),
}


class Means(unittest.TestCase):
    """Single rules: what a dossier of one receipt and a few steps is counted as at the end of 20 January."""

    def test_lives(self):
        for name, (steps, wanted) in LIVES.items():
            steps = steps if steps[0][1] < at(1) or "period" in name else [("received", at(5), {}), *steps]
            events = [verify_pack.read_event({
                "id": f"e{number}", "type": f"dossier.{kind}", "occurredAt": when, "unit": "U", "dossier": "d", **more,
                "data": {"procedure": "X", "channel": "online", "outcome": "granted", **more.get("data", {})}})
                for number, (kind, when, more) in enumerate(steps)]
            period = verify_pack.instant("2023-01-01") // verify_pack.DAY, verify_pack.instant("2023-01-20") // verify_pack.DAY
            for audited in (False, True):
                view = verify_pack.View(events, verify_pack.instant("2023-01-31"), verify_pack.instant("2023-01-20"), audited)
                counts = {key: view.count(key, {"unit": "U"}, *period) for key in wanted}
                with self.subTest(name, audited=audited):
                    self.assertEqual(counts, {key: each[audited] for key, each in wanted.items()})

    def test_meets(self):
        for relation, claimed, value, wanted in [
                ("equals", 5, 5, 2), ("equals", 5, 6, 0), ("about", 100, 105, 2), ("about", 100, 106, 0), ("about", 0, 0, 2),
                ("moreThan", 277000, 277001, 2), ("moreThan", 277000, 278000, 2), ("moreThan", 277000, 278001, 1),
                ("moreThan", 277000, 277000, 0), ("atLeast", 0, 99, 2), ("lessThan", 10, 0, 2), ("atMost", 12, 10, 1)]:
            claim = {"relation": relation, "value": claimed}
            self.assertEqual(verify_pack.meets(value, claim), wanted, (claim, value))


def patch(data, find, offset, layout, value, last=True):
    """The zip with a field of the header of a file changed; `find` is the header's magic, the last one with it."""
    place = (data.rfind if last else data.find)(find) + offset
    return data[:place] + struct.pack(layout, value) + data[place + struct.calcsize(layout):]


def change(**parts):
    """Spoils attributes of a pack by functions of them."""
    def spoil(pack):
        for name, how in parts.items():
            setattr(pack, name, how(getattr(pack, name)))
    return spoil


def answer(number, **fields):
    """Spoils the answer to a claim; fields of dots lead into it."""
    def spoil(pack):
        for name, value in fields.items():
            *way, last = name.split("__")
            place = pack.answer["claims"][number]
            for part in way:
                place = place[part]
            place[last] = value
    return spoil


def only(*numbers):
    """Leaves all claims but these out, with their answers."""
    def spoil(pack):
        for place in (pack.claims, pack.answer):
            place["claims"] = [place["claims"][number] for number in numbers]
    return spoil


def late(name, content):
    """A file other than the manifest lists."""
    return lambda pack: pack.late.__setitem__(name, content)


def early(name, content):
    """A file that the manifest lists as it is."""
    return late(f"early {name}", content)


def line(number, how):
    """A pack whose signed tree has a spoilt line."""
    return lambda: Pack(spoil_line=lambda at, text: how(text) if at == number else text)


MANIFEST = "has another origin, size or root"
COUNTS = "the counts of the manifest"
# name: (what is wrong, the reason that must be given); whole packs where the name says so
SPOILT = {
    "event changed": (change(lines=lambda lines: [line.replace(b'"D"', b'"W"') for line in lines]), "not the root"),
    "event dropped with its number": (change(numbers=lambda numbers: numbers[:-1]), "hashes are missing|not the root"),
    "events swapped": (change(lines=lambda lines: lines[:1] + [lines[2], lines[1]] + lines[3:]), "not the root"),
    "number out of order": (change(numbers=lambda numbers: [numbers[1], numbers[0], *numbers[2:]]), "out of order"),
    "number twice": (change(numbers=lambda numbers: [numbers[0], numbers[0], *numbers[2:]]), "out of order"),
    "number moved": (change(numbers=lambda n: [*n[:6], n[6] + 1, *n[7:]]), "proof|not the root"),
    "number beyond the ledger": (early("numbers", "beyond"), "beyond the ledger"),
    "number with a zero": (lambda pack: early("numbers", b"00\n" * len(pack.numbers))(pack), "something else than numbers"),
    "number of another script": (lambda pack: early("numbers", "٣\n".encode() * len(pack.numbers))(pack), "something else than numbers"),
    "number without newline": (early("numbers", b"1"), COUNTS),
    "hash changed": (change(hashes=lambda hashes: [bytes(32), *hashes[1:]]), "not the root"),
    "hash missing": (change(hashes=lambda hashes: hashes[:-1]), "hashes are missing"),
    "hash left over": (change(hashes=lambda hashes: [*hashes, bytes(32)]), "left over"),
    "half a hash": (change(hashes=lambda hashes: [*hashes[:-1], hashes[-1][:16]]), COUNTS),
    "whole: hash left out": (change(hashes=lambda hashes: hashes[:-1]), "hashes are missing"),
    "whole: hashes swapped": (change(hashes=lambda hashes: hashes[1::-1] + hashes[2:]), "not the root"),
    "whole: called a subset": (change(whole=lambda _: False), "left over|not the root"),
    "count of events": (change(manifest=lambda _: {"events": 3}), COUNTS),
    "count of hashes": (change(manifest=lambda _: {"hashes": 10**15}), COUNTS),
    "size in the manifest": (change(manifest=lambda _: {"logSize": 7}), MANIFEST),
    "root in the manifest": (change(manifest=lambda _: {"root": "00" * 32}), MANIFEST),
    "origin in the manifest": (change(manifest=lambda _: {"origin": "else.vn"}), MANIFEST),
    "kind of the manifest": (change(manifest=lambda _: {"kind": "dossier"}), "another kind or coverage"),
    "coverage of the manifest": (change(manifest=lambda _: {"coverage": "all"}), "another kind or coverage"),
    "file changed": (late("page.html", b"<p>other"), "^page.html is not what the manifest lists$"),
    "rules changed": (late("rules/vn-2018.json", b"{}"), "rules/vn-2018.json is not what the manifest lists"),
    "rules of another hash": (early("rules/vn-2018.json", b"{}"), "another rule set vn-2018"),
    "file not listed": (change(manifest=lambda _: {"files": []}), "lists other files"),
    "claims file changed": (change(claims=lambda claims: claims | {"x": 1}, answer=lambda a: a | {"claimsFile": "sha256 0"}),
                            "another claims file"),
    "claim left out": (lambda pack: pack.claims["claims"].pop(), "not as many claims"),
    "measured": (answer(0, measured__reported__numerator=5), "claim-0: reported: recomputed 7, the answer says 5"),
    "measured on the other basis": (answer(0, measured__audited__value=9), "claim-0: audited: recomputed 8"),
    "paper measured": (answer(5, measured__reported__numerator=3), "claim-5: reported: recomputed 2, the answer says 3"),
    "verdict refuted": (answer(0, verdict="refuted"), "claim-0: the verdict is refuted, and can only be reproduced$"),
    "verdict reproduced": (answer(7, verdict="reproduced"), "claim-7: .*can only be refuted or reproducedOtherwise$"),
    "verdict not otherwise": (answer(2, verdict="refuted"), "claim-2: .*can only be reproducedOtherwise$"),
    "verdict too tight": (answer(11, verdict="reproduced"), "claim-11: .*can only be reproducedOtherwise$"),
    "verdict before its time": (answer(10, verdict="refuted"), "claim-10: .*can only be notCheckable$"),
    "verdict of nothing": (answer(3, verdict="notCheckable"), "claim-3: the verdict is notCheckable"),
    "answer to another value": (answer(3, value=4), "claim-3: the answer is to another question"),
    "answer to another scope": (answer(9, scope={}), "claim-9: the answer is to another question"),
    "answer at another moment": (answer(9, at="2023-06-30T23:59:59+07:00"), "claim-9: the answer is to another question"),
    "answer with a root": (lambda pack: pack.answer.update(root="00"), "question.json or answer.json"),
    "question of another kind": (early("question.json", b'{"kind":"detect"}'), "question.json or answer.json"),
    "answer with a key twice": (early("answer.json", b'{"claims":[],"claims":[]}'), "answer.json is not JSON.*twice"),
    "answer too deep": (early("answer.json", b'{"a":' + b"[" * 64 + b"]" * 64 + b"}"), "answer.json is not JSON.*deeper than 64"),
    "answer without end": (early("answer.json", b"[" * 500_000), "answer.json is not JSON"),
    "answer no object": (early("answer.json", b"[]"), "answer.json is not JSON.*not an object"),
    "checkpoint of another tree": (lambda pack: setattr(pack, "checkpoint", note_of(pack.size, bytes(32))), MANIFEST),
    "checkpoint of another size": (lambda pack: setattr(pack, "checkpoint", note_of(9, pack.root)), MANIFEST),
    "checkpoint with a leading zero": (lambda pack: setattr(pack, "checkpoint", note_of(f"0{pack.size}", pack.root)), "C2SP"),
    "checkpoint with a short root": (lambda pack: setattr(pack, "checkpoint", note_of(pack.size, b"r" * 31)), "C2SP"),
    "checkpoint with a loose signature": (
        change(checkpoint=lambda note: re.sub(rb"(.)=\n$", lambda end: bytes([end[1][0] + 1]) + b"=\n", note)), "C2SP"),
    "checkpoint with loose base64": (change(checkpoint=lambda note: re.sub(rb"(.)=\n", rb"B=\n", note, count=1)), "C2SP"),
    "checkpoint with a carriage return": (change(checkpoint=lambda note: note.replace(b"\n", b"\r\n")), "C2SP"),
    "checkpoint without signature": (change(checkpoint=lambda note: note[:note.index("—".encode())]), "C2SP"),
    "checkpoint without last newline": (change(checkpoint=lambda note: note[:-1]), "C2SP"),
    "checkpoint without origin": (change(checkpoint=lambda note: note[note.index(b"\n"):]), "C2SP"),
}
# packs whose tree is signed over events that no ledger takes
UNLAWFUL = {
    "order of keys": (line(0, lambda text: b'{"type"' + text[:-1].replace(b'"type"', b"").replace(b"{", b",") + b"}"), "event 0"),
    "white space": (line(1, lambda text: text.replace(b":", b": ", 1)), "event 1 is not canonical"),
    "escapes": (line(1, lambda text: text.replace("Đ".encode(), b"\\u0110")), "event 1 is not canonical"),
    "numbers": (line(5, lambda text: text.replace(b"1.5", b"1.50")), "event 5 is not canonical"),
    "large numbers": (line(5, lambda text: text.replace(b"1.5", b"9007199254740992")), "event 5 .*out of range"),
    "infinite numbers": (line(5, lambda text: text.replace(b"1.5", b"1e999")), "event 5 "),
    "no numbers": (line(5, lambda text: text.replace(b"1.5", b"NaN")), "event 5 "),
    "keys twice": (line(0, lambda text: b'{"a":1,"a":1,' + text[1:]), "event 0 .*twice"),
    "lone surrogates": (line(0, lambda text: text.replace("Đ".encode(), b"\\ud800")), "event 0 "),
    "no UTF-8": (line(0, lambda text: text.replace("Đ".encode(), b"\xff")), "event 0 "),
    "no object": (line(0, lambda _: b"[1]"), "event 0 .*not an object"),
    "blank": (line(0, lambda _: b""), "event 0 "),
    "too long": (line(0, lambda text: text.replace("Đ".encode(), b"x" * (1 << 20))), "event 0 is not canonical .* or too long"),
    "ids twice": (line(1, lambda text: text.replace(b"e001", b"e000")), "an id of an event stands twice"),
    "bad time": (line(1, lambda text: text.replace(b"08:00:00", b"08:00:60")), "second must be"),
    "no such day": (line(1, lambda text: text.replace(b"2020-01-01", b"2021-02-29")), "ValueError"),
    "type missing": (line(1, lambda text: text.replace(b'"type"', b'"typo"')), "KeyError"),
    "id no string": (line(1, lambda text: text.replace(b'"e001"', b"1")), "AttributeError"),
}


class Refuses(unittest.TestCase):
    """Packs that are not: each for the reason that it was made for."""

    def refuses(self, data, reason, status=1, *options, key=True):
        found, report, text = check(data, *options, key=key)
        self.assertEqual(found, status, text)
        self.assertTrue(any(re.search(reason, failure) for failure in report["failures"]), (reason, report["failures"]))
        self.assertIn(["", "NOT HELD.", "NO PACK, or wrong use."][status], text)
        self.assertNotRegex(text, r"[\x00-\x09\x0b-\x1f]")
        return report

    def entries(self, how, reason, status=1, *options, **more):
        entries = Pack().entries()
        self.refuses(Pack().zip(how(entries) or entries, **more), reason, status, *options)

    def test_bomb(self):
        """A file that unpacks to a hundred times its declared size is left when it has passed that."""
        entries = Pack().entries()
        entries[-1] = ("page.html", b"x" * 10_000_000)
        data = patch(Pack().zip(entries), b"PK\1\2", 24, "<L", 1000)
        data = patch(data, b"PK\3\4", 22, "<L", 1000)
        self.refuses(data, "page.html unpacks to more than it declares")

    def test_limit(self):
        def grow(entries):
            entries[-1] = ("page.html", bytes(10_000_000))
        self.entries(grow, "unpacks to more than 1000000 bytes", 1, "--max-bytes", "1000000")
        self.refuses(Pack().zip(), "larger than 1000 bytes", 1, "--max-bytes", "1000")

    def test_memory(self):
        """What is small in the zip and large in memory is refused before it is taken apart."""
        for name, content, reason in (("events.ndjson", b"\n" * 5_000_000, "the counts"), ("numbers", b"1\n" * 3_000_000, "the counts"),
                                      ("answer.json", b'{"a":[' + b"[]," * 12_000_000 + b"1]}", "answer.json .*too long")):
            with self.subTest(name):
                pack = Pack(kind="detect")
                pack.late["early " + name] = content
                pack.manifest = {"events": 5_000_000} if name == "events.ndjson" else {}
                self.refuses(pack.zip(), reason)

    def test_names(self):
        for name in ("../manifest.json", "/etc/passwd", "extra", "rules/", "rules/../x.json", "rules/.json", "rules/a/b.json",
                     "Numbers", "numbers ", "rules/a\\b.json", "rules/\x1b[2J.json", "page.html/"):
            with self.subTest(name):
                self.entries(lambda entries: entries.append((name, b"")), "a name that no pack has")

    def test_name_twice(self):
        with self.assertWarns(UserWarning):
            self.entries(lambda entries: entries.append(entries[3]), "a name twice: numbers")

    def test_order(self):
        self.entries(lambda entries: entries[:2] + [entries[3], entries[2]] + entries[4:], "not in the order")

    def test_missing(self):
        self.entries(lambda entries: entries.pop(3) and None, "a file is missing")
        self.entries(lambda entries: entries[1:], "no manifest.json", 2)

    def test_too_many(self):
        self.entries(lambda entries: entries[:7] + [(f"rules/{n}.json", b"") for n in range(30)] + entries[8:], "more files than 32")

    def test_dates(self):
        self.entries(lambda entries: None, "is not of 1980-01-01", date=(2026, 1, 1, 0, 0, 0))

    def test_methods(self):
        self.entries(lambda entries: None, "packed in its own way", method=zipfile.ZIP_BZIP2)

    def test_zip_headers(self):
        data = Pack().zip()
        for at, (magic, offset, layout, value, reason) in enumerate([
                (b"PK\1\2", 8, "<H", 1, "encrypted"), (b"PK\3\4", 6, "<H", 1, "encrypted"),
                (b"PK\3\4", 30, "<B", 0x50, "two headers"), (b"PK\3\4", 14, "<L", 7, "two headers"),
                (b"PK\1\2", 42, "<L", 7, "two headers|struct"), (b"PK\1\2", 20, "<L", 3, "two headers"),
                (b"PK\1\2", 42, "<L", 1 << 31, "error")]):
            with self.subTest(at):
                self.refuses(patch(data, magic, offset, layout, value), reason)

    def test_broken_directory(self):
        data = Pack().zip()
        self.refuses(patch(data, b"PK\1\2", 0, "<B", 0x51, last=False), "directory is broken", 2)
        start = struct.unpack_from("<L", data, len(data) - 6)[0]
        self.refuses(patch(data, b"PK\5\6", 16, "<L", start + 1), "end does not fit", 2)

    def test_stream(self):
        """A deflated stream that ends before its bytes do, or after them."""
        data, content = Pack().zip(), b"<p>page"
        packed = zlib.compressobj(9, zlib.DEFLATED, -15)
        stream = packed.compress(content) + packed.flush()
        at = data.rindex(stream, 0, data.index(b"PK\1\2"))
        for spoilt in (stream + b"x", stream[:-1]):
            bad = data[:at] + spoilt + data[at + len(stream):]
            for magic, offset in ((b"PK\3\4", 18), (b"PK\1\2", 20)):
                bad = patch(bad, magic, offset, "<L", len(spoilt))
            bad = patch(bad, b"PK\5\6", 16, "<L", struct.unpack_from("<L", data, len(data) - 6)[0] + len(spoilt) - len(stream))
            self.refuses(bad, "cut short, or has bytes after its end")

    def test_checksum(self):
        data = Pack().zip()
        self.refuses(patch(patch(data, b"PK\1\2", 16, "<L", 7), b"PK\3\4", 14, "<L", 7), "size or checksum")

    def test_hidden_bytes(self):
        data = Pack().zip()
        at = data.index(b"PK\1\2")
        start = struct.unpack_from("<L", data, len(data) - 6)[0]
        self.refuses(patch(data[:at] + b"hidden" + data[at:], b"PK\5\6", 16, "<L", start + 6), "bytes stand between")

    def test_not_a_zip(self):
        data = Pack().zip()
        for bad in (b"", b"PK", b"x" * 5000, data[:-1], data + b"x", data[5:], data[:300]):
            self.refuses(bad, "zip", 2)

    def test_another_format(self):
        pack = Pack()
        pack.manifest = {"format": "dossier-evidence-pack@2"}
        self.refuses(pack.zip(), "not of this format", 2)

    def test_wrong_use(self):
        for key in ("", "x", key_of()[0][:-4], key_of()[0].replace("+", "+0", 1), key_of(kind=4)[0], "a b+" + key_of()[0]):
            self.refuses(Pack().zip(), "no verifier key", 2, f"--verifier={key}")

    @signed
    def test_signature(self):
        for how, reason in [
                (lambda pack: note_of(pack.size, pack.root, signers=[key_of(seed=b"x" * 32)]), "none of the given keys"),
                (lambda pack: note_of(pack.size, pack.root, signers=[key_of("else.vn/x")]), "none of the given keys"),
                (lambda pack: note_of(pack.size, pack.root, signers=[(*key_of()[:2], lambda _: b"s" * 64)]), "is not that key's"),
                (lambda pack: note_of(pack.size, pack.root, signers=[(*key_of()[:2], lambda _: b"s")]), "is not that key's"),
                (lambda pack: pack.checkpoint.replace(b"\n\n", b"\nextension\n\n"), "is not that key's"),
                (lambda pack: pack.checkpoint + note_of(0, b"", signers=[(*key_of()[:2], lambda _: b"s" * 64)]).rpartition(b"\n\n")[2],
                 "is not that key's")]:
            pack = Pack()
            pack.checkpoint = how(pack)
            self.refuses(pack.zip(), reason)

    @signed
    def test_ledger_never_signed(self):
        """A key of another name has signed and is given: alone, or beside the ledger's, which has not."""
        other = key_of("else.vn/x", b"x" * 32)
        for signers in ([other], [other, key_of(seed=b"o" * 32)], [other, (ORIGIN + "x", *key_of()[1:])]):
            pack = Pack()
            pack.checkpoint = note_of(pack.size, pack.root, signers=signers)
            for beside in (False, True):
                report = self.refuses(pack.zip(), "none of the given keys with the name of the origin", 1,
                                      "--verifier", other[0], key=beside)
                self.assertEqual(report["signature"], "not verified")

    @signed
    def test_wrong_signature_of_another(self):
        """A given key whose name and id have signed wrongly refuses, though the ledger's own signature is right."""
        other, pack = key_of("else.vn/x", b"x" * 32), Pack()
        pack.checkpoint = note_of(pack.size, pack.root, signers=[key_of(), (*other[:2], lambda _: b"s" * 64)])
        self.refuses(pack.zip(), "the signature of else.vn/x is not that key's", 1, "--verifier", other[0])

    def test_huge_size(self):
        """A size that no file could hold costs no more than the hashes that are there."""
        for whole, reason in ((False, "missing|not the root"), (True, "missing")):
            pack = Pack(whole)
            pack.manifest = {"logSize": 9 * 10**17}
            pack.checkpoint = note_of(9 * 10**17, pack.root)
            self.refuses(pack.zip(), f"out of range|{reason}")


def add_tests():
    """A test for each spoilt pack."""
    def spoilt(name, how, reason):
        def test(self):
            pack = Pack(name.startswith("whole"))
            how(pack)
            if pack.late.get("early numbers") == "beyond":
                pack.late["early numbers"] = "".join(f"{n}\n" for n in [*pack.numbers[:-1], pack.size]).encode()
            self.refuses(pack.zip(), reason)
        return test

    def unlawful(make, reason):
        def test(self):
            self.refuses(make().zip(), reason)
        return test

    for name, (how, reason) in SPOILT.items():
        setattr(Refuses, "test_spoilt_" + re.sub("[^a-z0-9]+", "_", name.lower()), spoilt(name, how, reason))
    for name, (make, reason) in UNLAWFUL.items():
        setattr(Refuses, "test_event_with_" + re.sub("[^a-z0-9]+", "_", name.lower()), unlawful(make, reason))


add_tests()

if __name__ == "__main__":
    program = unittest.main(exit=False)
    print(f"tests: {program.result.testsRun} run, {len(program.result.skipped)} skipped")
    sys.exit(not program.result.wasSuccessful())
