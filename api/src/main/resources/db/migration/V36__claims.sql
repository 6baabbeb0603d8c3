-- What owners want out of deposits, and who decided what of it.
create table claim (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  contract_id uuid not null references contract,
  amount      bigint not null check (amount > 0),
  state       text not null default 'FILED' check (state in ('FILED', 'AGREED', 'RULED')),
  awarded     bigint check (awarded between 0 and amount),
  reason      text not null,
  ruling      text,
  filed_at    timestamptz not null,
  constraint decided_has_award check ((state = 'FILED') = (awarded is null)),
  constraint ruled_has_ruling check ((state = 'RULED') = (ruling is not null))
);
create index on claim (contract_id);
insert into transfer_leg values ('CLAIM', -1, 'DEPOSIT'), ('CLAIM', 1, 'WALLET');
