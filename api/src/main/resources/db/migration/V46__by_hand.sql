-- Money that an operator has booked by hand is not at the bank before the bank says so. Until then
-- its other side is BY_HAND, negative by what the bank has yet to confirm.

alter table account drop constraint account_purpose_check;
alter table account add constraint account_purpose_check check (purpose in
  ('WALLET', 'ESCROW', 'DEPOSIT', 'GUARANTEE', 'FEES', 'FX', 'RECEIVABLE', 'SUBROGATED', 'PAYOUT',
   'SUSPENSE', 'BANK', 'BY_HAND', 'CARD', 'CARD_CLEARING'));
alter table account drop constraint no_client_overdraft;
alter table account add constraint no_client_overdraft
  check (balance >= 0 or purpose in ('BANK', 'BY_HAND', 'CARD', 'RECEIVABLE'));

insert into transfer_leg values
  ('FUNDING', -1, 'BY_HAND'), ('OWN_FUNDS', -1, 'BY_HAND'),
  ('CONFIRMATION', -1, 'BANK'), ('CONFIRMATION', -1, 'SUSPENSE'), ('CONFIRMATION', 1, 'BY_HAND'),
  ('RECALL', -1, 'BY_HAND'), ('RECALL', 1, 'BANK');

create table hand_booking (
  id        uuid primary key, -- of its transfer
  member_id uuid references organization, -- the exchange's own if null
  minor     bigint not null check (minor > 0),
  currency  text not null,
  reference text not null,
  booked_at timestamptz not null,
  entry_id  uuid unique -- the bank entry that it turned out to be
);
create index on hand_booking (currency, minor) where entry_id is null;
create index on hand_booking (booked_at) where entry_id is null;

alter table bank_entry drop constraint bank_entry_state_check;
alter table bank_entry add constraint bank_entry_state_check check (state in
  ('FUNDED', 'CONFIRMED', 'SUSPENSE', 'ASSIGNED', 'PAID_OUT', 'RETURNED', 'UNEXPLAINED'));

-- What was taken to be at the bank at an operator's word is told apart, and waits as well.
insert into hand_booking (id, member_id, minor, currency, reference, booked_at)
select t.id, a.owner_id, p.amount, a.currency, t.cause, t.at
from transfer t
  join posting p on p.transfer_id = t.id and p.amount > 0
  join account a on a.id = p.account_id
where t.kind in ('FUNDING', 'OWN_FUNDS')
  and not exists (select from bank_entry e where e.id = t.id);

do $$
declare
  v_bank account;
  v_hand bigint;
  v_sum  bigint;
  v_id   uuid;
begin
  for v_bank in select * from account where purpose = 'BANK' loop
    select sum(minor) into v_sum from hand_booking where currency = v_bank.currency;
    continue when v_sum is null;
    insert into account (purpose, currency, decimals)
    values ('BY_HAND', v_bank.currency, v_bank.decimals) returning id into v_hand;
    v_id := gen_random_uuid();
    insert into transfer (id, kind, cause, at) values (v_id, 'RECALL', v_id::text, clock_timestamp());
    insert into posting values (v_id, v_hand, -v_sum), (v_id, v_bank.id, v_sum);
    update account set balance = balance - v_sum where id = v_hand;
    update account set balance = balance + v_sum where id = v_bank.id;
  end loop;
end $$;
