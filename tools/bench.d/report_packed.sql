-- The same report as report_plain.sql in the fastest form found: the moment and what goes with it in one whole number
-- (milliseconds, then the codes below them), so that a dossier needs four minima and a count where arg_min keeps pairs.
-- It takes at most 1,023 units, 31 sectors. Of several receipts of a dossier the earliest due date counts.
with packed as (
    select
        dossier,
        min(case when type = 0 then epoch_ms(recorded) * 131072 + unit::bigint * 128 + sector * 4 + channel end)
            as receipt,
        min(case when type = 0 then due end) as due,
        max(case when type = 1 and to_unit is not null then epoch_ms(recorded) * 1024 + to_unit end) as transfer,
        min(case when type between 2 and 4 then epoch_ms(recorded) * 8 + type end) as finish,
        count(*) filter (type = 5) as pauses
    from {events}
    where type <= 5 and {known}
    group by dossier),
lives as (
    select
        coalesce(transfer % 1024, receipt // 128 % 1024) as unit, receipt // 4 % 32 as sector, receipt % 4 as channel,
        due::date as due, make_timestamp(finish // 8 * 1000)::date as finished, finish % 8 as finish, pauses
    from packed
    where receipt is not null)
select
    unit, sector,
    count(*) as received,
    count(*) filter (channel = 1) as "receivedOnline",
    count(*) filter (channel = 0) as "receivedCounter",
    count(*) filter (channel = 2) as "receivedPostal",
    count(*) filter (finish = 2 and finished < due) as early,
    count(*) filter (finish = 2 and finished = due) as "onTime",
    count(*) filter (finish = 2 and finished > due) as overdue,
    count(*) filter (finish = 3) as declined,
    count(*) filter (finish = 4) as withdrawn,
    count(*) filter (finished is null) as open,
    sum(pauses)::bigint as "pausesStarted"
from lives
group by 1, 2
