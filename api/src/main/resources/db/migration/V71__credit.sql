-- How far members have earned trust.

-- One in force at a time, by its instant.
create table scorecard (
  valid_from timestamptz primary key,
  doc        jsonb not null
);
create trigger scorecard_is_final before update or delete on scorecard
  for each row execute function refuse_change();
insert into scorecard values ('2026-01-01Z', '{
  "from": "2026-01-01T00:00:00Z", "version": 1, "prior": 500, "halfLifeDays": 365,
  "points": {"PAID_ON_TIME": 6, "PAID_LATE": -20, "DEFAULTED": -250, "CANCELLED_LATE": -40,
    "CLAIM_LOST": -40, "DECLINED": -8, "LAPSED": -20, "COMPLETED": 12},
  "tenurePoints": 20, "mostTenurePoints": 100,
  "tiers": {
    "WATCH": {"least": 0, "holdsPercent": 20},
    "NEWCOMER": {"least": 400, "holdsPercent": 100},
    "STANDARD": {"least": 560, "holdsPercent": 100},
    "CERTIFIED": {"least": 700, "holdsPercent": 150},
    "ADVANCED": {"least": 850, "holdsPercent": 200}}}');

-- Each as it was last graded.
create table credit_file (
  organization_id uuid primary key references organization,
  graded_at       timestamptz not null,
  tier            text not null,
  doc             jsonb not null
);
create index on credit_file (graded_at);

-- Who has done something that counts since. Added to only, so that nobody waits for anybody.
create table credit_due (
  seq             bigint generated always as identity primary key,
  organization_id uuid not null references organization
);

create function note_credit() returns trigger language plpgsql as $$
begin
  insert into credit_due (organization_id) select unnest(new.parties);
  return null;
end $$;
create trigger credit_is_due after insert on event for each row
  when (new.kind in ('PERIOD_FUNDED', 'CONTRACT_DEFAULTED', 'CONTRACT_CANCELLED', 'CONTRACT_ENDED',
    'CONTRACT_DECLINED', 'CONTRACT_LAPSED', 'CLAIM_DECIDED', 'ORGANIZATION_ADMITTED'))
  execute function note_credit();

-- What a credit file is worked out from.
create index event_of_credit on event (subject)
  where kind in ('PERIOD_FUNDED', 'PERIOD_UNPAID', 'CONTRACT_DEFAULTED', 'CONTRACT_CANCELLED',
    'CONTRACT_ENDED', 'CONTRACT_DECLINED', 'CONTRACT_LAPSED', 'CLAIM_DECIDED',
    'ORGANIZATION_ADMITTED');

-- The tiers that there were not before: good credit needs no deposit, bad more of it.
alter table rulebook disable trigger rulebook_is_final;
update rulebook set doc = jsonb_set(doc, '{depositPeriods}',
  '{"WATCH": 3, "STANDARD": 1, "CERTIFIED": 0, "ADVANCED": 0}'::jsonb || (doc->'depositPeriods'));
alter table rulebook enable trigger rulebook_is_final;
