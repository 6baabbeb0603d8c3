-- Money that comes and goes by the bank. Payouts are locked after document series, before accounts.

create or replace function payout_json(o payout) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', o.id, 'memberId', o.member_id,
    'amount', money_json(o.minor, o.currency), 'creditor', o.creditor, 'state', o.state,
    'approvedBy', o.approved_by, 'releasedBy', o.released_by, 'fileId', o.file_id,
    'requestedAt', o.requested_at))
$$;

create or replace function bank_entry_json(e bank_entry) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', e.id, 'account', e.account, 'entry', e.doc,
    'state', e.state, 'subject', e.subject))
$$;

-- What statements say that the bank holds, beside what the ledger says, and what was booked by hand
-- and is on no statement yet.
create or replace view bank_mirror as
select currency, coalesce(sum(said), 0)::bigint as bank, coalesce(sum(booked), 0)::bigint as ledger,
  coalesce(sum(promised), 0)::bigint as by_hand
from (
  select currency, minor as said, null::bigint as booked, null::bigint as promised from bank_entry
  union all
  select currency, null, -balance, null from account where purpose = 'BANK'
  union all
  select currency, null, null, -balance from account where purpose = 'BY_HAND') each
group by currency;

create or replace function refuse_break(p_currency text) returns void language plpgsql as $$
begin
  if exists (select 1 from bank_mirror where currency = p_currency and bank <> ledger) then
    perform refuse('BANK_BREAK', jsonb_build_object('currency', p_currency));
  end if;
end $$;

-- What an entry is about, in words that the caller found in it: funding (the letters of a member's
-- reference) and payouts (ids). More than one is as good as none.
create or replace function member_named(p_entry jsonb) returns uuid language sql stable as $$
  select case when count(*) = 1 then (array_agg(o.id))[1] end
  from jsonb_array_elements_text(p_entry->'members') letters
    join organization o on upper(left(replace(o.id::text, '-', ''), 12)) = letters
$$;

create or replace function payout_named(p_entry jsonb) returns payout language plpgsql as $$
declare
  o payout;
begin
  if jsonb_array_length(p_entry->'payouts') = 1 then
    select * into o from payout where id = (p_entry->'payouts'->>0)::uuid
      and minor = abs((p_entry->>'minor')::bigint) and currency = p_entry->>'currency'
    for no key update;
  end if;
  return o;
end $$;

-- What was booked by hand and an entry confirms: the oldest of its amount that is the same member's
-- or, where the entry names no member, whose reference is on it.
create or replace function hand_booking_of(
  p_member uuid, p_currency text, p_minor bigint, p_text text) returns hand_booking
language plpgsql as $$
declare
  b hand_booking;
begin
  select * into b from hand_booking
  where entry_id is null and currency = p_currency and minor = p_minor
    and case when p_member is not null then member_id = p_member
      else position(upper(regexp_replace(reference, '\s', '', 'g'))
        in upper(regexp_replace(p_text, '\s', '', 'g'))) > 0 end
  order by booked_at limit 1 for no key update;
  return b;
end $$;

-- What the card provider has captured and not remitted yet. It only grows while statements wait for
-- each other.
create or replace function with_the_provider(p_currency text) returns bigint
language sql stable as $$
  select coalesce(-sum(balance), 0)::bigint from account
  where purpose in ('CARD', 'CARD_CLEARING') and currency = p_currency
$$;

-- Books an entry; says what it was found to be.
create or replace function book_entry(p_id uuid, e jsonb, out state text, out subject uuid)
language plpgsql as $$
declare
  v_minor    bigint := (e->>'minor')::bigint;
  v_currency text := e->>'currency';
  v_decimals int := (e->>'decimals')::int;
  v_bank     bigint := house_account('BANK', v_currency, v_decimals);
  o          payout := payout_named(e);
  b          hand_booking;
begin
  if v_minor < 0 and o.state = 'SENT' then
    perform post(p_id, 'PAYOUT_POST', o.id::text,
      array[house_account('PAYOUT', v_currency, v_decimals), v_bank], array[v_minor, -v_minor]);
    update payout set state = 'PAID' where id = o.id;
    perform emit('PAYOUT_PAID', o.id, o.member_id);
    state := 'PAID_OUT';
    subject := o.id;
  elsif v_minor < 0 then
    state := 'UNEXPLAINED';
  elsif o.state = 'PAID' then
    perform post(p_id, 'PAYOUT_RETURN', o.id::text,
      array[v_bank, wallet_of(o.member_id, v_currency, v_decimals)], array[-v_minor, v_minor]);
    update payout set state = 'RETURNED' where id = o.id;
    perform emit('PAYOUT_RETURNED', o.id, o.member_id);
    state := 'RETURNED';
    subject := o.id;
  elsif e->'members' = '["000000000000"]' and v_minor <= with_the_provider(v_currency) then
    perform post(p_id, 'CARD_REMITTANCE', p_id::text,
      array[v_bank, house_account('CARD', v_currency, v_decimals)], array[-v_minor, v_minor]);
    state := 'REMITTED';
  end if;
  if state is not null then
    return;
  end if;
  subject := member_named(e);
  b := hand_booking_of(subject, v_currency, v_minor, e->'doc'->>'text');
  if b.id is not null then
    perform post(p_id, 'CONFIRMATION', p_id::text,
      array[v_bank, house_account('BY_HAND', v_currency, v_decimals)], array[-v_minor, v_minor]);
    update hand_booking set entry_id = p_id where id = b.id;
    subject := b.member_id;
    state := 'CONFIRMED';
  elsif subject is not null then
    perform post(p_id, 'FUNDING', p_id::text,
      array[v_bank, wallet_of(subject, v_currency, v_decimals)], array[-v_minor, v_minor]);
    perform emit('FUNDS_DEPOSITED', p_id, subject);
    state := 'FUNDED';
  else
    perform post(p_id, 'UNMATCHED', p_id::text,
      array[v_bank, house_account('SUSPENSE', v_currency, v_decimals)], array[-v_minor, v_minor]);
    state := 'SUSPENSE';
  end if;
end $$;

-- A statement whole or not at all. What went out comes before what came in, for a payout may be
-- paid and returned on one day.
-- p: id, account, number, doc, entries: reference, minor, currency, decimals, members, payouts, doc
create or replace function command.import_statement(p jsonb) returns jsonb language plpgsql as $$
declare
  s     bank_statement;
  e     jsonb;
  known bank_entry;
  v_booked record;
  v_id  uuid;
begin
  perform pg_advisory_xact_lock(hashtext('bank statements'), 0);
  select * into s from bank_statement
  where account = p->>'account' and number = p->>'number';
  if s.id is not null then
    if s.doc <> p->'doc' then
      perform refuse('BANK_FILE_REFUSED', jsonb_build_object('errors',
        'the statement ' || s.number || ' was imported before and said otherwise'));
    end if;
    return s.doc;
  end if;
  insert into bank_statement (id, account, number, doc)
  values ((p->>'id')::uuid, p->>'account', p->>'number', p->'doc');
  for e in
    select each from jsonb_array_elements(p->'entries') with ordinality x (each, place)
    order by (each->>'minor')::bigint > 0, place
  loop
    select * into known from bank_entry
    where account = p->>'account' and reference = e->>'reference';
    if known.id is null then
      v_id := md5('bank entry ' || (p->>'account') || ' ' || (e->>'reference'))::uuid;
      v_booked := book_entry(v_id, e);
      insert into bank_entry
        (id, statement_id, account, reference, minor, currency, doc, state, subject)
      values (v_id, (p->>'id')::uuid, p->>'account', e->>'reference', (e->>'minor')::bigint,
        e->>'currency', e->'doc', v_booked.state, v_booked.subject);
    elsif known.doc <> e->'doc' then
      perform refuse('BANK_FILE_REFUSED', jsonb_build_object('errors',
        'entry ' || known.reference || ' was imported before and said otherwise'));
    end if;
  end loop;
  return p->'doc';
end $$;

-- Says whose an entry is: a member's, or the exchange's own. What was booked by hand for them is
-- confirmed by it and not booked again.
-- p: entryId, memberId or null
create or replace function command.assign_entry(p jsonb) returns jsonb language plpgsql as $$
declare
  e        bank_entry;
  b        hand_booking;
  a        account;
  v_member uuid := (p->>'memberId')::uuid;
  v_whose  bigint;
  v_out    boolean;
begin
  select * into e from bank_entry where id = (p->>'entryId')::uuid for no key update;
  if e.id is null
    or (v_member is not null and not exists (select 1 from organization where id = v_member))
  then
    perform refuse('NOT_FOUND');
  elsif e.state not in ('SUSPENSE', 'UNEXPLAINED') then
    perform refuse('ENTRY_NOT_OPEN', jsonb_build_object('state', e.state));
  end if;
  v_out := e.minor < 0;
  select * into a from account where purpose = 'BANK' and currency = e.currency;
  if not v_out then
    select * into b from hand_booking
    where entry_id is null and currency = e.currency and minor = e.minor
      and member_id is not distinct from v_member
    order by booked_at limit 1 for no key update;
  end if;
  if b.id is not null then
    perform post(gen_random_uuid(), 'CONFIRMATION', e.id::text,
      array[house_account('SUSPENSE', e.currency, a.decimals),
            house_account('BY_HAND', e.currency, a.decimals)], array[-e.minor, e.minor]);
    update hand_booking set entry_id = e.id where id = b.id;
    update bank_entry set state = 'CONFIRMED', subject = v_member
    where id = e.id returning * into e;
    return bank_entry_json(e);
  end if;
  v_whose := case when v_member is null then house_account('FEES', e.currency, a.decimals)
    else wallet_of(v_member, e.currency, a.decimals) end;
  select * into a from account where id = v_whose for no key update;
  if v_out then
    perform refuse_overdraft(a.balance, -e.minor, e.currency, a.decimals);
  end if;
  perform post(gen_random_uuid(), case when v_out then 'EXPLANATION' else 'ASSIGNMENT' end,
    e.id::text,
    array[a.id, house_account(case when v_out then 'BANK' else 'SUSPENSE' end,
      e.currency, a.decimals)],
    array[e.minor, -e.minor]);
  update bank_entry set state = 'ASSIGNED', subject = v_member where id = e.id returning * into e;
  if v_member is not null then
    perform emit('BANK_ENTRY_ASSIGNED', e.id, v_member);
  end if;
  return bank_entry_json(e);
end $$;

-- p: id, memberId, minor, currency, decimals, creditor
create or replace function command.request_payout(p jsonb) returns jsonb language plpgsql as $$
declare
  o        payout;
  v_minor  bigint := (p->>'minor')::bigint;
  v_wallet account;
begin
  select * into o from payout where id = (p->>'id')::uuid;
  if o.id is null then
    select * into v_wallet from account
    where purpose = 'WALLET' and owner_id = (p->>'memberId')::uuid and contract_id is null
      and currency = p->>'currency' for no key update;
    perform refuse_overdraft(v_wallet.balance, v_minor, p->>'currency', (p->>'decimals')::int);
    insert into payout (id, member_id, minor, currency, decimals, creditor)
    values ((p->>'id')::uuid, (p->>'memberId')::uuid, v_minor, p->>'currency',
      (p->>'decimals')::int, p->'creditor') returning * into o;
    perform post(o.id, 'PAYOUT', o.id::text,
      array[v_wallet.id, house_account('PAYOUT', o.currency, o.decimals)],
      array[-v_minor, v_minor]);
    perform emit('PAYOUT_REQUESTED', o.id, o.member_id);
  end if;
  return payout_json(o);
end $$;

-- p: id, operatorId. The second operator releases it.
create or replace function command.approve_payout(p jsonb) returns jsonb language plpgsql as $$
declare
  o          payout;
  v_operator uuid := (p->>'operatorId')::uuid;
begin
  select * into o from payout where id = (p->>'id')::uuid for no key update;
  if o.id is null then
    perform refuse('NOT_FOUND');
  elsif o.state not in ('REQUESTED', 'APPROVED') then
    perform refuse('PAYOUT_NOT_OPEN', jsonb_build_object('state', o.state));
  elsif o.approved_by = v_operator or o.member_id = v_operator then
    perform refuse('SECOND_PERSON_NEEDED');
  end if;
  perform refuse_break(o.currency);
  update payout set
    state = case o.state when 'REQUESTED' then 'APPROVED' else 'RELEASED' end,
    approved_by = coalesce(approved_by, v_operator),
    released_by = case o.state when 'APPROVED' then v_operator end
  where id = o.id returning * into o;
  return payout_json(o);
end $$;

-- p: id, callerId, operator. What the bank was told cannot be taken back.
create or replace function command.cancel_payout(p jsonb) returns jsonb language plpgsql as $$
declare
  o payout;
begin
  select * into o from payout
  where id = (p->>'id')::uuid
    and ((p->>'operator')::boolean or member_id = (p->>'callerId')::uuid) for no key update;
  if o.id is null then
    perform refuse('NOT_FOUND');
  elsif o.state not in ('REQUESTED', 'APPROVED', 'RELEASED') then
    perform refuse('PAYOUT_NOT_OPEN', jsonb_build_object('state', o.state));
  end if;
  perform post(gen_random_uuid(), 'PAYOUT_VOID', o.id::text,
    array[house_account('PAYOUT', o.currency, o.decimals),
          wallet_of(o.member_id, o.currency, o.decimals)], array[-o.minor, o.minor]);
  update payout set state = 'CANCELLED' where id = o.id returning * into o;
  perform emit('PAYOUT_CANCELLED', o.id, o.member_id);
  return payout_json(o);
end $$;

create or replace function payment_file_json(f payment_file) returns jsonb language sql stable as $$
  select jsonb_build_object('id', f.id, 'currency', f.currency, 'debtor', f.debtor, 'at', f.at,
    'payments', (
      select coalesce(jsonb_agg(jsonb_build_object('id', o.id,
        'amount', money_json(o.minor, o.currency), 'creditor', o.creditor) order by o.seq), '[]')
      from payout o where o.file_id = f.id))
$$;

-- All that is released goes into one file, once.
-- p: id, currency, debtor
create or replace function command.write_payment_file(p jsonb) returns jsonb language plpgsql as $$
declare
  f payment_file;
begin
  select * into f from payment_file where id = (p->>'id')::uuid;
  if f.id is null then
    perform refuse_break(p->>'currency');
    insert into payment_file (id, currency, debtor)
    values ((p->>'id')::uuid, p->>'currency', p->'debtor') returning * into f;
    with mine as (
      select id from payout where state = 'RELEASED' and currency = f.currency
      order by id for no key update)
    update payout set state = 'SENT', file_id = f.id from mine where payout.id = mine.id;
    if not found then
      perform refuse('NOTHING_TO_PAY', jsonb_build_object('currency', f.currency));
    end if;
  end if;
  return payment_file_json(f);
end $$;
