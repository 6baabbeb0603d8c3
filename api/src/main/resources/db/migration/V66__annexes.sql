-- What is to be added to leases, as it was quoted; once it is agreed, a contract of its own.
create table annex (
  id          uuid primary key,
  contract_id uuid not null references contract,
  decimals    int not null, -- of its currency
  valid_until timestamptz not null,
  doc         jsonb not null,
  made_id     uuid unique references contract
);
create trigger annex_is_final before update of contract_id, decimals, valid_until, doc or delete
  on annex for each row execute function refuse_change();

alter table reservation add column annex_of uuid references contract;
create index on reservation (annex_of) where annex_of is not null;

update attempt set answer = answer || '{"annexOf": null, "annexes": []}'
where jsonb_typeof(answer) = 'object' and answer ? 'settledAt';
