-- The report as one would write it: per dossier the receipt, the last transfer, the first finish and the pauses; then
-- by answerable unit and sector. Much simpler than the rules: one basis, no calendar, the due date as written.
with lives as (
    select
        dossier,
        arg_min(unit, recorded) filter (type = 0) as first_unit,
        arg_min(sector, recorded) filter (type = 0) as sector,
        arg_min(channel, recorded) filter (type = 0) as channel,
        arg_min(due, recorded) filter (type = 0) as due,
        arg_max(to_unit, recorded) filter (type = 1) as last_unit,
        min(recorded) filter (type between 2 and 4) as finished,
        arg_min(type, recorded) filter (type between 2 and 4) as finish,
        count(*) filter (type = 5) as pauses
    from {events}
    where type <= 5 and {known}
    group by dossier)
select
    coalesce(last_unit, first_unit) as unit, sector,
    count(*) as received,
    count(*) filter (channel = 1) as "receivedOnline",
    count(*) filter (channel = 0) as "receivedCounter",
    count(*) filter (channel = 2) as "receivedPostal",
    count(*) filter (finish = 2 and finished::date < due::date) as early,
    count(*) filter (finish = 2 and finished::date = due::date) as "onTime",
    count(*) filter (finish = 2 and finished::date > due::date) as overdue,
    count(*) filter (finish = 3) as declined,
    count(*) filter (finish = 4) as withdrawn,
    count(*) filter (finished is null) as open,
    sum(pauses)::bigint as "pausesStarted"
from lives
where first_unit is not null
group by 1, 2
