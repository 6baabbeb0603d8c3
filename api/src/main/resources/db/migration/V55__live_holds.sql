-- The live holds of a slot, for the court and for ending those that are due.
create index on reservation (listing_id, expires_at) where state = 'HELD';
drop index reservation_expires_at_idx;

-- The live holds that an exporter has asked for are counted before each new one. PostgreSQL takes any
-- index of live holds for as good as another when its statistics are of a moment with none, and might
-- read them all: by a column of its own, no other index will do.
alter table reservation
  add asked_and_held boolean not null generated always as (asked and state = 'HELD') stored;
drop index reservation_exporter_id_idx;
create index on reservation (exporter_id) where asked_and_held;
