-- When rounds start by themselves. The latest is in force, the others are its history.
create table matching_schedule (
  id  uuid primary key,
  seq bigint generated always as identity unique,
  doc jsonb not null
);
create trigger matching_schedule_is_final before update or delete on matching_schedule
  for each row execute function refuse_change();
insert into matching_schedule (id, doc) values (gen_random_uuid(), '{
  "on": false, "everyMinutes": null, "dailyAt": null, "openRequests": null,
  "settings": {"seconds": 10, "seed": 0}, "statedAt": "2026-01-01T00:00:00Z"}');

-- Whether a round has looked at a request.
create index on proposal (request_id);
