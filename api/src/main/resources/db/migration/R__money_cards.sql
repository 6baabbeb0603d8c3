-- Money that comes by card. A card payment is locked before accounts.

create or replace function card_payment_json(c card_payment) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', c.id, 'memberId', c.member_id,
    'amount', money_json(c.minor, c.currency), 'card', c.card, 'state', c.state,
    'reason', c.reason, 'requestedAt', c.requested_at))
$$;

-- p: id, memberId, minor, currency, decimals, card
create or replace function command.request_card_payment(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id     uuid := (p->>'id')::uuid;
  v_member uuid := (p->>'memberId')::uuid;
begin
  if not exists (select 1 from organization where id = v_member) then
    perform refuse('NOT_FOUND');
  end if;
  insert into card_payment (id, member_id, minor, currency, decimals, card)
  values (v_id, v_member, (p->>'minor')::bigint, p->>'currency', (p->>'decimals')::int, p->>'card')
  on conflict do nothing;
  if found then
    perform emit('CARD_PAYMENT_REQUESTED', v_id, v_member);
  end if;
  return (select card_payment_json(c) from card_payment c where id = v_id);
end $$;

-- A payment goes forward only, whoever tells of it and how often. One that is captured before it was
-- heard to be authorised makes both steps.
-- p: paymentId, state, reason, at
create or replace function command.learn_card_payment(p jsonb) returns jsonb language plpgsql as $$
declare
  c          card_payment;
  v_state    text := p->>'state';
  v_held     boolean;
  v_taken    boolean := v_state = 'CAPTURED';
  v_mirror   bigint;
  v_clearing bigint;
begin
  select * into c from card_payment where id = (p->>'paymentId')::uuid for no key update;
  if c.id is null then
    return null;
  elsif c.state not in ('REQUESTED', 'AUTHORISED') or c.state = v_state then
    return card_payment_json(c);
  end if;
  v_held := c.state = 'AUTHORISED';
  v_mirror := house_account('CARD', c.currency, c.decimals);
  v_clearing := house_account('CARD_CLEARING', c.currency, c.decimals);
  if not v_held and v_state in ('AUTHORISED', 'CAPTURED') then
    perform post(gen_random_uuid(), 'CARD_AUTHORISATION', c.id::text,
      array[v_mirror, v_clearing], array[-c.minor, c.minor]);
  end if;
  if v_taken then
    perform post(gen_random_uuid(), 'CARD_CAPTURE', c.id::text,
      array[v_clearing, wallet_of(c.member_id, c.currency, c.decimals)], array[-c.minor, c.minor]);
  elsif v_held then
    perform post(gen_random_uuid(), 'CARD_VOID', c.id::text,
      array[v_clearing, v_mirror], array[-c.minor, c.minor]);
  end if;
  update card_payment set state = v_state, reason = p->>'reason',
    captured_at = case when v_taken then (p->>'at')::timestamptz end
  where id = c.id returning * into c;
  perform emit('CARD_PAYMENT_' || v_state, c.id, c.member_id);
  return card_payment_json(c);
end $$;

-- p: most, leaseMillis
create or replace function command.claim_card_payments(p jsonb) returns jsonb language plpgsql as $$
declare
  v_claimed jsonb;
begin
  with due as (
    select id from card_payment
    where state in ('REQUESTED', 'AUTHORISED') and due_at <= clock_timestamp()
    order by due_at limit (p->>'most')::int for no key update skip locked),
  claimed as (
    update card_payment c
    set due_at = clock_timestamp() + (p->>'leaseMillis')::bigint * interval '1 millisecond'
    from due where c.id = due.id returning card_payment_json(c) as doc)
  select coalesce(jsonb_agg(doc), '[]') into v_claimed from claimed;
  return v_claimed;
end $$;
