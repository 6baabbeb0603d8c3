-- The journal seals transfers after their commit, so that nobody who pays waits for it.

-- All that a transfer says; behind its number in the journal, it is the text of its entry. The cause
-- comes last, because it alone may contain anything.
create or replace view transfer_text as
select t.id, concat_ws('|', t.id, t.kind, (extract(epoch from t.at) * 1000000)::bigint, l.legs,
  t.cause) as text
from transfer t cross join lateral (
  select string_agg(concat_ws(' ', p.account_id, a.purpose, coalesce(a.owner_id, a.contract_id),
    a.currency, p.amount), ',' order by p.account_id) as legs
  from posting p left join account a on a.id = p.account_id
  where p.transfer_id = t.id) l;

-- p: most. What is still being written, or was begun later, waits for the next time.
create or replace function command.seal_journal(p jsonb) returns jsonb language plpgsql as $$
declare
  v_until xid8 := pg_snapshot_xmin(pg_current_snapshot());
  h       journal_head;
  t       transfer;
  v_count int := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('journal'), 0) then
    return '0';
  end if;
  select * into h from journal_head for no key update;
  for t in
    select * from transfer n
    where n.tx >= h.sealed_tx and n.tx < v_until
      and not exists (select 1 from journal_entry e where e.transfer_id = n.id)
    order by n.tx, n.id limit (p->>'most')::int
  loop
    h.number := h.number + 1;
    h.hash := sha256(h.hash || convert_to(
      h.number || '|' || (select text from transfer_text where id = t.id), 'UTF8'));
    h.sealed_tx := t.tx;
    insert into journal_entry values (h.number, t.id, h.hash);
    v_count := v_count + 1;
  end loop;
  if v_count < (p->>'most')::int then
    h.sealed_tx := v_until;
  end if;
  update journal_head set number = h.number, hash = h.hash, sealed_tx = h.sealed_tx;
  if h.number > 0 then
    insert into journal_anchor (day, number, hash)
    values ((now() at time zone 'UTC')::date, h.number, h.hash) on conflict do nothing;
  end if;
  return to_jsonb(v_count);
end $$;

-- The entries of some numbers that are not what was sealed, do not follow from the one before, or
-- are missing.
create or replace function wrong_entries(p_from bigint, p_to bigint)
returns table (number bigint) language sql stable as $$
  with lines as (
    select n, e.transfer_id, e.hash, lag(e.hash) over (order by n) as before
    from generate_series(greatest(p_from - 1, 1), p_to) n
      left join journal_entry e on e.number = n
        -- Lest all before them are read as well.
        and e.number between greatest(p_from - 1, 1) and p_to)
  select n from lines left join transfer_text t on t.id = transfer_id
  where n >= p_from and (hash is null or t.id is null
    or hash <> sha256(case when n = 1 then '' else coalesce(before, '') end
      || convert_to(n || '|' || t.text, 'UTF8')))
$$;

-- What is wrong with the journal beside its entries.
create or replace function journal_faults() returns table (fault text) language sql stable as $$
  select format('the journal ends with entry %s, not with %s as it was told', e.number, h.number)
  from journal_head h, (select coalesce(max(number), 0) as number from journal_entry) e
  where e.number <> h.number
  union all
  select format('the hash of entry %s is not the one that was told', h.number)
  from journal_head h join journal_entry e on e.number = h.number where e.hash <> h.hash
  union all
  select format('entry %s is not the one that was told on %s', a.number, a.day)
  from journal_anchor a left join journal_entry e on e.number = a.number
  where e.hash is distinct from a.hash
  union all
  select format('transfer %s is in no entry', t.id)
  from transfer t, journal_head h
  where t.tx < h.sealed_tx
    and not exists (select 1 from journal_entry e where e.transfer_id = t.id)
  union all
  select format('account %s does not hold what was posted to it', a.id)
  from account a left join posting p on p.account_id = a.id
  group by a.id having a.balance <> coalesce(sum(p.amount), 0)
$$;
