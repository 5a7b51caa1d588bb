#!/usr/bin/env python3
"""Writes fixtures/streams/demo.ndjson: a small province, half a year of it, with one of each finding.

    python3 tools/make_demo_stream.py > fixtures/streams/demo.ndjson

The people, units and dossiers are made up; the procedure codes and time limits are those of the national
catalogue. The same seed gives the same bytes, on any version of Python from 3.8 on: only random() is used.
"""

import json
import random
import sys
from datetime import date, datetime, time, timedelta

SEED = 20250701
PROVINCE, ENVIRONMENT, FINANCE = "H50", "H50.17", "H50.07"
LAND, WARD = "H50.17.02", "H50.41"

HOLIDAYS = {
    date(2025, 1, 1): "Tết Dương lịch",
    date(2025, 1, 27): "Tết Nguyên đán",
    date(2025, 1, 28): "Tết Nguyên đán",
    date(2025, 1, 29): "Tết Nguyên đán",
    date(2025, 1, 30): "Tết Nguyên đán",
    date(2025, 1, 31): "Tết Nguyên đán",
    date(2025, 4, 7): "Giỗ Tổ Hùng Vương",
    date(2025, 4, 30): "Ngày Chiến thắng",
    date(2025, 5, 1): "Quốc tế Lao động",
    date(2025, 5, 2): "Nghỉ hoán đổi, làm bù 26/4",
    date(2025, 9, 1): "Quốc khánh",
    date(2025, 9, 2): "Quốc khánh",
}
WORKED = {date(2025, 4, 26): "Làm bù cho 2/5"}

# Code: name, sector, limit in working days (0: the same day), components, online level, unit levels.
PROCEDURES = {
    "1.013831": ("Đăng ký biến động do chuyển nhượng, thừa kế, tặng cho", "land", 8, 5, "partial", ["branch"]),
    "1.012783": ("Cấp đổi giấy chứng nhận", "land", 10, 4, "partial", ["branch"]),
    "1.012784": ("Tách thửa, hợp thửa", "land", 12, 5, "partial", ["branch"]),
    "1.012786": ("Cấp lại giấy chứng nhận do bị mất", "land", 10, 3, "partial", ["branch"]),
    "1.001193": ("Đăng ký khai sinh", "civilStatus", 0, 3, "full", ["commune"]),
    "1.000656": ("Đăng ký khai tử", "civilStatus", 0, 2, "full", ["commune"]),
    "1.004837": ("Đăng ký giám hộ", "civilStatus", 3, 3, "partial", ["commune"]),
    "1.004884": ("Đăng ký lại khai sinh", "civilStatus", 5, 4, "full", ["commune"]),
    "2.000815": ("Chứng thực bản sao từ bản chính", "authentication", 0, 1, "none", ["commune"]),
    "2.001610": ("Đăng ký thành lập doanh nghiệp tư nhân", "business", 3, 3, "full", ["department"]),
}
UNITS = {
    PROVINCE: ("Tỉnh H50", "province", None, "Province H50"),
    ENVIRONMENT: ("Sở Nông nghiệp và Môi trường", "department", PROVINCE, "Department of Agriculture and Environment"),
    FINANCE: ("Sở Tài chính", "department", PROVINCE, "Department of Finance"),
    LAND: ("Chi nhánh Văn phòng Đăng ký đất đai khu vực II", "branch", ENVIRONMENT, "Land registration branch II"),
    WARD: ("Phường Bến Sông", "commune", PROVINCE, "Bến Sông ward"),
}
OFFICERS = {
    LAND: [("CB21", "onestop"), ("CB22", "handler"), ("CB23", "handler"), ("LD20", "leader")],
    WARD: [("CB41", "onestop"), ("CB42", "handler"), ("LD40", "leader")],
    FINANCE: [("CB71", "onestop"), ("CB72", "handler"), ("LD70", "leader")],
}


def is_working(day):
    return day in WORKED or (day.weekday() < 5 and day not in HOLIDAYS)


def working_days_after(day, count):
    """The count-th working day after a day; the day itself for 0."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def at(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute))


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S+07:00")


class Feed:
    """The events of the stream, each with the moment at which it was written down."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.events = []
        self.dossiers = []

    def below(self, bound):
        return int(self.random.random() * bound)

    def add(self, kind, occurred, data=None, recorded=None, **envelope):
        recorded = recorded or occurred
        event = {"type": kind, "occurredAt": text(occurred)}
        if recorded != occurred:
            event["recordedAt"] = text(recorded)
        event["source"] = envelope.pop("source", "igate")
        event.update({key: value for key, value in envelope.items() if value is not None})
        if data:
            event["data"] = {key: value for key, value in data.items() if value is not None}
        self.events.append((recorded, event))
        return event


class Dossier:
    """One dossier; `step` adds an event of its life."""

    def __init__(self, feed, unit, procedure, day, channel="counter", hour=8, due_days=None, **data):
        self.feed, self.unit, self.procedure, self.day = feed, unit, procedure, day
        self.onestop = OFFICERS[unit][0][0]
        self.handler = OFFICERS[unit][1][0]
        self.leader = OFFICERS[unit][-1][0]
        limit = PROCEDURES[procedure][2] if procedure in PROCEDURES else None
        count = limit if due_days is None else due_days
        self.due = working_days_after(day, count) if count is not None else None
        self.received = at(day, hour, feed.below(60))
        self.events = []
        components = PROCEDURES[procedure][3] if procedure in PROCEDURES else None
        details = {
            "procedure": procedure,
            "channel": channel,
            "dueAt": text(at(self.due, 17)) if self.due else None,
            "applicant": "P%04d" % (1000 + feed.below(9000)),
            "applicantKind": "business" if unit == FINANCE else "citizen",
            "components": components,
            "digitisedComponents": (components if channel == "online" else feed.below(components + 1))
            if components
            else None,
        }
        details.update(data)
        recorded = details.pop("recorded", self.received + timedelta(minutes=6))
        self.receipt = self.step("received", self.received, details, recorded=recorded, actor=self.onestop)
        feed.dossiers.append(self)

    def step(self, kind, occurred, data=None, **rest):
        actor = rest.pop("actor", self.handler)
        event = self.feed.add("dossier." + kind, occurred, data, unit=self.unit, dossier="", actor=actor, **rest)
        self.events.append(event)
        return event

    def work(self, hour=9, days=0):
        """Hands the dossier to its handler."""
        day = working_days_after(self.day, days)
        moment = max(at(day, hour, self.feed.below(60)), self.received + timedelta(minutes=20))
        return self.step("transferred", moment, {"toActor": self.handler, "step": "thẩm định"}, actor=self.onestop)

    def complete(self, day, hour=15, form="paper", outcome="granted", recorded=None, evidence=None, notice=True):
        moment = at(day, hour, self.feed.below(60))
        data = {
            "outcome": outcome,
            "notice": "KQ-%d" % (100 + self.feed.below(900)) if notice else None,
            "form": form,
            "signed": True if form == "electronic" else None,
        }
        self.step("completed", moment, data, recorded=recorded or moment + timedelta(minutes=4), evidence=evidence)
        return moment

    def give_back(self, moment, evidence=None):
        self.step("returned", moment + timedelta(minutes=25), {"receipt": "GN-%d" % self.feed.below(9000)},
                  actor=self.onestop, evidence=evidence)

    def pause(self, day, ground, document=None, approver=None, hour=10, **rest):
        self.step("paused", at(day, hour), {"ground": ground, "document": document, "approver": approver}, **rest)

    def resume(self, day, hour=14):
        self.step("resumed", at(day, hour))

    def apologise(self, day, new_due, complete=True):
        data = {"medium": "letter", "newDueAt": text(at(new_due, 17))}
        if complete:
            data.update({"letter": "XL-%d" % self.feed.below(900), "reason": "Hồ sơ phải xác minh thêm"})
        self.step("apologised", at(day, 16), data, actor=self.leader, evidence=data.get("letter"))

    def after(self, count):
        return working_days_after(self.day, count)


def reference(feed):
    start = at(date(2025, 1, 2), 8)
    days = [{"date": str(day), "kind": "holiday", "note": note} for day, note in HOLIDAYS.items()]
    days += [{"date": str(day), "kind": "working", "note": note} for day, note in WORKED.items()]
    feed.add("calendar.declared", start, {"days": sorted(days, key=lambda entry: entry["date"])}, source="noivu")
    for code, (name, level, parent, english) in UNITS.items():
        feed.add("unit.registered", start, {"name": name, "level": level, "parent": parent, "nameEn": english},
                 unit=code, source="noivu")
    for code, (name, sector, limit, components, online, levels) in PROCEDURES.items():
        unit = "sameDay" if limit == 0 else "workingDays"
        feed.add("procedure.published", start, {
            "procedure": code, "name": name, "sector": sector, "limit": {"value": limit, "unit": unit},
            "components": components, "onlineLevel": online, "levels": levels,
            "steps": ["tiếp nhận", "thẩm định", "ký duyệt", "trả kết quả"],
        }, source="csdl-tthc")
        # The ward never posted the registering of births anew.
        for posted, (_, level, _, _) in UNITS.items():
            if level in levels and not (posted == WARD and code == "1.004884"):
                feed.add("procedure.listed", start + timedelta(days=4), {"procedure": code}, unit=posted)
    for unit, officers in OFFICERS.items():
        for officer, role in officers:
            feed.add("officer.assigned", start + timedelta(days=5), {"role": role}, unit=unit, actor=officer)
    # A secondment of four months, where at least six were lawful.
    feed.add("officer.assigned", at(date(2025, 2, 3), 8), {"role": "onestop", "secondment": True},
             unit=WARD, actor="CB49")
    feed.add("officer.released", at(date(2025, 6, 2), 17), unit=WARD, actor="CB49")
    feed.add("target.set", start + timedelta(days=6), {
        "metric": "onTimeRate", "value": 0.98, "from": "2025-01-01", "to": "2025-12-31", "citation": "KH-12",
    }, unit=PROVINCE)


def ward(feed):
    same_day = ["1.001193", "2.000815", "1.000656", "2.000815", "1.001193"]
    for index in range(14):
        day = working_days_after(date(2025, 7, 1), 3 * index + feed.below(2))
        procedure = same_day[index % 5]
        channel = "counter" if procedure == "2.000815" or index % 4 == 3 else "online"
        paper = "%02d/2025" % (index + 1) if index % 3 == 0 else None
        dossier = Dossier(feed, WARD, procedure, day, channel, 8 + feed.below(4), paperNo=paper)
        dossier.work(13)
        finished = dossier.complete(day, form="paper" if channel == "counter" else "scan")
        dossier.give_back(finished)
        if index % 3 == 0:
            feed.add("paper.entered", at(day, 0), {
                "paperNo": paper, "sector": PROCEDURES[procedure][1], "procedure": procedure,
            }, unit=WARD, recorded=at(date(2025, 11, 20), 9), source="thanh-tra")
        if index % 5 == 0:
            dossier.step("rated", finished + timedelta(hours=1), {"score": 5 - index % 2, "max": 5},
                         actor=None)
    guardianship(feed)
    # Two lines of the paper book that never came into the system.
    for number, day in (("15/2025", date(2025, 7, 22)), ("16/2025", date(2025, 9, 11))):
        feed.add("paper.entered", at(day, 0), {"paperNo": number, "sector": "civilStatus", "procedure": "1.001193"},
                 unit=WARD, recorded=at(date(2025, 11, 20), 9), source="thanh-tra")


def guardianship(feed):
    for start in (date(2025, 7, 8), date(2025, 8, 12)):
        dossier = Dossier(feed, WARD, "1.004837", start)
        dossier.work()
        dossier.give_back(dossier.complete(dossier.after(2)))
    # Late, with an apology in time and an explanation.
    late = Dossier(feed, WARD, "1.004837", date(2025, 8, 5))
    late.work()
    late.apologise(late.after(1), late.after(6))
    late.give_back(late.complete(late.after(5)))
    late.step("explained", at(late.after(6), 9), {"report": "BC-31"}, actor=late.leader)
    # Late and nobody said a word.
    silent = Dossier(feed, WARD, "1.004837", date(2025, 9, 9))
    silent.work()
    silent.give_back(silent.complete(silent.after(9)))
    # A paper beyond the published list, and a receipt written down four days late.
    extra = Dossier(feed, WARD, "1.004837", date(2025, 10, 6), recorded=at(date(2025, 10, 10), 8))
    extra.step("componentDemanded", at(extra.after(1), 9), {"component": "Sổ hộ khẩu"})
    extra.complete(extra.after(3))
    # Of a procedure that the ward has not posted.
    unlisted = Dossier(feed, WARD, "1.004884", date(2025, 10, 14), "online")
    unlisted.complete(unlisted.after(4), form="electronic")
    withdrawn = Dossier(feed, WARD, "1.004884", date(2025, 10, 21), "online")
    withdrawn.step("withdrawn", at(withdrawn.after(2), 9), {"reason": "Người nộp rút hồ sơ"}, evidence="DN-5")
    # Turned away at the counter, without a receipt.
    feed.add("dossier.declined", at(date(2025, 10, 22), 9), {"reason": "Không thuộc thẩm quyền", "notice": "TC-8"},
             unit=WARD, dossier="H50.41-TC-8", actor="CB41")


def land(feed):
    codes = ["1.013831", "1.012783", "1.012784"]
    for index in range(9):
        day = working_days_after(date(2025, 7, 2), 6 * index + feed.below(3))
        dossier = Dossier(feed, LAND, codes[index % 3], day, "online" if index % 3 == 1 else "counter")
        dossier.work(days=1)
        finish = dossier.after(PROCEDURES[codes[index % 3]][2] - index % 2)
        if index % 3 == 0:
            finish = pay_tax(dossier, index)
        dossier.give_back(dossier.complete(finish, evidence="GCN-%d" % (500 + index)))
    land_faults(feed)
    land_clocks(feed)


def pay_tax(dossier, index):
    """A lawful stop: the tax is worked out, notified and paid."""
    notice = "TBT-%d" % (40 + index)
    dossier.step("feeRequested", at(dossier.after(3), 9), {"amount": 2500000 + 100000 * index, "kind": "tax"})
    dossier.pause(dossier.after(3), "financialObligation", notice, dossier.leader, evidence=notice)
    dossier.step("feePaid", at(dossier.after(8), 15),
                 {"amount": 2500000 + 100000 * index, "kind": "tax", "via": "onlinePortal" if index else "transfer"},
                 actor=None)
    dossier.resume(dossier.after(8), 16)
    return dossier.after(12)


def land_faults(feed):
    # Paused "for an opinion", which no law knows: in time on the screen, late by the rules.
    for start, length in ((date(2025, 7, 9), 30), (date(2025, 8, 6), 24)):
        masked = Dossier(feed, LAND, "1.013831", start)
        masked.work(days=1)
        masked.pause(masked.after(5), "coordinationOpinion", "CV-%d" % start.month, masked.leader)
        masked.resume(masked.after(5 + length))
        masked.give_back(masked.complete(masked.after(7 + length)))
    # The same, and never taken up again.
    endless = Dossier(feed, LAND, "1.012784", date(2025, 7, 15))
    endless.work(days=1)
    endless.pause(endless.after(11), "coordinationOpinion")
    # Approved by the officer who asked for it.
    own = Dossier(feed, LAND, "1.012786", date(2025, 8, 19))
    own.pause(own.after(4), "publicPosting", "NY-7", own.handler)
    own.resume(own.after(19))
    own.complete(own.after(24), evidence="GCN-610")
    # Paused after the due date had gone by.
    after_due = Dossier(feed, LAND, "1.013831", date(2025, 9, 3))
    after_due.pause(after_due.after(11), "financialObligation", "TBT-77", after_due.leader)
    # A new appointment instead of an apology.
    moved = Dossier(feed, LAND, "1.012783", date(2025, 9, 8))
    moved.step("rescheduled", at(moved.after(9), 16), {"newDueAt": text(at(moved.after(20), 17))})
    moved.give_back(moved.complete(moved.after(18)))
    # Asked twice for papers.
    twice = Dossier(feed, LAND, "1.012784", date(2025, 9, 15))
    for asked, brought in ((2, 5), (9, 16)):
        twice.step("supplementRequested", at(twice.after(asked), 9), {"notice": "BS-%d" % asked, "items": 1},
                   evidence="BS-%d" % asked)
        twice.step("supplemented", at(twice.after(brought), 10), actor=twice.onestop)
    twice.complete(twice.after(21), evidence="GCN-622")
    # Open since July, past its day, no apology.
    for start in (date(2025, 7, 21), date(2025, 8, 27), date(2025, 10, 2)):
        Dossier(feed, LAND, "1.013831", start).work(days=2)


def land_clocks(feed):
    # Handed over in time, ticked off six days late.
    tick = Dossier(feed, LAND, "1.012783", date(2025, 10, 7))
    tick.work(days=1)
    done = tick.complete(tick.after(9), evidence="GCN-640", recorded=at(tick.after(16), 9))
    tick.give_back(done, evidence="GN-640")
    # An appointment later than the law allows.
    inflated = Dossier(feed, LAND, "1.013831", date(2025, 10, 9), due_days=20)
    inflated.complete(inflated.after(15))
    # Ended with a tick, worked on afterwards, and opened again.
    early = Dossier(feed, LAND, "1.013831", date(2025, 10, 15))
    early.complete(early.after(8), notice=False)
    early.step("reopened", at(early.after(10), 9), {"reason": "Chưa có kết quả"})
    early.complete(early.after(14), evidence="GCN-651")
    # Late, with an apology that lacks letter and reason.
    hollow = Dossier(feed, LAND, "1.012784", date(2025, 10, 20))
    hollow.apologise(hollow.after(11), hollow.after(20), complete=False)
    hollow.complete(hollow.after(17))
    # The tax authority works out the obligation: lawful since August 2024.
    tax = Dossier(feed, LAND, "1.013831", date(2025, 11, 3))
    tax.pause(tax.after(3), "taxDetermination", "PC-12", tax.leader, evidence="PC-12")
    feed.add("lateness.published", at(date(2025, 9, 12), 9),
             {"from": "2025-08-01", "to": "2025-08-31", "dossiers": 3, "officers": 2}, unit=LAND)
    feed.add("feedback.received", at(date(2025, 11, 12), 9), {"topic": "Trễ hẹn"}, unit=LAND)


def finance(feed):
    for index in range(9):
        day = working_days_after(date(2025, 7, 3), 7 * index + feed.below(3))
        dossier = Dossier(feed, FINANCE, "2.001610", day, "postal" if index == 5 else "online")
        dossier.step("feeRequested", dossier.received + timedelta(minutes=15), {"amount": 50000, "kind": "fee"},
                     actor=dossier.onestop)
        dossier.step("feePaid", dossier.received + timedelta(minutes=40), {
            "amount": 50000, "kind": "fee", "via": "cash" if index == 5 else "onlinePortal",
        }, actor=None)
        dossier.work(13)
        finished = dossier.complete(dossier.after(2 + index % 2), form="electronic")
        dossier.give_back(finished)
        if index % 3 == 1:
            dossier.step("rated", finished + timedelta(hours=2), {"score": 5, "max": 5}, actor=None)
    # Refused on its last day, and received anew eight days later.
    refused = Dossier(feed, FINANCE, "2.001610", date(2025, 10, 1), "online", applicant="P0777")
    refused.complete(refused.after(3), outcome="refused", form="electronic")
    again = Dossier(feed, FINANCE, "2.001610", date(2025, 10, 14), "online", applicant="P0777")
    again.complete(again.after(2), form="electronic")
    # Of a procedure that nobody published, without a day to come back.
    Dossier(feed, FINANCE, "1.009999", date(2025, 11, 5), "counter")
    # Received twice by mistake; the second receipt is taken back.
    doubled = Dossier(feed, FINANCE, "2.001610", date(2025, 11, 10), "online")
    mistake = doubled.step("received", doubled.received + timedelta(hours=1), dict(doubled.receipt["data"]),
                           actor=doubled.onestop)
    feed.add("event.voided", doubled.received + timedelta(hours=2),
             {"target": mistake, "reason": "Nhập trùng"}, actor="LD70")
    doubled.complete(doubled.after(3), form="electronic")
    # The feed knows no receipt of this one.
    feed.add("dossier.transferred", at(date(2025, 11, 13), 10), {"step": "thẩm định", "toActor": "CB72"},
             unit=FINANCE, dossier="H50.07-251106-0009", actor="CB71")


def number(feed):
    """Gives the dossiers their codes, in the order of receipt, with one number missing and one false date."""
    counts = {}
    order = sorted(feed.dossiers, key=lambda dossier: (dossier.received, dossier.unit))
    for dossier in order:
        key = (dossier.unit, dossier.day)
        counts[key] = counts.get(key, 0) + 1
        day = dossier.day
        if dossier.unit == WARD and day == date(2025, 9, 9):
            counts[key] += 1
        if dossier.unit == LAND and day == date(2025, 10, 20):
            day -= timedelta(days=4)
        code = "%s-%s-%04d" % (dossier.unit, day.strftime("%y%m%d"), counts[key])
        for event in dossier.events:
            event["dossier"] = code


def lines(feed):
    ordered = [event for _, event in sorted(feed.events, key=lambda entry: entry[0])]
    for index, event in enumerate(ordered):
        event["id"] = "demo-%04d" % (index + 1)
    for event in ordered:
        if event["type"] == "event.voided":
            event["data"]["target"] = event["data"]["target"]["id"]
        keys = ["id", "type", "occurredAt", "recordedAt", "source", "unit", "dossier", "actor", "evidence", "data"]
        line = {key: event[key] for key in keys if key in event}
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def main():
    feed = Feed()
    reference(feed)
    ward(feed)
    land(feed)
    finance(feed)
    number(feed)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in lines(feed):
        print(line)


if __name__ == "__main__":
    main()
