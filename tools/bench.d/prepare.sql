-- Makes the peers' Parquet from the feed. No time of this is counted, and all of it favours the peers: duplicates are
-- gone, times are timestamps (local ones, so that a date needs no time zone), codes are small numbers, a receipt's
-- sector is looked up already, and the rows of one dossier lie together.
set TimeZone = 'Asia/Ho_Chi_Minh';

create table raw as
select distinct on (id)
    id, type, dossier, unit,
    occurredAt::timestamptz::timestamp as occurred,
    coalesce(recordedAt, occurredAt)::timestamptz::timestamp as recorded,
    data->>'sector' as sector, data->>'channel' as channel, data->>'procedure' as procedure,
    (data->>'dueAt')::timestamptz::timestamp as due, data->>'toUnit' as to_unit, data->>'target' as target,
    data->>'into' as merged_into, data->>'via' as via,
    (data->>'components')::bigint as components, (data->>'digitisedComponents')::bigint as digitised
from read_json(getvariable('feed'), format = 'newline_delimited', columns = {
    id: 'varchar', type: 'varchar', dossier: 'varchar', unit: 'varchar', occurredAt: 'varchar', recordedAt: 'varchar',
    data: 'json'});

-- Who knows of the void takes its target as if it had never been: when that was is a column of the target.
create table events as
with voids as (select target, min(recorded) as voided from raw where type = 'event.voided' group by target),
    sectors as (
        select procedure, arg_max(sector, occurred) as sector from raw where type = 'procedure.published' group by all)
select
    raw.type, raw.dossier, raw.unit, to_unit, recorded, voided, channel, due, via, components, digitised,
    if(raw.type = 'dossier.received', coalesce(raw.sector, sectors.sector, 'unknown'), null) as sector
from raw
left join voids on voids.target = raw.id
left join sectors on sectors.procedure = raw.procedure
where raw.type like 'dossier.%';

create table units as
select unit, (row_number() over (order by unit))::smallint as code
from (select unit from events union select to_unit from events where to_unit is not null);

create table sectors as
select sector, (row_number() over (order by sector))::tinyint as code
from (select distinct sector from events where sector is not null);

create table dossiers as
select dossier, (row_number() over (order by first, dossier))::integer as code
from (select dossier, min(recorded) as first from events group by dossier);

create table merged as
select unit, arg_max(merged_into, occurred) as merged_into from raw where type = 'unit.merged' group by unit;

-- Types: 0 received, 1 transferred, 2 completed, 3 declined, 4 withdrawn, 5 paused, 9 any other.
-- Channels: 0 counter, 1 online, 2 postal.
copy (
    select
        dossiers.code as dossier,
        (case events.type
            when 'dossier.received' then 0 when 'dossier.transferred' then 1 when 'dossier.completed' then 2
            when 'dossier.declined' then 3 when 'dossier.withdrawn' then 4 when 'dossier.paused' then 5
            else 9 end)::tinyint as type,
        recorded, voided, units.code as unit, target_units.code as to_unit, sectors.code as sector,
        (case channel when 'counter' then 0 when 'online' then 1 when 'postal' then 2 end)::tinyint as channel,
        due
    from events
    join dossiers using (dossier)
    join units using (unit)
    left join units as target_units on target_units.unit = events.to_unit
    left join sectors on sectors.sector = events.sector
    order by dossiers.code, recorded
) to (getvariable('parquet')) (format parquet);
