-- Every currency at an instant: what others say that they hold, and whose it is by the books.
-- p_captured: by the card provider before that, [{minor, currency}]
create or replace function reconciled(p_end timestamptz, p_captured jsonb)
returns table (currency text, bank bigint, provider bigint, learnt_later bigint, by_hand bigint,
  clients bigint, own bigint, suspense bigint) language sql stable as $$
  with since as materialized (
    select p.account_id, sum(p.amount) as moved
    from transfer t join posting p on p.transfer_id = t.id where t.at >= p_end group by 1),
  balances as (
    select a.currency, a.purpose, a.balance - coalesce(s.moved, 0) as balance
    from account a left join since s on s.account_id = a.id),
  -- An entry that moved no money has no transfer of its name.
  said as (
    select e.currency, sum(e.minor) as minor
    from bank_entry e join bank_statement s on s.id = e.statement_id
      left join transfer t on t.id = e.id
    where coalesce(t.at, s.imported_at) < p_end group by 1),
  captured as (
    select each->>'currency' as currency, (each->>'minor')::bigint as minor
    from jsonb_array_elements(p_captured) each),
  remitted as (
    select a.currency, sum(p.amount) as minor
    from transfer t join posting p on p.transfer_id = t.id join account a on a.id = p.account_id
    where t.kind = 'CARD_REMITTANCE' and t.at < p_end and a.purpose = 'CARD' group by 1),
  late as (
    select c.currency, sum(c.minor) as minor
    from card_payment c join transfer t on t.kind = 'CARD_CAPTURE' and t.cause = c.id::text
    where c.captured_at < p_end and c.captured_at >= p_end - interval '30 days' and t.at >= p_end
    group by 1),
  ours as (
    select currency,
      -sum(balance) filter (where purpose = 'BY_HAND') as by_hand,
      sum(balance) filter (where purpose in ('WALLET', 'ESCROW', 'DEPOSIT', 'DISPUTED', 'PAYOUT')) as clients,
      sum(balance) filter (where purpose in ('FEES', 'GUARANTEE', 'FX')) as own,
      sum(balance) filter (where purpose = 'SUSPENSE') as suspense
    from balances group by currency)
  select currency, coalesce(said.minor, 0)::bigint, (coalesce(captured.minor, 0) - coalesce(remitted.minor, 0))::bigint,
    coalesce(late.minor, 0)::bigint, coalesce(by_hand, 0)::bigint, coalesce(clients, 0)::bigint,
    coalesce(own, 0)::bigint, coalesce(suspense, 0)::bigint
  from ours full join said using (currency) full join captured using (currency)
    full join late using (currency) full join remitted using (currency)
$$;

-- p: day, end, captured
create or replace function command.reconcile_day(p jsonb) returns jsonb language plpgsql as $$
declare
  v_made jsonb;
begin
  if not pg_try_advisory_xact_lock(hashtext('reconciliation'), 0) then
    return '[]';
  end if;
  with made as (
    insert into reconciliation (day, currency, doc)
    select (p->>'day')::date, r.currency, jsonb_build_object('id', gen_random_uuid(),
      'day', p->>'day', 'at', clock_timestamp(), 'bank', money_json(r.bank, r.currency),
      'provider', money_json(r.provider, r.currency),
      'learntLater', money_json(r.learnt_later, r.currency),
      'byHand', money_json(r.by_hand, r.currency), 'clients', money_json(r.clients, r.currency),
      'own', money_json(r.own, r.currency), 'suspense', money_json(r.suspense, r.currency))
    from reconciled((p->>'end')::timestamptz, p->'captured') r
    on conflict do nothing returning doc)
  select coalesce(jsonb_agg(doc), '[]') into v_made from made;
  return v_made;
end $$;
