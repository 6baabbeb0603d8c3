-- Tenants who offer what they lease. A lease and its sublets are changed by whoever has its billing
-- locked, and before their slots are.

create or replace function sublet_json(u sublet) returns jsonb language sql stable as $$
  select jsonb_build_object('listing', l.doc, 'lessorId', u.lessor_id, 'consent', u.consent,
    'decideBy', u.decide_by, 'refusal', u.refusal)
  from listing l where l.id = u.listing_id
$$;

-- Refuses what the sublets of a lease would keep beyond its units.
create or replace function refuse_overlet(p_contract uuid) returns void language plpgsql as $$
declare
  o overlet_day;
begin
  select * into o from overlet_day where contract_id = p_contract order by day limit 1;
  if found then
    perform refuse('SUBLET_EXCEEDS_LEASE', jsonb_build_object(
      'day', o.day::text, 'units', o.units::text, 'kept', o.kept::text));
  end if;
end $$;

-- p: listing, callerId, decideMillis
create or replace function command.offer_sublet(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id       uuid := (p->'listing'->>'id')::uuid;
  v_contract uuid := (p->'listing'->'parent'->>'contractId')::uuid;
  v_free     boolean; -- of consent
  b          billing;
  r          reservation;
  u          sublet;
begin
  select * into b from billing where contract_id = v_contract for no key update;
  r := reservation_of(v_contract);
  v_free := r.terms->>'sublets' = 'ALLOWED';
  if r.exporter_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  end if;
  select * into u from sublet where listing_id = v_id;
  if found then
    return sublet_json(u);
  end if;
  perform refuse_not_running(b);
  if r.terms->>'sublets' = 'FORBIDDEN' then
    perform refuse('SUBLET_FORBIDDEN');
  end if;
  perform command.publish_listing(p->'listing' || jsonb_build_object('open', v_free));
  insert into sublet (listing_id, contract_id, tenant_id, lessor_id, consent, consented, decide_by)
  values (v_id, v_contract, r.exporter_id, r.owner_id,
    case when v_free then 'NOT_NEEDED' else 'WAITING' end,
    case when not v_free then 0 end,
    case when not v_free then clock_timestamp()
      + (p->>'decideMillis')::bigint * interval '1 millisecond' end)
  returning * into u;
  perform refuse_overlet(v_contract);
  perform emit('SUBLET_OFFERED', v_id, r.exporter_id, r.owner_id);
  return sublet_json(u);
end $$;

-- Opens or closes an offer without its tenant having asked for it.
create or replace function set_open(p_listing uuid, p_open boolean) returns void
language plpgsql as $$
begin
  update listing set open = p_open, version = version + 1,
    doc = doc || jsonb_build_object('open', p_open)
  where id = p_listing;
  perform emit('LISTING_REVISED', l.id, l.owner_id) from listing l where l.id = p_listing;
end $$;

-- Ends the wait for a consent, if there still is one; says whether there was.
create or replace function end_wait(p_listing uuid, p_consent text, p_refusal text default null)
returns boolean language plpgsql as $$
declare
  u sublet;
begin
  update sublet set consent = p_consent, refusal = p_refusal
  where listing_id = p_listing and consent = 'WAITING' returning * into u;
  if u.listing_id is null then
    return false;
  end if;
  perform emit('SUBLET_' || case p_consent when 'GIVEN' then 'CONSENTED' else p_consent end,
    u.listing_id, u.tenant_id, u.lessor_id);
  return true;
end $$;

-- p: listingId, callerId, refusal (null for consent)
create or replace function command.decide_sublet(p jsonb) returns jsonb language plpgsql as $$
declare
  u sublet;
begin
  select * into u from sublet
  where listing_id = (p->>'listingId')::uuid and lessor_id = (p->>'callerId')::uuid;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  perform 1 from billing where contract_id = u.contract_id for no key update;
  if u.decide_by <= clock_timestamp() or not end_wait(u.listing_id,
    case when p->>'refusal' is null then 'GIVEN' else 'REFUSED' end, p->>'refusal')
  then
    perform refuse('CONSENT_DECIDED', (
      select jsonb_build_object('state',
        case when consent = 'WAITING' then 'LAPSED' else consent end)
      from sublet where listing_id = u.listing_id));
  end if;
  if p->>'refusal' is null then
    update sublet set consented = (select (doc->>'quantity')::int from listing where id = listing_id)
    where listing_id = u.listing_id;
    perform set_open(u.listing_id, true);
  end if;
  return (select sublet_json(s) from sublet s where listing_id = u.listing_id);
end $$;

-- Who does not answer has refused.
-- p: most
create or replace function command.lapse_consents(p jsonb) returns jsonb language plpgsql as $$
declare
  u       sublet;
  v_count int := 0;
begin
  for u in
    select * from sublet where consent = 'WAITING' and decide_by <= now()
    order by decide_by limit (p->>'most')::int for no key update skip locked
  loop
    perform end_wait(u.listing_id, 'LAPSED');
    v_count := v_count + 1;
  end loop;
  return to_jsonb(v_count);
end $$;

-- Before a sublet is revised: its lease is locked, and what is opened must be consented to.
create or replace function begin_revision(p_listing jsonb) returns sublet language plpgsql as $$
declare
  u       sublet;
  v_state text;
begin
  select * into u from sublet where listing_id = (p_listing->>'id')::uuid;
  if not found then
    return null;
  end if;
  select state into v_state from billing where contract_id = u.contract_id for no key update;
  select * into u from sublet where listing_id = u.listing_id;
  if not (p_listing->>'open')::boolean then
    perform end_wait(u.listing_id, 'WITHDRAWN');
  elsif v_state <> 'RUNNING' then
    perform refuse('CONTRACT_ENDED', jsonb_build_object('state', v_state));
  elsif u.consented < (p_listing->>'quantity')::int then
    perform refuse('CONSENT_MISSING', jsonb_build_object('units', u.consented::text));
  end if;
  return u;
end $$;

-- The slots of a lease and of its sublets, in the order in which all slots are locked.
create or replace function lock_lease_slots(p_contract uuid) returns void language plpgsql as $$
begin
  perform 1 from slot
  where listing_id in (
    select listing_id from reservation where contract_id = p_contract
    union all
    select listing_id from sublet where contract_id = p_contract)
  order by listing_id for no key update;
end $$;

-- A lease has become smaller. Leases below it stand in its way; mere offers are closed.
create or replace function sublets_give_way(p_contract uuid) returns void language plpgsql as $$
declare
  o         overlet_day;
  v_listing uuid;
begin
  for o in select * from overlet_day where contract_id = p_contract order by day loop
    if o.let > o.units then
      perform refuse('SUBLET_IN_THE_WAY', jsonb_build_object(
        'day', o.day::text, 'let', o.let::text, 'units', o.units::text));
    end if;
    for v_listing in
      select u.listing_id from sublet u
        join listing l on l.id = u.listing_id
        join slot s on s.listing_id = u.listing_id
      where u.contract_id = p_contract and (l.open or u.consent = 'WAITING')
        and s.free[o.day - s.first_day + 1] > 0
    loop
      perform close_sublet(v_listing);
    end loop;
  end loop;
end $$;

create or replace function close_sublet(p_listing uuid) returns void language plpgsql as $$
begin
  if not end_wait(p_listing, 'LAPSED') and (select open from listing where id = p_listing) then
    perform set_open(p_listing, false);
  end if;
end $$;

-- Default ---------------------------------------------------------------------------------------
-- A lease that is not paid takes those below it along: on the same day their goods leave, too.

create or replace function sublets_below(p_contract uuid)
returns table (depth int, listing_id uuid) language sql stable as $$
  with recursive below as (
    select 1 as depth, listing_id from sublet where contract_id = p_contract
    union all
    select depth + 1, u.listing_id
    from below b
      join reservation r on r.listing_id = b.listing_id
      join sublet u on u.contract_id = r.contract_id)
  select * from below
$$;

-- All that end_sublets will change; nothing if the lease has no sublets.
create or replace function lock_below(p_contract uuid) returns void language plpgsql as $$
declare
  v_offers  uuid[] := array(select listing_id from sublets_below(p_contract));
  v_members uuid[];
begin
  if v_offers = '{}' then
    return;
  end if;
  perform 1 from billing b
    join reservation r on r.contract_id = b.contract_id
    join sublets_below(p_contract) w on w.listing_id = r.listing_id
  order by w.depth, b.contract_id for no key update of b;
  perform 1 from reservation
  where state = 'HELD' and (listing_id = any (v_offers) or split_id in (
    select split_id from reservation where listing_id = any (v_offers)))
  order by id for no key update;
  perform 1 from slot
  where listing_id = any (v_offers) or listing_id in (
    select listing_id from reservation where contract_id = p_contract or split_id in (
      select split_id from reservation where state = 'HELD' and listing_id = any (v_offers)))
  order by listing_id for no key update;
  select array_agg(distinct member) into v_members from (
    select unnest(array[r.exporter_id, r.owner_id]) as member
    from reservation r where listing_id = any (v_offers) or contract_id = p_contract) each;
  perform 1 from document_series where issuer_id is null or issuer_id = any (v_members)
  order by issuer_id nulls first for no key update;
  perform lock_for(array(
    select a.id from account a
    where a.contract_id is null
      and (a.owner_id = any (v_members) or a.purpose in ('FEES', 'GUARANTEE', 'SUBROGATED'))), '{}');
end $$;

-- p_until: the first day on which the lease has no space any more
create or replace function end_sublets(p_contract uuid, p_until date, p_now jsonb) returns void
language plpgsql as $$
declare
  v_offer uuid;
  r       reservation;
begin
  for v_offer in
    select w.listing_id from sublets_below(p_contract) w join slot s using (listing_id)
    where s.first_day + array_length(s.free, 1) > p_until order by w.depth desc, w.listing_id
  loop
    perform close_sublet(v_offer);
    for r in
      select * from reservation where listing_id = v_offer and state in ('HELD', 'CONFIRMED')
      order by id
    loop
      if r.state = 'CONFIRMED' then
        perform terminate(r, p_until, p_now);
      elsif r.first_day + r.days - 1
          > p_until - (select first_day from slot where listing_id = v_offer) then
        perform end_hold(parts_of(r), 'EXPIRED');
      end if;
    end loop;
  end loop;
end $$;

-- Ends a lease whose space is gone from a day on: days before it are charged, the others go back.
-- One that waits for its owner, or for those of its siblings, is undone with them.
create or replace function terminate(r reservation, p_until date, p_now jsonb) returns void
language plpgsql as $$
declare
  b         billing;
  v_id      uuid := r.contract_id;
  v_waiting uuid[];
  v_periods jsonb := bill_of(r)->'periods';
  v_goes    boolean; -- days of it
  v_lines   jsonb;
  v_share   bigint;
  v_owner   bigint := 0;
  v_fees    bigint := 0;
  v_escrow  bigint := held(v_id, 'ESCROW');
  v_deposit bigint := free_deposit(v_id);
begin
  select * into b from billing where contract_id = v_id for no key update;
  select until > p_until into v_goes from lease_span where contract_id = v_id;
  if b.state = 'AWAITING_ACCEPTANCE' and v_goes then
    v_waiting := lock_waiting(v_id);
    update acceptance set state = 'DROPPED'
    where contract_id = any (v_waiting) and state = 'AWAITED';
    perform undo_leases(v_waiting, 'LAPSED');
    return;
  elsif b.state <> 'RUNNING' or not v_goes then
    return;
  end if;
  perform free_days(r, least((r.terms->'stay'->>'to')::date - p_until, r.days));
  for i in b.closed .. b.funded loop
    v_lines := used_lines(v_periods->i, p_until);
    exit when v_lines is null;
    v_share := minor_sum(v_lines) - minor_sum(v_lines, 'COMMISSION');
    if i < b.funded then
      perform invoice(r, v_id, jsonb_build_object(
        'from', v_periods->i->'dates'->>'from',
        'to', least((v_periods->i->'dates'->>'to')::date, p_until)), v_lines, p_now);
      v_fees := v_fees + minor_sum(v_lines, 'COMMISSION');
    else -- a period that is not paid yet
      v_share := least(v_share, v_deposit);
    end if;
    v_owner := v_owner + v_share;
  end loop;
  if v_escrow + v_deposit > 0 then
    perform post(gen_random_uuid(), 'TERMINATION', v_id::text,
      array[account_of('ESCROW', v_id, r), account_of('DEPOSIT', v_id, r),
            wallet_of(r.owner_id, r.currency, r.decimals),
            house_account('FEES', r.currency, r.decimals),
            wallet_of(r.exporter_id, r.currency, r.decimals)],
      array[-v_escrow, -v_deposit, v_owner, v_fees, v_escrow + v_deposit - v_owner - v_fees]);
  end if;
  perform end_promise(r);
  update billing set steps = steps + 1, state = 'TERMINATED',
    ended_at = (p_now#>>'{}')::timestamptz
  where contract_id = v_id;
  perform emit('CONTRACT_TERMINATED', v_id, r.exporter_id, r.owner_id);
end $$;

-- A period's lines for its days before another; null if there are none.
create or replace function used_lines(p_period jsonb, p_until date) returns jsonb
language sql stable as $$
  select jsonb_agg(line || jsonb_build_object(
      'quantity', trim_scale(round((line->>'quantity')::numeric * used / days, 6)),
      'amount', money_json(round((line->'amount'->>'minor')::numeric * used / days)::bigint,
        line->'amount'->>'currency')) order by place)
  from (
    select (p_period->'dates'->>'to')::date - (p_period->'dates'->>'from')::date as days,
      least((p_period->'dates'->>'to')::date, p_until) - (p_period->'dates'->>'from')::date as used
    ) share, jsonb_array_elements(p_period->'lines') with ordinality each (line, place)
  where used > 0
$$;
