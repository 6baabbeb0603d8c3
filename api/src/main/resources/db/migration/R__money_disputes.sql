-- Disputes. Everything about one happens under the lock of its contract's billing, which comes
-- before all others, so a dispute needs none of its own.

create or replace function is_live(d dispute) returns boolean language sql immutable as $$
  select d.state in ('OPEN', 'ANSWERED', 'RULED', 'APPEALED')
$$;

create or replace function entry_json(e dispute_entry, p_currency text) returns jsonb
language sql stable as $$
  select jsonb_build_object('id', e.id, 'kind', e.kind, 'by', e.party, 'at', e.at,
    'words', e.words, 'evidence', (
      select jsonb_build_object('id', v.id, 'name', v.name, 'type', v.type, 'size', v.size,
        'sha256', v.sha256) from evidence v where v.id = e.evidence_id),
    'amount', case when e.amount is not null then money_json(e.amount, p_currency) end)
$$;

create or replace function dispute_json(d dispute) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', d.id, 'contractId', d.contract_id,
    'openerId', d.opener_id, 'respondentId', d.respondent_id, 'subject', jsonb_build_object(
      'kind', d.subject, 'invoiceId', d.invoice_id, 'chargeCode', d.charge_code,
      'day', d.day, 'what', d.what),
    'amount', money_json(d.amount, r.currency), 'frozen', money_json(d.frozen, r.currency),
    'state', d.state, 'openedAt', d.opened_at, 'answerBy', d.answer_by, 'appealBy', d.appeal_by,
    'appealDays', d.appeal_days, 'governingLaw', d.governing_law, 'seat', d.seat,
    'awarded', case when d.awarded is not null then money_json(d.awarded, r.currency) end,
    'paid', case when d.paid is not null then money_json(d.paid, r.currency) end,
    'timeline', (select jsonb_agg(entry_json(e, r.currency) order by e.seq)
                 from dispute_entry e where e.dispute_id = d.id)))
  from reservation r where r.contract_id = d.contract_id
$$;

create or replace function tell(
  d dispute, p_id uuid, p_kind text, p_party text, p_at timestamptz, p_words text,
  p_amount bigint, p_evidence uuid default null) returns void language plpgsql as $$
begin
  insert into dispute_entry (id, dispute_id, kind, party, at, words, amount, evidence_id)
  values (p_id, d.id, p_kind, p_party, p_at, p_words, p_amount, p_evidence);
  perform emit('DISPUTE_' || p_kind, d.id, d.opener_id, d.respondent_id);
end $$;

create or replace function refuse_value(p_field text, p_problem text) returns void
language plpgsql as $$
begin
  perform refuse('VALIDATION_FAILED', jsonb_build_object('field', p_field, 'problem', p_problem));
end $$;

-- Refuses a line that is not to be disputed, or not that much of it. The caller is the exporter, to
-- whom invoices are written.
create or replace function refuse_line(p jsonb, r reservation) returns void language plpgsql as $$
declare
  v_code  text := p->'subject'->>'chargeCode';
  v_until timestamptz;
  v_free  bigint;
  i       document;
begin
  select * into i from document
  where id = (p->'subject'->>'invoiceId')::uuid and kind = 'INVOICE'
    and contract_id = r.contract_id and recipient_id = (p->>'callerId')::uuid;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  v_until := (i.doc->>'issuedAt')::timestamptz
    + make_interval(hours => 24 * (p->'rules'->>'invoiceDays')::int);
  v_free := minor_sum(i.doc->'lines', v_code) - coalesce((
    select sum(amount) from dispute
    where invoice_id = i.id and charge_code = v_code and state <> 'WITHDRAWN'), 0)::bigint;
  if exists (select 1 from document n where n.corrects = i.id
      and not exists (select 1 from dispute d where d.id = n.id)) then
    perform refuse('ALREADY_CREDITED');
  elsif (p->>'now')::timestamptz > v_until then
    perform refuse('DISPUTE_TOO_LATE', jsonb_build_object('until', to_jsonb(v_until)#>>'{}'));
  elsif v_free < (p->>'minor')::bigint then
    perform refuse('DISPUTE_EXCEEDS_LINE', jsonb_build_object(
      'free', money_text(greatest(v_free, 0), r.decimals), 'currency', r.currency));
  end if;
end $$;

-- Where the money of a dispute is frozen, and where what is left of it goes back to.
create or replace function disputed_source(d dispute, b billing, r reservation) returns bigint
language plpgsql as $$
begin
  return case
    when d.respondent_id = r.exporter_id and b.state = 'RUNNING'
      then account_of('DEPOSIT', d.contract_id, r)
    else wallet_of(d.respondent_id, r.currency, r.decimals) end;
end $$;

-- p: id, contractId, callerId, subject, minor, currency, statement, rules, now
create or replace function command.open_dispute(p jsonb) returns jsonb language plpgsql as $$
declare
  v_contract uuid := (p->>'contractId')::uuid;
  v_caller   uuid := (p->>'callerId')::uuid;
  v_now      timestamptz := (p->>'now')::timestamptz;
  s          jsonb := p->'subject';
  b          billing;
  r          reservation;
  d          dispute;
  v_source   bigint;
  v_frozen   bigint;
begin
  select * into b from billing where contract_id = v_contract for no key update;
  r := reservation_of(v_contract);
  if r.id is null or v_caller not in (r.exporter_id, r.owner_id) then
    perform refuse('NOT_FOUND');
  end if;
  select * into d from dispute where id = (p->>'id')::uuid;
  if found then
    return dispute_json(d);
  elsif b.state = 'AWAITING_ACCEPTANCE' then
    perform refuse_not_running(b);
  elsif r.exporter_id = r.owner_id then
    perform refuse_value('contractId', 'must be a lease from somebody else');
  elsif r.currency <> p->>'currency' then
    perform refuse_value('amount.currency', 'must be ' || r.currency || ', as the lease is paid');
  elsif s->>'kind' = 'INVOICE_LINE' then
    perform refuse_line(p, r);
  end if;
  if exists (select 1 from dispute o where o.contract_id = v_contract and is_live(o)
      and o.subject = s->>'kind' and o.invoice_id is not distinct from (s->>'invoiceId')::uuid
      and o.charge_code is not distinct from s->>'chargeCode'
      and o.day is not distinct from (s->>'day')::date
      and o.what is not distinct from s->>'what') then
    perform refuse('ALREADY_DISPUTED');
  end if;
  insert into dispute (id, contract_id, opener_id, respondent_id, subject, invoice_id, charge_code,
    day, what, amount, frozen, opened_at, answer_by, appeal_days, governing_law, seat)
  values ((p->>'id')::uuid, v_contract, v_caller,
    case when v_caller = r.exporter_id then r.owner_id else r.exporter_id end, s->>'kind',
    (s->>'invoiceId')::uuid, s->>'chargeCode', (s->>'day')::date, s->>'what',
    (p->>'minor')::bigint, 0, v_now,
    v_now + make_interval(hours => 24 * (p->'rules'->>'answerDays')::int),
    (p->'rules'->>'appealDays')::int, p->'rules'->>'governingLaw', p->'rules'->>'seat')
  returning * into d;
  -- Of an owner's dispute only the deposit, never the exporter's wallet.
  if d.respondent_id = r.owner_id or b.state = 'RUNNING' then
    v_source := disputed_source(d, b, r);
    perform 1 from account where id = v_source for no key update;
    v_frozen := least(d.amount, case when d.respondent_id = r.owner_id
      then (select balance from account where id = v_source) else free_deposit(v_contract) end);
    if v_frozen > 0 then
      perform post(gen_random_uuid(), 'DISPUTE_FREEZE', d.id::text,
        array[v_source, account_of('DISPUTED', v_contract, r)], array[-v_frozen, v_frozen]);
      update dispute set frozen = v_frozen where id = d.id returning * into d;
    end if;
  end if;
  perform tell(d, d.id, 'OPENED', 'OPENER', v_now, p->>'statement', d.amount);
  return dispute_json(d);
end $$;

create or replace function lock_dispute(p_id uuid) returns dispute language plpgsql as $$
declare
  d dispute;
begin
  perform 1 from billing
  where contract_id = (select contract_id from dispute where id = p_id) for no key update;
  -- A statement of its own, so that it sees what was committed while the row was waited for.
  select * into d from dispute where id = p_id;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  return d;
end $$;

-- What the caller is in a dispute; nobody calls when it is time that goes on.
-- p: callerId, operator
create or replace function party_in(d dispute, p jsonb) returns text language plpgsql as $$
declare
  v_caller uuid := (p->>'callerId')::uuid;
  v_party  text := case v_caller when d.opener_id then 'OPENER' when d.respondent_id then 'RESPONDENT'
    else case when (p->>'operator')::boolean then 'OPERATOR' end end;
begin
  if v_caller is null then
    return 'TIME';
  elsif v_party is null then
    perform refuse('NOT_FOUND');
  end if;
  return v_party;
end $$;

-- Where a command leads, as Dispute.after has it.
create or replace function next_state(
  d dispute, p_party text, p_command text, p_now timestamptz) returns text language plpgsql as $$
declare
  v_next text;
begin
  if not exists (select 1 from dispute_mover where command = p_command and party = p_party) then
    perform refuse('NOT_YOUR_MOVE');
  end if;
  select next into v_next from dispute_step where state = d.state and command = p_command;
  if not found or (p_command = 'CLOSE' and p_now < d.appeal_by) then
    perform refuse('DISPUTE_OUT_OF_TURN', jsonb_build_object('state', d.state));
  elsif p_command = 'ANSWER' and p_now >= d.answer_by then
    perform refuse('DISPUTE_DEADLINE_PASSED',
      jsonb_build_object('deadline', to_jsonb(d.answer_by)#>>'{}'));
  elsif p_command = 'APPEAL' and p_now >= d.appeal_by then
    perform refuse('DISPUTE_DEADLINE_PASSED',
      jsonb_build_object('deadline', to_jsonb(d.appeal_by)#>>'{}'));
  elsif p_command = 'RULE' and d.state = 'OPEN' and p_now < d.answer_by then
    perform refuse('DISPUTE_AWAITS_ANSWER',
      jsonb_build_object('answerBy', to_jsonb(d.answer_by)#>>'{}'));
  end if;
  return v_next;
end $$;

create or replace function refuse_full(d dispute, p_party text, p_kind text, p_most jsonb)
returns void language plpgsql as $$
begin
  if (select count(*) from dispute_entry
      where dispute_id = d.id and kind = p_kind and party = p_party) >= p_most::int then
    perform refuse('DISPUTE_FULL', jsonb_build_object('most', p_most::text));
  end if;
end $$;

-- What the other side offered last, if that is what is accepted.
create or replace function offered(d dispute, p_party text, p_offer uuid) returns bigint
language plpgsql as $$
declare
  e dispute_entry;
begin
  select * into e from dispute_entry
  where dispute_id = d.id and kind = 'OFFERED' and party <> p_party order by seq desc limit 1;
  if e.id is distinct from p_offer then
    perform refuse('OFFER_NOT_OPEN');
  end if;
  return e.amount;
end $$;

-- p: id, entryId, callerId, operator, command, words, minor, currency, offerId, mostOffers, now
create or replace function command.move_dispute(p jsonb) returns jsonb language plpgsql as $$
declare
  v_command text := p->>'command';
  v_now     timestamptz := (p->>'now')::timestamptz;
  v_minor   bigint := (p->>'minor')::bigint;
  d         dispute := lock_dispute((p->>'id')::uuid);
  r         reservation := reservation_of(d.contract_id);
  v_party   text := party_in(d, p);
  v_next    text := next_state(d, v_party, v_command, v_now);
begin
  if v_minor > d.amount or p->>'currency' <> r.currency then
    perform refuse_value(case v_command when 'RULE' then 'award' else 'amount' end,
      format('must be at most %s %s', r.currency, money_text(d.amount, r.decimals)));
  elsif v_command = 'OFFER' then
    perform refuse_full(d, v_party, 'OFFERED', p->'mostOffers');
  elsif v_command = 'ACCEPT' then
    v_minor := offered(d, v_party, (p->>'offerId')::uuid);
  elsif v_command = 'CLOSE' then
    v_minor := d.awarded;
  end if;
  if v_next in ('FINAL', 'SETTLED', 'WITHDRAWN') then
    d := end_dispute(d, r, v_next, coalesce(v_minor, 0), p);
  else
    update dispute set state = v_next,
      awarded = case v_next when 'RULED' then coalesce(awarded, v_minor) else awarded end,
      appeal_by = case when v_command = 'RULE'
        then v_now + make_interval(hours => 24 * appeal_days) else appeal_by end
    where id = d.id returning * into d;
  end if;
  perform tell(d, (p->>'entryId')::uuid,
    case when v_command = 'OFFER' then 'OFFERED' else v_next end, v_party, v_now, p->>'words',
    v_minor);
  return dispute_json(d);
end $$;

-- The award is paid out of what is frozen, and the rest goes back. What the frozen money lacks stays
-- owed: nothing else is taken.
create or replace function end_dispute(
  d dispute, r reservation, p_state text, p_award bigint, p jsonb) returns dispute
language plpgsql as $$
declare
  v_paid bigint := least(p_award, d.frozen);
  b      billing;
begin
  select * into b from billing where contract_id = d.contract_id;
  if d.subject = 'INVOICE_LINE' and p_award > 0 then
    perform credit_line(d, r, p_award, p);
  end if;
  if d.frozen > 0 then
    perform post(gen_random_uuid(), 'DISPUTE_END', d.id::text,
      array[account_of('DISPUTED', d.contract_id, r),
            wallet_of(d.opener_id, r.currency, r.decimals), disputed_source(d, b, r)],
      array[-d.frozen, v_paid, d.frozen - v_paid]);
  end if;
  update dispute set state = p_state, awarded = p_award, paid = v_paid
  where id = d.id returning * into d;
  return d;
end $$;

-- The award as credit notes on the invoice, under the dispute's id, and on the owner's statement. Their
-- reason is what was said with the ruling, or with the offer that was accepted.
create or replace function credit_line(d dispute, r reservation, p_award bigint, p jsonb)
returns void language plpgsql as $$
declare
  v_note jsonb := jsonb_build_object('kind', 'CREDIT_NOTE', 'issuedAt', p->'now',
    'reason', coalesce(p->>'words', (select words from dispute_entry
      where dispute_id = d.id and case when p->>'offerId' is null then kind = 'RULED'
        else id = (p->>'offerId')::uuid end)),
    'lines', jsonb_build_array(jsonb_build_object('code', d.charge_code, 'quantity', 1,
      'rate', money_text(p_award, r.decimals)::numeric,
      'amount', money_json(-p_award, r.currency))));
  v_of   document;
begin
  for v_of in
    select * from document where id in (d.invoice_id, statement_id(d.invoice_id)) order by seq
  loop
    perform issue(v_of.doc - 'number' - 'total' || v_note || jsonb_build_object(
      'id', case v_of.id when d.invoice_id then d.id else statement_id(d.id) end,
      'corrects', v_of.id), r.currency);
  end loop;
  perform emit('INVOICE_CREDITED', d.id, d.opener_id, d.respondent_id);
end $$;

-- p: id, callerId, operator, evidence, content (base64), mostFiles, now
create or replace function command.add_evidence(p jsonb) returns jsonb language plpgsql as $$
declare
  e       jsonb := p->'evidence';
  v_id    uuid := (e->>'id')::uuid;
  v_now   timestamptz := (p->>'now')::timestamptz;
  d       dispute := lock_dispute((p->>'id')::uuid);
  v_party text := party_in(d, p);
begin
  perform next_state(d, v_party, 'ADD_EVIDENCE', v_now);
  perform refuse_full(d, v_party, 'EVIDENCE_ADDED', p->'mostFiles');
  insert into evidence (id, dispute_id, name, type, size, sha256, content)
  values (v_id, d.id, e->>'name', e->>'type', (e->>'size')::int, e->>'sha256',
    decode(p->>'content', 'base64'));
  perform tell(d, v_id, 'EVIDENCE_ADDED', v_party, v_now, null, null, v_id);
  return dispute_json(d);
end $$;
