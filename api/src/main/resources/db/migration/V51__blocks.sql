-- Units that owners keep off the market. A block that was removed is kept, but takes nothing.
create table block (
  id         uuid primary key,
  seq        bigint generated always as identity unique,
  listing_id uuid not null references slot,
  owner_id   uuid not null references organization,
  first_day  int not null, -- index into slot.free, from 1
  days       int not null check (days > 0),
  units      int not null check (units > 0),
  doc        jsonb not null,
  removed_at timestamptz
);
create index on block (listing_id, seq) where removed_at is null;
