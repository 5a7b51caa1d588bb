#!/usr/bin/env python3
"""Checks an evidence pack without the program that made it.

Usage: tools/verify_pack.py PACK.zip [--verifier VKEY …] [--json] [--max-bytes N]
Written from EvidencePacks.md, events.md, ledger.md, rules.md, findings.md, C2SP's signed-note and tlog-checkpoint: checks
the zip, hashes, proofs, the signature by a given key of the origin's name, and counts simple claims again. The last line (in
JSON notChecked) says what was NOT CHECKED: always page.html and the rule sets beyond their hashes, so there is no "all held".
Exit status: 0 what was recomputed held; 1 something did not; 2 no pack, or wrong use; 3 a key, but no cryptography.
"""
import argparse
import base64
import bisect
import functools
import hashlib
import itertools
import json
import re
import struct
import zlib
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace

try:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None

WRITE = json.JSONEncoder(ensure_ascii=False).encode
MAX_LINE, MAX_JSON, MAX_DEPTH, MAX_WHOLE, DAY = 1 << 20, 1 << 25, 64, 2**53 - 1, 86_400_000
ORDER = ["manifest.json", "checkpoint", "events.ndjson", "numbers", "hashes", "question.json", "claims.json", None,
         "answer.json", "page.html"]  # None: rules/NAME.json
END, ENTRY, LOCAL = struct.Struct("<4s4H2LH"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
NOTE = re.compile(r"(([^\x00-\x1f]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\n(?:[^\x00-\x1f]+\n)*)"
                  r"\n((?:— [^\s+]+ (?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?\n){1,100})")
LIFE = ["received", "transferred", "reopened", *(FINISH := ["completed", "declined", "withdrawn"]), "returned"]
COUNTS = {  # what dossiers and paper entries are told apart by; where it is the end, its day is in the period
    "received": {}, "receivedOnline": {"channel": "online"}, "receivedCounter": {"channel": "counter"}, "carriedIn": {},
    "receivedPostal": {"channel": "postal"}, "finished": {"end": "completed"}, "declined": {"end": "declined"},
    "withdrawn": {"end": "withdrawn"}, "granted": {"end": "completed", "outcome": "granted"}, "open": {"end": None},
    "refused": {"end": "completed", "outcome": "refused"}, "paperEntries": {"kind": "paper"}}


class Refused(Exception):
    """The pack breaks its format or does not hold: what hangs on that is not looked at."""


def need(condition, reason, status=1):
    """Ends the check with a reason and an exit status where a condition does not hold."""
    if not condition:
        raise Refused(reason, status)


def unzip(data, limit):
    """The files by name, in the order of the zip, each unpacked no further than it declares."""
    need(data[-22:-18] == b"PK\5\6", "not a zip file, or bytes stand after its end", 2)
    _, disk, _, _, total, length, start, comment = END.unpack(data[-22:])
    need(not comment and not disk and start + length + 22 == len(data), "the zip's end does not fit it", 2)
    need(total <= 32, "more files than 32")
    entries, at = [], start
    for _ in range(total):
        field = ENTRY.unpack_from(data, at)
        need(field[0] == b"PK\1\2", "the zip's directory is broken", 2)
        entries.append((data[at + 46:at + 46 + field[10]].decode("utf-8"), *field[3:10], field[16]))
        at += 46 + sum(field[10:13])
    names = [entry[0] for entry in entries]
    need(at == start + length and "manifest.json" in names, "no manifest.json in a whole directory", 2)
    kinds = [None if re.fullmatch(r"rules/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\.json", n) else n for n in names]
    need({*kinds} <= {*ORDER}, f"a name that no pack has: {[name for name in kinds if name not in ORDER]}")
    need(len({*names}) == len(names), f"a name twice: {max(names, key=names.count)}")
    need({*ORDER} <= {*kinds, "claims.json", None}, "a file is missing")
    need(sorted(kinds, key=ORDER.index) == kinds, "the files are not in the order of the format")
    need(sum(entry[7] for entry in entries) <= limit, f"unpacks to more than {limit} bytes")
    files, end = {}, 0
    for name, flags, method, clock, day, crc, packed, size, offset in entries:
        local = LOCAL.unpack_from(data, offset)
        body = offset + 30 + local[9] + local[10]
        need((offset, local[0], local[3:9]) == (end, b"PK\3\4", (method, clock, day, crc, packed, size))
             and data[offset + 30:offset + 30 + local[9]] == name.encode(), f"{name} has two headers that differ")
        need(not (flags | local[2]) & ~0x0806 and method in (0, 8), f"{name} is encrypted, or packed in its own way")
        need((clock, day) == (0, 33), f"{name} is not of 1980-01-01")
        end, content, decoder = body + packed, bytearray(), zlib.decompressobj(-15)
        for at in range(body, end, 1 << 16):
            piece = data[at:min(end, at + (1 << 16))]
            content += decoder.decompress(piece, size - len(content) + 1) if method else piece
            need(len(content) <= size, f"{name} unpacks to more than it declares")
        need(not method or decoder.eof and not decoder.unused_data, f"{name} is cut short, or has bytes after its end")
        need((len(content), zlib.crc32(content)) == (size, crc), f"{name} is not of its size or checksum")
        files[name] = bytes(content)
    need(end == start, "bytes stand between the files and the directory")
    return files


def canonical(value, depth=0):
    """The value as RFC 8785 writes it, refused beyond the limits of events."""
    if value is None or isinstance(value, (str, bool)):
        return WRITE(value)
    if isinstance(value, (int, float)):
        need(abs(value) <= MAX_WHOLE, "a number out of range")
        small = re.sub("e-0*", "e-", repr(value)) if 0 < abs(value) < 1e-6 else None
        return small or (str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}")
    need(depth < MAX_DEPTH, f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, list):
        return "[" + ",".join([canonical(item, depth + 1) for item in value]) + "]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join([canonical(key) + ":" + canonical(value[key], depth + 1) for key in keys]) + "}"


def parse(data, what):
    """The JSON object that some bytes are, and its canonical bytes."""
    def members(pairs):
        need(len(dict(pairs)) == len(pairs), "a key is given twice")
        return dict(pairs)
    try:
        need(len(data) <= MAX_JSON, "too long")
        value = json.loads(data.decode("utf-8"), object_pairs_hook=members)
        need(isinstance(value, dict), "not an object")
        return value, canonical(value).encode("utf-8")
    except (Refused, ValueError, RecursionError, OverflowError) as error:
        raise Refused(f"{what} is not JSON as a pack may have it: {error.args[0]}", 1) from None


def verifier_key(text):
    """The name, id and Ed25519 key (type 1) of `name+id+base64`."""
    match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text)
    key = base64.b64decode(match[3]) if match else b""
    need(len(key) == 33 and key[0] == 1 and hashlib.sha256(match[1].encode() + b"\n" + key).hexdigest()[:8] == match[2],
         "a --verifier is no verifier key of Ed25519 (name+id+base64)", 2)
    return match[1], bytes.fromhex(match[2]), key[1:]


def read_checkpoint(data):
    """The signed text of a note, its origin, size and root, and who it says signed it."""
    need(match := NOTE.fullmatch(data.decode("utf-8")), "checkpoint: no signed note of origin, size and root as C2SP has it")
    return SimpleNamespace(
        text=match[1].encode(), origin=match[2], size=int(match[3]), root=base64.b64decode(match[4]),
        signatures=[(name, base64.b64decode(text)) for name, text in re.findall(r"— (\S+) (\S+)\n", match[5])])


def check_signature(note, keys):
    """Who signed, among them the origin, or why that is unchecked; a wrong signature of a given name and id is refused."""
    if not keys or not Ed25519PublicKey:
        return "unchecked: " + ("Python's package cryptography is missing" if keys else "no verifier key was given")
    mine = [(name, key, signature[4:]) for name, key_id, key in keys
            for signer, signature in note.signatures if (signer, signature[:4]) == (name, key_id)]
    for name, key, signature in mine:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, note.text)
        except Exception:  # the package has its own for a bad signature, and others for a key that is no point
            raise Refused(f"the signature of {name} is not that key's", 1) from None
    need(note.origin in [name for name, _, _ in mine], "none of the given keys with the name of the origin has signed")
    return "verified: " + ", ".join(name for name, _, _ in mine)


def tree_root(lines, numbers, hashes, size, whole):
    """The root that the given events and the shared hashes make; all hashes must be used."""
    def walk(low, high, first, last):
        if first == last and (not whole or high - low == 1):
            need(taken := next(rest, None), "proof: hashes are missing")
            return taken
        if high - low == 1:
            return hashlib.sha256(b"\0" + lines[first]).digest()
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        cut = bisect.bisect_left(numbers, middle, first, last)
        return hashlib.sha256(b"\1" + walk(low, middle, first, cut) + walk(middle, high, cut, last)).digest()
    rest = (hashes[at:at + 32] for at in range(0, len(hashes), 32))
    root = walk(0, size, 0, len(lines)) if size else hashlib.sha256().digest()
    need(next(rest, None) is None, "proof: hashes are left over")
    return root


def instant(text):
    """A time, or the end of a local day, in milliseconds of UTC+07:00: divided by DAY it is a day."""
    moment = datetime.fromisoformat(text.upper() if len(text) > 10 else f"{text}T23:59:59.999+07:00")
    return (moment - datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7)))) // timedelta(milliseconds=1)


def read_event(value):
    """What the counts need of an event; fields that are null or empty count as missing."""
    given = {key: item for key, item in value.items() if item not in (None, "")}
    data = {key: item for key, item in given.get("data", {}).items() if item not in (None, "")}
    kind, occurred = given["type"].removeprefix("dossier."), instant(given["occurredAt"])
    group = "life" if kind in LIFE and kind != given["type"] else given["type"]
    key = {"life": given.get("dossier"), "procedure.published": data.get("procedure")}.get(group, given.get("unit"))
    return SimpleNamespace(
        id=given["id"].encode(), kind=kind, group=group, key=key, unit=given.get("unit"), shown="evidence" in given,
        occurred=occurred, recorded=instant(given["recordedAt"]) if "recordedAt" in given else occurred, data=data)


def latest(events, moment):
    """The data of the reference event in force at a moment (rules.md section 1); empty if there is none."""
    return max((event for event in events if event.occurred <= moment), default=SimpleNamespace(data={}),
               key=lambda event: (event.occurred, event.recorded, event.id)).data


class View:
    """Dossiers and paper entries on one basis, as of one moment, at another (rules.md sections 2 to 4)."""

    def __init__(self, events, known_by, at, audited):
        self.at, self.audited, self.groups = at, audited, {}
        known = [event for event in events if event.recorded <= known_by]
        voided = {event.data["target"].encode() for event in known if event.group == "event.voided"}
        for event in [event for event in known if event.id not in voided]:
            self.groups.setdefault(event.group, {}).setdefault(event.key, []).append(event)
        self.registered, self.merged = ({unit: latest(each, at) for unit, each in self.groups.get(name, {}).items()}
                                        for name in ("unit.registered", "unit.merged"))
        self.items = [item for each in self.groups.get("life", {}).values() for item in self.life(each)]
        self.items += [self.item(event, event.unit, self.effective(event), "paper", event.data.get("sector"))
                       for each in self.groups.get("paper.entered", {}).values() for event in each
                       if self.effective(event) <= at]

    def effective(self, event, receipt=None):
        """Section 3: on the audited basis a time that favours the unit must be shown."""
        is_shown = event.kind not in (*FINISH, "returned") or event.shown and event.occurred >= receipt.occurred
        return event.occurred if self.audited and is_shown else event.recorded

    def standing(self, unit):
        """What a unit was merged into by the moment, and so on; a circle ends at the first unit met twice."""
        met = set()
        while unit not in met and self.merged.get(unit):
            unit, met = self.merged[unit]["into"], met | {unit}
        return unit

    def item(self, event, unit, begun, kind, sector, finish=None, ended=None):
        """What is counted: a dossier or a paper entry, with the standing units above it (Why.md on merged ones)."""
        above = [self.standing(unit)]
        while (parent := self.standing(self.registered.get(above[-1], {}).get("parent"))) and parent not in above:
            above.append(parent)
        return SimpleNamespace(
            kind=kind, above=above, level=self.registered.get(above[0], {}).get("level"), day=begun // DAY, sector=sector,
            channel=event.data.get("channel") if kind == "dossier" else None, procedure=event.data.get("procedure"),
            end=finish and finish.kind, outcome=finish and finish.data.get("outcome"), ended=finish and ended // DAY)

    def life(self, events):
        """Where a dossier stands; nothing without a receipt by then."""
        receipts, rest = ([event for event in events if (event.kind == "received") is each] for each in (True, False))
        first = min(receipts, key=lambda event: (self.effective(event), event.occurred, event.id), default=None)
        if first is None or self.effective(first) > self.at:
            return
        begun, times = self.effective(first), {event.id: self.effective(event, first) for event in rest}
        served = [times[event.id] for event in rest if event.kind == "returned" and event.shown]
        again = any(event.kind == "reopened" and times[event.id] <= self.at for event in rest)
        for event in rest:
            handed = served if self.audited and not again and event.kind == "completed" else []
            times[event.id] = max(begun, min([times[event.id], *handed]))
        rest = [event for event in rest if times[event.id] <= self.at]
        rest.sort(key=lambda event: (times[event.id], event.occurred, LIFE.index(event.kind), event.id))
        unit, finish = first.unit, None
        for _, tie in itertools.groupby(rest, key=lambda event: (times[event.id], event.occurred)):
            for event in View.in_turn(list(tie), finish is not None):
                if event.kind == "reopened":
                    finish = None
                elif finish is None:
                    finish = event if event.kind in FINISH else None
                    unit = event.data.get("toUnit", unit) if event.kind == "transferred" else unit
        published = latest(self.groups.get("procedure.published", {}).get(first.data["procedure"], []), begun)
        sector = first.data.get("sector") or published.get("sector", "unknown")
        yield self.item(first, unit, begun, "dossier", sector, finish, finish and times[finish.id])

    def in_turn(tie, finished):
        """A tie with its finishes and reopenings in turn, in the places that they had (section 3, step 7)."""
        sides = [[event for event in tie if event.kind in FINISH], [event for event in tie if event.kind == "reopened"]]
        turns = [event for turn in itertools.zip_longest(*sides[::-1 if finished else 1]) for event in turn if event]
        return [turns.pop(0) if event.kind in FINISH or event.kind == "reopened" else event for event in tie]

    def count(self, key, scope, first, last):
        """One count of section 9 in a scope and a period."""
        wanted = [*{"kind": "dossier", **COUNTS[key]}.items(), *(each for each in scope.items() if each[1] is not None)]
        items = [item for item in self.items if all(self.standing(value) in item.above if name == "unit" else
                                                    getattr(item, name) == value for name, value in wanted)]
        if key == "carriedIn":
            return sum(item.day < first and not (item.end and item.ended < first) for item in items)
        day = "ended" if COUNTS[key].get("end") else "day"
        return sum(key == "open" or first <= getattr(item, day) <= last for item in items)


def meets(value, claim):
    """2 where a count meets its claim tightly, 1 where loosely, 0 where not (findings.md sections 1 and 2)."""
    said, relation = int(claim["value"]), claim["relation"]
    if relation in ("equals", "about"):
        return 2 * (abs(value - said) * 20 <= (said if relation == "about" else 0))
    holds = {"moreThan": value > said, "atLeast": value >= said, "lessThan": value < said, "atMost": value <= said}
    step = 10 ** (len(str(said)) - len(str(said).rstrip("0")))
    return holds[relation] and 1 + (said == 0 or abs(value - said) <= step)


def check_claim(claim, answer, question, view):
    """What is recomputed of one claim, what the answer says, and what of it does not hold."""
    basis, faults, figures, possible = claim.get("basis", "reported"), [], {}, set()
    known_by = instant(claim.get("asOf") or question["asOf"])
    at, period = min(known_by, instant(claim["to"])), [instant(claim[key]) // DAY for key in ("from", "to")]
    same = ("id", "metric", "from", "to", "relation", "value", "basis", "scope", "denominatorScope")
    asked, told = ([{key: item for key, item in (each.get(name) or {}).items() if item is not None} if "cope" in name
                    else str(each.get(name, basis)) for name in same] for each in (claim, answer))
    if asked != told or [instant(answer["asOf"]), instant(answer["at"])] != [known_by, at]:
        faults.append("the answer is to another question than the claim")
    if {*claim["metric"].split("+")} <= {*COUNTS}:
        for name in ("reported", "audited"):
            seen, said = view(known_by, at, name == "audited"), answer["measured"][name]
            figures[name] = sum(seen.count(key, claim.get("scope") or {}, *period) for key in claim["metric"].split("+"))
            if [said["numerator"], said["denominator"], said["value"]] != [figures[name], None, figures[name]]:
                faults.append(f"{name}: recomputed {figures[name]}, the answer says {said['numerator']}")
        met = {name: meets(value, claim) for name, value in figures.items()}
        possible = {"reproduced"} if met[basis] == 2 else {"reproducedOtherwise"}
        possible |= (set() if any(met.values()) else {"refuted"}) | (set() if figures[basis] else {"notCheckable"})
        possible = {"notCheckable"} if at // DAY < period[0] else possible
        if answer["verdict"] not in possible:
            faults.append(f"the verdict is {answer['verdict']}, and can only be {' or '.join(sorted(possible))}")
    return {"id": claim["id"], "metric": claim["metric"], "basis": basis, "recomputed": figures.get(basis),
            "answer": answer["measured"][basis]["value"], "faults": faults, "claim": f"{claim['relation']} {claim['value']}",
            "verdict": answer["verdict"], "choices": len(possible),
            "state": "FAILED" if faults else "held" if figures else "not recomputed"}


def verify(data, limit, keys, report):
    """Fills the report; the first thing that the rest hangs on ends it."""
    files = unzip(data, limit)
    manifest, _ = parse(files["manifest.json"], "manifest.json")
    digest = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    need(manifest.get("format") == "dossier-evidence-pack@1", "manifest.json: not of this format", 2)
    need([item["name"] for item in manifest["files"]] == list(files)[1:], "the manifest lists other files than there are")
    report["failures"] += [f"{item['name']} is not what the manifest lists" for item in manifest["files"]
                           if (item["bytes"], item["sha256"]) != (len(files[item["name"]]), digest[item["name"]])]
    kind, whole = manifest["kind"], manifest["coverage"] == "whole"
    need(kind in ("claims", "dossier", "detect") and (whole or manifest["coverage"] == "subset")
         and ("claims.json" in files) == (kind == "claims"), "the manifest has another kind or coverage than the pack")
    note = read_checkpoint(files["checkpoint"])
    need([manifest[key] for key in ("origin", "logSize", "root")] == [note.origin, note.size, note.root.hex()],
         "the manifest has another origin, size or root than the checkpoint")
    report["signature"] = check_signature(note, keys)
    count, hashes = files["events.ndjson"].count(b"\n"), files["hashes"]
    need(manifest["events"] == count == files["numbers"].count(b"\n") and manifest["hashes"] * 32 == len(hashes)
         and count * 60 <= len(files["events.ndjson"]),  # no event is shorter: a file of newlines is not taken apart
         "the counts of the manifest are not those of the files")
    lines = files["events.ndjson"].split(b"\n")
    need(lines.pop() == b"" and re.fullmatch(rb"(?:(?:0|[1-9][0-9]{0,18})\n)*", files["numbers"]),
         "events.ndjson does not end with a newline, or numbers has something else than numbers")
    numbers = [int(number) for number in files["numbers"].split()]
    need(all(a < b for a, b in zip(numbers, numbers[1:] + [note.size])), "numbers out of order, or beyond the ledger")
    need(tree_root(lines, numbers, hashes, note.size, whole) == note.root, "proof: not the root of the checkpoint")
    report.update({key: manifest[key] for key in ("kind", "origin", "coverage", "events", "logSize", "root")})
    report["withheld"] = note.size - count if whole or count == note.size else "unknown: a subset cannot prove that nothing was left out"
    events = []
    for number, line in zip(numbers, lines):
        value, written = parse(line, f"event {number}")
        need(written == line and len(line) <= MAX_LINE, f"event {number} is not canonical (RFC 8785), or too long")
        events.append(read_event(value))
    need(len({event.id for event in events}) == len(events), "an id of an event stands twice")
    question, answer = (parse(files[name], name)[0] for name in ("question.json", "answer.json"))
    need(question["kind"] == kind and not {"logSize", "root"} & {*answer}, "question.json or answer.json of another kind")
    report["failures"] += [f"the answer is by another rule set {name} than the pack has" for name, said in
                           answer.get("ruleSets", {}).items() if said != f"sha256 {digest.get(f'rules/{name}.json')}"]
    left = ["the whole answer"]
    if kind == "claims":
        need(answer["claimsFile"] == f"sha256 {digest['claims.json']}", "the answer is to another claims file")
        claims, view = parse(files["claims.json"], "claims.json")[0], functools.cache(lambda *key: View(events, *key))
        need(len(claims["claims"]) == len(answer["claims"]), "the answer has not as many claims as the claims file")
        report["claims"] = [check_claim(*pair, question, view) for pair in zip(claims["claims"], answer["claims"])]
        report["failures"] += [f"claim {row['id']}: {fault}" for row in report["claims"] for fault in row["faults"]]
        choices = [row["choices"] for row in report["claims"]]
        some = {"answer": choices.count(0), "choice of verdict": sum(choice > 1 for choice in choices)}
        left = [*(f"{what} of {some[what]} of {len(choices)} claims" for what in some if some[what]),
                "what the answer says besides counts and verdicts"]
    report["notChecked"] = [*left, "page.html beyond its hash", "rule sets beyond their hashes"]


def main():
    """The command; see the top of the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pack")
    parser.add_argument("--verifier", action="append", default=[], metavar="VKEY", help="name+id+base64; again for more")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--max-bytes", type=int, default=1 << 30, help="how much a pack may unpack to; default: 1 GiB")
    chosen, status, report = parser.parse_args(), 0, {"signature": "not verified", "claims": [], "failures": []}
    report["notChecked"] = ["what follows the first failure"]
    try:
        with open(chosen.pack, "rb") as file:
            data = file.read(chosen.max_bytes + 1)
        need(len(data) <= chosen.max_bytes, f"larger than {chosen.max_bytes} bytes")
        verify(data, chosen.max_bytes, [verifier_key(text) for text in chosen.verifier], report)
    except Exception as error:  # whatever a hostile pack makes fail is a fault of the pack
        reason, status = error.args if isinstance(error, Refused) else (repr(error), 1 + isinstance(error, OSError))
        report["failures"].append(reason)
    unchecked = report["signature"][0] == "u"
    status = status or (1 if report["failures"] else 3 if unchecked and chosen.verifier else 0)
    left = "; NO SIGNATURE CHECKED" * unchecked + f"; NOT CHECKED: {', '.join(report['notChecked'])}."
    result = ["What was recomputed held" + left, "NOT HELD.", "NO PACK, or wrong use."][status % 3]
    lines = [*(f"{key}: {value}" for key, value in report.items() if not isinstance(value, list)), *(
        "{state}: {id}: {metric} ({basis}): recomputed {recomputed}, answer says {answer}, claim says {claim}: {verdict}"
        .format(**row).replace(" recomputed None,", "") for row in report["claims"]
    ), *(f"FAILED: {failure}" for failure in report["failures"]), result]
    report |= {"notChecked": ["signature"] * unchecked + report["notChecked"], "result": result, "status": status}
    shown = [json.dumps(report)] if chosen.json else lines
    print(*("".join(c if c.isprintable() else "?" for c in line) for line in shown), sep="\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
