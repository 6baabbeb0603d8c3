-- Money that members pay in by card. The provider's mirror is negative by what it has set aside or
-- captured; of that, what is only set aside lies in clearing.

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in
  ('WALLET', 'ESCROW', 'DEPOSIT', 'GUARANTEE', 'FEES', 'FX', 'RECEIVABLE', 'SUBROGATED', 'PAYOUT',
   'SUSPENSE', 'BANK', 'CARD', 'CARD_CLEARING'));
alter table account drop constraint no_client_overdraft;
alter table account add constraint no_client_overdraft
  check (balance >= 0 or purpose in ('BANK', 'CARD', 'RECEIVABLE'));

insert into transfer_leg values
  ('CARD_AUTHORISATION', -1, 'CARD'), ('CARD_AUTHORISATION', 1, 'CARD_CLEARING'),
  ('CARD_CAPTURE', -1, 'CARD_CLEARING'), ('CARD_CAPTURE', 1, 'WALLET'),
  ('CARD_VOID', -1, 'CARD_CLEARING'), ('CARD_VOID', 1, 'CARD');

create table card_payment (
  id           uuid primary key,
  seq          bigint generated always as identity unique,
  member_id    uuid not null references organization,
  minor        bigint not null check (minor > 0),
  currency     text not null,
  decimals     int not null,
  card         text not null,
  state        text not null default 'REQUESTED'
               check (state in ('REQUESTED', 'AUTHORISED', 'CAPTURED', 'DECLINED', 'VOIDED')),
  reason       text,
  requested_at timestamptz not null default clock_timestamp(),
  captured_at  timestamptz, -- by the provider's clock
  -- When to ask the provider; a new one at once.
  due_at       timestamptz not null default '-infinity',
  constraint captured_at_an_instant check ((state = 'CAPTURED') = (captured_at is not null))
);
create index on card_payment (member_id, seq);
create index on card_payment (due_at) where state in ('REQUESTED', 'AUTHORISED');
create index on card_payment (captured_at);

-- What the sandbox remembers. It is another house: nothing here refers to the books, or they to it.
create schema sandbox;
create table sandbox.payment (
  id       uuid primary key,
  card     text,
  minor    bigint,
  currency text,
  state    text not null check (state in ('AUTHORISED', 'CAPTURED', 'DECLINED', 'VOIDED')),
  reason   text,
  at       timestamptz not null default clock_timestamp()
);
create table sandbox.callback (
  seq    bigint generated always as identity primary key,
  doc    jsonb not null,
  due_at timestamptz not null,
  tries  int not null default 0
);
create index on sandbox.callback (due_at);
