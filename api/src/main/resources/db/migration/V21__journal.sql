-- Every transfer, in the order in which it was seen to be committed, each sealed with a hash of
-- itself and of the one before.

alter table transfer add tx xid8 not null default pg_current_xact_id();
create index on transfer (tx);

create table journal_entry (
  number      bigint primary key,
  transfer_id uuid not null unique references transfer,
  hash        bytea not null
);
create trigger journal_entry_is_final before update or delete on journal_entry
  for each row execute function refuse_change();

-- How far it goes, so that an end that is cut off is missed. Transfers of transactions before
-- sealed_tx are all in the journal.
create table journal_head (
  number    bigint not null,
  hash      bytea not null,
  sealed_tx xid8 not null
);
create unique index only_one_head on journal_head ((true));
insert into journal_head values (0, '', '0');

-- The head as it was told to everybody, once a day.
create table journal_anchor (
  day    date primary key,
  number bigint not null unique,
  hash   bytea not null,
  at     timestamptz not null default clock_timestamp()
);
create trigger journal_anchor_is_final before update or delete on journal_anchor
  for each row execute function refuse_change();
