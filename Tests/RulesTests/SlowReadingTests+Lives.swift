import DossierModel
import TestSupport

/// Small lives, each of which turns on one clause of rules.md that is easily misread.
extension SlowReadingTests {
    static let lives: [Life] = effectiveTimes + ties + stops + shifts

    private static let effectiveTimes = [
        Life(
            says:
                "evidence shows an earlier time; without it the audit takes the time of writing (section 3)",
            events: [.received("4"), .completed("b", "8", recorded: "14").shown],
            reported: "overdue, due 11, finished 14",
            audited: "early, due 11, finished 8"
        ),
        Life(
            says: "evidence of a time before the receipt shows nothing (section 3)",
            events: [.received("4"), .completed("b", "1", recorded: "14").shown],
            reported: "overdue, due 11, finished 14",
            audited: "overdue, due 11, finished 14"
        ),
        Life(
            says: "who holds the result was served (section 3, step 2)",
            events: [.received("4"), FeedLine("b", "returned", "8").shown, .completed("c", "14")],
            reported: "overdue, due 11, finished 14",
            audited: "early, due 11, finished 8"
        ),
        Life(
            says: "no one was served where a dossier is reopened by then (section 3, step 2; section 4)",
            events: [
                .received("4"), FeedLine("b", "returned", "8").shown, .completed("c", "14"),
                FeedLine("d", "reopened", "5"),
            ],
            reported: "overdue, due 11, finished 14, reopenOfOpen",
            audited: "overdue, due 11, finished 14, reopenOfOpen"
        ),
        Life(
            says: "a reopening after the moment asked takes no service back (section 3, step 2)",
            events: [
                .received("4"), FeedLine("b", "returned", "8").shown, .completed("c", "14"),
                FeedLine("d", "reopened", "18"),
            ],
            at: "15",
            reported: "overdue, due 11, finished 14",
            audited: "early, due 11, finished 8"
        ),
        Life(
            says: "the bases may stand on different receipts (section 3, step 1)",
            events: [
                FeedLine("b", "received", "5", recorded: "5").with(
                    "\"procedure\":\"WD5\",\"channel\":\"online\""
                ),
                FeedLine("c", "received", "4", recorded: "6").with(
                    "\"procedure\":\"WD0\",\"channel\":\"postal\""
                ),
            ],
            at: "6",
            reported: "openInTime, due 12, duplicateReceipt",
            audited: "openOverdue, due 4, duplicateReceipt"
        ),
        Life(
            says: "an event before the receipt takes the receipt's time (section 3, step 3)",
            events: [.received("4 09:00", "WH8"), .completed("b", "1")],
            reported: "early, due 5 09:00, finished 4 09:00",
            audited: "early, due 5 09:00, finished 4 09:00"
        ),
        Life(
            says: "an answer takes effect no earlier than what it answers (section 3, step 4)",
            events: [.received("4"), .asked("b", "5", recorded: "7"), FeedLine("c", "supplemented", "6")],
            at: "8",
            reported: "openInTime, due 11, supplement 7…7",
            audited: "openInTime, due 11, supplement 7…7"
        ),
        Life(
            says: "a second answer looks no further back than the first (section 3, step 4)",
            events: [
                .received("4"), .asked("b", "5", recorded: "8"), FeedLine("c", "supplemented", "6"),
                FeedLine("d", "supplemented", "7"),
            ],
            at: "8",
            reported: "openInTime, due 11, supplement 8…8, closeWithoutStop",
            audited: "openInTime, due 11, supplement 8…8, closeWithoutStop"
        ),
        Life(
            says: "a pause answered before it was written down opens no stop (section 5)",
            events: [
                .received("4"), .paused("b", "5"), .paused("c", "6", recorded: "8"),
                FeedLine("d", "resumed", "7"),
            ],
            at: "8",
            reported: "openInTime, due 13, financialObligation 5…7",
            audited: "openInTime, due 13, financialObligation 5…7"
        ),
    ]

    private static let ties = [
        Life(
            says:
                "a register of days: a request goes before its answer, whatever the ids (section 3, step 7)",
            events: [.received("4"), FeedLine("b", "supplemented", "5"), .asked("c", "5")],
            at: "5",
            reported: "openInTime, due 11, supplement 5…5",
            audited: "openInTime, due 11, supplement 5…5"
        ),
        Life(
            says: "with a pause open the answer goes first (section 3, step 7)",
            events: [.received("4"), .paused("b", "5"), .paused("c", "7"), FeedLine("d", "resumed", "7")],
            at: "7",
            reported: "stopped, due 13, financialObligation 5…7, financialObligation 7…open",
            audited: "stopped, due 13, financialObligation 5…7, financialObligation 7…open"
        ),
        Life(
            says: "a finish and its reopening alternate (section 3, step 7)",
            events: [
                .received("4"), .completed("b", "8"), .completed("c", "8"), FeedLine("d", "reopened", "8"),
            ],
            reported: "early, due 11, finished 8, reopened",
            audited: "early, due 11, finished 8, reopened"
        ),
        Life(
            says: "a finished dossier is reopened first (section 3, step 7)",
            events: [
                .received("4"), .completed("b", "7"), .completed("c", "8"), FeedLine("d", "reopened", "8"),
            ],
            reported: "early, due 11, finished 8, reopened",
            audited: "early, due 11, finished 8, reopened"
        ),
        Life(
            says: "of equal times and types the id decides, byte by byte (section 3, step 6)",
            events: [
                .received("4"),
                FeedLine("e9", "paused", "5").with("\"ground\":\"g9\""),
                FeedLine("e10", "paused", "5").with("\"ground\":\"g10\""),
            ],
            at: "5",
            reported: "stopped, due 11, g10 5…open groundNotLawful+noDocument+noApprover",
            audited: "openInTime, due 11, g10 5…open groundNotLawful+noDocument+noApprover"
        ),
    ]

    private static let stops = [
        Life(
            says: "an unauthorised pause stops the reported clock alone (section 5)",
            events: [.received("4"), .pausedUnlawfully("b", "5"), FeedLine("c", "resumed", "8")],
            at: "12",
            reported: "openInTime, due 14, other 5…8 groundNotLawful+noDocument",
            audited: "openOverdue, due 11, other 5…8 groundNotLawful+noDocument"
        ),
        Life(
            says: "an authorised pause takes the place of an unauthorised one (section 5)",
            events: [
                .received("4"), .pausedUnlawfully("b", "5"), .paused("c", "6"), FeedLine("d", "resumed", "8"),
            ],
            at: "8",
            reported: "openInTime, due 14, other 5…8 groundNotLawful+noDocument",
            audited:
                "openInTime, due 13, other 5…6 groundNotLawful+noDocument, financialObligation 6…8"
        ),
        Life(
            says: "a pause within an authorised one opens none and counts as that one (section 5)",
            events: [.received("4"), .paused("b", "6", recorded: "8").shown, .pausedUnlawfully("c", "7")],
            at: "8",
            reported: "stopped, due 11, other 7…open",
            audited: "stopped, due 11, financialObligation 6…open"
        ),
        Life(
            says: "a pause that opens no stop for the audit is unauthorised as reported (section 5)",
            events: [
                .received("4"), .completed("b", "5", recorded: "8").shown, .paused("c", "6"),
            ],
            reported: "early, due 13, finished 8, financialObligation 6…8 !",
            audited: "early, due 11, finished 5, afterFinish"
        ),
        Life(
            says: "a payment ends the stop for an obligation, for the audit (section 5)",
            events: [
                .received("4"), .paused("b", "5"), FeedLine("c", "feePaid", "6").with("\"via\":\"cash\""),
            ],
            at: "12",
            reported: "stopped, due 11, financialObligation 5…open",
            audited: "openInTime, due 12, financialObligation 5…6"
        ),
        Life(
            says: "a second request is unauthorised, and so is one after the due (section 5)",
            events: [
                .received("4"), .asked("b", "5"), FeedLine("c", "supplemented", "5"),
                FeedLine("d", "supplementRequested", "12"),
            ],
            at: "12",
            reported:
                "stopped, due 11, supplement 5…5, supplement 12…open noDocument+secondSupplement+afterDue",
            audited:
                "openOverdue, due 11, supplement 5…5, supplement 12…open noDocument+secondSupplement+afterDue"
        ),
        Life(
            says: "who approves must be another, and a leader where anything is known of him (section 5)",
            events: [
                FeedLine("o", "officer.assigned", "1").envelope("\"unit\":\"V\"").envelope("\"actor\":\"H\"")
                    .with("\"role\":\"handler\""),
                .received("4"),
                FeedLine("b", "paused", "5").with(
                    "\"ground\":\"publicPosting\",\"document\":\"1\",\"approver\":\"H\""
                ),
            ],
            at: "5",
            reported: "stopped, due 11, publicPosting 5…open selfApproved+approverNotLeader",
            audited: "openInTime, due 11, publicPosting 5…open selfApproved+approverNotLeader"
        ),
        Life(
            says: "a leader at any unit may approve; one assigned later was not known (section 5)",
            events: [
                FeedLine("o", "officer.assigned", "6").envelope("\"unit\":\"V\"").envelope("\"actor\":\"B\"")
                    .with("\"role\":\"handler\""),
                .received("4"), .paused("b", "5"), FeedLine("c", "resumed", "6"), .paused("d", "7"),
            ],
            at: "7",
            reported:
                "stopped, due 12, financialObligation 5…6, financialObligation 7…open approverNotLeader",
            audited:
                "openInTime, due 12, financialObligation 5…6, financialObligation 7…open approverNotLeader"
        ),
        Life(
            says: "a leader who was released is none, a leader elsewhere still is (section 5)",
            events: [
                FeedLine("o", "officer.assigned", "1").envelope("\"unit\":\"V\"").envelope("\"actor\":\"B\"")
                    .with("\"role\":\"leader\""),
                FeedLine("p", "officer.assigned", "1").envelope("\"unit\":\"W\"").envelope("\"actor\":\"B\"")
                    .with("\"role\":\"leader\""),
                FeedLine("q", "officer.released", "1", recorded: "2").envelope("\"unit\":\"V\"")
                    .envelope("\"actor\":\"B\""),
                FeedLine("r", "officer.released", "6").envelope("\"unit\":\"W\"").envelope("\"actor\":\"B\""),
                .received("4"), .paused("b", "5"), FeedLine("c", "resumed", "5"), .paused("d", "6"),
            ],
            at: "6",
            reported:
                "stopped, due 11, financialObligation 5…5, financialObligation 6…open approverNotLeader",
            audited:
                "openInTime, due 11, financialObligation 5…5, financialObligation 6…open approverNotLeader"
        ),
        Life(
            says: "after a finish little counts, and a stop closed by it stays closed (section 4)",
            events: [
                .received("4"), .paused("b", "5"), .completed("c", "6"), FeedLine("d", "transferred", "7"),
                FeedLine("e", "reopened", "8"), FeedLine("f", "resumed", "9"),
            ],
            at: "9",
            reported: "openInTime, due 12, financialObligation 5…6, afterFinish, reopened, closeWithoutStop",
            audited: "openInTime, due 12, financialObligation 5…6, afterFinish, reopened, closeWithoutStop"
        ),
    ]

    private static let shifts = [
        Life(
            says: "a stop that begins on the due date moves it to the day of the finish at least (section 6)",
            events: [.received("4"), .paused("b", "11"), .completed("c", "17")],
            reported: "onTime, due 17, finished 17, financialObligation 11…17",
            audited: "onTime, due 17, finished 17, financialObligation 11…17"
        ),
        Life(
            says: "a stop after the due date moves nothing (section 6)",
            events: [.received("4", "WD0"), .paused("b", "5"), FeedLine("c", "resumed", "8")],
            at: "8",
            reported: "openOverdue, due 4, financialObligation 5…8 afterDue",
            audited: "openOverdue, due 4, financialObligation 5…8 afterDue"
        ),
        Life(
            says: "calendar days move on by calendar days and roll (section 6)",
            events: [.received("6", "CD10"), .paused("b", "7"), FeedLine("c", "resumed", "12")],
            at: "12",
            reported: "openInTime, due 25, financialObligation 7…12",
            audited: "openInTime, due 25, financialObligation 7…12"
        ),
        Life(
            says: "hours move on by the working time between (section 6)",
            events: [
                .received("4 09:00", "WH8"), .paused("b", "4 16:30"), FeedLine("c", "resumed", "5 08:30"),
            ],
            at: "5",
            reported: "openOverdue, due 5 11:00, financialObligation 4 16:30…5 08:30",
            audited: "openOverdue, due 5 11:00, financialObligation 4 16:30…5 08:30"
        ),
        Life(
            says: "overlapping stops are one (section 6)",
            events: [
                .received("4"), .paused("b", "5"), .asked("c", "6"), FeedLine("d", "resumed", "7"),
                FeedLine("e", "supplemented", "8"),
            ],
            at: "8",
            reported: "openInTime, due 14, financialObligation 5…7, supplement 6…8",
            audited: "openInTime, due 14, financialObligation 5…7, supplement 6…8"
        ),
        Life(
            says: "a new appointment while stopped begins the count anew, as reported (section 6)",
            events: [
                .received("4"), .paused("b", "5"),
                FeedLine("c", "rescheduled", "7").with("\"newDueAt\":\"2024-03-20T09:00:00+07:00\""),
                FeedLine("d", "resumed", "8"),
            ],
            at: "8",
            reported: "openInTime, due 21, financialObligation 5…8",
            audited: "openInTime, due 14, financialObligation 5…8"
        ),
        Life(
            says: "a new appointment dates an undated dossier, as reported (section 6)",
            events: [
                .received("4", "none"),
                FeedLine("c", "rescheduled", "7").with("\"newDueAt\":\"2024-03-20T09:00:00+07:00\""),
                .completed("d", "21"),
            ],
            reported: "overdue, due 20, finished 21",
            audited: "no class, no due, finished 21"
        ),
        Life(
            says: "in hours the same day may be in time and late (section 7)",
            events: [.received("4 09:00", "WH8"), .completed("b", "5 09:00")],
            reported: "onTime, due 5 09:00, finished 5 09:00",
            audited: "onTime, due 5 09:00, finished 5 09:00"
        ),
    ]
}
