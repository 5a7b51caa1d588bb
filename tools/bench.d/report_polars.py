"""The report as Polars queries: the same two forms as report_plain.sql and report_packed.sql."""
import polars
from polars import col, when


def known(events, cutoff):
    """The events that the report needs, known by the moment and not voided by then."""
    if cutoff is None:
        return events.filter(col("type") <= 5, col("voided").is_null())
    return events.filter(
        col("type") <= 5, col("recorded") < cutoff, col("voided").is_null() | (col("voided") >= cutoff))


def plain(events):
    """One aggregation for each kind of event, joined by dossier."""
    receipts = events.filter(col("type") == 0).group_by("dossier").agg(
        col("unit", "sector", "channel", "due").sort_by("recorded").first())
    transfers = events.filter(col("type") == 1, col("to_unit").is_not_null()).group_by("dossier").agg(
        last_unit=col("to_unit").sort_by("recorded").last())
    finishes = events.filter(col("type").is_between(2, 4)).group_by("dossier").agg(
        finished=col("recorded").min(), finish=col("type").sort_by("recorded").first())
    pauses = events.filter(col("type") == 5).group_by("dossier").agg(pauses=polars.len())
    lives = receipts
    for others in (transfers, finishes, pauses):
        lives = lives.join(others, on="dossier", how="left")
    return grouped(lives.with_columns(unit=polars.coalesce("last_unit", "unit"), due=col("due").dt.date(),
                                      finished=col("finished").dt.date()))


def packed(events):
    """One aggregation: the moment and what goes with it in one whole number."""
    microseconds = col("recorded").to_physical()
    receipt = (microseconds // 1000 * 131072 + col("unit").cast(polars.Int64) * 128
               + col("sector").cast(polars.Int64) * 4 + col("channel"))
    lives = events.group_by("dossier").agg(
        receipt=when(col("type") == 0).then(receipt).min(),
        due=when(col("type") == 0).then(col("due")).min(),
        transfer=when(col("type") == 1).then(microseconds * 1024 + col("to_unit")).max(),
        finish=when(col("type").is_between(2, 4)).then(microseconds * 8 + col("type")).min(),
        pauses=(col("type") == 5).sum())
    return grouped(lives.filter(col("receipt").is_not_null()).select(
        "pauses", unit=polars.coalesce(col("transfer") % 1024, col("receipt") // 128 % 1024),
        sector=col("receipt") // 4 % 32, channel=col("receipt") % 4, due=col("due").dt.date(),
        finished=(col("finish") // 8).cast(polars.Datetime("us")).dt.date(), finish=col("finish") % 8))


def grouped(lives):
    """The figures by answerable unit and sector."""
    completed = col("finish") == 2
    return lives.group_by("unit", "sector").agg(
        received=polars.len(),
        receivedOnline=(col("channel") == 1).sum(),
        receivedCounter=(col("channel") == 0).sum(),
        receivedPostal=(col("channel") == 2).sum(),
        early=(completed & (col("finished") < col("due"))).sum(),
        onTime=(completed & (col("finished") == col("due"))).sum(),
        overdue=(completed & (col("finished") > col("due"))).sum(),
        declined=(col("finish") == 3).sum(),
        withdrawn=(col("finish") == 4).sum(),
        open=col("finished").is_null().sum(),
        pausesStarted=col("pauses").sum())
