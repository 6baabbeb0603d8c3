-- The accounts that money can lie in, and between which of them each kind of transfer goes.

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in
  ('WALLET', 'ESCROW', 'DEPOSIT', 'GUARANTEE', 'FEES', 'FX', 'PAYOUT', 'SUSPENSE', 'BANK'));
alter table account drop constraint no_client_overdraft;
alter table account add constraint no_client_overdraft
  check (balance >= 0 or purpose in ('BANK', 'FX'));
alter table account drop constraint owner_fits_purpose;
alter table account add constraint owner_fits_purpose check (
  (purpose = 'WALLET') = (owner_id is not null)
  and (purpose in ('ESCROW', 'DEPOSIT')) = (contract_id is not null));

-- A leg that is not here cannot be posted. The application states the same list.
create table transfer_leg (
  kind    text not null,
  sign    int not null check (sign in (-1, 1)),
  purpose text not null,
  primary key (kind, sign, purpose)
);
insert into transfer_leg values
  ('FUNDING', -1, 'BANK'), ('FUNDING', 1, 'WALLET'),
  ('SETTLEMENT', -1, 'WALLET'), ('SETTLEMENT', 1, 'ESCROW'), ('SETTLEMENT', 1, 'DEPOSIT'),
  ('PERIOD', -1, 'WALLET'), ('PERIOD', 1, 'ESCROW'),
  ('RELEASE', -1, 'ESCROW'), ('RELEASE', 1, 'WALLET'), ('RELEASE', 1, 'FEES'),
  ('DEPOSIT_RETURN', -1, 'DEPOSIT'), ('DEPOSIT_RETURN', 1, 'WALLET'),
  ('DEFAULT', -1, 'DEPOSIT'), ('DEFAULT', 1, 'WALLET'),
  ('CANCELLATION', -1, 'ESCROW'), ('CANCELLATION', -1, 'DEPOSIT'), ('CANCELLATION', 1, 'WALLET'),
  ('CREDIT', -1, 'WALLET'), ('CREDIT', -1, 'FEES'), ('CREDIT', 1, 'WALLET');

-- Funds that come in and a lease's deposit are two things.
alter table transfer drop constraint transfer_kind_check;
alter table transfer disable trigger transfer_is_final;
update transfer set kind = case kind when 'DEPOSIT' then 'FUNDING' else 'SETTLEMENT' end;
alter table transfer enable trigger transfer_is_final;

drop function if exists post(uuid, text, text, bigint, bigint, bigint), bank_mirror(text, int);

-- A cause moves money once. Where it is named by words of somebody else's, or by the id of the
-- transfer, it is not asked for.
create unique index one_transfer_a_cause on transfer (kind, cause)
  where kind not in ('FUNDING', 'SETTLEMENT');

-- All postings of a transfer come in one statement, so they can be judged at its end. What a later
-- one adds must balance by itself, and with it the whole.
drop trigger transfer_balances on posting;
drop function require_balanced_transfer();
create function require_sound_transfers() returns trigger language plpgsql as $$
declare
  v_wrong uuid;
begin
  select t.id into v_wrong
  from added p
    join transfer t on t.id = p.transfer_id
    join account a on a.id = p.account_id
    left join transfer_leg l
      on l.kind = t.kind and l.sign = sign(p.amount) and l.purpose = a.purpose
  group by t.id, a.currency having sum(p.amount) <> 0 or bool_or(l.kind is null)
  limit 1;
  if found then
    raise exception 'transfer % does not balance, or goes where its kind does not', v_wrong;
  end if;
  return null;
end $$;
create trigger transfers_are_sound after insert on posting referencing new table as added
  for each statement execute function require_sound_transfers();

-- What the exchange asks of a lease beside its price, in force from an instant on.
create table rulebook (
  valid_from timestamptz primary key,
  doc        jsonb not null
);
create trigger rulebook_is_final before update or delete on rulebook
  for each row execute function refuse_change();
insert into rulebook values ('2026-01-01Z', '{
  "from": "2026-01-01T00:00:00Z",
  "depositPeriods": {"NEWCOMER": 1},
  "cancellation": {"steps": [
    {"hoursBefore": 12, "feePercent": 0, "minimum": {"minor": 0, "currency": "USD"}},
    {"hoursBefore": 0, "feePercent": 50, "minimum": {"minor": 5000, "currency": "USD"}}]},
  "billing": {"requestDays": 14, "collectDays": 7, "graceDays": 3, "depositDays": 7}}');

alter table reservation
  add deposit_minor bigint not null default 0 check (deposit_minor >= 0),
  -- So many of its last days are free again, for its lease ended before its time.
  add freed_days int not null default 0,
  add constraint freed_days_are_its_own check (freed_days between 0 and days);

-- Terms that were made before have no deposit, and can be cancelled free of charge.
create function with_conditions(terms jsonb) returns jsonb language sql as $$
  select terms || jsonb_build_object('conditions', jsonb_build_object(
    'deposit', nothing,
    'cancellation', jsonb_build_object('steps', jsonb_build_array(
      jsonb_build_object('hoursBefore', 0, 'feePercent', 0, 'minimum', nothing))),
    'billing', (select doc->'billing' from rulebook)))
  from jsonb_build_object('minor', 0, 'currency', terms->'bill'->'currency') nothing
$$;
alter table reservation disable trigger terms_are_final;
update reservation set terms = with_conditions(terms);
alter table reservation enable trigger terms_are_final;
update quote set doc = jsonb_set(doc, '{terms}', with_conditions(doc->'terms'));
update attempt set answer = jsonb_set(answer, '{terms}', with_conditions(answer->'terms'))
where jsonb_typeof(answer) = 'object' and answer ? 'terms';
drop function with_conditions(jsonb);

-- How far the money of a contract has come, see the application's Billing.
create table billing (
  contract_id  uuid primary key references contract,
  state        text not null default 'RUNNING'
               check (state in ('RUNNING', 'CANCELLED', 'DEFAULTED', 'ENDED')),
  steps        int not null default 0,
  requested    int not null default 1,
  funded       int not null default 1,
  closed       int not null default 0,
  unpaid_since timestamptz,
  tried_at     timestamptz,
  -- When to look at it again; a new one at once.
  due_at       timestamptz not null default '-infinity',
  constraint in_order check (0 <= closed and closed <= funded and funded <= requested)
) with (fillfactor = 80);
create index on billing (due_at) where state = 'RUNNING';
insert into billing (contract_id) select id from contract;

-- Invoices, statements, credit notes. A series without an owner's id is the exchange's own.
create table document_series (
  issuer_id uuid unique nulls not distinct references organization,
  last      bigint not null
);
create table document (
  id           uuid primary key,
  seq          bigint generated always as identity unique,
  kind         text not null check (kind in ('INVOICE', 'STATEMENT', 'CREDIT_NOTE')),
  issuer_id    uuid references organization,
  recipient_id uuid references organization, -- the exchange itself if null
  number       bigint not null,
  contract_id  uuid not null references contract,
  corrects     uuid unique references document,
  doc          jsonb not null,
  unique nulls not distinct (issuer_id, number),
  constraint credit_note_corrects check ((kind = 'CREDIT_NOTE') = (corrects is not null))
);
create index on document (recipient_id, seq);
create index on document (issuer_id, seq);
create index on document (contract_id);
create trigger document_is_final before update or delete on document
  for each row execute function refuse_change();
