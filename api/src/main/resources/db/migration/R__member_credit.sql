-- Credit files. What happened is read from the events, what it meant from what they are about.

-- Events that count for one of the parties of a contract. Trades of a member with itself do not.
create or replace function credit_facts(p_member uuid)
returns table (event_id uuid, at timestamptz, kind text) language sql stable as $$
  with mine as materialized (
    select c.id, c.exporter_id = p_member as exports from contract c
    where (c.exporter_id = p_member or c.owner_id = p_member) and c.exporter_id <> c.owner_id),
  happened as (
    select e.id, e.at, e.kind, m.id as contract_id, m.exports,
      lag(e.kind) over (partition by e.subject, e.kind in ('PERIOD_FUNDED', 'PERIOD_UNPAID')
        order by e.seq) as before
    from mine m join event e on e.subject = m.id
    where e.kind in ('PERIOD_FUNDED', 'PERIOD_UNPAID', 'CONTRACT_DEFAULTED', 'CONTRACT_CANCELLED',
      'CONTRACT_ENDED', 'CONTRACT_DECLINED', 'CONTRACT_LAPSED')),
  meant as (
    select id, at, case
      when kind = 'PERIOD_FUNDED' and exports
        then case when before = 'PERIOD_UNPAID' then 'PAID_LATE' else 'PAID_ON_TIME' end
      when kind = 'CONTRACT_DEFAULTED' and exports then 'DEFAULTED'
      when kind = 'CONTRACT_CANCELLED' and exports and exists (
        select from document d where d.contract_id = h.contract_id
          and d.doc->'lines' @> '[{"code": "CANCELLATION_FEE"}]') then 'CANCELLED_LATE'
      when kind = 'CONTRACT_ENDED' then 'COMPLETED'
      when kind in ('CONTRACT_DECLINED', 'CONTRACT_LAPSED') and not exports then (
        select a.state from acceptance a where a.contract_id = h.contract_id
          and 'CONTRACT_' || a.state = kind)
      end as kind
    from happened h)
  select id, at, kind from meant where kind is not null
  union all
  select e.id, e.at, 'CLAIM_LOST'
  from mine m join claim l on l.contract_id = m.id and l.state = 'RULED' and l.awarded > 0
    join event e on e.subject = l.id and e.kind = 'CLAIM_DECIDED'
  where m.exports
$$;

create or replace function credit_history(p_member uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('organizationId', o.id, 'admittedAt', coalesce(
      (select min(at) from event where subject = o.id and kind = 'ORGANIZATION_ADMITTED'), now()),
    'facts', (
      select coalesce(jsonb_agg(jsonb_build_object('eventId', f.event_id, 'at', f.at, 'kind', f.kind,
        'objected', case when b.id is not null then jsonb_build_object('filedAt', b.filed_at,
          'dueAt', b.due_at, 'answered', case when b.verdict is not null then
            jsonb_build_object('at', b.answered_at, 'verdict', b.verdict) end) end)), '[]')
      from credit_facts(o.id) f
        left join objection b on b.organization_id = o.id and b.event_id = f.event_id))
  from organization o where o.id = p_member
$$;

-- p: file, seen
create or replace function command.keep_credit(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id     uuid := (p->'file'->>'organizationId')::uuid;
  v_tier   text := p->'file'->>'tier';
  v_before text;
begin
  perform pg_advisory_xact_lock(hashtext('credit'), hashtext(v_id::text));
  select tier into v_before from credit_file where organization_id = v_id;
  delete from credit_due where seq = any (
    array(select jsonb_array_elements_text(p->'seen'))::bigint[]);
  insert into credit_file (organization_id, graded_at, tier, doc)
  values (v_id, (p->'file'->>'gradedAt')::timestamptz, v_tier, p->'file')
  on conflict (organization_id) do update
  set graded_at = excluded.graded_at, tier = excluded.tier, doc = excluded.doc
  where credit_file.graded_at <= excluded.graded_at;
  if v_before <> v_tier then
    perform emit('CREDIT_TIER_CHANGED', v_id, v_id);
  end if;
  return (select doc from credit_file where organization_id = v_id);
end $$;
