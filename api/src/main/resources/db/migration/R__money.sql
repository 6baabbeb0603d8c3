-- The money of contracts after their settlement. Locks are taken in the order that R__commands.sql
-- says, with the contract's billing before all others.

-- What a lease comes to, by its last amendment if it has one.
create or replace function extent_of(r reservation) returns jsonb language sql stable as $$
  select coalesce(
    (select doc->'extent' from amendment where contract_id = r.contract_id and version is not null
     order by version desc limit 1),
    jsonb_build_object(
      'quantities', jsonb_build_object('spans', jsonb_build_array(jsonb_build_object(
        'dates', r.terms->'stay', 'units', r.terms->'quantity'))),
      'bill', r.terms->'bill'))
$$;

create or replace function bill_of(r reservation) returns jsonb language sql stable as $$
  select extent_of(r)->'bill'
$$;

create or replace function billing_json(b billing) returns jsonb language sql stable as $$
  select jsonb_build_object('contractId', b.contract_id, 'state', b.state, 'steps', b.steps,
    'requested', b.requested, 'funded', b.funded, 'closed', b.closed,
    'unpaidSince', b.unpaid_since, 'triedAt', b.tried_at, 'terms', r.terms,
    'extent', extent_of(r))
  from contract c join reservation r on r.id = c.reservation_id where c.id = b.contract_id
$$;

-- Locks the billing of p.contractId for the step after p.steps. Null if somebody took it before.
create or replace function begin_step(p jsonb) returns billing language plpgsql as $$
declare
  b billing;
begin
  select * into b from billing where contract_id = (p->>'contractId')::uuid for no key update;
  return case when b.steps = (p->>'steps')::int and b.state = 'RUNNING' then b end;
end $$;

create or replace function billing_now(p jsonb) returns jsonb language sql stable as $$
  select billing_json(b) from billing b where contract_id = (p->>'contractId')::uuid
$$;

create or replace function reservation_of(p_contract uuid) returns reservation
language sql stable as $$
  select r.* from reservation r join contract c on c.reservation_id = r.id where c.id = p_contract
$$;

-- The amounts of all lines, or of those of one code.
create or replace function minor_sum(lines jsonb, p_code text default null) returns bigint
language sql immutable as $$
  select coalesce(sum((line->'amount'->>'minor')::bigint), 0)::bigint
  from jsonb_array_elements(lines) line
  where p_code is null or line->>'code' = p_code
$$;

-- What the bill in force says of a period, in minor units: all lines, or those of one code.
create or replace function billed(r reservation, p_period int, p_code text default null)
returns bigint language sql stable as $$
  select minor_sum(bill_of(r)->'periods'->p_period->'lines', p_code)
$$;

-- Finds or opens an account of a contract.
create or replace function account_of(p_purpose text, p_contract uuid, r reservation)
returns bigint language plpgsql as $$
declare
  v_id bigint;
begin
  select id into v_id from account where contract_id = p_contract and purpose = p_purpose;
  if not found then
    insert into account (purpose, contract_id, currency, decimals)
    values (p_purpose, p_contract, r.currency, r.decimals) returning id into v_id;
  end if;
  return v_id;
end $$;

create or replace function held(p_contract uuid, p_purpose text) returns bigint
language sql stable as $$
  select coalesce(
    (select balance from account where contract_id = p_contract and purpose = p_purpose), 0)
$$;

-- The last days of a lease that ends before its time are free again.
create or replace function free_days(r reservation, p_days int) returns void
language plpgsql as $$
declare
  v_units int[] := units_of(r);
begin
  if p_days > 0 then
    update reservation set freed_days = p_days where id = r.id;
    update slot set free = shift_each(free, r.first_day + r.days - p_days,
      v_units[r.days - p_days + 1 : r.days])
    where listing_id = r.listing_id;
  end if;
end $$;

-- p: contractId, steps, at
create or replace function command.await_billing(p jsonb) returns jsonb language plpgsql as $$
declare
  b billing := begin_step(p);
begin
  update billing set due_at = (p->>'at')::timestamptz where contract_id = b.contract_id;
  return billing_now(p);
end $$;

-- p: contractId, steps
create or replace function command.request_period(p jsonb) returns jsonb language plpgsql as $$
declare
  b billing := begin_step(p);
  c contract;
begin
  if b.contract_id is not null then
    select * into c from contract where id = b.contract_id;
    update billing set steps = steps + 1, requested = requested + 1
    where contract_id = b.contract_id;
    perform emit('PERIOD_REQUESTED', c.id, c.exporter_id);
  end if;
  return billing_now(p);
end $$;

-- Pays the next period in advance if the wallet can; says whether it could.
create or replace function fund_period(b billing, r reservation) returns boolean
language plpgsql as $$
declare
  v_due    bigint := billed(r, b.funded);
  v_wallet account;
begin
  if v_due > 0 then
    select * into v_wallet from account
    where purpose = 'WALLET' and owner_id = r.exporter_id and contract_id is null
      and currency = r.currency for no key update;
    if v_wallet.balance is null or v_wallet.balance < v_due then
      return false;
    end if;
    perform post(gen_random_uuid(), 'PERIOD', b.contract_id || '/' || b.funded,
      array[v_wallet.id, account_of('ESCROW', b.contract_id, r)], array[-v_due, v_due]);
  end if;
  update billing set steps = steps + 1, funded = funded + 1, unpaid_since = null, tried_at = null
  where contract_id = b.contract_id;
  perform emit('PERIOD_FUNDED', b.contract_id, r.exporter_id, r.owner_id);
  return true;
end $$;

-- p: contractId, steps, now
create or replace function command.collect_period(p jsonb) returns jsonb language plpgsql as $$
declare
  b billing := begin_step(p);
  r reservation := reservation_of(b.contract_id);
begin
  if b.contract_id is not null and not fund_period(b, r) then
    update billing set steps = steps + 1, tried_at = (p->>'now')::timestamptz,
      unpaid_since = coalesce(unpaid_since, (p->>'now')::timestamptz)
    where contract_id = b.contract_id;
    perform emit('PERIOD_UNPAID', b.contract_id, r.exporter_id, r.owner_id);
  end if;
  return billing_now(p);
end $$;

-- The guarantee pays what the deposit does not, before anything is collected for it.
-- p: contractId, steps, now, freeDays
create or replace function command.collect_period_or_end(p jsonb) returns jsonb
language plpgsql as $$
declare
  b         billing := begin_step(p);
  r         reservation := reservation_of(b.contract_id);
  v_deposit bigint := free_deposit(b.contract_id);
  v_share   bigint := billed(r, b.funded) - billed(r, b.funded, 'COMMISSION');
  v_claim   bigint := least(v_deposit, v_share);
begin
  if b.contract_id is not null then
    perform lock_below(b.contract_id);
    perform lock_for(array[
      wallet_of(r.exporter_id, r.currency, r.decimals), wallet_of(r.owner_id, r.currency, r.decimals),
      house_account('GUARANTEE', r.currency, r.decimals),
      house_account('SUBROGATED', r.currency, r.decimals)], array[1, 1]);
  end if;
  if b.contract_id is not null and not fund_period(b, r) then
    perform free_days(r, (p->>'freeDays')::int);
    perform end_sublets(b.contract_id, until, p->'now')
    from lease_span where contract_id = b.contract_id;
    if v_deposit > 0 then
      perform pay_from_deposit('DEFAULT', b.contract_id, r, v_deposit, v_claim);
    end if;
    perform pay_cover(b.contract_id, r, v_share - v_claim, (p->>'now')::timestamptz);
    perform end_promise(r);
    update billing set steps = steps + 1, state = 'DEFAULTED',
      ended_at = (p->>'now')::timestamptz
    where contract_id = b.contract_id;
    perform emit('CONTRACT_DEFAULTED', b.contract_id, r.exporter_id, r.owner_id);
  end if;
  return billing_now(p);
end $$;

-- Empties the deposit but for what is frozen: what the owner may claim to the owner, the rest back.
create or replace function pay_from_deposit(
  p_kind text, p_contract uuid, r reservation, p_deposit bigint, p_claim bigint) returns void
language plpgsql as $$
begin
  perform post(gen_random_uuid(), p_kind, p_contract::text,
    array[account_of('DEPOSIT', p_contract, r),
          wallet_of(r.owner_id, r.currency, r.decimals),
          wallet_of(r.exporter_id, r.currency, r.decimals)],
    array[-p_deposit, p_claim, p_deposit - p_claim]);
end $$;

-- What its owner may keep the goods for: what it has not got of the period that was not paid, nor of
-- awards. What the pool has paid is between the exporter and the pool.
create or replace function owed_to_owner(b billing, r reservation) returns bigint
language sql stable as $$
  select (case b.state when 'DEFAULTED' then billed(r, b.funded) - billed(r, b.funded, 'COMMISSION')
    - coalesce((
      select sum(p.amount)
      from transfer t join posting p on p.transfer_id = t.id join account a on a.id = p.account_id
      where t.kind in ('DEFAULT', 'COVER') and t.cause = b.contract_id::text
        and a.purpose = 'WALLET' and a.owner_id = r.owner_id), 0)
    else 0 end
    + coalesce((
      select sum(awarded - paid) from dispute
      where contract_id = b.contract_id and respondent_id = r.exporter_id and paid is not null),
      0))::bigint
$$;

-- p: contractId, steps, now
create or replace function command.close_period(p jsonb) returns jsonb language plpgsql as $$
declare
  b            billing := begin_step(p);
  r            reservation := reservation_of(b.contract_id);
  v_total      bigint := billed(r, b.closed);
  v_commission bigint := billed(r, b.closed, 'COMMISSION');
  v_period     jsonb := bill_of(r)->'periods'->b.closed;
begin
  if b.contract_id is not null then
    perform invoice(r, b.contract_id, v_period->'dates', v_period->'lines', p->'now');
    if v_total > 0 then
      perform post(gen_random_uuid(), 'RELEASE', b.contract_id || '/' || b.closed,
        array[account_of('ESCROW', b.contract_id, r), wallet_of(r.owner_id, r.currency, r.decimals),
              house_account('FEES', r.currency, r.decimals)],
        array[-v_total, v_total - v_commission, v_commission]);
    end if;
    update billing set steps = steps + 1, closed = closed + 1 where contract_id = b.contract_id;
    perform emit('PERIOD_CLOSED', b.contract_id, r.exporter_id, r.owner_id);
  end if;
  return billing_now(p);
end $$;

-- p: contractId, steps, now
create or replace function command.return_deposit(p jsonb) returns jsonb language plpgsql as $$
declare
  b         billing := begin_step(p);
  r         reservation := reservation_of(b.contract_id);
  v_deposit bigint := free_deposit(b.contract_id);
begin
  if b.contract_id is not null then
    if v_deposit > 0 then
      perform pay_from_deposit('DEPOSIT_RETURN', b.contract_id, r, v_deposit, 0);
    end if;
    perform end_promise(r);
    update billing set steps = steps + 1, state = 'ENDED', ended_at = (p->>'now')::timestamptz
    where contract_id = b.contract_id;
    perform emit('CONTRACT_ENDED', b.contract_id, r.exporter_id, r.owner_id);
  end if;
  return billing_now(p);
end $$;

-- What waits for its owner's word cannot be changed yet, what has ended not any more.
create or replace function refuse_not_running(b billing) returns void language plpgsql as $$
begin
  if b.state = 'AWAITING_ACCEPTANCE' then
    perform refuse('CONTRACT_AWAITS_ACCEPTANCE', jsonb_build_object('answerBy',
      (select to_jsonb(answer_by)#>>'{}' from acceptance where contract_id = b.contract_id)));
  elsif b.state <> 'RUNNING' then
    perform refuse('CONTRACT_ENDED', jsonb_build_object('state', b.state));
  end if;
end $$;

-- p: contractId, callerId, feeMinor, now
create or replace function command.cancel_contract(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id      uuid := (p->>'contractId')::uuid;
  v_fee     bigint := (p->>'feeMinor')::bigint;
  b         billing;
  r         reservation;
  v_escrow  bigint;
  v_deposit bigint;
begin
  select * into b from billing where contract_id = v_id for no key update;
  r := reservation_of(v_id);
  if r.exporter_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  end if;
  perform refuse_not_running(b);
  if b.closed > 0 then
    perform refuse('CANCELLATION_TOO_LATE');
  end if;
  perform lock_lease_slots(v_id);
  perform free_days(r, r.days);
  perform sublets_give_way(v_id);
  if v_fee > 0 then
    perform invoice(r, v_id, r.terms->'stay', jsonb_build_array(jsonb_build_object(
      'code', 'CANCELLATION_FEE', 'quantity', 1,
      'rate', money_text(v_fee, r.decimals)::numeric,
      'amount', money_json(v_fee, r.currency))), p->'now');
  end if;
  v_escrow := held(v_id, 'ESCROW');
  v_deposit := free_deposit(v_id);
  if v_escrow + v_deposit > 0 then
    perform post(gen_random_uuid(), 'CANCELLATION', v_id::text,
      array[account_of('ESCROW', v_id, r), account_of('DEPOSIT', v_id, r),
            wallet_of(r.owner_id, r.currency, r.decimals),
            wallet_of(r.exporter_id, r.currency, r.decimals)],
      array[-v_escrow, -v_deposit, v_fee, v_escrow + v_deposit - v_fee]);
  end if;
  perform end_promise(r);
  update billing set steps = steps + 1, state = 'CANCELLED' where contract_id = v_id;
  perform emit('CONTRACT_CANCELLED', v_id, r.exporter_id, r.owner_id);
  return billing_now(p);
end $$;

-- Documents -------------------------------------------------------------------------------------
-- A series is locked before accounts are; the exchange's own before an owner's.

-- Writes a document with the next number of its issuer, and so without gaps.
-- p: id, kind, issuerId and recipientId (null for the exchange), contractId, from, to, lines,
-- issuedAt, corrects, reason
create or replace function issue(p jsonb, p_currency text) returns jsonb language plpgsql as $$
declare
  v_number bigint;
  v_doc    jsonb;
begin
  insert into document_series values ((p->>'issuerId')::uuid, 1)
  on conflict (issuer_id) do update set last = document_series.last + 1
  returning last into v_number;
  v_doc := jsonb_strip_nulls(p - 'lines') || jsonb_build_object('number', v_number,
    'lines', p->'lines', 'total', money_json(minor_sum(p->'lines'), p_currency));
  insert into document (id, kind, issuer_id, recipient_id, number, contract_id, corrects, doc)
  values ((p->>'id')::uuid, p->>'kind', (p->>'issuerId')::uuid, (p->>'recipientId')::uuid,
    v_number, (p->>'contractId')::uuid, (p->>'corrects')::uuid, v_doc);
  return v_doc;
end $$;

create or replace function statement_id(p_invoice uuid) returns uuid language sql immutable as $$
  select md5('statement ' || p_invoice)::uuid
$$;

-- An invoice, and the owner's statement about the same.
create or replace function invoice(
  r reservation, p_contract uuid, p_dates jsonb, p_lines jsonb, p_now jsonb) returns void
language plpgsql as $$
declare
  v_id   uuid := gen_random_uuid();
  v_both jsonb := p_dates || jsonb_build_object('contractId', p_contract, 'issuedAt', p_now);
begin
  perform issue(v_both || jsonb_build_object('id', v_id, 'kind', 'INVOICE',
    'recipientId', r.exporter_id, 'lines', p_lines), r.currency);
  perform issue(v_both || jsonb_build_object('id', statement_id(v_id), 'kind', 'STATEMENT',
    'issuerId', r.owner_id, 'lines', owners_lines(p_lines)), r.currency);
  perform emit('INVOICE_ISSUED', v_id, r.exporter_id);
  perform emit('STATEMENT_ISSUED', statement_id(v_id), r.owner_id);
end $$;

create or replace function owners_lines(lines jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(line order by place), '[]')
  from jsonb_array_elements(lines) with ordinality each (line, place)
  where line->>'code' <> 'COMMISSION'
$$;

-- The same document with everything the other way round.
create or replace function credit_note(p_of jsonb, p_id uuid, p jsonb) returns jsonb
language sql immutable as $$
  select (p_of - 'number' - 'total') || jsonb_build_object('id', p_id, 'kind', 'CREDIT_NOTE',
    'corrects', p_of->'id', 'reason', p->'reason', 'issuedAt', p->'now',
    'lines', (
      select coalesce(jsonb_agg(line || jsonb_build_object('amount', money_json(
        -(line->'amount'->>'minor')::bigint, line->'amount'->>'currency')) order by place), '[]')
      from jsonb_array_elements(p_of->'lines') with ordinality each (line, place)))
$$;

-- p: id, invoiceId, reason, now
create or replace function command.credit_invoice(p jsonb) returns jsonb language plpgsql as $$
declare
  d            document;
  r            reservation;
  v_statement  jsonb;
  v_total      bigint;
  v_commission bigint;
  v_wallet     bigint;
  v_doc        jsonb;
begin
  select * into d from document where id = (p->>'invoiceId')::uuid;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  perform 1 from billing where contract_id = d.contract_id for no key update;
  if d.kind <> 'INVOICE' or exists (select 1 from document where corrects = d.id) then
    perform refuse('ALREADY_CREDITED');
  elsif exists (select 1 from dispute x where x.invoice_id = d.id and is_live(x)) then
    perform refuse('INVOICE_DISPUTED');
  end if;
  r := reservation_of(d.contract_id);
  v_total := minor_sum(d.doc->'lines');
  v_commission := minor_sum(d.doc->'lines', 'COMMISSION');
  select doc into v_statement from document where id = statement_id(d.id);
  v_doc := issue(credit_note(d.doc, (p->>'id')::uuid, p), r.currency);
  perform issue(credit_note(v_statement, statement_id((p->>'id')::uuid), p), r.currency);
  if v_total > 0 then
    v_wallet := wallet_of(r.owner_id, r.currency, r.decimals);
    perform refuse_overdraft(
      (select balance from account where id = v_wallet for no key update),
      v_total - v_commission, r.currency, r.decimals);
    perform post((p->>'id')::uuid, 'CREDIT', d.id::text,
      array[v_wallet, house_account('FEES', r.currency, r.decimals),
            wallet_of(r.exporter_id, r.currency, r.decimals)],
      array[v_commission - v_total, -v_commission, v_total]);
  end if;
  perform emit('INVOICE_CREDITED', (p->>'id')::uuid, r.exporter_id, r.owner_id);
  return v_doc;
end $$;

-- p: id, rulebook
create or replace function command.state_rulebook(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into rulebook (id, valid_from, doc)
  values ((p->>'id')::uuid, (p->'rulebook'->>'from')::timestamptz, p->'rulebook')
  on conflict do nothing;
  return (select doc from rulebook where id = (p->>'id')::uuid);
end $$;
