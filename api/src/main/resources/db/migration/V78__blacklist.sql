-- Members that make no new deals for a time.

create table blacklisting (
  id              uuid primary key,
  seq             bigint generated always as identity unique,
  organization_id uuid not null references organization,
  reason          text not null
                  check (reason in ('UNPAID', 'BREACH', 'MISDECLARED', 'FRAUD', 'LEGAL', 'OTHER')),
  words           text not null,
  listed_by       uuid not null references organization,
  since           timestamptz not null,
  until           timestamptz not null, -- it ends by itself
  appeal          text,
  appealed_at     timestamptz,
  answer_due      timestamptz,
  upheld          jsonb, -- of the appeal: by, words, at
  lifted          jsonb, -- the same
  constraint appeal_is_whole check ((appeal is null) = (appealed_at is null)
    and (appeal is null) = (answer_due is null)),
  constraint upheld_was_appealed check (upheld is null or appeal is not null),
  constraint upheld_by_another check ((upheld->>'by')::uuid <> listed_by)
);
create index on blacklisting (organization_id, seq);
create index on blacklisting (until) where lifted is null;
create index on blacklisting (answer_due)
  where appeal is not null and upheld is null and lifted is null;
