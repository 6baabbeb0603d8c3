-- What goes from one holder of a lease to another: offered, consented to by the owner, taken.
create table novation (
  id           uuid primary key,
  seq          bigint generated always as identity unique,
  contract_id  uuid not null references contract,
  holder_id    uuid not null references organization,
  newcomer_id  uuid not null references organization,
  owner_id     uuid not null references organization,
  decimals     int not null, -- of its currency
  doc          jsonb not null, -- as it was offered
  state        text not null default 'OFFERED' check (state in
                 ('OFFERED', 'CONSENTED', 'TAKEN', 'REFUSED', 'WITHDRAWN', 'LAPSED')),
  lapses_at    timestamptz not null,
  reason       text,
  deposit_back bigint not null default 0 check (deposit_back >= 0),
  made_id      uuid unique references contract,
  constraint refused_has_reason check ((state = 'REFUSED') = (reason is not null)),
  constraint taken_has_contract check ((state = 'TAKEN') = (made_id is not null))
);
create trigger novation_is_final
  before update of contract_id, holder_id, newcomer_id, owner_id, decimals, doc or delete
  on novation for each row execute function refuse_change();
create index on novation (contract_id);
create index on novation (holder_id, seq);
create index on novation (newcomer_id, seq);
create index on novation (owner_id, seq);
create index on novation (lapses_at) where state in ('OFFERED', 'CONSENTED');

insert into transfer_leg values
  ('NOVATION', -1, 'DEPOSIT'), ('NOVATION', -1, 'WALLET'), ('NOVATION', 1, 'WALLET');
