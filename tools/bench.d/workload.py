"""The feeds: one seeded stream, cut into what is imported and what comes later, and its plain lives."""
import dataclasses
import itertools
import json
import pathlib

from running import run

LATER = 1_000                   # events that come in before a report
SINGLE = 2_000                  # events appended one by one
UNPLAIN = {"dossier.paused", "dossier.resumed", "dossier.supplementRequested", "dossier.supplemented",
           "dossier.rescheduled", "dossier.reopened"}
FINISHES = {"dossier.completed", "dossier.declined", "dossier.withdrawn"}


@dataclasses.dataclass
class Workload:
    """Files of one size: the feed, and for each run the events that come later and those appended one by one."""
    events: int
    feed: pathlib.Path
    later: list
    single: list
    dossiers: list              # codes of some dossiers, from all over the feed
    cutoff: str                 # the day after another moment of knowledge, three quarters through the feed
    as_of: str                  # that moment, a day


def make(binary, folder, events, seed, runs):
    """Synthesises the stream and cuts it."""
    stream = folder / "stream.ndjson"
    run([binary, "synthesise", "--events", str(events + runs * (LATER + SINGLE)), "--seed", str(seed)], output=stream)
    work = Workload(events, folder / "feed.ndjson", [], [], [], "", "")
    with open(stream, "rb") as lines:
        _cut_feed(lines, work, runs)
        for index in range(runs):
            work.later.append(_write(folder / "later-{}.ndjson".format(index), itertools.islice(lines, LATER)))
            work.single.append(_write(folder / "single-{}.ndjson".format(index), itertools.islice(lines, SINGLE)))
    stream.unlink()
    return work


def _cut_feed(lines, work, runs):
    """Writes the first events as the feed; notes dossiers and the other moment on the way."""
    stride = max(work.events // (runs + 1), 1)
    with open(work.feed, "wb") as feed:
        for number, line in enumerate(itertools.islice(lines, work.events)):
            feed.write(line)
            if number % stride == stride - 1 or number == work.events * 3 // 4:
                event = json.loads(line)
                if "dossier" in event:
                    work.dossiers.append(event["dossier"])
                if number >= work.events * 3 // 4 and not work.as_of:
                    work.as_of = event.get("recordedAt", event["occurredAt"])[:10]
    work.cutoff = work.as_of + " 23:59:59.9995"


def _write(file, lines):
    """Writes the lines; gives the file."""
    with open(file, "wb") as output:
        output.writelines(lines)
    return file


def write_plain(feed, plain, limit=1_000_000):
    """Writes the part of the feed in which the simple queries and the rules mean the same; gives its dossiers' count.

    Left out are voids, and dossiers with stops, new appointments, reopenings, a void, more than one receipt or finish,
    no due date, a limit in hours, or steps written down in another order than that of a life.
    """
    hourly, voided, lives = set(), set(), {}
    for event in _events(feed, limit):
        data = event.get("data", {})
        if event["type"] == "procedure.published" and data["limit"]["unit"] == "workingHours":
            hourly.add(data["procedure"])
        elif event["type"] == "event.voided":
            voided.add(data["target"])
        elif event["type"].startswith("dossier."):
            recorded = event.get("recordedAt", event["occurredAt"])
            kept = (recorded, event["type"], event["id"], data.get("procedure"), data.get("dueAt"), data.get("toUnit"))
            lives.setdefault(event["dossier"], set()).add(kept)
    plain_dossiers = {dossier for dossier, steps in lives.items() if _is_plain(sorted(steps), hourly, voided)}
    with open(plain, "w", encoding="utf-8") as output:
        for event in _events(feed, limit):
            if event.get("dossier") in plain_dossiers if event["type"].startswith("dossier.") else \
                    event["type"] != "event.voided":
                output.write(json.dumps(event, ensure_ascii=False) + "\n")
    return len(plain_dossiers)


def _is_plain(steps, hourly, voided):
    """Whether the rules and the simple queries mean the same by these steps, which are in the order of recording."""
    types = [step[1] for step in steps]
    finish = next((number for number, type in enumerate(types) if type in FINISHES), len(steps))
    moves = [number for number, step in enumerate(steps) if step[5] is not None]
    times = [steps[number][0] for number in moves]
    return (
        types[0] == "dossier.received" and types.count("dossier.received") == 1
        and sum(type in FINISHES for type in types) <= 1
        and not UNPLAIN.intersection(types)
        and not any(step[2] in voided for step in steps)
        and steps[0][4] is not None and steps[0][3] not in hourly
        and len(set(times)) == len(times) and all(number < finish for number in moves))


def _events(feed, limit):
    """The first events of a feed, parsed."""
    with open(feed, encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            yield json.loads(line)
