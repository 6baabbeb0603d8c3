-- What each recount of the books found.
create table recount (
  seq bigint generated always as identity primary key,
  at  timestamptz not null default clock_timestamp(),
  doc jsonb not null
);
