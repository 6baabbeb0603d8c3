-- All members' money at one instant, which one statement sees. What is held for a lease is its
-- exporter's until it is released; what is on its way to a member's bank is the member's until it is
-- paid.
-- p: everyMillis
create or replace function command.count_reserves(p jsonb) returns jsonb language plpgsql as $$
declare
  v_counted int;
begin
  if not pg_try_advisory_xact_lock(hashtext('reserves'), 0) or exists (
    select 1 from reserve_count
    where at > clock_timestamp() - (p->>'everyMillis')::bigint * interval '1 millisecond')
  then
    return '0';
  end if;
  with owed as (
    select member_id, currency, sum(minor) as sum
    from (
      select coalesce(a.owner_id, c.exporter_id) as member_id, a.currency, a.balance as minor
      from account a left join contract c on c.id = a.contract_id
      where a.purpose in ('WALLET', 'ESCROW', 'DEPOSIT')
      union all
      -- Frozen money is whose it was until the dispute is over.
      select d.respondent_id, r.currency, d.frozen
      from dispute d join reservation r on r.contract_id = d.contract_id where is_live(d)
      union all
      select member_id, currency, minor from payout
      where state in ('REQUESTED', 'APPROVED', 'RELEASED', 'SENT')) each
    group by 1, 2 having sum(minor) > 0),
  counted as (
    insert into reserve_count (at, currency, bank)
    -- The bank has what it told of, and the card provider what it has captured.
    select clock_timestamp(), currency, coalesce(
      -sum(balance) filter (where purpose in ('BANK', 'CARD', 'CARD_CLEARING')), 0)
    from account group by currency
    returning id, currency),
  leaves as (
    insert into reserve_leaf (count_id, member_id, sum)
    select n.id, o.member_id, o.sum from owed o join counted n using (currency))
  select count(*) into v_counted from counted;
  return to_jsonb(v_counted);
end $$;

create or replace function reserve_json(r reserve_count) returns jsonb language sql stable as $$
  select jsonb_build_object('id', r.id, 'at', r.at, 'bank', money_json(r.bank, r.currency),
    'leaves', (select coalesce(jsonb_agg(jsonb_build_object('memberId', l.member_id,
                 'salt', l.salt, 'sum', l.sum) order by l.salt), '[]')
               from reserve_leaf l where l.count_id = r.id))
$$;

-- p: a statement
create or replace function command.state_reserves(p jsonb) returns jsonb language plpgsql as $$
begin
  update reserve_count set doc = p where id = (p->>'id')::uuid and doc is null;
  return (select doc from reserve_count where id = (p->>'id')::uuid);
end $$;
