-- How long a hold lives was all there was to say of it; now how often and how many, too.
alter table reservation
  add asked    boolean not null default false, -- by its exporter, not proposed by a round
  add extended boolean not null default false;
create index on reservation (exporter_id) where state = 'HELD' and asked;
