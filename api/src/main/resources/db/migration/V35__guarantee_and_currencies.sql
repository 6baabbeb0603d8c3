-- Money of the exchange's own: what members convert into, and what the guarantee pays from.

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in
  ('WALLET', 'ESCROW', 'DEPOSIT', 'GUARANTEE', 'FEES', 'FX', 'RECEIVABLE', 'SUBROGATED', 'PAYOUT',
   'SUSPENSE', 'BANK'));
-- The exchange converts only into what it has, so that the bank never holds less of a currency
-- than members are owed in it.
alter table account drop constraint no_client_overdraft;
alter table account add constraint no_client_overdraft
  check (balance >= 0 or purpose in ('BANK', 'RECEIVABLE'));
alter table account add constraint receivables_are_owed
  check (purpose <> 'RECEIVABLE' or balance <= 0);
alter table account drop constraint owner_fits_purpose;
alter table account add constraint owner_fits_purpose check (
  (purpose = 'WALLET') = (owner_id is not null)
  and (purpose in ('ESCROW', 'DEPOSIT', 'RECEIVABLE')) = (contract_id is not null));

insert into transfer_leg values
  ('OWN_FUNDS', -1, 'BANK'), ('OWN_FUNDS', 1, 'GUARANTEE'), ('OWN_FUNDS', 1, 'FX'),
  ('CONVERSION', -1, 'WALLET'), ('CONVERSION', -1, 'FX'),
  ('CONVERSION', 1, 'WALLET'), ('CONVERSION', 1, 'FX'),
  ('COVER', -1, 'GUARANTEE'), ('COVER', -1, 'RECEIVABLE'),
  ('COVER', 1, 'WALLET'), ('COVER', 1, 'SUBROGATED'),
  ('RECOVERY', -1, 'WALLET'), ('RECOVERY', -1, 'SUBROGATED'),
  ('RECOVERY', 1, 'GUARANTEE'), ('RECOVERY', 1, 'RECEIVABLE');

drop index one_transfer_a_cause;
create unique index one_transfer_a_cause on transfer (kind, cause)
  where kind not in ('FUNDING', 'SETTLEMENT', 'OWN_FUNDS');

create table rate_table (
  id    uuid primary key,
  seq   bigint generated always as identity unique,
  as_of timestamptz not null,
  doc   jsonb not null
);
create index on rate_table (as_of, seq);
create trigger rate_table_is_final before update or delete on rate_table
  for each row execute function refuse_change();

create table conversion (
  id          uuid primary key,
  member_id   uuid not null references organization,
  valid_until timestamptz not null,
  executed_at timestamptz,
  doc         jsonb not null -- as it was quoted
);
create trigger conversion_is_final before update of doc, member_id, valid_until or delete
  on conversion for each row execute function refuse_change();

-- What running leases are promised. Its row is locked after every account.
create table guarantee_pool (
  currency text primary key,
  promised bigint not null default 0 check (promised >= 0)
);

-- What was paid to owners, and is owed by exporters instead.
create table receivable (
  contract_id uuid primary key references contract,
  seq         bigint generated always as identity unique,
  exporter_id uuid not null references organization,
  owner_id    uuid not null references organization,
  currency    text not null,
  decimals    int not null,
  paid        bigint not null check (paid > 0),
  owed        bigint not null check (owed between 0 and paid),
  paid_at     timestamptz not null
);
create index on receivable (exporter_id, currency) where owed > 0;
create index on receivable (owner_id);

-- Two may be stated for the same instant; the later one counts.
alter table rulebook drop constraint rulebook_pkey;
alter table rulebook
  add id uuid unique default gen_random_uuid(),
  add seq bigint generated always as identity unique;
create index on rulebook (valid_from, seq);
alter table rulebook disable trigger rulebook_is_final;
update rulebook set doc = doc || '{"cover": {"periods": 0, "deductiblePercent": 0}}';
alter table rulebook enable trigger rulebook_is_final;

-- Terms that were made before have no cover.
create function with_cover(terms jsonb) returns jsonb language sql as $$
  select jsonb_set(terms, '{conditions,cover}', jsonb_build_object(
    'limit', nothing, 'deductible', nothing))
  from jsonb_build_object('minor', 0, 'currency', terms->'bill'->'currency') nothing
$$;
alter table reservation disable trigger terms_are_final;
update reservation set terms = with_cover(terms);
alter table reservation enable trigger terms_are_final;
update quote set doc = jsonb_set(doc, '{terms}', with_cover(doc->'terms'));
update attempt set answer = jsonb_set(answer, '{terms}', with_cover(answer->'terms'))
where jsonb_typeof(answer) = 'object' and answer ? 'terms';
drop function with_cover(jsonb);
