-- Owners who decide on a lease before it runs. Locks are taken in the order that R__commands.sql
-- says; the parts of a split wait for one another, and so are locked together.

create or replace function acceptance_json(a acceptance) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('contractId', a.contract_id, 'state', a.state,
    'asked', a.asked, 'askedAt', a.asked_at, 'answerBy', a.answer_by,
    'answeredAt', a.answered_at, 'reason', a.reason, 'words', a.words))
    || jsonb_build_object('terms', r.terms)
  from reservation r where r.contract_id = a.contract_id
$$;

-- When the owner of a lease that is settled now must have answered; null if it takes it at once.
create or replace function answer_by(r reservation) returns timestamptz language plpgsql stable as $$
declare
  v_asking jsonb := r.terms->'conditions'->'asking';
begin
  return case when v_asking->>'hours' is not null then least(
    clock_timestamp() + (v_asking->>'hours')::int * interval '1 hour',
    (r.terms->'stay'->>'from')::timestamp at time zone (r.terms->'site'->>'zone')
      - (v_asking->>'leadHours')::int * interval '1 hour') end;
end $$;

-- Asks the owners of a lease that has just been settled, if one of them is to decide. Of a split,
-- none of the parts runs before all owners said yes, which those who need not be asked have.
create or replace function ask_owners(r reservation) returns void language plpgsql as $$
declare
  v_by timestamptz;
begin
  if r.split_id is null then
    v_by := answer_by(r);
  else
    select min(answer_by(o)) into v_by from reservation o where split_id = r.split_id;
  end if;
  if v_by is null then
    return;
  elsif v_by <= clock_timestamp() then
    perform refuse('ACCEPTANCE_TOO_LATE', jsonb_build_object('answerBy', to_jsonb(v_by)#>>'{}'));
  end if;
  insert into acceptance (contract_id, owner_id, asked, asked_at, answer_by, state)
  select contract_id, owner_id, answer_by(o) is not null, clock_timestamp(), v_by,
    case when answer_by(o) is null then 'ACCEPTED' else 'AWAITED' end
  from reservation o where id = any (parts_of(r));
  update billing set state = 'AWAITING_ACCEPTANCE'
  where contract_id in (select contract_id from reservation where id = any (parts_of(r)));
  perform emit('ACCEPTANCE_ASKED', contract_id, exporter_id, owner_id)
  from reservation o where id = any (parts_of(r)) and answer_by(o) is not null;
end $$;

-- The contracts that wait for one another, their billings locked.
create or replace function lock_waiting(p_contract uuid) returns uuid[] language plpgsql as $$
declare
  v_all uuid[] := array(
    select contract_id from reservation where id = any (parts_of(reservation_of(p_contract))));
begin
  perform 1 from billing where contract_id = any (v_all) order by contract_id for no key update;
  return v_all;
end $$;

create or replace function refuse_unawaited(p_contract uuid) returns void language plpgsql as $$
declare
  v_state text := (select state from billing where contract_id = p_contract);
begin
  if v_state <> 'AWAITING_ACCEPTANCE' then
    perform refuse('ACCEPTANCE_NOT_AWAITED', jsonb_build_object('state', v_state));
  end if;
end $$;

-- Locks what an owner answers about, with its siblings, if it still may.
-- p: contractId, callerId, now
create or replace function begin_answer(p jsonb) returns uuid[] language plpgsql as $$
declare
  v_id  uuid := (p->>'contractId')::uuid;
  v_all uuid[] := lock_waiting(v_id);
  a     acceptance;
begin
  if (reservation_of(v_id)).owner_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  end if;
  perform refuse_unawaited(v_id);
  select * into a from acceptance where contract_id = v_id;
  if a.state <> 'AWAITED' then
    perform refuse('ACCEPTANCE_NOT_AWAITED', jsonb_build_object('state', a.state));
  elsif a.answer_by <= (p->>'now')::timestamptz then
    perform refuse('ACCEPTANCE_TOO_LATE',
      jsonb_build_object('answerBy', to_jsonb(a.answer_by)#>>'{}'));
  end if;
  return v_all;
end $$;

create or replace function acceptance_now(p jsonb) returns jsonb language sql stable as $$
  select acceptance_json(a) from acceptance a where contract_id = (p->>'contractId')::uuid
$$;

-- p: contractId, callerId, now
create or replace function command.accept_lease(p jsonb) returns jsonb language plpgsql as $$
declare
  v_all uuid[] := begin_answer(p);
  r     reservation := reservation_of((p->>'contractId')::uuid);
begin
  update acceptance set state = 'ACCEPTED', answered_at = (p->>'now')::timestamptz
  where contract_id = r.contract_id;
  perform emit('CONTRACT_ACCEPTED', r.contract_id, r.exporter_id, r.owner_id);
  if not exists (
    select from acceptance where contract_id = any (v_all) and state <> 'ACCEPTED')
  then
    update billing set state = 'RUNNING' where contract_id = any (v_all);
  end if;
  return acceptance_now(p);
end $$;

-- p: contractId, callerId, reason, words (or null), now
create or replace function command.decline_lease(p jsonb) returns jsonb language plpgsql as $$
declare
  v_all uuid[] := begin_answer(p);
begin
  update acceptance set state = 'DECLINED', answered_at = (p->>'now')::timestamptz,
    reason = p->>'reason', words = p->>'words'
  where contract_id = (p->>'contractId')::uuid;
  update acceptance set state = 'DROPPED' where contract_id = any (v_all) and state = 'AWAITED';
  perform undo_leases(v_all, 'DECLINED');
  return acceptance_now(p);
end $$;

-- p: contractId, callerId, now
create or replace function command.withdraw_lease(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id  uuid := (p->>'contractId')::uuid;
  v_all uuid[] := lock_waiting(v_id);
begin
  if (reservation_of(v_id)).exporter_id is distinct from (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  end if;
  perform refuse_unawaited(v_id);
  perform end_waiting(v_all, (p->>'now')::timestamptz, 'WITHDRAWN');
  return acceptance_now(p);
end $$;

-- p: contractId, now
create or replace function command.lapse_lease(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id  uuid := (p->>'contractId')::uuid;
  v_all uuid[] := lock_waiting(v_id);
begin
  return to_jsonb((select state from billing where contract_id = v_id) = 'AWAITING_ACCEPTANCE'
    and end_waiting(v_all, (p->>'now')::timestamptz, null));
end $$;

-- Ends what nobody said no to: after the deadline it has lapsed, before it what is said; null for
-- nothing. Says whether it ended.
create or replace function end_waiting(p_all uuid[], p_now timestamptz, p_state text)
returns boolean language plpgsql as $$
declare
  v_state text := case
    when (select min(answer_by) from acceptance where contract_id = any (p_all)) <= p_now
    then 'LAPSED' else p_state end;
begin
  if v_state is null then
    return false;
  end if;
  update acceptance set state = v_state where contract_id = any (p_all) and state = 'AWAITED';
  perform undo_leases(p_all, v_state);
  return true;
end $$;

-- Undoes leases that do not run yet: their days are free, their request is open and their money is
-- back. All are parts of one request, and their billings are locked. What was to be added to a lease
-- fits nowhere else, so its request is closed.
create or replace function undo_leases(p_all uuid[], p_state text) returns void
language plpgsql as $$
declare
  r          reservation;
  v_escrow   bigint;
  v_deposit  bigint;
  v_accounts bigint[];
begin
  perform 1 from reservation where contract_id = any (p_all) order by id for no key update;
  for r in select * from reservation where contract_id = any (p_all) order by listing_id loop
    perform free_days(r, r.days);
  end loop;
  perform move_request(r.request_id, 'LEASED',
    case when r.annex_of is null then 'OPEN' else 'WITHDRAWN' end);
  v_accounts := array(
    select id from account
    where contract_id = any (p_all) or contract_id is null and purpose = 'WALLET'
      and owner_id = r.exporter_id and currency in (
        select currency from reservation where contract_id = any (p_all)));
  if cardinality(v_accounts) > 0 then
    perform lock_for(v_accounts, array_fill(1::bigint, array[cardinality(v_accounts)]));
  end if;
  -- In order of the pools that promise cover.
  for r in select * from reservation where contract_id = any (p_all) order by currency loop
    v_escrow := held(r.contract_id, 'ESCROW');
    v_deposit := held(r.contract_id, 'DEPOSIT');
    if v_escrow + v_deposit > 0 then
      perform post(gen_random_uuid(), 'REVERSAL', r.contract_id::text,
        array[account_of('ESCROW', r.contract_id, r), account_of('DEPOSIT', r.contract_id, r),
              wallet_of(r.exporter_id, r.currency, r.decimals)],
        array[-v_escrow, -v_deposit, v_escrow + v_deposit]);
    end if;
    perform end_promise(r);
    update billing set steps = steps + 1, state = p_state where contract_id = r.contract_id;
    perform emit('CONTRACT_' || p_state, r.contract_id, r.exporter_id, r.owner_id);
  end loop;
end $$;

-- How an owner has answered so far.
create or replace function acceptance_record(p_owner uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('ownerId', p_owner,
    'accepted', count(*) filter (where state = 'ACCEPTED'),
    'declined', (
      select coalesce(jsonb_object_agg(reason, times), '{}')
      from (select reason, count(*) as times from acceptance
            where owner_id = p_owner and asked and state = 'DECLINED' group by reason) declined),
    'lapsed', count(*) filter (where state = 'LAPSED'),
    'medianSeconds', floor(percentile_cont(0.5) within group (
      order by extract(epoch from answered_at - asked_at)::float8))::bigint)
  from acceptance where owner_id = p_owner and asked
$$;
