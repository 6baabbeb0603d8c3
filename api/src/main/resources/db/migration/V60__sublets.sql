-- Leases that their tenants offer on, whole or in part, as listings of their own.

create table sublet (
  listing_id  uuid primary key references listing,
  seq         bigint generated always as identity unique,
  contract_id uuid not null references contract, -- the lease that it hangs below
  tenant_id   uuid not null references organization,
  lessor_id   uuid not null references organization, -- whose consent it may take
  consent     text not null check (consent in
                ('NOT_NEEDED', 'WAITING', 'GIVEN', 'REFUSED', 'LAPSED', 'WITHDRAWN')),
  consented   int, -- units; null where no consent is needed
  decide_by   timestamptz,
  refusal     text, -- its reason
  constraint consented_if_needed check ((consent = 'NOT_NEEDED') = (consented is null)),
  constraint refused_has_reason check ((consent = 'REFUSED') = (refusal is not null))
);
create index on sublet (tenant_id, seq);
create index on sublet (lessor_id, seq);
create index on sublet (contract_id);
create index on sublet (decide_by) where consent = 'WAITING';

-- The units that a lease has, from a day until another.
create view lease_span as
  select r.contract_id, s.first_day + r.first_day - 1 as first,
    s.first_day + r.first_day - 1 + r.days - r.freed_days as until, r.units
  from reservation r join slot s on s.listing_id = r.listing_id
  where r.contract_id is not null;

-- What the sublets of a lease keep of it: offers that are open or may become so all of their units,
-- others what is still let of them.
create view sublet_day as
  select u.contract_id, s.first_day + d.number::int - 1 as day,
    sum(case when l.open or u.consent = 'WAITING' then d.capacity
        else d.capacity - d.free end)::int as kept,
    sum(d.capacity - d.free)::int as let
  from sublet u
    join listing l on l.id = u.listing_id
    join slot s on s.listing_id = u.listing_id,
    unnest(s.capacity, s.free) with ordinality as d (capacity, free, number)
  group by 1, 2;

-- Where they keep more than it has: never, but inside of a transaction that is to put it right.
create view overlet_day as
  select k.contract_id, k.day, k.kept, k.let, h.units
  from sublet_day k, lateral (
    select coalesce(sum(units), 0)::int as units from lease_span h
    where h.contract_id = k.contract_id and k.day >= h.first and k.day < h.until) h
  where k.kept > h.units;

-- Checked at commit, whatever a function does. Holds and releases change only what is free of an
-- offer, and so pass by.
create function require_sublets_fit() returns trigger language plpgsql as $$
declare
  v_contract uuid;
  v_over     overlet_day;
begin
  if tg_table_name in ('reservation', 'sublet') then
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
create constraint trigger sublets_fit after update of capacity on slot
  deferrable initially deferred for each row execute function require_sublets_fit();
create constraint trigger sublets_fit after update of open on listing
  deferrable initially deferred for each row when (new.open)
  execute function require_sublets_fit();
create constraint trigger sublets_fit after insert or update of consent on sublet
  deferrable initially deferred for each row execute function require_sublets_fit();
create constraint trigger sublets_fit after update of freed_days on reservation
  deferrable initially deferred for each row execute function require_sublets_fit();

-- Whether tenants may sublet is a part of every offer and of the terms of every lease.
update listing set doc = doc || '{"sublets": "WITH_CONSENT", "parent": null}';
alter table reservation disable trigger terms_are_final;
update reservation set terms = terms || '{"sublets": "WITH_CONSENT"}';
alter table reservation enable trigger terms_are_final;
update quote set doc = jsonb_set(doc, '{terms,sublets}', '"WITH_CONSENT"');
update attempt set answer = jsonb_set(answer, '{terms,sublets}', '"WITH_CONSENT"')
where jsonb_typeof(answer) = 'object' and answer ? 'terms';
update attempt set answer = jsonb_set(answer, '{quotes}', (
  select coalesce(jsonb_agg(jsonb_set(q, '{terms,sublets}', '"WITH_CONSENT"') order by n), '[]')
  from jsonb_array_elements(answer->'quotes') with ordinality as each (q, n)))
where jsonb_typeof(answer) = 'object' and answer ? 'quotes';
update attempt set answer = answer || '{"chain": []}'
where jsonb_typeof(answer) = 'object' and answer ? 'settledAt';
update attempt
set answer = jsonb_set(answer, '{value}',
  answer->'value' || '{"sublets": "WITH_CONSENT", "parent": null}')
where jsonb_typeof(answer) = 'object' and answer->'value' ? 'rateCard';

-- A lease may end because the one above it does.
alter table billing drop constraint billing_state_check;
alter table billing add constraint billing_state_check
  check (state in ('RUNNING', 'CANCELLED', 'DEFAULTED', 'TERMINATED', 'ENDED'));
insert into transfer_leg values
  ('TERMINATION', -1, 'ESCROW'), ('TERMINATION', -1, 'DEPOSIT'),
  ('TERMINATION', 1, 'WALLET'), ('TERMINATION', 1, 'FEES');
