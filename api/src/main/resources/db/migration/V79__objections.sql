-- What members say against facts of their credit files.

create table objection (
  id              uuid primary key,
  seq             bigint generated always as identity unique,
  organization_id uuid not null references organization,
  event_id        uuid not null, -- the fact's
  words           text not null,
  filed_at        timestamptz not null,
  due_at          timestamptz not null,
  verdict         text check (verdict in ('UPHELD', 'STRUCK')),
  answer          text,
  answered_by     uuid references organization,
  answered_at     timestamptz,
  constraint once_a_fact unique (organization_id, event_id),
  constraint answer_is_whole check ((verdict is null) = (answer is null)
    and (verdict is null) = (answered_by is null) and (verdict is null) = (answered_at is null))
);
create index on objection (organization_id, seq);
create index on objection (due_at) where verdict is null;

-- Its file is graded anew with each of them.
drop trigger credit_is_due on event;
create trigger credit_is_due after insert on event for each row
  when (new.kind in ('PERIOD_FUNDED', 'CONTRACT_DEFAULTED', 'CONTRACT_CANCELLED', 'CONTRACT_ENDED',
    'CONTRACT_DECLINED', 'CONTRACT_LAPSED', 'CLAIM_DECIDED', 'ORGANIZATION_ADMITTED',
    'CREDIT_OBJECTION_FILED', 'CREDIT_FACT_UPHELD', 'CREDIT_FACT_STRUCK'))
  execute function note_credit();

-- Scorecards are stated by operators from now on: of two that begin at once the later one counts.
alter table scorecard drop constraint scorecard_pkey;
alter table scorecard
  add column id uuid primary key default gen_random_uuid(),
  add column seq bigint generated always as identity unique;
create index on scorecard (valid_from, seq);
