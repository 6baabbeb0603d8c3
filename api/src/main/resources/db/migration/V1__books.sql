-- The books of the exchange. What SQL decides on (ownership, state, capacity, money, time) has a
-- column; the rest of a record is kept in `doc` as the application wrote it. `seq` orders lists.

create table organization (
  id   uuid primary key,
  seq  bigint generated always as identity unique,
  doc  jsonb not null
);

create table credential (
  client_id       text primary key,
  organization_id uuid not null references organization,
  secret_hash     text not null
);

create table warehouse (
  id       uuid primary key,
  seq      bigint generated always as identity unique,
  owner_id uuid not null references organization,
  version  int not null default 1,
  doc      jsonb not null
);
create index on warehouse (owner_id, seq);

create table listing (
  id            uuid primary key,
  seq           bigint generated always as identity unique,
  owner_id      uuid not null references organization,
  warehouse_id  uuid not null references warehouse,
  storage_class text not null,
  unit          text not null,
  country       text not null,
  open          boolean not null,
  version       int not null default 1,
  doc           jsonb not null
);
create index on listing (owner_id, seq);
create index on listing (storage_class, unit) where open;

-- Free units of a slot, one number a day from first_day on. `free` is `capacity` less what live
-- reservations and contracts take, so its check says: never more taken than there is, on any day.
create table slot (
  listing_id uuid primary key references listing,
  first_day  date not null,
  capacity   int[] not null,
  free       int[] not null,
  constraint never_oversold check (0 <= all (free)),
  constraint same_days check (array_length(free, 1) = array_length(capacity, 1))
) with (fillfactor = 50); -- room for the new version of a row that changes with every lease

create table lease_request (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  exporter_id uuid not null references organization,
  state       text not null default 'OPEN'
              check (state in ('OPEN', 'HELD', 'LEASED', 'WITHDRAWN')),
  doc         jsonb not null
);
create index on lease_request (exporter_id, seq);
create index on lease_request (id) where state = 'OPEN';

create table quote (
  id          uuid primary key,
  exporter_id uuid not null references organization,
  request_id  uuid not null references lease_request,
  doc         jsonb not null
);

create table reservation (
  id                 uuid primary key,
  seq                bigint generated always as identity unique,
  request_id         uuid not null references lease_request,
  listing_id         uuid not null references slot,
  exporter_id        uuid not null references organization,
  owner_id           uuid not null references organization,
  first_day          int not null, -- index into slot.free, from 1
  days               int not null check (days > 0),
  units              int not null check (units > 0),
  currency           text not null,
  decimals           int not null, -- of the currency
  first_period_minor bigint not null check (first_period_minor >= 0),
  state              text not null default 'HELD'
                     check (state in ('HELD', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
  expires_at         timestamptz not null,
  contract_id        uuid unique,
  terms              jsonb not null,
  constraint confirmed_has_contract check ((state = 'CONFIRMED') = (contract_id is not null))
) with (fillfactor = 80);
create index on reservation (exporter_id, seq);
create index on reservation (owner_id, seq);
create index on reservation (listing_id);
create index on reservation (expires_at) where state = 'HELD';
create unique index one_live_reservation_a_request on reservation (request_id)
  where state in ('HELD', 'CONFIRMED');

-- Its terms are those of its reservation, which never change.
create table contract (
  id             uuid primary key,
  seq            bigint generated always as identity unique,
  reservation_id uuid not null unique references reservation,
  exporter_id    uuid not null references organization,
  owner_id       uuid not null references organization,
  settled_at     timestamptz not null
);
create index on contract (exporter_id, seq);
create index on contract (owner_id, seq);
alter table reservation add foreign key (contract_id) references contract
  deferrable initially deferred;

-- Double entry in minor units. Only the bank's mirror may go below zero.
create table account (
  id          bigint generated always as identity primary key,
  purpose     text not null check (purpose in ('WALLET', 'ESCROW', 'BANK')),
  owner_id    uuid references organization,
  contract_id uuid references contract,
  currency    text not null,
  decimals    int not null,
  balance     bigint not null default 0,
  constraint no_client_overdraft check (balance >= 0 or purpose = 'BANK'),
  constraint owner_fits_purpose check (
    (purpose = 'WALLET') = (owner_id is not null)
    and (purpose = 'ESCROW') = (contract_id is not null)),
  unique nulls not distinct (owner_id, contract_id, purpose, currency)
);
create index on account (contract_id);

create table transfer (
  id    uuid primary key,
  kind  text not null check (kind in ('DEPOSIT', 'ESCROW')),
  cause text not null,
  at    timestamptz not null
);

create table posting (
  transfer_id uuid not null references transfer,
  account_id  bigint not null references account,
  amount      bigint not null check (amount <> 0),
  primary key (transfer_id, account_id)
);
create index on posting (account_id);

create table matching_round (
  id           uuid primary key,
  seq          bigint generated always as identity unique,
  doc          jsonb not null, -- its settings
  requested_at timestamptz not null,
  state        text not null default 'QUEUED'
               check (state in ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED')),
  heard_at     timestamptz,
  outcome      jsonb not null default '{}' -- progress, result or reason, as the state has it
);
create index on matching_round (seq) where state in ('QUEUED', 'RUNNING');

create table round_report (
  round_id uuid not null references matching_round,
  number   bigint not null,
  progress jsonb not null,
  primary key (round_id, number)
);

create table proposal (
  round_id    uuid not null references matching_round,
  request_id  uuid not null references lease_request,
  seq         bigint generated always as identity unique,
  exporter_id uuid not null references organization,
  owner_id    uuid references organization,
  doc         jsonb not null,
  primary key (round_id, request_id)
);

-- What each intent of each caller was answered, so that it is carried out once.
create table attempt (
  caller    uuid not null,
  route     text not null,
  key       text not null,
  body_hash text not null,
  answer    jsonb,
  refusal   jsonb,
  at        timestamptz not null default now(),
  primary key (caller, route, key),
  constraint answered_one_way check ((answer is null) <> (refusal is null))
);

-- Every change, in the transaction that made it. `parties` may know of it.
create table event (
  seq     bigint generated always as identity primary key,
  at      timestamptz not null default clock_timestamp(),
  kind    text not null,
  subject uuid not null,
  parties uuid[] not null
);
