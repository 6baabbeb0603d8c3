-- What each day's end looked like, once for each currency.
create table reconciliation (
  seq      bigint generated always as identity primary key,
  day      date not null,
  currency text not null,
  doc      jsonb not null,
  unique (day, currency)
);
create trigger reconciliation_is_final before update or delete on reconciliation
  for each row execute function refuse_change();

alter table bank_statement add imported_at timestamptz not null default clock_timestamp();
-- Transfers come in the order of time, so that this costs them next to nothing.
create index on transfer using brin (at);

alter table payment_file add seq bigint generated always as identity unique;
create index on payout (file_id) where state = 'SENT';
