-- Leases that change, and leases that are offered on: what a lease has on a day is what its last
-- amendment left, and its sublets fit into that.

-- The units of a reservation on each of its days.
create function units_of(r reservation) returns int[] language sql stable as $$
  select coalesce(
    (select units from amendment where contract_id = r.contract_id and version is not null
     order by version desc limit 1),
    array_fill(r.units, array[r.days]))
$$;

-- The units that a lease has on each day, from a first one until it has none.
drop view overlet_day;
drop view lease_span;
create view lease_span as
  select r.contract_id, s.first_day + r.first_day - 1 as first,
    s.first_day + r.first_day - 1
      + least(coalesce(array_position(u.units, 0) - 1, r.days), r.days - r.freed_days) as until,
    u.units
  from reservation r join slot s on s.listing_id = r.listing_id, lateral (
    select units_of(r) as units) u
  where r.contract_id is not null;

create view overlet_day as
  select k.contract_id, k.day, k.kept, k.let, h.units
  from sublet_day k, lateral (
    select coalesce(sum(units[k.day - first + 1]), 0)::int as units from lease_span h
    where h.contract_id = k.contract_id and k.day >= h.first and k.day < h.until) h
  where k.kept > h.units;

create or replace function require_sublets_fit() returns trigger language plpgsql as $$
declare
  v_contract uuid;
  v_over     overlet_day;
begin
  if tg_table_name in ('reservation', 'sublet', 'amendment') then
    v_contract := new.contract_id;
  elsif tg_table_name = 'slot' then
    select contract_id into v_contract from sublet where listing_id = new.listing_id;
  else
    select contract_id into v_contract from sublet where listing_id = new.id;
  end if;
  select * into v_over from overlet_day where contract_id = v_contract limit 1;
  if found then
    raise exception 'the sublets of contract % keep % of its % units on %',
      v_contract, v_over.kept, v_over.units, v_over.day;
  end if;
  return null;
end $$;
create constraint trigger sublets_fit after update of agreed_at on amendment
  deferrable initially deferred for each row execute function require_sublets_fit();
