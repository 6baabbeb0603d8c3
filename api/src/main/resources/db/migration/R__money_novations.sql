-- What is left of a lease goes from its holder to somebody else.

create or replace function novation_json(n novation) returns jsonb language sql immutable as $$
  select n.doc || jsonb_build_object('state', n.state, 'lapsesAt', n.lapses_at,
    'reason', n.reason, 'madeId', n.made_id, 'depositBack', case when n.made_id is not null
      then money_json(n.deposit_back, n.doc->'price'->>'currency') end)
$$;

-- An event has two parties at most, so the owner has one of its own.
create or replace function tell_novation(p_kind text, n novation) returns void
language plpgsql as $$
begin
  perform emit(p_kind, n.id, n.holder_id, n.newcomer_id);
  perform emit(p_kind, n.id, n.owner_id);
end $$;

-- p: novation, decimals
create or replace function command.offer_novation(p jsonb) returns jsonb language plpgsql as $$
declare
  d jsonb := p->'novation';
  b billing;
  r reservation;
  n novation;
begin
  perform refuse_blacklisted(
    (d->'terms'->>'exporterId')::uuid, (d->'terms'->>'ownerId')::uuid);
  select * into b from billing where contract_id = (d->>'contractId')::uuid for no key update;
  r := reservation_of(b.contract_id);
  if not exists (select from organization where id = (d->'terms'->>'exporterId')::uuid) then
    perform refuse('NOT_FOUND');
  end if;
  perform refuse_not_running(b);
  if extent_of(r)->'quantities' <> d->'onto' then
    perform refuse('AMENDMENT_OUTDATED');
  end if;
  insert into novation
    (id, contract_id, holder_id, newcomer_id, owner_id, decimals, doc, lapses_at)
  values ((d->>'id')::uuid, b.contract_id, r.exporter_id, (d->'terms'->>'exporterId')::uuid,
    r.owner_id, (p->>'decimals')::int, d, (d->>'lapsesAt')::timestamptz)
  on conflict do nothing returning * into n;
  if found then
    perform tell_novation('NOVATION_OFFERED', n);
  end if;
  return (select novation_json(o) from novation o where id = (d->>'id')::uuid);
end $$;

-- Locks one that is in one of the states still.
create or replace function open_novation(p_id uuid, p_now timestamptz, variadic p_states text[])
returns novation language plpgsql as $$
declare
  n novation;
begin
  select * into n from novation where id = p_id for no key update;
  if n.state in ('OFFERED', 'CONSENTED') and n.lapses_at <= p_now then
    perform refuse('NOVATION_NOT_OPEN', jsonb_build_object('state', 'LAPSED'));
  elsif n.state <> all (p_states) then
    perform refuse('NOVATION_NOT_OPEN', jsonb_build_object('state', n.state));
  end if;
  return n;
end $$;

create or replace function end_novation(n novation, p_state text, p_reason text) returns jsonb
language plpgsql as $$
begin
  update novation set state = p_state, reason = p_reason where id = n.id returning * into n;
  perform tell_novation('NOVATION_' || p_state, n);
  return novation_json(n);
end $$;

-- p: id, callerId, now, until
create or replace function command.consent_novation(p jsonb) returns jsonb language plpgsql as $$
declare
  n novation;
begin
  if not exists (select from novation
    where id = (p->>'id')::uuid and owner_id = (p->>'callerId')::uuid)
  then
    perform refuse('NOT_FOUND');
  end if;
  n := open_novation((p->>'id')::uuid, (p->>'now')::timestamptz, 'OFFERED');
  update novation set lapses_at = (p->>'until')::timestamptz where id = n.id;
  return end_novation(n, 'CONSENTED', null);
end $$;

-- p: id, callerId, now, reason
create or replace function command.refuse_novation(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from novation
    where id = (p->>'id')::uuid and owner_id = (p->>'callerId')::uuid)
  then
    perform refuse('NOT_FOUND');
  end if;
  return end_novation(
    open_novation((p->>'id')::uuid, (p->>'now')::timestamptz, 'OFFERED'), 'REFUSED', p->>'reason');
end $$;

-- p: id, callerId, now
create or replace function command.withdraw_novation(p jsonb) returns jsonb language plpgsql as $$
begin
  if not exists (select from novation
    where id = (p->>'id')::uuid and holder_id = (p->>'callerId')::uuid)
  then
    perform refuse('NOT_FOUND');
  end if;
  return end_novation(open_novation((p->>'id')::uuid, (p->>'now')::timestamptz,
    'OFFERED', 'CONSENTED'), 'WITHDRAWN', null);
end $$;

-- p: now
create or replace function command.lapse_novations(p jsonb) returns jsonb language plpgsql as $$
declare
  n     novation;
  v_all int := 0;
begin
  for n in
    select * from novation
    where state in ('OFFERED', 'CONSENTED') and lapses_at <= (p->>'now')::timestamptz
    order by id for no key update skip locked
  loop
    perform end_novation(n, 'LAPSED', null);
    v_all := v_all + 1;
  end loop;
  return to_jsonb(v_all);
end $$;

-- p: id, contractId (of the new contract), callerId, goods, now
create or replace function command.take_novation(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id      uuid := (p->>'id')::uuid;
  v_now     timestamptz := (p->>'now')::timestamptz;
  v_goods   jsonb := jsonb_build_object('goods', p->'goods');
  n         novation;
  b         billing;
  r         reservation;
  a         amendment;
  c         contract;
  v_price   bigint;
  v_due     bigint;
  v_units   int;
  v_back    bigint;
  v_wallets bigint[];
begin
  perform keep_blacklist();
  select * into n from novation where id = v_id;
  select * into b from billing where contract_id = n.contract_id for no key update;
  r := reservation_of(n.contract_id);
  select * into n from novation where id = v_id;
  if n.newcomer_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  elsif n.made_id is null then
    n := open_novation(v_id, v_now, 'CONSENTED');
    perform refuse_blacklisted(n.newcomer_id, n.owner_id);
    perform refuse_not_running(b);
    if extent_of(r)->'quantities' <> n.doc->'onto' then
      perform refuse('AMENDMENT_OUTDATED');
    end if;
    perform lock_lease_slots(n.contract_id);
    v_price := (n.doc->'price'->>'minor')::bigint;
    v_due := minor_sum(n.doc->'terms'->'bill'->'periods'->0->'lines')
      + (n.doc->'terms'->'conditions'->'deposit'->>'minor')::bigint;
    v_wallets := array[wallet_of(r.exporter_id, r.currency, n.decimals),
      wallet_of(n.newcomer_id, r.currency, n.decimals)];
    perform lock_for(
      v_wallets || account_of('ESCROW', n.contract_id, r) || account_of('DEPOSIT', n.contract_id, r),
      array[1, 1, 1, 1]);
    perform refuse_overdraft((select balance from account where id = v_wallets[2]),
      v_due + greatest(v_price, 0), r.currency, n.decimals);
    perform refuse_overdraft((select balance from account where id = v_wallets[1]),
      greatest(-v_price, 0) + greatest(-back_of(n.doc->'amendment', b, r), 0),
      r.currency, n.decimals);
    v_units := (units_of(r))[(n.doc->'terms'->'stay'->>'from')::date
      - (r.terms->'stay'->>'from')::date + 1];
    v_back := free_deposit(n.contract_id) * (n.doc->'terms'->>'quantity')::int / v_units;
    insert into amendment (id, contract_id, steps, units, valid_until, doc)
    values (v_id, n.contract_id, b.steps, each_day(r, n.doc->'amendment'->'extent'->'quantities'),
      (n.doc->'amendment'->>'validUntil')::timestamptz,
      n.doc->'amendment' || jsonb_build_object('steps', b.steps,
        'back', money_json(back_of(n.doc->'amendment', b, r), r.currency)))
    returning * into a;
    perform apply_amendment(a, b, r, v_now);
    c := settle_at_once((p->>'contractId')::uuid, v_id, n.doc->'request' || v_goods,
      n.doc->'terms' || v_goods, n.decimals, true);
    if v_back > 0 or v_price <> 0 then
      perform post(gen_random_uuid(), 'NOVATION', v_id::text,
        array[account_of('DEPOSIT', n.contract_id, r), v_wallets[1], v_wallets[2]],
        array[-v_back, v_back + v_price, -v_price]);
    end if;
    update novation set state = 'TAKEN', deposit_back = v_back, made_id = c.id
    where id = v_id returning * into n;
    perform tell_novation('NOVATION_TAKEN', n);
  end if;
  return (select contract_json(made, of) from contract made
    join reservation of on of.id = made.reservation_id where made.id = n.made_id);
end $$;
