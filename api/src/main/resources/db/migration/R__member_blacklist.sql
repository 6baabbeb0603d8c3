-- The blacklist. Who is on it is asked in one place: refuse_blacklisted.

create or replace function blacklisting_json(b blacklisting) returns jsonb language sql immutable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', b.id, 'organizationId', b.organization_id,
    'reason', b.reason, 'words', b.words, 'listedBy', b.listed_by, 'since', b.since,
    'until', b.until, 'lifted', b.lifted, 'appeal', case when b.appeal is not null then
      jsonb_build_object('words', b.appeal, 'at', b.appealed_at, 'dueAt', b.answer_due,
        'upheld', b.upheld) end))
$$;

-- Who is on it now.
create or replace function blacklisted() returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(organization_id), '[]') from blacklisting
  where lifted is null and until > now()
$$;

-- Nobody is put on the blacklist while this transaction goes on, so a deal is made before it or not
-- at all. Taken before all other locks: who waits for it has none that others wait for.
create or replace function keep_blacklist() returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('blacklist'), 0);
end $$;

-- Refuses a deal one of whose parties is on it.
create or replace function refuse_blacklisted(variadic p_members uuid[]) returns void
language plpgsql as $$
declare
  b blacklisting;
begin
  perform keep_blacklist();
  select * into b from blacklisting
  where organization_id = any (p_members) and lifted is null and until > clock_timestamp()
  order by until desc limit 1;
  if found then
    perform refuse('MEMBER_BLACKLISTED', jsonb_build_object('organizationId', b.organization_id,
      'since', to_jsonb(b.since)#>>'{}', 'until', to_jsonb(b.until)#>>'{}'));
  end if;
end $$;

-- p: id, organizationId, reason, words, listedBy, until
create or replace function command.list_member(p jsonb) returns jsonb language plpgsql as $$
declare
  v_id     uuid := (p->>'id')::uuid;
  v_member uuid := (p->>'organizationId')::uuid;
begin
  -- Waits for the deals that are being made, see keep_blacklist.
  perform pg_advisory_xact_lock(hashtext('blacklist'), 0);
  if not exists (select from organization where id = v_member) then
    perform refuse('NOT_FOUND');
  end if;
  if not exists (select from blacklisting where id = v_id) then
    perform refuse_blacklisted(v_member);
    insert into blacklisting (id, organization_id, reason, words, listed_by, since, until)
    values (v_id, v_member, p->>'reason', p->>'words', (p->>'listedBy')::uuid, clock_timestamp(),
      (p->>'until')::timestamptz);
    perform emit('MEMBER_BLACKLISTED', v_id, v_member);
  end if;
  return (select blacklisting_json(b) from blacklisting b where id = v_id);
end $$;

-- Locks one that is in force still.
-- p: id, organizationId
create or replace function begin_blacklisting(p jsonb) returns blacklisting language plpgsql as $$
declare
  b blacklisting;
begin
  select * into b from blacklisting
  where id = (p->>'id')::uuid and organization_id = (p->>'organizationId')::uuid
  for no key update;
  if not found then
    perform refuse('NOT_FOUND');
  elsif b.lifted is not null or b.until <= clock_timestamp() then
    perform refuse('BLACKLISTING_ENDED', jsonb_build_object(
      'state', case when b.lifted is null then 'EXPIRED' else 'LIFTED' end));
  end if;
  return b;
end $$;

-- p: id, organizationId, words, withinMillis
create or replace function command.appeal_blacklisting(p jsonb) returns jsonb language plpgsql as $$
declare
  b     blacklisting := begin_blacklisting(p);
  v_now timestamptz := clock_timestamp();
begin
  if b.appeal is not null then
    perform refuse('APPEAL_USED');
  end if;
  update blacklisting set appeal = p->>'words', appealed_at = v_now,
    answer_due = v_now + (p->>'withinMillis')::bigint * interval '1 millisecond'
  where id = b.id returning * into b;
  perform emit('BLACKLISTING_APPEALED', b.id, b.organization_id);
  return blacklisting_json(b);
end $$;

create or replace function decision_json(p jsonb) returns jsonb language sql volatile as $$
  select jsonb_build_object('by', p->'operatorId', 'words', p->'words', 'at', clock_timestamp())
$$;

-- p: id, organizationId, operatorId, words
create or replace function command.uphold_blacklisting(p jsonb) returns jsonb language plpgsql as $$
declare
  b blacklisting := begin_blacklisting(p);
begin
  if b.appeal is null or b.upheld is not null then
    perform refuse('NO_APPEAL');
  elsif b.listed_by = (p->>'operatorId')::uuid then
    perform refuse('ANOTHER_OPERATOR_NEEDED');
  end if;
  update blacklisting set upheld = decision_json(p) where id = b.id returning * into b;
  perform emit('BLACKLISTING_UPHELD', b.id, b.organization_id);
  return blacklisting_json(b);
end $$;

-- p: the same
create or replace function command.lift_blacklisting(p jsonb) returns jsonb language plpgsql as $$
declare
  b blacklisting := begin_blacklisting(p);
begin
  update blacklisting set lifted = decision_json(p) where id = b.id returning * into b;
  perform emit('BLACKLISTING_LIFTED', b.id, b.organization_id);
  return blacklisting_json(b);
end $$;
