-- Amendments: as they were quoted, and those that were agreed, numbered for each contract. The last
-- one says what the lease comes to; nothing of what was agreed before is rewritten.
create table amendment (
  id          uuid primary key,
  seq         bigint generated always as identity unique,
  contract_id uuid not null references contract,
  steps       int not null, -- of the billing that it was quoted on
  units       int[] not null, -- on each day of the reservation
  valid_until timestamptz not null,
  doc         jsonb not null,
  version     int,
  agreed_at   timestamptz,
  constraint agreed_has_version check ((version is null) = (agreed_at is null)),
  unique (contract_id, version)
);
create trigger amendment_is_final
  before update of contract_id, steps, units, valid_until, doc or delete
  on amendment for each row execute function refuse_change();
create trigger agreement_is_final before update on amendment
  for each row when (old.version is not null) execute function refuse_change();

-- Fees that wait, with the deposit, until it is known how much of what was given up was let again.
create table release_fee (
  amendment_id uuid primary key references amendment,
  seq          bigint generated always as identity unique,
  contract_id  uuid not null references contract,
  listing_id   uuid not null references slot,
  minor        bigint not null check (minor > 0),
  first_day    int not null, -- index into slot.free, from 1
  units        int[] not null, -- given up on each day from then on
  due_at       timestamptz not null,
  kept         bigint check (kept between 0 and minor)
);
create index on release_fee (due_at) where kept is null;
create index on release_fee (contract_id) where kept is null;
create index on release_fee (listing_id);

insert into transfer_leg values
  ('AMENDMENT', -1, 'WALLET'), ('AMENDMENT', -1, 'ESCROW'),
  ('AMENDMENT', 1, 'WALLET'), ('AMENDMENT', 1, 'ESCROW'), ('AMENDMENT', 1, 'DEPOSIT'),
  ('MITIGATION', -1, 'DEPOSIT'), ('MITIGATION', 1, 'WALLET');

-- Rulebooks and terms that were made before give units back by the first schedule.
create function first_release() returns jsonb language sql as $$
  select '{"steps": [{"daysBefore": 90, "feePercent": 25}, {"daysBefore": 30, "feePercent": 50}]}'::jsonb
$$;
create function with_release(terms jsonb) returns jsonb language sql as $$
  select jsonb_set(terms, '{conditions,release}', first_release())
$$;
alter table rulebook disable trigger rulebook_is_final;
update rulebook set doc = doc || jsonb_build_object('release', first_release());
alter table rulebook enable trigger rulebook_is_final;
alter table reservation disable trigger terms_are_final;
update reservation set terms = with_release(terms);
alter table reservation enable trigger terms_are_final;
update quote set doc = jsonb_set(doc, '{terms}', with_release(doc->'terms'));

-- Answers that were given before, so that they can be given again.
update attempt set answer = answer || jsonb_build_object('release', first_release())
where jsonb_typeof(answer) = 'object' and answer ? 'depositPeriods';
update attempt set answer = jsonb_set(answer, '{terms}', with_release(answer->'terms'))
where jsonb_typeof(answer) = 'object' and answer ? 'terms';
update attempt set answer = jsonb_set(answer, '{quotes}', (
  select coalesce(jsonb_agg(jsonb_set(q, '{terms}', with_release(q->'terms')) order by n), '[]')
  from jsonb_array_elements(answer->'quotes') with ordinality as each (q, n)))
where jsonb_typeof(answer) = 'object' and answer ? 'quotes';
update attempt set answer = answer || jsonb_build_object('extent', jsonb_build_object(
  'quantities', jsonb_build_object('spans', jsonb_build_array(jsonb_build_object(
    'dates', answer->'terms'->'stay', 'units', answer->'terms'->'quantity'))),
  'bill', answer->'terms'->'bill'))
where jsonb_typeof(answer) = 'object' and answer ? 'funded';
drop function with_release(jsonb);
drop function first_release();
