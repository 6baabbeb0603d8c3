-- A card provider to try things out with. What a card does is in its name: tok_ok, tok_declined,
-- tok_slow (answers after a second), tok_timeout (does its work and says nothing).

create or replace function sandbox.news(c sandbox.payment) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'paymentId', c.id, 'state', c.state, 'reason', c.reason, 'at', c.at))
$$;

-- What it was asked, and what it answers and how; null where it never heard of the payment. A change
-- is told of as well, each twice, so that old news come after new.
-- p: what (AUTHORISE, CAPTURE, CANCEL, LOOK_UP), id, and to authorise: card, minor, currency
create or replace function sandbox.ask(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id      uuid := (p->>'id')::uuid;
  v_what    text := p->>'what';
  c         sandbox.payment;
  v_changed boolean := false;
begin
  if v_what = 'AUTHORISE' then
    insert into sandbox.payment (id, card, minor, currency, state, reason)
    select v_id, p->>'card', (p->>'minor')::bigint, p->>'currency',
      case when known then 'AUTHORISED' else 'DECLINED' end,
      case when not known then 'the card was declined' end
    from (select p->>'card' in ('tok_ok', 'tok_slow', 'tok_timeout') as known) card
    on conflict do nothing;
    v_changed := found;
  elsif v_what = 'CANCEL' then
    insert into sandbox.payment as x (id, state) values (v_id, 'VOIDED')
    on conflict (id) do update set state = 'VOIDED', at = clock_timestamp()
      where x.state = 'AUTHORISED';
    v_changed := found;
  elsif v_what = 'CAPTURE' then
    update sandbox.payment set state = 'CAPTURED', at = clock_timestamp()
    where id = v_id and state = 'AUTHORISED';
    v_changed := found;
  end if;
  select * into c from sandbox.payment where id = v_id;
  if v_changed then
    insert into sandbox.callback (doc, due_at)
    select sandbox.news(c), clock_timestamp() + late
    from unnest(array[interval '0.2 s', interval '1.5 s']) late;
  end if;
  return case when c.id is not null then jsonb_build_object(
    'news', sandbox.news(c),
    'silent', v_changed and c.card is not distinct from 'tok_timeout',
    'slow', v_changed and c.card is not distinct from 'tok_slow') end;
end $$;

-- Callbacks to send now; those that are not taken come again, for a while.
create or replace function sandbox.callbacks(p_most int) returns setof sandbox.callback
language plpgsql as $$
begin
  delete from sandbox.callback where tries >= 20;
  return query
    with due as (
      select seq from sandbox.callback where due_at <= clock_timestamp()
      order by due_at limit p_most for update skip locked)
    update sandbox.callback c set tries = tries + 1, due_at = clock_timestamp() + interval '5 s'
    from due where c.seq = due.seq returning c.*;
end $$;
