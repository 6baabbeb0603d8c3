-- Claims against deposits. What is claimed stays in the deposit's account until it is decided, even
-- when the rest went back.

create or replace function claim_json(l claim) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', l.id, 'contractId', l.contract_id,
    'amount', money_json(l.amount, r.currency), 'reason', l.reason, 'state', l.state,
    'filedAt', l.filed_at, 'ruling', l.ruling,
    'awarded', case when l.awarded is not null then money_json(l.awarded, r.currency) end))
  from reservation r where r.contract_id = l.contract_id
$$;

-- What may leave the deposit's account: neither what is claimed nor a fee that is not decided.
create or replace function free_deposit(p_contract uuid) returns bigint language sql stable as $$
  select held(p_contract, 'DEPOSIT') - coalesce(
    (select sum(amount) from claim where contract_id = p_contract and state = 'FILED'), 0)::bigint
    - coalesce(
    (select sum(minor) from release_fee where contract_id = p_contract and kept is null), 0)::bigint
$$;

-- p: id, contractId, callerId, minor, currency, reason, now
create or replace function command.file_claim(p jsonb) returns jsonb language plpgsql as $$
declare
  v_contract uuid := (p->>'contractId')::uuid;
  b          billing;
  r          reservation;
  l          claim;
begin
  select * into b from billing where contract_id = v_contract for no key update;
  r := reservation_of(v_contract);
  if r.owner_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  end if;
  select * into l from claim where id = (p->>'id')::uuid;
  if found then
    return claim_json(l);
  end if;
  perform refuse_not_running(b);
  if r.currency <> p->>'currency' or free_deposit(v_contract) < (p->>'minor')::bigint then
    perform refuse('CLAIM_EXCEEDS_DEPOSIT', jsonb_build_object(
      'free', money_text(free_deposit(v_contract), r.decimals), 'currency', r.currency));
  end if;
  insert into claim (id, contract_id, amount, reason, filed_at)
  values ((p->>'id')::uuid, v_contract, (p->>'minor')::bigint, p->>'reason',
    (p->>'now')::timestamptz) returning * into l;
  perform emit('CLAIM_FILED', l.id, r.exporter_id, r.owner_id);
  return claim_json(l);
end $$;

-- The award goes to the owner; the rest is unfrozen, and goes back if the lease is over.
create or replace function decide_claim(
  p_id uuid, p_exporter uuid, p_award bigint, p_currency text, p_ruling text) returns jsonb
language plpgsql as $$
declare
  l       claim;
  b       billing;
  r       reservation;
  v_award bigint;
  v_back  bigint;
begin
  select * into l from claim where id = p_id;
  select * into b from billing where contract_id = l.contract_id for no key update;
  r := reservation_of(l.contract_id);
  select * into l from claim where id = p_id for no key update;
  if l.id is null or r.exporter_id <> coalesce(p_exporter, r.exporter_id) then
    perform refuse('NOT_FOUND');
  elsif l.state <> 'FILED' then
    perform refuse('CLAIM_DECIDED', jsonb_build_object('state', l.state));
  elsif p_award > l.amount or p_currency <> r.currency then
    perform refuse('VALIDATION_FAILED', jsonb_build_object('field', 'award', 'problem',
      'must be at most ' || r.currency || ' ' || money_text(l.amount, r.decimals)));
  end if;
  v_award := coalesce(p_award, l.amount);
  v_back := case when b.state = 'RUNNING' then 0 else l.amount - v_award end;
  if v_award + v_back > 0 then
    perform post(gen_random_uuid(), 'CLAIM', l.id::text,
      array[account_of('DEPOSIT', l.contract_id, r),
            wallet_of(r.owner_id, r.currency, r.decimals),
            wallet_of(r.exporter_id, r.currency, r.decimals)],
      array[-v_award - v_back, v_award, v_back]);
  end if;
  update claim set state = case when p_ruling is null then 'AGREED' else 'RULED' end,
    awarded = v_award, ruling = p_ruling
  where id = l.id returning * into l;
  perform emit('CLAIM_DECIDED', l.id, r.exporter_id, r.owner_id);
  return claim_json(l);
end $$;

-- p: id, callerId
create or replace function command.agree_claim(p jsonb) returns jsonb language sql as $$
  select decide_claim((p->>'id')::uuid, (p->>'callerId')::uuid, null, null, null)
$$;

-- p: id, minor, currency, ruling
create or replace function command.rule_claim(p jsonb) returns jsonb language sql as $$
  select decide_claim((p->>'id')::uuid, null, (p->>'minor')::bigint, p->>'currency', p->>'ruling')
$$;
