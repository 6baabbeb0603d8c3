-- Rounds that start by themselves.

-- p: id, schedule
create or replace function command.state_matching_schedule(p jsonb) returns jsonb
language plpgsql as $$
begin
  insert into matching_schedule (id, doc) values ((p->>'id')::uuid, p->'schedule')
  on conflict do nothing;
  return (select doc from matching_schedule where id = (p->>'id')::uuid);
end $$;

-- The latest instant up to p_now at which it was that time of day in UTC.
create or replace function latest_at(p_time time, p_now timestamptz) returns timestamptz
language sql immutable strict as $$
  select case when today > p_now then today - interval '1 day' else today end
  from (select ((p_now at time zone 'UTC')::date + p_time) at time zone 'UTC' as today) t
$$;

-- Whether so many requests are open that no round has looked at.
create or replace function enough_wait(p_most int) returns boolean language sql stable strict as $$
  select count(*) = p_most from (
    select from lease_request r
    where state = 'OPEN' and not exists (select from proposal where request_id = r.id)
    limit p_most) waiting
$$;

-- p: id (of the round, if one is due), now
create or replace function command.start_due_round(p jsonb) returns jsonb language plpgsql as $$
declare
  s      jsonb;
  v_now  timestamptz := (p->>'now')::timestamptz;
  v_last timestamptz;
begin
  -- One decides at a time, and who comes next sees the round of the one before.
  if not pg_try_advisory_xact_lock(hashtext('matching_schedule')) then
    return null;
  end if;
  select doc into s from matching_schedule order by seq desc limit 1;
  if not (s->>'on')::boolean
    or exists (select from matching_round where state in ('QUEUED', 'RUNNING'))
  then
    return null;
  end if;
  select greatest((s->>'statedAt')::timestamptz, max(requested_at)) into v_last
  from matching_round;
  if v_last + make_interval(mins => (s->>'everyMinutes')::int) <= v_now
    or latest_at((s->>'dailyAt')::time, v_now) > v_last
    or enough_wait((s->>'openRequests')::int)
  then
    return command.open_round(
      jsonb_build_object('id', p->'id', 'settings', s->'settings'));
  end if;
  return null;
end $$;
