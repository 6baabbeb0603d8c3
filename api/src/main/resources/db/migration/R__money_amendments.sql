-- Units of a lease that are given back before its end.

create or replace function amendment_json(a amendment) returns jsonb language sql stable as $$
  select a.doc || jsonb_build_object('version', a.version, 'agreedAt', a.agreed_at, 'feeKept',
    (select money_json(f.kept, a.doc->'fee'->>'currency')
     from release_fee f where f.amendment_id = a.id and f.kept is not null))
$$;

-- Units on each day of a reservation.
create or replace function each_day(r reservation, p_quantities jsonb) returns int[]
language sql stable as $$
  select array_agg(coalesce((
    select (span->>'units')::int from jsonb_array_elements(p_quantities->'spans') span
    where (span->'dates'->>'from')::date <= day and day < (span->'dates'->>'to')::date), 0)
    order by day)
  from (select (r.terms->'stay'->>'from')::date + n as day from generate_series(0, r.days - 1) n)
    days
$$;

-- p: an amendment
create or replace function command.quote_amendment(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  perform refuse_not_running(b) from billing b where contract_id = (p->>'contractId')::uuid;
  insert into amendment (id, contract_id, steps, units, valid_until, doc)
  values (v_id, (p->>'contractId')::uuid, (p->>'steps')::int,
    each_day(reservation_of((p->>'contractId')::uuid), p->'extent'->'quantities'),
    (p->>'validUntil')::timestamptz, p)
  on conflict do nothing;
  return (select amendment_json(a) from amendment a where id = v_id);
end $$;

-- What lies in escrow of a bill: the periods that are paid and not over, of those that it has.
create or replace function paid_ahead(p_bill jsonb, b billing) returns bigint
language sql stable as $$
  select coalesce(sum(minor_sum(period->'lines')), 0)::bigint
  from jsonb_array_elements(p_bill->'periods') with ordinality as each (period, n)
  where n > b.closed and n <= b.funded
$$;

-- What of it comes back by an amendment.
create or replace function back_of(p_amendment jsonb, b billing, r reservation) returns bigint
language sql stable as $$
  select paid_ahead(bill_of(r), b) - paid_ahead(p_amendment->'extent'->'bill', b)
$$;

-- The lease is as the amendment says from now on; its billing is locked.
create or replace function apply_amendment(
  a amendment, b billing, r reservation, p_now timestamptz) returns amendment
language plpgsql as $$
declare
  v_units   int[]; -- before, on each day
  v_freed   int[];
  v_back    bigint;
  v_fee     bigint;
  v_periods int;
  v_wallet  bigint;
begin
  v_units := units_of(r);
  v_back := back_of(a.doc, b, r);
  update amendment set agreed_at = p_now, version = 1 + (
    select count(*) from amendment where contract_id = a.contract_id and version is not null)
  where id = a.id returning * into a;
  v_freed := array(select before - after
    from unnest(v_units, a.units) with ordinality as each (before, after, day) order by day);
  perform lock_lease_slots(a.contract_id);
  update slot set free = shift_each(free, r.first_day, v_freed) where listing_id = r.listing_id;
  perform sublets_give_way(a.contract_id);
  v_periods := jsonb_array_length(bill_of(r)->'periods');
  update billing set steps = steps + 1, requested = least(requested, v_periods),
    funded = least(funded, v_periods), due_at = '-infinity',
    unpaid_since = case when funded < least(requested, v_periods) then unpaid_since end,
    tried_at = case when funded < least(requested, v_periods) then tried_at end
  where contract_id = a.contract_id;
  v_fee := (a.doc->'fee'->>'minor')::bigint;
  if v_fee > 0 then
    insert into release_fee
      (amendment_id, contract_id, listing_id, minor, first_day, units, due_at)
    values (a.id, a.contract_id, r.listing_id, v_fee, r.first_day, v_freed,
      (a.doc->>'feeDueAt')::timestamptz);
  end if;
  if v_fee > 0 or v_back <> 0 then
    v_wallet := wallet_of(r.exporter_id, r.currency, r.decimals);
    perform refuse_overdraft(
      (select balance from account where id = v_wallet for no key update),
      v_fee - v_back, r.currency, r.decimals);
    perform post(gen_random_uuid(), 'AMENDMENT', a.id::text,
      array[account_of('ESCROW', a.contract_id, r), account_of('DEPOSIT', a.contract_id, r),
            v_wallet],
      array[-v_back, v_fee, v_back - v_fee]);
  end if;
  perform emit('CONTRACT_AMENDED', a.contract_id, r.exporter_id, r.owner_id);
  return a;
end $$;

-- p: id, callerId, now
create or replace function command.agree_amendment(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id      uuid := (p->>'id')::uuid;
  v_now     timestamptz := (p->>'now')::timestamptz;
  a         amendment;
  b         billing;
  r         reservation;
begin
  select * into a from amendment where id = v_id;
  select * into b from billing where contract_id = a.contract_id for no key update;
  r := reservation_of(a.contract_id);
  select * into a from amendment where id = v_id;
  if r.exporter_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  elsif a.version is not null then
    return amendment_json(a);
  end if;
  perform refuse_not_running(b);
  if a.valid_until < v_now then
    perform refuse('QUOTE_EXPIRED',
      jsonb_build_object('validUntil', to_jsonb(a.valid_until)#>>'{}'));
  elsif b.steps <> a.steps then
    perform refuse('AMENDMENT_OUTDATED');
  end if;
  a := apply_amendment(a, b, r, v_now);
  return amendment_json(a);
end $$;

-- Of the units that are free at the end of a day, those given up last were not let again.
-- p: id, now
create or replace function command.decide_release_fee(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id    uuid := (p->>'id')::uuid;
  a       amendment;
  f       release_fee;
  r       reservation;
  v_given bigint;
  v_again bigint;
  v_kept  bigint;
begin
  select * into a from amendment where id = v_id;
  perform 1 from billing where contract_id = a.contract_id for no key update;
  select * into f from release_fee where amendment_id = v_id;
  if f.kept is null then
    r := reservation_of(a.contract_id);
    select sum(mine), sum(greatest(0, least(mine, since - free))) into v_given, v_again
    from (
      select mine, s.free[f.first_day + n - 1] as free, (
        select sum(o.units[f.first_day + n - o.first_day]) from release_fee o
        where o.listing_id = f.listing_id and o.seq >= f.seq) as since
      from slot s, unnest(f.units) with ordinality as each (mine, n)
      where s.listing_id = f.listing_id) days;
    v_kept := f.minor - round(f.minor::numeric * v_again / v_given);
    update release_fee set kept = v_kept where amendment_id = v_id;
    if v_kept > 0 then
      perform invoice(r, a.contract_id, a.doc->'givenUp', jsonb_build_array(jsonb_build_object(
        'code', 'RELEASE_FEE', 'quantity', 1,
        'rate', money_text(v_kept, r.decimals)::numeric,
        'amount', money_json(v_kept, r.currency))), p->'now');
    end if;
    perform post(gen_random_uuid(), 'MITIGATION', v_id::text,
      array[account_of('DEPOSIT', a.contract_id, r), wallet_of(r.owner_id, r.currency, r.decimals),
            wallet_of(r.exporter_id, r.currency, r.decimals)],
      array[-f.minor, v_kept, f.minor - v_kept]);
    perform emit('RELEASE_FEE_DECIDED', v_id, r.exporter_id, r.owner_id);
  end if;
  return amendment_json(a);
end $$;
