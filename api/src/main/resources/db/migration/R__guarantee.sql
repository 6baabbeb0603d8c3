-- The pool that pays first and collects afterwards. Its promises never exceed what it has, so it
-- can keep them all: a payout takes no more out of it than the promise that ends with it.

-- A lease begins that the pool stands for.
create or replace function promise(r reservation) returns void language plpgsql as $$
declare
  v_cover bigint := cover_of(r);
  v_free  bigint;
begin
  if v_cover > 0 then
    insert into guarantee_pool (currency) values (r.currency) on conflict do nothing;
    update guarantee_pool set promised = promised + v_cover where currency = r.currency;
    -- A statement of its own, so that it sees what was committed while the row was waited for.
    select coalesce((select balance from account
      where purpose = 'GUARANTEE' and owner_id is null and contract_id is null
        and currency = r.currency), 0) - promised
    into v_free from guarantee_pool where currency = r.currency;
    if v_free < 0 then
      perform refuse('GUARANTEE_EXHAUSTED', jsonb_build_object(
        'free', money_text(v_free + v_cover, r.decimals),
        'cover', money_text(v_cover, r.decimals), 'currency', r.currency));
    end if;
  end if;
end $$;

-- The lease is over, however it ended.
create or replace function end_promise(r reservation) returns void language plpgsql as $$
begin
  if cover_of(r) > 0 then
    update guarantee_pool set promised = promised - cover_of(r) where currency = r.currency;
  end if;
end $$;

-- Pays the owner what it misses, as far as the lease is covered, and has the claim from then on.
create or replace function pay_cover(p_contract uuid, r reservation, p_loss bigint, p_now timestamptz)
returns void language plpgsql as $$
declare
  v_deductible bigint := (r.terms->'conditions'->'cover'->'deductible'->>'minor')::bigint;
  v_pays       bigint := least(cover_of(r), p_loss - v_deductible);
  v_wallet     bigint;
begin
  if v_pays > 0 then
    perform post(gen_random_uuid(), 'COVER', p_contract::text,
      array[house_account('GUARANTEE', r.currency, r.decimals),
            wallet_of(r.owner_id, r.currency, r.decimals),
            account_of('RECEIVABLE', p_contract, r),
            house_account('SUBROGATED', r.currency, r.decimals)],
      array[-v_pays, v_pays, -v_pays, v_pays]);
    insert into receivable
      (contract_id, exporter_id, owner_id, currency, decimals, paid, owed, paid_at)
    values (p_contract, r.exporter_id, r.owner_id, r.currency, r.decimals, v_pays, v_pays, p_now);
    perform emit('GUARANTEE_PAID', p_contract, r.exporter_id, r.owner_id);
    perform recover(wallet_of(r.exporter_id, r.currency, r.decimals));
  end if;
end $$;

-- Takes what a wallet's member owes to the pool out of it, the oldest first. Whoever puts money
-- into a wallet has locked the accounts, see lock_for.
create or replace function recover(p_wallet bigint) returns void language plpgsql as $$
declare
  v      record;
  v_left bigint;
  v_pays bigint;
begin
  for v in
    select o.* from receivable o
      join account w on w.id = p_wallet and w.owner_id = o.exporter_id and w.currency = o.currency
    where o.owed > 0 order by o.seq
  loop
    select balance into v_left from account where id = p_wallet for no key update;
    v_pays := least(v_left, v.owed);
    exit when v_pays = 0;
    perform post(gen_random_uuid(), 'RECOVERY', v.contract_id || '/' || v.owed,
      array[p_wallet, house_account('GUARANTEE', v.currency, v.decimals),
            (select id from account where contract_id = v.contract_id and purpose = 'RECEIVABLE'),
            house_account('SUBROGATED', v.currency, v.decimals)],
      array[-v_pays, v_pays, v_pays, -v_pays]);
    update receivable set owed = owed - v_pays where contract_id = v.contract_id;
    perform emit('GUARANTEE_RECOVERED', v.contract_id, v.exporter_id);
  end loop;
end $$;

create or replace function guarantee_json(p_currency text) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'balance', money_json(coalesce(sum(balance) filter (where purpose = 'GUARANTEE'), 0)::bigint,
      p_currency),
    'promised', money_json(coalesce(
      (select promised from guarantee_pool where currency = p_currency), 0), p_currency),
    'receivable', money_json(coalesce(sum(balance) filter (where purpose = 'SUBROGATED'), 0)::bigint,
      p_currency))
  from account where currency = p_currency and purpose in ('GUARANTEE', 'SUBROGATED')
$$;

create or replace function receivable_json(o receivable) returns jsonb language sql immutable as $$
  select jsonb_build_object('contractId', o.contract_id, 'exporterId', o.exporter_id,
    'ownerId', o.owner_id, 'paid', money_json(o.paid, o.currency),
    'owed', money_json(o.owed, o.currency), 'paidAt', o.paid_at)
$$;
