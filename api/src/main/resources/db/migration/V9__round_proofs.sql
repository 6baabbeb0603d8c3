-- What a round had to solve, its plan and the proof of how good the plan is.
create table round_proof (
  round_id uuid primary key references matching_round,
  doc      jsonb not null
);

-- What the latest round that saw a listing found its space to be worth.
create table space_value (
  listing_id uuid primary key references listing,
  doc        jsonb not null
);

-- Worked out after the proposal was made.
alter table proposal add column reasons jsonb;

-- Rounds of before have no bound, and no plan costs less than nothing.
update matching_round
set outcome = jsonb_set(outcome, '{result,bound}',
  (outcome->'result'->'cost') || '{"minor": 0}')
where state = 'FINISHED';

update matching_round
set outcome = jsonb_set(outcome, '{progress,bound}',
  (outcome->'progress'->'bestCost') || '{"minor": 0}')
where state = 'RUNNING';

update round_report
set progress = jsonb_set(progress, '{bound}', (progress->'bestCost') || '{"minor": 0}');

update proposal p
set doc = p.doc || jsonb_build_object('number', n.number)
from (
  select seq, row_number() over (partition by round_id order by request_id) - 1 as number
  from proposal) n
where n.seq = p.seq;
