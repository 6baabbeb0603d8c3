-- What members paid by card, and the provider then pays to the bank.

insert into transfer_leg values ('CARD_REMITTANCE', -1, 'BANK'), ('CARD_REMITTANCE', 1, 'CARD');

alter table bank_entry drop constraint bank_entry_state_check;
alter table bank_entry add constraint bank_entry_state_check check (state in
  ('FUNDED', 'CONFIRMED', 'REMITTED', 'SUSPENSE', 'ASSIGNED', 'PAID_OUT', 'RETURNED',
   'UNEXPLAINED'));
