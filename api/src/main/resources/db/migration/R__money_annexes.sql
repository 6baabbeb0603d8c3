-- Units and days that are added to a lease: leases of their own, settled in the step that holds them.

create or replace function annex_json(x annex) returns jsonb language sql immutable as $$
  select x.doc || jsonb_build_object('madeId', x.made_id)
$$;

-- p: annex, decimals
create or replace function command.quote_annex(p jsonb) returns jsonb language plpgsql as $$
declare
  x jsonb := p->'annex';
begin
  perform refuse_blacklisted((x->'terms'->>'exporterId')::uuid, (x->'terms'->>'ownerId')::uuid);
  perform refuse_not_running(b) from billing b where contract_id = (x->>'contractId')::uuid;
  insert into annex (id, contract_id, decimals, valid_until, doc)
  values ((x->>'id')::uuid, (x->>'contractId')::uuid, (p->>'decimals')::int,
    (x->>'validUntil')::timestamptz, x)
  on conflict do nothing;
  return (select annex_json(a) from annex a where id = (x->>'id')::uuid);
end $$;

-- Files, holds and settles at once what is agreed on already, but for the owner's word if its terms
-- ask for it.
create or replace function settle_at_once(
  p_contract uuid, p_id uuid, p_request jsonb, p_terms jsonb, p_decimals int, p_even_closed boolean)
returns contract
language plpgsql as $$
declare
  r reservation;
  c contract;
begin
  perform command.file_request(p_request);
  r := hold(jsonb_build_object('id', p_id, 'terms', p_terms, 'lifeMillis', 60000,
    'currency', p_terms->'bill'->'currency', 'decimals', p_decimals,
    'evenClosed', p_even_closed, 'firstPeriodMinor', minor_sum(p_terms->'bill'->'periods'->0->'lines')), null, 1);
  perform move_request(r.request_id, 'HELD', 'LEASED');
  c := settle_part(p_contract, r);
  perform ask_owners(reservation_of(c.id));
  return c;
end $$;

-- p: id, contractId (of the new contract), callerId, now
create or replace function command.agree_annex(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
  x    annex;
  b    billing;
  r    reservation;
  c    contract;
begin
  perform keep_blacklist();
  select * into x from annex where id = v_id;
  select * into b from billing where contract_id = x.contract_id for no key update;
  r := reservation_of(x.contract_id);
  select * into x from annex where id = v_id;
  if r.exporter_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  elsif x.made_id is null then
    perform refuse_not_running(b);
    if x.valid_until < (p->>'now')::timestamptz then
      perform refuse('QUOTE_EXPIRED',
        jsonb_build_object('validUntil', to_jsonb(x.valid_until)#>>'{}'));
    elsif extent_of(r)->'quantities' <> x.doc->'onto' then
      perform refuse('AMENDMENT_OUTDATED');
    end if;
    c := settle_at_once((p->>'contractId')::uuid, v_id, x.doc->'request', x.doc->'terms', x.decimals,
      false);
    update reservation set annex_of = x.contract_id where id = v_id;
    update annex set made_id = c.id where id = v_id returning * into x;
    perform emit('ANNEX_AGREED', x.contract_id, r.exporter_id, r.owner_id);
  end if;
  return (select contract_json(made, of) from contract made
    join reservation of on of.id = made.reservation_id where made.id = x.made_id);
end $$;
