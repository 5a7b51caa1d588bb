"""The release binary as functions: what tools/findings asks of it."""

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Optional

DOSSIER = re.compile(rb'"dossier":"([^"\\]*)"')
# A stream begins with its reference data; this many lines hold all of it.
REFERENCE_LINES = 20_000


@dataclass
class Answer:
    """What a command said."""

    status: int
    out: bytes
    err: str

    def json(self) -> Any:
        """Standard output as data."""
        return json.loads(self.out)


class Dossier:
    """Runs `dossier`."""

    def __init__(self, binary: str, seed: int = 1) -> None:
        self.binary = binary
        self.seed = str(seed)

    def run(self, *arguments: str, lines: Optional[bytes] = None) -> Answer:
        """Runs one command to its end."""
        done = subprocess.run([self.binary, *arguments], input=lines, capture_output=True, check=False)
        return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def need(self, *arguments: str, lines: Optional[bytes] = None) -> Answer:
        """Runs a command that has to go well."""
        answer = self.run(*arguments, lines=lines)
        if answer.status != 0:
            raise RuntimeError(f"dossier {' '.join(arguments)}: exit {answer.status}: {answer.err.strip()}")
        return answer

    def make_ledger(self, ledger: Path, document: str) -> dict[str, Any]:
        """Makes the ledger of a document by a pipe; gives the import's answer."""
        self.need("init", str(ledger))
        stream = subprocess.Popen(
            [self.binary, "synthesise", "--document", document, "--seed", self.seed],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        loaded = subprocess.run(
            [self.binary, "import", str(ledger), "-", "--format", "json"],
            stdin=stream.stdout,
            capture_output=True,
            check=False,
        )
        if stream.stdout is not None:
            stream.stdout.close()
        problem = stream.stderr.read().decode("utf-8", "replace") if stream.stderr is not None else ""
        if stream.wait() != 0 or loaded.returncode != 0:
            raise RuntimeError(f"synthesise --document {document} | import: {problem}{loaded.stderr.decode()}")
        answer: dict[str, Any] = json.loads(loaded.stdout)
        return answer

    def audit(self, ledger: Path, claims: Path, as_of: Optional[str], *more: str) -> Answer:
        """Audits a claims file; any exit status is an answer."""
        knowledge = ["--as-of", as_of] if as_of else []
        return self.run("audit", str(ledger), str(claims), *knowledge, "--format", "json", *more)

    def add(self, ledger: Path, events: Iterable[dict[str, Any]]) -> int:
        """Imports events and gives how many; a line that was refused or known already is an error of the check itself."""
        lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events).encode()
        answer = self.need("import", str(ledger), "-", "--format", "json", lines=lines).json()
        if answer["appended"] != answer["read"]:
            raise RuntimeError(f"not all events were appended: {answer}")
        return int(answer["appended"])

    def reference(self, ledger: Path, kind: str) -> list[dict[str, Any]]:
        """The reference events of a type, from the beginning of the ledger."""
        size = self.need("stats", str(ledger), "--format", "json").json()["logSize"]
        head = self.need("export", str(ledger), "--log-size", str(min(size, REFERENCE_LINES))).out
        mark = f'"type":"{kind}"'.encode()
        return [json.loads(line) for line in head.splitlines() if mark in line]

    def events(self, ledger: Path, codes: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
        """All events of some dossiers, those that were voided too, in the order of the ledger."""
        wanted = {code.encode() for code in codes}
        found: dict[str, list[dict[str, Any]]] = {code.decode(): [] for code in wanted}
        with tempfile.NamedTemporaryFile(suffix=".patterns") as patterns:
            patterns.write(b"".join(b'"dossier":"' + code + b'"\n' for code in wanted))
            patterns.flush()
            export = subprocess.Popen([self.binary, "export", str(ledger)], stdout=subprocess.PIPE)
            # grep looks through millions of lines in seconds.
            command = ["grep", "-F", "-f", patterns.name]
            grep = subprocess.run(command, stdin=export.stdout, capture_output=True, check=False)
            if export.stdout is not None:
                export.stdout.close()
            if export.wait() != 0:
                raise RuntimeError(f"export of {ledger} fails")
        for line in grep.stdout.splitlines():
            match = DOSSIER.search(line)
            if match is not None and match.group(1) in wanted:
                found[match.group(1).decode()].append(json.loads(line))
        return found


class Reports:
    """The figures of a ledger by scope and period, each asked for once."""

    def __init__(self, dossier: Dossier, ledger: Path, as_of: str) -> None:
        self.dossier = dossier
        self.ledger = ledger
        self.as_of = as_of
        self.known: dict[tuple[str, ...], dict[str, Any]] = {}

    def figures(self, scope: dict[str, str], first: str, last: str) -> dict[str, Any]:
        """Both bases of a scope's total."""
        filters = [text for name in sorted(scope) for text in ("--" + name, scope[name])]
        question = ("--from", first, "--to", last, "--as-of", self.as_of, *filters)
        if question not in self.known:
            answer = self.dossier.need("report", str(self.ledger), *question, "--no-cache", "--format", "json")
            self.known[question] = answer.json()["total"]
        return self.known[question]


def copy_ledger(ledger: Path, to: Path) -> Path:
    """A copy of a ledger's folder, holes in its files kept."""
    if to.exists():
        shutil.rmtree(to)
    subprocess.run(["cp", "-r", "--sparse=auto", str(ledger), str(to)], check=True)
    return to
