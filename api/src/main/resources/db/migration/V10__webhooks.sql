-- Members read the events that they are party to, newest first.
alter table event
  add id uuid not null default gen_random_uuid(),
  add constraint at_most_two_parties check (cardinality(parties) <= 2);
create index on event ((parties[1]), seq);
create index on event ((parties[2]), seq);

-- Addresses that are told of events.
create table webhook (
  id              uuid primary key,
  seq             bigint generated always as identity unique,
  organization_id uuid not null references organization,
  told_of_all     boolean not null,
  url             text not null,
  kinds           text[] not null, -- empty for all
  state           text not null default 'ENABLED' check (state in ('ENABLED', 'DISABLED', 'REMOVED'))
);
create index on webhook (organization_id);
create index on webhook (id) where told_of_all;

-- One event on its way to one webhook. Refers to both by value: whoever refers to a row locks it,
-- every event of a busy member would lock its webhook's, and neither is ever deleted.
create table delivery (
  id         uuid primary key default gen_random_uuid(),
  webhook_id uuid not null,
  event_seq  bigint not null,
  state      text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts   int not null default 0,
  answer     text,
  -- While a node is sending it, the end of its lease.
  due_at     timestamptz not null default clock_timestamp(),
  ended_at   timestamptz,
  unique (webhook_id, event_seq),
  constraint ended_when_not_pending check ((state = 'PENDING') = (ended_at is null))
) with (fillfactor = 80);
create index on delivery (webhook_id, due_at) where state = 'PENDING';
create index on delivery (ended_at) where state <> 'PENDING';

create index on attempt (at);
