-- Every change is one call of change(), so that it happens whole or not at all even when the client
-- hangs up half-way. A command takes and gives JSON as the application writes and reads it. This
-- file is carried out anew whenever it changes, after the numbered ones.
--
-- Locks are taken in one order: blacklist, exporter, billing, reservation, block, slot, lease
-- request, document series, payout, card payment, account, guarantee pool.

create schema if not exists command;

-- A "no": its code from the application's closed list, and the facts that its sentence names.
create or replace function refuse(code text, facts jsonb default '{}') returns void language plpgsql as $$
begin
  raise exception using errcode = 'RF000', message = code, detail = facts::text;
end $$;

-- Carries a command out, once for each attempt: {caller, route, key, bodyHash} or null.
create or replace function change(p_attempt jsonb, p_command text, p jsonb) returns jsonb
language plpgsql as $$
declare
  earlier attempt;
  result  jsonb;
begin
  if p_attempt is null then
    execute format('select command.%I($1)', p_command) into result using p;
    return result;
  end if;
  -- A twin still at work is told so, instead of a connection being kept waiting.
  if not pg_try_advisory_xact_lock(hashtextextended(
      concat_ws(E'\n', p_attempt->>'caller', p_attempt->>'route', p_attempt->>'key'), 0))
  then
    perform refuse('IDEMPOTENCY_KEY_IN_FLIGHT');
  end if;
  earlier := earlier_attempt(p_attempt);
  if earlier.key is not null then
    return answer_again(earlier);
  end if;
  execute format('select command.%I($1)', p_command) into result using p;
  insert into attempt (caller, route, key, body_hash, answer)
  values ((p_attempt->>'caller')::uuid, p_attempt->>'route', p_attempt->>'key',
          p_attempt->>'bodyHash', result)
  on conflict do nothing;
  if not found then
    -- A twin was refused without coming here, and that stands: what was done now is undone.
    perform refuse('IDEMPOTENCY_KEY_IN_FLIGHT');
  end if;
  return result;
end $$;

-- Carries out many changes, [{attempt, command, payload}], each on its own: one that is refused takes
-- nothing from the others. An error that is no refusal undoes all.
create or replace function change_each(p_changes jsonb)
returns table (answer text, refusal text) language plpgsql as $$
declare
  c       jsonb;
  v_code  text;
  v_facts text;
begin
  for c in select value from jsonb_array_elements(p_changes) loop
    begin
      answer := change(nullif(c->'attempt', 'null'), c->>'command', c->'payload')::text;
      refusal := null;
    exception when sqlstate 'RF000' then
      get stacked diagnostics v_code = message_text, v_facts = pg_exception_detail;
      answer := null;
      refusal := jsonb_build_object('code', v_code, 'facts', v_facts::jsonb)::text;
    end;
    return next;
  end loop;
end $$;

-- The attempt as it is on record, or a row of nulls; another body under its key is refused.
create or replace function earlier_attempt(p_attempt jsonb) returns attempt language plpgsql as $$
declare
  found_one attempt;
begin
  select * into found_one from attempt
  where caller = (p_attempt->>'caller')::uuid
    and route = p_attempt->>'route' and key = p_attempt->>'key';
  if found_one.body_hash <> p_attempt->>'bodyHash' then
    perform refuse('IDEMPOTENCY_KEY_REUSED');
  end if;
  return found_one;
end $$;

create or replace function answer_again(p_attempt attempt) returns jsonb language plpgsql as $$
begin
  if p_attempt.refusal is not null then
    perform refuse(p_attempt.refusal->>'code', p_attempt.refusal->'facts');
  end if;
  return p_attempt.answer;
end $$;

-- What an attempt was answered, or null for a new one.
create or replace function recall_attempt(p_attempt jsonb) returns jsonb language plpgsql as $$
declare
  earlier attempt := earlier_attempt(p_attempt);
begin
  return case when earlier.key is not null then answer_again(earlier) end;
end $$;

-- Keeps a refusal as the answer, unless there is an answer already.
create or replace function refuse_attempt(p_attempt jsonb, p_refusal jsonb) returns jsonb
language plpgsql as $$
begin
  insert into attempt (caller, route, key, body_hash, refusal)
  values ((p_attempt->>'caller')::uuid, p_attempt->>'route', p_attempt->>'key',
          p_attempt->>'bodyHash', p_refusal)
  on conflict do nothing;
  return (select case when a.refusal is null then jsonb_build_object('answer', a.answer)
                      else jsonb_build_object('refusal', a.refusal) end
          from earlier_attempt(p_attempt) a);
end $$;

create or replace function emit(p_kind text, p_subject uuid, variadic p_parties uuid[]) returns void
language plpgsql as $$
declare
  v_seq bigint;
begin
  insert into event (kind, subject, parties) values (p_kind, p_subject, p_parties)
  returning seq into v_seq;
  insert into delivery (webhook_id, event_seq)
  select id, v_seq from webhook
  where (organization_id = any (p_parties) or told_of_all) and state = 'ENABLED'
    and case when topics is null then kinds = '{}' or p_kind = any (kinds)
             else topic_of(p_kind) = any (topics) end;
end $$;

-- Adds `units` to `days` numbers of a profile, from the `first`-th on.
create or replace function shift(profile int[], first int, days int, units int) returns int[]
language plpgsql immutable strict as $$
begin
  for i in first .. first + days - 1 loop
    profile[i] := profile[i] + units;
  end loop;
  return profile;
end $$;

-- The same with units of its own for each day.
create or replace function shift_each(profile int[], first int, units int[]) returns int[]
language plpgsql immutable strict as $$
begin
  for i in 1 .. coalesce(array_length(units, 1), 0) loop
    profile[first + i - 1] := profile[first + i - 1] + units[i];
  end loop;
  return profile;
end $$;

-- Members, sites, listings ----------------------------------------------------------------------
-- Adding what is there already gives what is there: ids come from the caller.

create or replace function command.admit_organization(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->'organization'->>'id')::uuid;
begin
  insert into organization (id, doc) values (v_id, p->'organization') on conflict do nothing;
  if found then
    perform emit('ORGANIZATION_ADMITTED', v_id, v_id);
  end if;
  insert into credential (client_id, organization_id, secret_hash)
  values (p->'credential'->>'clientId', v_id, p->'credential'->>'secretHash')
  on conflict do nothing;
  return (select doc from organization where id = v_id);
end $$;

create or replace function versioned(doc jsonb, version int) returns jsonb language sql immutable as $$
  select jsonb_build_object('value', doc, 'version', version)
$$;

create or replace function command.register_warehouse(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  insert into warehouse (id, owner_id, doc) values (v_id, (p->>'ownerId')::uuid, p)
  on conflict do nothing;
  if found then
    perform emit('WAREHOUSE_REGISTERED', v_id, (p->>'ownerId')::uuid);
  end if;
  return (select versioned(doc, version) from warehouse where id = v_id);
end $$;

create or replace function command.replace_warehouse(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->'value'->>'id')::uuid;
begin
  update warehouse set doc = p->'value', version = version + 1
  where id = v_id and version = (p->>'version')::int;
  if not found then
    perform refuse('PRECONDITION_FAILED');
  end if;
  perform emit('WAREHOUSE_REPLACED', v_id, (p->'value'->>'ownerId')::uuid);
  return (select versioned(doc, version) from warehouse where id = v_id);
end $$;

create or replace function command.publish_listing(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id   uuid := (p->>'id')::uuid;
  v_days int := (p->'window'->>'to')::date - (p->'window'->>'from')::date;
begin
  insert into listing (id, owner_id, warehouse_id, storage_class, unit, country, open, doc)
  values (v_id, (p->>'ownerId')::uuid, (p->'site'->>'warehouseId')::uuid, p->>'storageClass',
          p->>'unit', p->'site'->>'country', (p->>'open')::boolean, p)
  on conflict do nothing;
  if found then
    insert into slot (listing_id, first_day, capacity, free)
    values (v_id, (p->'window'->>'from')::date,
            array_fill((p->>'quantity')::int, array[v_days]),
            array_fill((p->>'quantity')::int, array[v_days]));
    perform emit('LISTING_PUBLISHED', v_id, (p->>'ownerId')::uuid);
  end if;
  return (select versioned(doc, version) from listing where id = v_id);
end $$;

create or replace function command.revise_listing(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id       uuid := (p->'value'->>'id')::uuid;
  v_quantity int := (p->'value'->>'quantity')::int;
  v_slot     slot;
  v_free     int[]; -- a variable of its own is unpacked once, not for each day
  v_taken    int;
  v_sublet   sublet := begin_revision(p->'value');
begin
  select * into v_slot from slot where listing_id = v_id for no key update;
  v_free := v_slot.free;
  for i in 1 .. array_length(v_free, 1) loop
    v_taken := v_slot.capacity[i] - v_free[i];
    if v_taken > v_quantity then
      perform refuse('CAPACITY_IN_USE', jsonb_build_object(
        'taken', v_taken::text, 'day', (v_slot.first_day + i - 1)::text,
        'quantity', v_quantity::text));
    end if;
    v_free[i] := v_quantity - v_taken;
  end loop;
  update listing set doc = p->'value', open = (p->'value'->>'open')::boolean,
    version = version + 1
  where id = v_id and version = (p->>'version')::int;
  if not found then
    perform refuse('PRECONDITION_FAILED');
  end if;
  update slot
  set capacity = array_fill(v_quantity, array[array_length(v_free, 1)]), free = v_free
  where listing_id = v_id;
  perform refuse_overlet(v_sublet.contract_id);
  perform emit('LISTING_REVISED', v_id, (p->'value'->>'ownerId')::uuid);
  return (select versioned(doc, version) from listing where id = v_id);
end $$;

-- A slot with what is free on it.
create or replace function offer_json(l listing, s slot) returns jsonb language sql immutable as $$
  select jsonb_build_object('listing', l.doc, 'firstDay', s.first_day, 'free', s.free)
$$;

-- Requests and quotes ---------------------------------------------------------------------------

create or replace function filed(r lease_request) returns jsonb language sql immutable as $$
  select jsonb_build_object('request', r.doc, 'state', r.state)
$$;

create or replace function command.file_request(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  insert into lease_request (id, exporter_id, doc) values (v_id, (p->>'exporterId')::uuid, p)
  on conflict do nothing;
  if found then
    perform emit('LEASE_REQUEST_FILED', v_id, (p->>'exporterId')::uuid);
  end if;
  return (select filed(r) from lease_request r where id = v_id);
end $$;

-- Moves a request on, if it is where it should be.
create or replace function move_request(p_id uuid, p_from text, p_to text) returns void
language plpgsql as $$
begin
  update lease_request set state = p_to where id = p_id and state = p_from;
  if not found then
    perform refuse('REQUEST_NOT_OPEN',
      jsonb_build_object('state', (select state from lease_request where id = p_id)));
  end if;
end $$;

create or replace function command.withdraw_request(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id     uuid := (p->>'id')::uuid;
  v_caller uuid := (p->>'callerId')::uuid;
begin
  perform 1 from lease_request where id = v_id and exporter_id = v_caller;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  perform move_request(v_id, 'OPEN', 'WITHDRAWN');
  perform emit('LEASE_REQUEST_WITHDRAWN', v_id, v_caller);
  return (select filed(r) from lease_request r where id = v_id);
end $$;

create or replace function command.add_quotes(p jsonb) returns jsonb language plpgsql as $$
begin
  perform refuse_blacklisted((p->>'exporterId')::uuid);
  insert into quote (id, exporter_id, request_id, doc)
  select (q->>'id')::uuid, (p->>'exporterId')::uuid, (p->>'requestId')::uuid, q
  from jsonb_array_elements(p->'quotes') q
  on conflict do nothing;
  return p;
end $$;

-- Reservations ----------------------------------------------------------------------------------

-- The other parts of a split. Functions of their own, so that those which call them are inlined.
create or replace function sibling_reservations(p_split uuid, p_but uuid) returns jsonb
language sql stable as $$
  select jsonb_agg(id order by part) from reservation where split_id = p_split and id <> p_but
$$;

create or replace function sibling_contracts(p_split uuid, p_but uuid) returns jsonb
language sql stable as $$
  select jsonb_agg(contract_id order by part) from reservation
  where split_id = p_split and id <> p_but
$$;

create or replace function reservation_json(r reservation) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'state', r.state, 'id', r.id, 'expiresAt', r.expires_at, 'contractId', r.contract_id,
    'extended', case when r.state = 'HELD' then r.extended end))
    || jsonb_build_object('terms', r.terms, 'siblings',
      case when r.split_id is null then '[]' else sibling_reservations(r.split_id, r.id) end)
$$;

-- Locks a reservation of the caller, with its siblings: what becomes of one becomes of all.
create or replace function lock_parts(p_id uuid, p_caller uuid) returns reservation
language plpgsql as $$
declare
  r reservation;
begin
  select * into r from reservation
  where id = p_id and exporter_id = p_caller and split_id is null for no key update;
  if not found then
    perform 1 from reservation
    where split_id = (
      select split_id from reservation where id = p_id and exporter_id = p_caller)
    order by id for no key update;
    if not found then
      perform refuse('NOT_FOUND');
    end if;
    select * into r from reservation where id = p_id;
  end if;
  return r;
end $$;

create or replace function parts_of(r reservation) returns uuid[] language plpgsql stable as $$
begin
  return case when r.split_id is null then array[r.id]
    else array(select id from reservation where split_id = r.split_id) end;
end $$;

-- What is held no more cannot be confirmed or extended.
create or replace function refuse_ended(r reservation) returns void language plpgsql as $$
begin
  if r.state = 'EXPIRED' or (r.state = 'HELD' and r.expires_at <= clock_timestamp()) then
    perform refuse('RESERVATION_EXPIRED',
      jsonb_build_object('expiresAt', to_jsonb(r.expires_at)#>>'{}'));
  elsif r.state <> 'HELD' then
    perform refuse('RESERVATION_ENDED', jsonb_build_object('state', r.state));
  end if;
end $$;

-- How many live holds an exporter may have: whoever is trusted more may have more than is usual.
create or replace function most_holds(p_exporter uuid, p_usual int) returns int
language sql stable as $$
  select least(2147483647, greatest(1, p_usual * coalesce((
    select (card.doc->'tiers'->coalesce(
      (select tier from credit_file where organization_id = p_exporter),
      'NEWCOMER')->>'holdsPercent')::bigint
    from scorecard card where card.valid_from <= now()
    order by card.valid_from desc, card.seq desc limit 1), 100) / 100))::int
$$;

-- Takes the days of a part, or of a whole, on its slot.
create or replace function hold(p jsonb, p_split uuid, p_part int) returns reservation
language plpgsql as $$
declare
  t       jsonb := p->'terms';
  v_id    uuid := (p->>'id')::uuid;
  v_slot  slot;
  v_free  int[];
  v_units int := (t->>'quantity')::int;
  v_from  date := (t->'stay'->>'from')::date;
  v_days  int := (t->'stay'->>'to')::date - v_from;
  v_first int;
  v_most  int := (p->>'most')::int;
  v_held  int;
  r       reservation;
begin
  select * into v_slot from slot where listing_id = (t->>'listingId')::uuid for no key update;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  select * into r from reservation where id = v_id;
  if r.state = 'HELD' then
    return r;
  elsif found then
    perform refuse('RESERVATION_ENDED', jsonb_build_object('state', r.state));
  end if;
  perform refuse_blacklisted((t->>'exporterId')::uuid, (t->>'ownerId')::uuid);
  if not (select open from listing where id = v_slot.listing_id)
    and not coalesce((p->>'evenClosed')::boolean, false)
  then
    perform refuse('LISTING_CLOSED');
  end if;
  if v_most is not null then
    select count(*) into v_held from reservation
    where exporter_id = (t->>'exporterId')::uuid and asked_and_held
      and expires_at > clock_timestamp();
    if v_held >= most_holds((t->>'exporterId')::uuid, v_most) then
      perform refuse('HOLD_LIMIT_REACHED', jsonb_build_object('held', v_held::text));
    end if;
  end if;
  v_first := v_from - v_slot.first_day + 1;
  v_free := v_slot.free; -- a variable of its own is unpacked once, not for each day
  for i in v_first .. v_first + v_days - 1 loop
    -- Outside the window there is no number, so nothing is free.
    if coalesce(v_free[i], 0) < v_units then
      perform refuse('CAPACITY_EXHAUSTED', jsonb_build_object(
        'free', coalesce(v_free[i], 0)::text, 'units', v_units::text,
        'day', (v_slot.first_day + i - 1)::text));
    end if;
    v_free[i] := v_free[i] - v_units;
  end loop;
  if p_part = 1 then
    perform move_request((t->>'requestId')::uuid, 'OPEN', 'HELD');
  end if;
  update slot set free = v_free where listing_id = v_slot.listing_id;
  insert into reservation (id, request_id, listing_id, exporter_id, owner_id, first_day, days,
    units, currency, decimals, first_period_minor, deposit_minor, asked, expires_at, terms,
    split_id, part)
  values (v_id, (t->>'requestId')::uuid, v_slot.listing_id, (t->>'exporterId')::uuid,
    (t->>'ownerId')::uuid, v_first, v_days, v_units, p->>'currency', (p->>'decimals')::int,
    (p->>'firstPeriodMinor')::bigint, (t->'conditions'->'deposit'->>'minor')::bigint,
    v_most is not null,
    coalesce((select expires_at from reservation where id = p_split), -- siblings end at once
      clock_timestamp() + (p->>'lifeMillis')::bigint * interval '1 millisecond'),
    t, p_split, p_part)
  returning * into r;
  perform emit('RESERVATION_HELD', v_id, r.exporter_id, r.owner_id);
  return r;
end $$;

-- One hold of an exporter at a time, lest two be the last that it may have.
create or replace function await_holds(p jsonb) returns void language plpgsql as $$
begin
  perform keep_blacklist();
  if p->>'most' is not null then
    perform pg_advisory_xact_lock(hashtext('holds'), hashtext(p->'terms'->>'exporterId'));
  end if;
end $$;

-- p: id, terms, lifeMillis, most (or null, when a round proposes it), and of the bill: currency,
-- decimals, firstPeriodMinor
create or replace function command.reserve(p jsonb) returns jsonb language plpgsql as $$
declare
  r reservation;
begin
  perform await_holds(p);
  r := hold(p, null, 1);
  return reservation_json(r);
end $$;

-- p: parts of one request, each as above
create or replace function command.reserve_parts(p jsonb) returns jsonb language plpgsql as $$
declare
  v_split uuid := (p->'parts'->0->>'id')::uuid;
begin
  perform await_holds(p->'parts'->0);
  perform 1 from slot
  where listing_id in (select (part->'terms'->>'listingId')::uuid
                       from jsonb_array_elements(p->'parts') part)
  order by listing_id for no key update;
  perform hold(part, v_split, number::int)
  from jsonb_array_elements(p->'parts') with ordinality as each (part, number);
  return (select jsonb_agg(reservation_json(r) order by r.part)
          from reservation r where r.split_id = v_split);
end $$;

-- Many at once. All that they have in common is locked first, in one order, lest two calls wait for
-- each other; and the requests come in order.
create or replace function reserve_all(p_changes jsonb)
returns table (answer text, refusal text) language plpgsql as $$
begin
  perform keep_blacklist();
  perform pg_advisory_xact_lock(hashtext('holds'), exporter) from (
    select distinct hashtext(c->'payload'->'terms'->>'exporterId') as exporter
    from jsonb_array_elements(p_changes) c where c->'payload'->>'most' is not null
    order by exporter) each;
  perform 1 from slot
  where listing_id in (select (c->'payload'->'terms'->>'listingId')::uuid
                       from jsonb_array_elements(p_changes) c)
  order by listing_id for no key update;
  return query select * from change_each(p_changes);
end $$;

-- Ends a hold with its siblings, all locked, and frees their days.
create or replace function end_hold(p_parts uuid[], p_state text) returns void
language plpgsql as $$
declare
  r reservation;
begin
  for r in select * from reservation where id = any (p_parts) order by listing_id loop
    update slot set free = shift(free, r.first_day, r.days, r.units)
    where listing_id = r.listing_id;
    update reservation set state = p_state where id = r.id;
    perform emit('RESERVATION_' || p_state, r.id, r.exporter_id, r.owner_id);
  end loop;
  perform move_request(r.request_id, 'HELD', 'OPEN');
end $$;

-- p: id, callerId
create or replace function command.release(p jsonb) returns jsonb language plpgsql as $$
declare
  r reservation := lock_parts((p->>'id')::uuid, (p->>'callerId')::uuid);
begin
  if r.state = 'CONFIRMED' then
    perform refuse('RESERVATION_ENDED', jsonb_build_object('state', r.state));
  elsif r.state = 'HELD' then
    perform end_hold(parts_of(r),
      case when r.expires_at <= clock_timestamp() then 'EXPIRED' else 'RELEASED' end);
    select * into r from reservation where id = r.id;
  end if;
  return reservation_json(r);
end $$;

-- p: id, callerId, moreMillis
create or replace function command.extend(p jsonb) returns jsonb language plpgsql as $$
declare
  r       reservation := lock_parts((p->>'id')::uuid, (p->>'callerId')::uuid);
  v_parts uuid[] := parts_of(r);
begin
  perform refuse_ended(r);
  if r.extended then
    perform refuse('EXTENSION_USED',
      jsonb_build_object('expiresAt', to_jsonb(r.expires_at)#>>'{}'));
  end if;
  update reservation
  set extended = true,
    expires_at = expires_at + (p->>'moreMillis')::bigint * interval '1 millisecond'
  where id = any (v_parts);
  perform emit('RESERVATION_EXTENDED', id, exporter_id, owner_id)
  from reservation where id = any (v_parts);
  select * into r from reservation where id = r.id;
  return reservation_json(r);
end $$;

-- Ends the reservations of a slot whose time is over, but for those of splits; other callers' are
-- skipped, not waited for. One slot at a time: whoever waits for many keeps others waiting for those
-- that it has.
-- p: listingId
create or replace function command.expire_due(p jsonb) returns jsonb language plpgsql as $$
declare
  r       reservation;
  v_now   timestamptz := clock_timestamp(); -- an index is searched by what stands still
  v_ended uuid[] := '{}';
begin
  for r in
    select * from reservation
    where listing_id = (p->>'listingId')::uuid and state = 'HELD' and expires_at <= v_now
      and split_id is null
    order by request_id for no key update skip locked
  loop
    update slot set free = shift(free, r.first_day, r.days, r.units)
    where listing_id = r.listing_id;
    v_ended := v_ended || r.id;
  end loop;
  update lease_request q set state = 'OPEN' from reservation e
  where e.id = any (v_ended) and q.id = e.request_id;
  update reservation set state = 'EXPIRED' where id = any (v_ended);
  perform emit('RESERVATION_EXPIRED', e.id, e.exporter_id, e.owner_id)
  from reservation e where e.id = any (v_ended);
  return (select coalesce(jsonb_agg(reservation_json(e)), '[]')
          from reservation e where e.id = any (v_ended));
end $$;

-- The same for a split, unless somebody else is at it.
-- p: splitId
create or replace function command.expire_split(p jsonb) returns jsonb language plpgsql as $$
declare
  v_split uuid := (p->>'splitId')::uuid;
  v_now   timestamptz := clock_timestamp();
  v_parts uuid[];
begin
  select array_agg(id) into v_parts from (
    select id from reservation
    where split_id = v_split and state = 'HELD' and expires_at <= v_now
    order by id for no key update skip locked) locked;
  if cardinality(v_parts) = (select count(*) from reservation where split_id = v_split) then
    perform end_hold(v_parts, 'EXPIRED');
    return (select jsonb_agg(reservation_json(e)) from reservation e where split_id = v_split);
  end if;
  return '[]';
end $$;

-- Money -----------------------------------------------------------------------------------------

create or replace function money_text(minor bigint, decimals int) returns text language sql immutable as $$
  select round(minor / power(10::numeric, decimals), decimals)::text
$$;

-- An amount as the application writes it.
create or replace function money_json(minor bigint, currency text) returns jsonb language sql immutable as $$
  select jsonb_build_object('minor', minor, 'currency', currency)
$$;

-- Finds or opens a member's wallet.
create or replace function wallet_of(p_owner uuid, p_currency text, p_decimals int) returns bigint
language plpgsql as $$
declare
  v_id bigint;
begin
  loop
    select id into v_id from account
    where owner_id = p_owner and contract_id is null and purpose = 'WALLET'
      and currency = p_currency;
    exit when found;
    insert into account (purpose, owner_id, currency, decimals)
    values ('WALLET', p_owner, p_currency, p_decimals) on conflict do nothing;
  end loop;
  return v_id;
end $$;

-- Finds or opens an account that is neither a member's nor a contract's.
create or replace function house_account(p_purpose text, p_currency text, p_decimals int)
returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  loop
    select id into v_id from account
    where owner_id is null and contract_id is null and purpose = p_purpose
      and currency = p_currency;
    exit when found;
    insert into account (purpose, currency, decimals) values (p_purpose, p_currency, p_decimals)
    on conflict do nothing;
  end loop;
  return v_id;
end $$;

-- Locks accounts for a transfer, and where its money comes to a member who owes to the guarantee
-- pool, what that takes as well.
create or replace function lock_for(p_accounts bigint[], p_amounts bigint[]) returns void
language plpgsql as $$
begin
  perform 1 from account
  where id = any (p_accounts || array(
    select pool.id
    from unnest(p_accounts, p_amounts) leg (account, amount)
      join account w on w.id = leg.account and leg.amount > 0 and w.purpose = 'WALLET'
      join receivable o on o.exporter_id = w.owner_id and o.currency = w.currency and o.owed > 0
      join account pool on pool.owner_id is null and pool.contract_id is null
        and pool.purpose in ('GUARANTEE', 'SUBROGATED') and pool.currency = w.currency))
  order by id for no key update;
end $$;

-- Moves money: to each account its amount, negative for whoever gives. What is nothing is left out.
-- The constraints of `account` and `posting` are the last word.
create or replace function post(
  p_id uuid, p_kind text, p_cause text, p_accounts bigint[], p_amounts bigint[]) returns void
language plpgsql as $$
begin
  insert into transfer (id, kind, cause, at) values (p_id, p_kind, p_cause, clock_timestamp());
  insert into posting (transfer_id, account_id, amount)
  select p_id, account, amount from unnest(p_accounts, p_amounts) leg (account, amount)
  where amount <> 0;
  perform lock_for(p_accounts, p_amounts);
  for i in 1 .. array_length(p_accounts, 1) loop
    update account set balance = balance + p_amounts[i]
    where id = p_accounts[i] and p_amounts[i] <> 0;
  end loop;
  -- Who owes to the guarantee pool pays it back with whatever comes in.
  perform recover(w.id)
  from unnest(p_accounts, p_amounts) leg (account, amount)
    join account w on w.id = leg.account and leg.amount > 0 and w.purpose = 'WALLET'
  where exists (select 1 from receivable o
    where o.exporter_id = w.owner_id and o.currency = w.currency and o.owed > 0);
end $$;

-- p_balance: null if there is no wallet
create or replace function refuse_overdraft(
  p_balance bigint, p_needed bigint, p_currency text, p_decimals int) returns void
language plpgsql as $$
begin
  if p_balance is null or p_balance < p_needed then
    perform refuse('INSUFFICIENT_FUNDS', jsonb_build_object(
      'balance', money_text(coalesce(p_balance, 0), p_decimals),
      'needed', money_text(p_needed, p_decimals), 'currency', p_currency));
  end if;
end $$;

-- Money that an operator says has come, and the bank has not said yet.
create or replace function book_by_hand(p jsonb, p_kind text, p_member uuid, p_account bigint)
returns void language plpgsql as $$
begin
  perform post((p->>'id')::uuid, p_kind, p->>'reference',
    array[house_account('BY_HAND', p->>'currency', (p->>'decimals')::int), p_account],
    array[-(p->>'minor')::bigint, (p->>'minor')::bigint]);
  insert into hand_booking (id, member_id, minor, currency, reference, booked_at)
  values ((p->>'id')::uuid, p_member, (p->>'minor')::bigint, p->>'currency', p->>'reference',
    clock_timestamp());
end $$;

-- p: id, organizationId, minor, currency, decimals, reference
create or replace function command.deposit(p jsonb) returns jsonb language plpgsql as $$
declare
  v_owner  uuid := (p->>'organizationId')::uuid;
  v_wallet bigint;
begin
  perform 1 from organization where id = v_owner;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  v_wallet := wallet_of(v_owner, p->>'currency', (p->>'decimals')::int);
  perform 1 from transfer where id = (p->>'id')::uuid;
  if not found then
    perform book_by_hand(p, 'FUNDING', v_owner, v_wallet);
    perform emit('FUNDS_DEPOSITED', (p->>'id')::uuid, v_owner);
  end if;
  return (select money_json(balance, currency) from account where id = v_wallet);
end $$;

-- p: id, purpose, minor, currency, decimals, reference
create or replace function command.add_own_funds(p jsonb) returns jsonb language plpgsql as $$
declare
  v_account bigint := house_account(p->>'purpose', p->>'currency', (p->>'decimals')::int);
begin
  perform 1 from transfer where id = (p->>'id')::uuid;
  if not found then
    perform book_by_hand(p, 'OWN_FUNDS', null, v_account);
  end if;
  return (select money_json(balance, currency) from account where id = v_account);
end $$;

-- Contracts -------------------------------------------------------------------------------------

-- The leases that one on a listing hangs below, the nearest first.
create or replace function leases_above(p_listing uuid) returns jsonb language sql stable as $$
  with recursive above as (
    select 1 as depth, contract_id from sublet where listing_id = p_listing
    union all
    select depth + 1, u.contract_id
    from above a
      join reservation r on r.contract_id = a.contract_id
      join sublet u on u.listing_id = r.listing_id)
  select coalesce(jsonb_agg(jsonb_build_object('contractId', r.contract_id,
    'listingId', r.listing_id, 'ownerId', r.owner_id, 'tenantId', r.exporter_id,
    'stay', r.terms->'stay', 'quantity', r.units) order by depth), '[]')
  from above join reservation r using (contract_id)
$$;

create or replace function annexes_of(p_contract uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(contract_id order by seq), '[]') from reservation
  where annex_of = p_contract
$$;

create or replace function contract_json(c contract, r reservation) returns jsonb language sql stable as $$
  select jsonb_build_object('id', c.id, 'reservationId', c.reservation_id, 'terms', r.terms,
    'settledAt', c.settled_at, 'answerBy',
    (select answer_by from acceptance where contract_id = c.id), 'annexOf', r.annex_of, 'annexes',
    annexes_of(c.id), 'chain',
    case when exists (select from sublet where listing_id = r.listing_id)
      then leases_above(r.listing_id) else '[]' end, 'siblings',
    case when r.split_id is null then '[]' else sibling_contracts(r.split_id, r.id) end)
$$;

-- Refuses a split whose exporter cannot pay for all parts; its wallets stay locked.
create or replace function refuse_unpaid(r reservation) returns void
language plpgsql as $$
declare
  v_sum record;
begin
  perform 1 from account
  where purpose = 'WALLET' and contract_id is null and owner_id = r.exporter_id
  order by id for no key update;
  for v_sum in
    select currency, decimals, sum(first_period_minor + deposit_minor)::bigint as due
    from reservation where split_id = r.split_id group by 1, 2 order by 1
  loop
    if v_sum.due > 0 then
      perform refuse_overdraft((select balance from account
        where purpose = 'WALLET' and owner_id = r.exporter_id and contract_id is null
          and currency = v_sum.currency), v_sum.due, v_sum.currency, v_sum.decimals);
    end if;
  end loop;
end $$;

-- Makes a contract of one reservation, and takes what it costs.
create or replace function settle_part(v_id uuid, r reservation) returns contract
language plpgsql as $$
declare
  c         contract;
  v_due     bigint := r.first_period_minor + r.deposit_minor;
  v_wallet  account;
  v_escrow  bigint;
  v_deposit bigint;
begin
  perform refuse_blacklisted(r.exporter_id, r.owner_id);
  insert into contract (id, reservation_id, exporter_id, owner_id, settled_at)
  values (v_id, r.id, r.exporter_id, r.owner_id, clock_timestamp()) returning * into c;
  update reservation set state = 'CONFIRMED', contract_id = v_id where id = r.id;
  insert into billing (contract_id) values (v_id);
  if v_due > 0 then
    select * into v_wallet from account
    where purpose = 'WALLET' and owner_id = r.exporter_id and contract_id is null
      and currency = r.currency for no key update;
    perform refuse_overdraft(v_wallet.balance, v_due, r.currency, r.decimals);
    insert into account (purpose, contract_id, currency, decimals)
    values ('ESCROW', v_id, r.currency, r.decimals) returning id into v_escrow;
    insert into account (purpose, contract_id, currency, decimals)
    values ('DEPOSIT', v_id, r.currency, r.decimals) returning id into v_deposit;
    perform post(v_id, 'SETTLEMENT', 'first period and deposit',
      array[v_wallet.id, v_escrow, v_deposit],
      array[-v_due, r.first_period_minor, r.deposit_minor]);
  end if;
  perform promise(r);
  perform emit('CONTRACT_SETTLED', v_id, r.exporter_id, r.owner_id);
  return c;
end $$;

-- p: id, reservationId, callerId. The ids of siblings' contracts follow from it.
create or replace function command.settle(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
  r    reservation := lock_parts((p->>'reservationId')::uuid, (p->>'callerId')::uuid);
  part reservation;
  c    contract;
begin
  perform refuse_ended(r);
  perform move_request(r.request_id, 'HELD', 'LEASED');
  if r.split_id is null then
    c := settle_part(v_id, r);
  else
    perform refuse_unpaid(r);
    -- In order of the pools that promise cover.
    for part in select * from reservation where split_id = r.split_id order by currency loop
      perform settle_part(
        case when part.id = r.id then v_id else md5(v_id::text || part.id)::uuid end, part);
    end loop;
    select * into c from contract where id = v_id;
  end if;
  perform ask_owners(r);
  return contract_json(c, r);
end $$;

-- Many at once, as reserve_all.
create or replace function settle_all(p_changes jsonb)
returns table (answer text, refusal text) language plpgsql as $$
declare
  v_named uuid[] := array(
    select r.id from jsonb_array_elements(p_changes) c
      join reservation r on r.id = (c->'payload'->>'reservationId')::uuid
        and r.exporter_id = (c->'payload'->>'callerId')::uuid);
begin
  perform keep_blacklist();
  perform 1 from reservation
  where id = any (v_named || array(
    select sibling.id from reservation named join reservation sibling using (split_id)
    where named.id = any (v_named)))
  order by id for no key update;
  perform 1 from account
  where purpose = 'WALLET' and contract_id is null
    and owner_id in (select (c->'payload'->>'callerId')::uuid
                     from jsonb_array_elements(p_changes) c)
  order by id for no key update;
  return query select * from change_each(p_changes);
end $$;

-- Recounts --------------------------------------------------------------------------------------

-- What the guarantee pool stands for.
create or replace function cover_of(r reservation) returns bigint language sql immutable as $$
  select (r.terms->'conditions'->'cover'->'limit'->>'minor')::bigint
$$;

-- Every counter whose rows add up to something else. One statement, so that it sees one state.
create or replace function wrong_counters()
returns table (counter text, recorded bigint, counted bigint) language sql stable as $$
  with rows_say as (
    select listing_id, day, sum(units) as units
    from (
      select r.listing_id, r.first_day + n - 1 as day, coalesce(a.units[n], r.units) as units
      from reservation r
        left join (
          select distinct on (contract_id) contract_id, units from amendment
          where version is not null order by contract_id, version desc) a using (contract_id),
        generate_series(1, r.days - r.freed_days) n
      where r.state in ('HELD', 'CONFIRMED')
      union all
      select listing_id, day, units
      from block, generate_series(first_day, first_day + days - 1) day
      where removed_at is null) taken
    group by listing_id, day having sum(units) <> 0),
  slot_says as (
    select listing_id, d.day, d.capacity - d.free as units
    from slot s, unnest(s.capacity, s.free) with ordinality as d (capacity, free, day)
    where s.capacity <> s.free and d.capacity <> d.free)
  select format('slot %s on %s', listing_id, s.first_day + day::int - 1),
    coalesce(c.units, 0), coalesce(r.units, 0)
  from slot_says c full join rows_say r using (listing_id, day) join slot s using (listing_id)
  where c.units is distinct from r.units
  union all
  select format('account %s, %s in %s', a.id, a.purpose, a.currency), a.balance,
    coalesce(sum(p.amount), 0)
  from account a left join posting p on p.account_id = a.id
  group by a.id having a.balance <> coalesce(sum(p.amount), 0)
  union all
  select 'promises in ' || g.currency, g.promised, coalesce(c.sum, 0)
  from guarantee_pool g left join (
    select r.currency, sum(cover_of(r))::bigint as sum
    from billing b join reservation r on r.contract_id = b.contract_id
    where b.state in ('RUNNING', 'AWAITING_ACCEPTANCE') group by 1) c using (currency)
  where g.promised <> coalesce(c.sum, 0)
  union all
  select 'receivable of contract ' || o.contract_id, o.owed, -coalesce(a.balance, 0)
  from receivable o
    left join account a on a.contract_id = o.contract_id and a.purpose = 'RECEIVABLE'
  where o.owed <> -coalesce(a.balance, 0)
  union all
  select format('sublets of contract %s on %s', contract_id, day), kept, units from overlet_day
  union all
  select 'frozen by disputes of contract ' || a.contract_id, a.balance, coalesce(sum(d.frozen), 0)
  from account a left join dispute d on d.contract_id = a.contract_id
    and d.state in ('OPEN', 'ANSWERED', 'RULED', 'APPEALED')
  where a.purpose = 'DISPUTED'
  group by a.id having a.balance <> coalesce(sum(d.frozen), 0)
$$;

-- p: everyMillis
create or replace function command.recount(p jsonb) returns jsonb language plpgsql as $$
declare
  v_begin timestamptz := clock_timestamp();
  v_doc   jsonb;
begin
  if not pg_try_advisory_xact_lock(hashtext('recount'), 0) or exists (
    select 1 from recount
    where at > v_begin - (p->>'everyMillis')::bigint * interval '1 millisecond')
  then
    return null;
  end if;
  with w as materialized (select * from wrong_counters())
  select jsonb_build_object(
    'at', v_begin,
    'counters', (select coalesce(sum(array_length(free, 1)), 0) from slot)
      + (select count(*) from account),
    'wrong', (select count(*) from w),
    'differences', (select coalesce(jsonb_agg(to_jsonb(first)), '[]')
                    from (select * from w order by counter limit 100) first))
  into v_doc;
  v_doc := v_doc || jsonb_build_object('took', extract(epoch from clock_timestamp() - v_begin));
  delete from recount where at < v_begin - interval '30 days';
  insert into recount (doc) values (v_doc);
  return v_doc;
end $$;

-- Matching rounds -------------------------------------------------------------------------------

create or replace function round_json(r matching_round) returns jsonb language sql stable as $$
  select jsonb_build_object('id', r.id, 'settings', r.doc, 'requestedAt', r.requested_at,
    'state', r.outcome || jsonb_build_object('state', r.state))
$$;

-- p: id, settings
create or replace function command.open_round(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  insert into matching_round (id, doc, requested_at)
  values (v_id, p->'settings', clock_timestamp()) on conflict do nothing;
  return (select round_json(r) from matching_round r where id = v_id);
end $$;

-- p: silenceMillis, nothingYet (progress before the first report)
create or replace function command.claim_round(p jsonb) returns jsonb language plpgsql as $$
declare
  r matching_round;
begin
  select * into r from matching_round
  where state = 'QUEUED' or (state = 'RUNNING' and heard_at < clock_timestamp()
    - (p->>'silenceMillis')::bigint * interval '1 millisecond')
  order by seq limit 1 for no key update skip locked;
  if not found then
    return null;
  end if;
  update matching_round set state = 'RUNNING', heard_at = clock_timestamp(),
    outcome = jsonb_build_object('progress', p->'nothingYet')
  where id = r.id returning * into r;
  return round_json(r);
end $$;

-- p: id, progress
create or replace function command.report_round(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  update matching_round set heard_at = clock_timestamp(),
    outcome = jsonb_build_object('progress', p->'progress')
  where id = v_id and state = 'RUNNING';
  insert into round_report (round_id, number, progress)
  select v_id, coalesce(max(number), 0) + 1, p->'progress'
  from round_report where round_id = v_id;
  return 'true';
end $$;

-- p: a proposal
create or replace function command.propose(p jsonb) returns jsonb language plpgsql as $$
begin
  update matching_round set heard_at = clock_timestamp() where id = (p->>'roundId')::uuid;
  insert into proposal (round_id, request_id, exporter_id, owner_ids, doc)
  values ((p->>'roundId')::uuid, (p->>'requestId')::uuid, (p->>'exporterId')::uuid,
    array(select (part->>'ownerId')::uuid from jsonb_array_elements(p->'outcome'->'parts') part), p)
  on conflict do nothing;
  return 'true';
end $$;

-- p: id, proof, values (of each listing's space)
create or replace function command.prove_round(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into round_proof (round_id, doc) values ((p->>'id')::uuid, p->'proof')
  on conflict (round_id) do update set doc = excluded.doc;
  insert into space_value (listing_id, doc)
  select (v->>'listingId')::uuid, v from jsonb_array_elements(p->'values') v
  order by v->>'listingId'
  on conflict (listing_id) do update set doc = excluded.doc;
  return 'true';
end $$;

-- p: roundId, requestId, reasons
create or replace function command.explain_proposal(p jsonb) returns jsonb language plpgsql as $$
begin
  update proposal set reasons = p->'reasons'
  where round_id = (p->>'roundId')::uuid and request_id = (p->>'requestId')::uuid;
  return 'true';
end $$;

-- p: id, state, outcome
create or replace function command.end_round(p jsonb) returns jsonb language plpgsql as $$
declare
  r matching_round;
begin
  update matching_round set state = p->>'state', outcome = p->'outcome'
  where id = (p->>'id')::uuid returning * into r;
  perform emit('MATCHING_ROUND_' || r.state, r.id, variadic '{}');
  return round_json(r);
end $$;

-- Webhooks --------------------------------------------------------------------------------------

create or replace function event_json(e event) returns jsonb language sql stable as $$
  select jsonb_build_object('id', e.id, 'at', e.at, 'kind', e.kind, 'subjectId', e.subject)
$$;

create or replace function webhook_json(w webhook) returns jsonb language sql stable as $$
  select jsonb_build_object('id', w.id, 'organizationId', w.organization_id,
    'toldOfAll', w.told_of_all, 'url', w.url, 'kinds', w.kinds, 'state', w.state)
$$;

create or replace function delivery_json(d delivery) returns jsonb language sql stable as $$
  select jsonb_build_object('id', d.id, 'state', d.state, 'attempts', d.attempts,
    'answer', d.answer, 'nextTry', case when d.state = 'PENDING' then d.due_at end,
    'event', (select event_json(e) from event e where e.seq = d.event_seq))
$$;

-- p: webhook, most
create or replace function command.register_webhook(p jsonb) returns jsonb language plpgsql as $$
declare
  w            jsonb := p->'webhook';
  v_id         uuid := (w->>'id')::uuid;
  v_owner      uuid := (w->>'organizationId')::uuid;
  v_registered int;
begin
  -- One of a member's at a time, lest two be the last that it may have.
  perform pg_advisory_xact_lock(hashtext('webhooks'), hashtext(v_owner::text));
  perform 1 from webhook where id = v_id;
  if not found then
    select count(*) into v_registered from webhook
    where organization_id = v_owner and state <> 'REMOVED' and topics is null;
    if v_registered >= (p->>'most')::int then
      perform refuse('WEBHOOK_LIMIT_REACHED',
        jsonb_build_object('registered', v_registered::text));
    end if;
    insert into webhook (id, organization_id, told_of_all, url, kinds)
    values (v_id, v_owner, (w->>'toldOfAll')::boolean, w->>'url',
      array(select jsonb_array_elements_text(w->'kinds')));
    perform emit('WEBHOOK_REGISTERED', v_id, v_owner);
  end if;
  return (select webhook_json(r) from webhook r where id = v_id);
end $$;

-- p: id, callerId, operator. What it still had to send is ended when it comes due.
create or replace function command.remove_webhook(p jsonb) returns jsonb language plpgsql as $$
declare
  v_before webhook;
begin
  select * into v_before from webhook
  where id = (p->>'id')::uuid and state <> 'REMOVED' and topics is null
    and ((p->>'operator')::boolean or organization_id = (p->>'callerId')::uuid)
  for no key update;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  update webhook set state = 'REMOVED' where id = v_before.id;
  perform emit('WEBHOOK_REMOVED', v_before.id, v_before.organization_id);
  return webhook_json(v_before);
end $$;

-- p: id, webhookId, callerId, operator
create or replace function command.redeliver(p jsonb) returns jsonb language plpgsql as $$
declare
  v_state text;
  d       delivery;
begin
  select state into v_state from webhook
  where id = (p->>'webhookId')::uuid and state <> 'REMOVED' and topics is null
    and ((p->>'operator')::boolean or organization_id = (p->>'callerId')::uuid);
  perform 1 from delivery where id = (p->>'id')::uuid and webhook_id = (p->>'webhookId')::uuid;
  if v_state is null or not found then
    perform refuse('NOT_FOUND');
  elsif v_state = 'DISABLED' then
    perform refuse('WEBHOOK_DISABLED');
  end if;
  update delivery set state = 'PENDING', attempts = 0, due_at = clock_timestamp(), ended_at = null
  where id = (p->>'id')::uuid returning * into d;
  return delivery_json(d);
end $$;

-- Takes what is due, of each webhook some, in no order among webhooks so that none waits for
-- another; ends what has had its tries or whose webhook is gone. An index is searched by now(), which
-- stands still, and not by clock_timestamp().
-- p: most, mostEach, without (webhooks), leaseMillis, tries
create or replace function claim_deliveries(p jsonb) returns setof jsonb language plpgsql as $$
begin
  return query with recursive
  waiting as ( -- one look into the index for each webhook that has something to send
    (select webhook_id as id from delivery where state = 'PENDING' order by webhook_id limit 1)
    union all
    select (select webhook_id from delivery
            where state = 'PENDING' and webhook_id > w.id order by webhook_id limit 1)
    from waiting w where w.id is not null),
  due as materialized (
    select d.* from
      (select id from waiting
       where id <> all (array(select jsonb_array_elements_text(p->'without'))::uuid[])
       order by random()) w,
      lateral (
        select id from delivery
        where webhook_id = w.id and state = 'PENDING' and due_at <= now()
        order by due_at limit (p->>'mostEach')::int for no key update skip locked) d
    limit (p->>'most')::int),
  claimed as (
    update delivery d set
      state = case when goes_on then 'PENDING' else 'FAILED' end,
      ended_at = case when goes_on then null else clock_timestamp() end,
      attempts = case when goes_on then d.attempts + 1 else d.attempts end,
      due_at = clock_timestamp() + (p->>'leaseMillis')::bigint * interval '1 millisecond'
    from due
      join delivery b on b.id = due.id
      join webhook w on w.id = b.webhook_id
      cross join lateral (
        select w.state = 'ENABLED' and b.attempts < (p->>'tries')::int as goes_on) g
    where d.id = due.id
    returning d.*, w as webhook)
  select jsonb_build_object('deliveryId', c.id, 'attempt', c.attempts,
    'webhookId', c.webhook_id, 'url', (c.webhook).url, 'event', event_json(e),
    'letter', letter_json(c.webhook, e))
  from claimed c join event e on e.seq = c.event_seq
  where c.state = 'PENDING';
end $$;

-- What came of an attempt, unless the delivery was claimed anew since.
-- p: deliveryId, attempt, delivered, answer, and againMillis if it is to be tried again
create or replace function command.record_attempt(p jsonb) returns jsonb language plpgsql as $$
declare
  v_state text := case
    when (p->>'delivered')::boolean then 'DELIVERED'
    when p->>'againMillis' is null then 'FAILED'
    else 'PENDING' end;
begin
  update delivery set
    state = v_state,
    answer = p->>'answer',
    ended_at = case when v_state <> 'PENDING' then clock_timestamp() end,
    due_at = clock_timestamp()
      + coalesce((p->>'againMillis')::bigint, 0) * interval '1 millisecond'
  where id = (p->>'deliveryId')::uuid and state = 'PENDING'
    and attempts = (p->>'attempt')::int;
  return to_jsonb(found);
end $$;

-- p: as above, and webhookId. What is pending still is ended when it comes due.
create or replace function command.disable_webhook(p jsonb) returns jsonb language plpgsql as $$
declare
  v_owner uuid;
begin
  perform command.record_attempt(p);
  update webhook set state = 'DISABLED' where id = (p->>'webhookId')::uuid and state = 'ENABLED'
  returning organization_id into v_owner;
  if found then
    perform emit('WEBHOOK_DISABLED', (p->>'webhookId')::uuid, v_owner);
  end if;
  return to_jsonb(found);
end $$;

-- What nobody asks for any more -----------------------------------------------------------------
-- p: ageMillis, most

create or replace function command.forget_deliveries(p jsonb) returns jsonb language sql as $$
  with gone as (
    delete from delivery where id = any (array(
      select id from delivery
      where state <> 'PENDING'
        and ended_at < now() - (p->>'ageMillis')::bigint * interval '1 millisecond'
      limit (p->>'most')::int for update skip locked))
    returning 1)
  select to_jsonb(count(*)) from gone
$$;

create or replace function command.forget_attempts(p jsonb) returns jsonb language sql as $$
  with gone as (
    delete from attempt where ctid = any (array(
      select ctid from attempt
      where at < now() - (p->>'ageMillis')::bigint * interval '1 millisecond'
      limit (p->>'most')::int for update skip locked))
    returning 1)
  select to_jsonb(count(*)) from gone
$$;
