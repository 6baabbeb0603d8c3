-- Rates, and money of one currency for another.

-- p: id, asOf, table
create or replace function command.state_rates(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into rate_table (id, as_of, doc)
  values ((p->>'id')::uuid, (p->>'asOf')::timestamptz, p->'table') on conflict do nothing;
  return (select doc from rate_table where id = (p->>'id')::uuid);
end $$;

create or replace function conversion_json(c conversion) returns jsonb language sql immutable as $$
  select c.doc || jsonb_build_object('executedAt', c.executed_at)
$$;

-- p: a conversion
create or replace function command.quote_conversion(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into conversion (id, member_id, valid_until, doc)
  values ((p->>'id')::uuid, (p->>'memberId')::uuid, (p->>'validUntil')::timestamptz, p)
  on conflict do nothing;
  return (select conversion_json(c) from conversion c where id = (p->>'id')::uuid);
end $$;

-- p: id, callerId, now, giveDecimals, getDecimals
create or replace function command.execute_conversion(p jsonb) returns jsonb language plpgsql as $$
declare
  c          conversion;
  v_give     bigint;
  v_get      bigint;
  v_from     text;
  v_to       text;
  v_accounts bigint[];
  v_left     bigint;
begin
  select * into c from conversion
  where id = (p->>'id')::uuid and member_id = (p->>'callerId')::uuid for no key update;
  if not found then
    perform refuse('NOT_FOUND');
  elsif c.executed_at is not null then
    return conversion_json(c);
  elsif c.valid_until < (p->>'now')::timestamptz then
    perform refuse('QUOTE_EXPIRED',
      jsonb_build_object('validUntil', to_jsonb(c.valid_until)#>>'{}'));
  end if;
  v_give := (c.doc->'give'->>'minor')::bigint;
  v_get := (c.doc->'get'->>'minor')::bigint;
  v_from := c.doc->'give'->>'currency';
  v_to := c.doc->'get'->>'currency';
  v_accounts := array[
    wallet_of(c.member_id, v_from, (p->>'giveDecimals')::int),
    house_account('FX', v_from, (p->>'giveDecimals')::int),
    house_account('FX', v_to, (p->>'getDecimals')::int),
    wallet_of(c.member_id, v_to, (p->>'getDecimals')::int)];
  perform lock_for(v_accounts, array[-v_give, v_give, -v_get, v_get]);
  perform refuse_overdraft(
    (select balance from account where id = v_accounts[1]), v_give, v_from,
    (p->>'giveDecimals')::int);
  select balance into v_left from account where id = v_accounts[3];
  if v_left < v_get then
    perform refuse('CURRENCY_EXHAUSTED', jsonb_build_object(
      'available', money_text(v_left, (p->>'getDecimals')::int), 'currency', v_to));
  end if;
  perform post(gen_random_uuid(), 'CONVERSION', c.id::text, v_accounts,
    array[-v_give, v_give, -v_get, v_get]);
  update conversion set executed_at = (p->>'now')::timestamptz where id = c.id returning * into c;
  perform emit('FUNDS_CONVERTED', c.id, c.member_id);
  return conversion_json(c);
end $$;
