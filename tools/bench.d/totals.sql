-- Totals of the reported basis that need no rule, from the same table as the Parquet: they show that both sides count
-- the same events. Not timed.
with known as (select * from events where voided is null),
    receipts as (
        select dossier, arg_min(coalesce(components, 0), recorded) as components,
            arg_min(coalesce(digitised, 0), recorded) as digitised
        from known where type = 'dossier.received' group by dossier),
    others as (
        select dossier, count(*) filter (type = 'dossier.rated') as ratings,
            count(*) filter (type = 'dossier.feePaid') as paid,
            count(*) filter (type = 'dossier.feePaid' and via = 'onlinePortal') as paid_online
        from known group by dossier)
select
    sum(components)::bigint as components, sum(digitised)::bigint as "digitisedComponents",
    sum(ratings)::bigint as ratings, count(*) filter (paid > 0) as paid,
    count(*) filter (paid_online > 0) as "paidOnline"
from receipts join others using (dossier);
