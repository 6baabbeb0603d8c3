-- What the parties of a lease say of one another once it is over.

-- When a lease came to its end, other than before its first day.
alter table billing add ended_at timestamptz;
update billing b set ended_at = coalesce(
  (select max(at) from event where subject = b.contract_id and kind = 'CONTRACT_' || b.state), now())
where state in ('DEFAULTED', 'TERMINATED', 'ENDED');
alter table billing add constraint over_has_its_time check
  ((state in ('DEFAULTED', 'TERMINATED', 'ENDED')) = (ended_at is not null));

create table review (
  id            uuid primary key,
  seq           bigint generated always as identity unique,
  contract_id   uuid not null references contract,
  side          text not null check (side in ('EXPORTER', 'OWNER')), -- of who gives it
  author_id     uuid not null references organization,
  reviewed_id   uuid not null references organization,
  marks         jsonb not null,
  words         text check (length(words) between 1 and 1000),
  given_at      timestamptz not null,
  public_from   timestamptz not null,
  answer        text check (length(answer) between 1 and 1000),
  answered_at   timestamptz,
  -- Why they are not shown.
  words_hidden  text,
  answer_hidden text,
  constraint one_of_each_side unique (contract_id, side),
  constraint given_before_it_is_public check (given_at <= public_from),
  constraint marks_fit_the_side check (case side
    when 'EXPORTER' then marks ?& array['AS_DESCRIBED', 'HANDLING', 'COMMUNICATION']
      and marks - array['AS_DESCRIBED', 'HANDLING', 'COMMUNICATION'] = '{}'
    else marks ?& array['GOODS_AS_DECLARED', 'PUNCTUALITY', 'COMMUNICATION']
      and marks - array['GOODS_AS_DECLARED', 'PUNCTUALITY', 'COMMUNICATION'] = '{}' end),
  constraint marks_are_one_to_five check (not jsonb_path_exists(
    marks, '$.* ? (@.type() != "number" || @ < 1 || @ > 5 || @ != @.floor())')),
  constraint an_answer_has_its_time check ((answer is not null) = (answered_at is not null)),
  constraint an_answer_is_to_what_is_public check (answered_at >= public_from),
  constraint only_words_are_hidden check (
    (words is not null or words_hidden is null) and (answer is not null or answer_hidden is null))
);
create index on review (reviewed_id, seq);

-- What was said stays; when it is public is brought forward by the other side's, once.
create trigger review_is_final
  before delete or update of contract_id, side, author_id, reviewed_id, marks, words, given_at
  on review for each row execute function refuse_change();
