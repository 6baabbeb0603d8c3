-- What must hold whatever a function does.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is final: % refused', tg_table_name, lower(tg_op);
end $$;

create trigger transfer_is_final before update or delete on transfer
  for each row execute function refuse_change();
create trigger posting_is_final before update or delete on posting
  for each row execute function refuse_change();
create trigger contract_is_final before update or delete on contract
  for each row execute function refuse_change();
create trigger event_is_final before update or delete on event
  for each row execute function refuse_change();
create trigger terms_are_final before update of terms, units, days, first_day, listing_id
  on reservation for each row execute function refuse_change();

-- Checked at commit, when all postings of a transfer are there.
create function require_balanced_transfer() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from posting p join account a on a.id = p.account_id
    where p.transfer_id = new.transfer_id group by a.currency having sum(p.amount) <> 0)
  then
    raise exception 'transfer % does not balance', new.transfer_id;
  end if;
  return null;
end $$;

create constraint trigger transfer_balances after insert on posting
  deferrable initially deferred
  for each row execute function require_balanced_transfer();
