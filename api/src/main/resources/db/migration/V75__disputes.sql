-- What parties of a lease cannot agree on. What is frozen of the amount lies in an account of the
-- contract's own until the dispute is over.

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in
  ('WALLET', 'ESCROW', 'DEPOSIT', 'DISPUTED', 'GUARANTEE', 'FEES', 'FX', 'RECEIVABLE', 'SUBROGATED',
   'PAYOUT', 'SUSPENSE', 'BANK', 'BY_HAND', 'CARD', 'CARD_CLEARING'));
alter table account drop constraint owner_fits_purpose;
alter table account add constraint owner_fits_purpose check (
  (purpose = 'WALLET') = (owner_id is not null)
  and (purpose in ('ESCROW', 'DEPOSIT', 'DISPUTED', 'RECEIVABLE')) = (contract_id is not null));
insert into transfer_leg values
  ('DISPUTE_FREEZE', -1, 'WALLET'), ('DISPUTE_FREEZE', -1, 'DEPOSIT'),
  ('DISPUTE_FREEZE', 1, 'DISPUTED'),
  ('DISPUTE_END', -1, 'DISPUTED'), ('DISPUTE_END', 1, 'WALLET'), ('DISPUTE_END', 1, 'DEPOSIT');

-- Several lines of an invoice may each be credited once their disputes are over; who credits locks
-- the contract's billing.
alter table document drop constraint document_corrects_key;
create index on document (corrects) where corrects is not null;

-- Where each command leads, and who may give it. The application states the same.
create table dispute_step (
  state   text not null,
  command text not null,
  next    text not null,
  primary key (state, command)
);
insert into dispute_step values
  ('OPEN', 'ANSWER', 'ANSWERED'), ('OPEN', 'RULE', 'RULED'), ('ANSWERED', 'RULE', 'RULED'),
  ('RULED', 'APPEAL', 'APPEALED'), ('RULED', 'CLOSE', 'FINAL'), ('APPEALED', 'RULE', 'FINAL');
insert into dispute_step
select state, command, coalesce(next, state)
from unnest(array['OPEN', 'ANSWERED', 'RULED', 'APPEALED']) state,
  (values ('OFFER', null), ('ADD_EVIDENCE', null), ('ACCEPT', 'SETTLED'), ('WITHDRAW', 'WITHDRAWN'))
    always (command, next);

create table dispute_mover (
  command text not null,
  party   text not null,
  primary key (command, party)
);
insert into dispute_mover values
  ('ANSWER', 'RESPONDENT'), ('OFFER', 'OPENER'), ('OFFER', 'RESPONDENT'), ('ACCEPT', 'OPENER'),
  ('ACCEPT', 'RESPONDENT'), ('WITHDRAW', 'OPENER'), ('RULE', 'OPERATOR'), ('APPEAL', 'OPENER'),
  ('APPEAL', 'RESPONDENT'), ('CLOSE', 'TIME'), ('ADD_EVIDENCE', 'OPENER'),
  ('ADD_EVIDENCE', 'RESPONDENT');

create table dispute (
  id            uuid primary key, -- of the invoice's credit note as well, if there comes to be one
  seq           bigint generated always as identity unique,
  contract_id   uuid not null references contract,
  opener_id     uuid not null references organization,
  respondent_id uuid not null references organization,
  subject       text not null check (subject in ('CONTRACT', 'INVOICE_LINE', 'GOODS_EVENT')),
  invoice_id    uuid references document,
  charge_code   text,
  day           date,
  what          text,
  amount        bigint not null check (amount > 0),
  frozen        bigint not null check (frozen between 0 and amount),
  state         text not null default 'OPEN' check (state in
                ('OPEN', 'ANSWERED', 'RULED', 'APPEALED', 'FINAL', 'SETTLED', 'WITHDRAWN')),
  opened_at     timestamptz not null,
  answer_by     timestamptz not null,
  appeal_by     timestamptz,
  appeal_days   int not null,
  governing_law text not null,
  seat          text not null,
  awarded       bigint check (awarded between 0 and amount),
  paid          bigint check (paid between 0 and least(awarded, frozen)),
  constraint over_is_paid check
    ((state in ('FINAL', 'SETTLED', 'WITHDRAWN')) = (paid is not null)),
  constraint ruled_has_award check
    (awarded is not null or state in ('OPEN', 'ANSWERED')),
  constraint subject_is_named check (
    (subject = 'INVOICE_LINE') = (invoice_id is not null and charge_code is not null)
    and (subject = 'GOODS_EVENT') = (day is not null and what is not null))
);
create index on dispute (opener_id, seq);
create index on dispute (respondent_id, seq);
create index on dispute (contract_id);
create index on dispute (invoice_id) where invoice_id is not null;
create index on dispute (appeal_by) where state = 'RULED';
create index on dispute (seq) where state in ('OPEN', 'ANSWERED', 'APPEALED');
create unique index one_live_dispute_a_subject
  on dispute (contract_id, subject, invoice_id, charge_code, day, md5(what)) nulls not distinct
  where state in ('OPEN', 'ANSWERED', 'RULED', 'APPEALED');

create table evidence (
  id         uuid primary key,
  dispute_id uuid not null references dispute,
  name       text not null,
  type       text not null check (type in ('PDF', 'PNG', 'JPEG', 'TEXT')),
  size       int not null check (size between 1 and 1048576),
  sha256     text not null,
  content    bytea not null,
  constraint content_is_whole check
    (octet_length(content) = size and encode(sha256(content), 'hex') = sha256)
);
alter table evidence alter content set storage external; -- it is compressed already, mostly
create index on evidence (dispute_id);
create trigger evidence_is_final before update or delete on evidence
  for each row execute function refuse_change();

-- The timeline.
create table dispute_entry (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  dispute_id  uuid not null references dispute,
  kind        text not null check (kind in ('OPENED', 'ANSWERED', 'OFFERED', 'EVIDENCE_ADDED',
              'RULED', 'APPEALED', 'FINAL', 'SETTLED', 'WITHDRAWN')),
  party       text not null check (party in ('OPENER', 'RESPONDENT', 'OPERATOR', 'TIME')),
  at          timestamptz not null,
  words       text,
  amount      bigint check (amount >= 0),
  evidence_id uuid references evidence
);
create index on dispute_entry (dispute_id, seq);
create trigger dispute_entry_is_final before update or delete on dispute_entry
  for each row execute function refuse_change();
