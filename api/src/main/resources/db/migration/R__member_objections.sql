-- Objections to facts of credit files, and the scorecards by which these are graded.

create or replace function objection_json(o objection) returns jsonb language sql immutable as $$
  select jsonb_build_object('id', o.id, 'organizationId', o.organization_id,
    'eventId', o.event_id, 'words', o.words, 'filedAt', o.filed_at, 'dueAt', o.due_at,
    'answer', case when o.verdict is not null then jsonb_build_object(
      'verdict', o.verdict, 'words', o.answer, 'by', o.answered_by, 'at', o.answered_at) end)
$$;

-- p: an objection
create or replace function command.file_objection(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id     uuid := (p->>'id')::uuid;
  v_member uuid := (p->>'organizationId')::uuid;
  v_event  uuid := (p->>'eventId')::uuid;
begin
  if not exists (select from objection where id = v_id) then
    if not exists (select from credit_facts(v_member) where event_id = v_event) then
      perform refuse('NOT_FOUND');
    end if;
    insert into objection (id, organization_id, event_id, words, filed_at, due_at)
    values (v_id, v_member, v_event, p->>'words', (p->>'filedAt')::timestamptz,
      (p->>'dueAt')::timestamptz)
    on conflict (organization_id, event_id) do nothing;
    if not found then
      perform refuse('ALREADY_OBJECTED');
    end if;
    perform emit('CREDIT_OBJECTION_FILED', v_id, v_member);
  end if;
  return (select objection_json(o) from objection o where id = v_id);
end $$;

-- p: id, organizationId, answer
create or replace function command.answer_objection(p jsonb) returns jsonb language plpgsql as $$
declare
  a jsonb := p->'answer';
  o objection;
begin
  select * into o from objection
  where id = (p->>'id')::uuid and organization_id = (p->>'organizationId')::uuid
  for no key update;
  if not found then
    perform refuse('NOT_FOUND');
  elsif o.verdict is not null then
    perform refuse('OBJECTION_ANSWERED');
  end if;
  update objection set verdict = a->>'verdict', answer = a->>'words',
    answered_by = (a->>'by')::uuid, answered_at = (a->>'at')::timestamptz
  where id = o.id returning * into o;
  perform emit('CREDIT_FACT_' || o.verdict, o.id, o.organization_id);
  return objection_json(o);
end $$;

-- p: id, card
create or replace function command.state_scorecard(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id uuid := (p->>'id')::uuid;
begin
  perform pg_advisory_xact_lock(hashtext('scorecard'), 0); -- lest two be one version
  insert into scorecard (id, valid_from, doc)
  select v_id, (p->'card'->>'from')::timestamptz,
    p->'card' || jsonb_build_object('version', max((doc->>'version')::int) + 1)
  from scorecard
  on conflict (id) do nothing;
  return (select doc from scorecard where id = v_id);
end $$;
