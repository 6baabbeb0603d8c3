-- What the bank says, and what it is told to pay.

insert into transfer_leg values
  ('UNMATCHED', -1, 'BANK'), ('UNMATCHED', 1, 'SUSPENSE'),
  ('ASSIGNMENT', -1, 'SUSPENSE'), ('ASSIGNMENT', 1, 'WALLET'), ('ASSIGNMENT', 1, 'FEES'),
  ('EXPLANATION', -1, 'WALLET'), ('EXPLANATION', -1, 'FEES'), ('EXPLANATION', 1, 'BANK'),
  ('PAYOUT', -1, 'WALLET'), ('PAYOUT', 1, 'PAYOUT'),
  ('PAYOUT_VOID', -1, 'PAYOUT'), ('PAYOUT_VOID', 1, 'WALLET'),
  ('PAYOUT_POST', -1, 'PAYOUT'), ('PAYOUT_POST', 1, 'BANK'),
  ('PAYOUT_RETURN', -1, 'BANK'), ('PAYOUT_RETURN', 1, 'WALLET');

create table payment_file (
  id       uuid primary key,
  currency text not null,
  debtor   jsonb not null,
  at       timestamptz not null default clock_timestamp()
);

create table payout (
  id        uuid primary key,
  seq       bigint generated always as identity unique,
  member_id uuid not null references organization,
  minor     bigint not null check (minor > 0),
  currency  text not null,
  decimals  int not null,
  creditor  jsonb not null,
  state     text not null default 'REQUESTED' check (state in
            ('REQUESTED', 'APPROVED', 'RELEASED', 'SENT', 'PAID', 'RETURNED', 'CANCELLED')),
  approved_by uuid references organization,
  released_by uuid references organization,
  file_id     uuid references payment_file,
  requested_at timestamptz not null default clock_timestamp(),
  constraint two_persons check (approved_by <> released_by),
  constraint released_by_two check (state in ('REQUESTED', 'APPROVED', 'CANCELLED')
    or (approved_by is not null and released_by is not null)),
  constraint sent_in_a_file check ((state in ('SENT', 'PAID', 'RETURNED')) = (file_id is not null))
);
create index on payout (member_id, seq);
create index on payout (file_id);
create index on payout (currency) where state = 'RELEASED';

create table bank_statement (
  id      uuid primary key,
  account text not null,
  number  text not null,
  doc     jsonb not null,
  unique (account, number)
);

-- Each booked entry once, by the name that the bank gave it.
create table bank_entry (
  id         uuid primary key,
  seq        bigint generated always as identity unique,
  statement_id uuid not null references bank_statement,
  account    text not null,
  reference  text not null,
  minor      bigint not null check (minor <> 0), -- negative for what went out
  currency   text not null,
  doc        jsonb not null,
  state      text not null check (state in
             ('FUNDED', 'SUSPENSE', 'ASSIGNED', 'PAID_OUT', 'RETURNED', 'UNEXPLAINED')),
  subject    uuid, -- the member or payout that it was found to be about
  unique (account, reference)
);
create index on bank_entry (currency);
-- The first letters of a member's id are in its funding reference.
create index on organization (upper(left(replace(id::text, '-', ''), 12)));
