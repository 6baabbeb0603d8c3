-- Numbers of `seq` become visible out of order. The transaction says which events a reader can have
-- seen: all of those below the oldest that was still running, see PostgresOffers.
alter table event add tx xid8 not null default pg_current_xact_id();
create index on event (tx);
