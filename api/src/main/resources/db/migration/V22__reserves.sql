-- What each member had at stated instants, and the statements that were made of it.
create table reserve_count (
  id       uuid primary key default gen_random_uuid(),
  seq      bigint generated always as identity unique,
  at       timestamptz not null,
  currency text not null,
  bank     bigint not null, -- what the bank held by the books
  doc      jsonb -- the statement, once it is made
);
create table reserve_leaf (
  count_id  uuid not null references reserve_count,
  member_id uuid not null references organization,
  salt      text not null default encode(sha256(gen_random_uuid()::text::bytea), 'hex'),
  sum       bigint not null check (sum > 0),
  primary key (count_id, member_id)
);
create index on reserve_leaf (member_id);
create trigger reserve_leaf_is_final before update or delete on reserve_leaf
  for each row execute function refuse_change();
