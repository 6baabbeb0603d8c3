-- Owners who decide on a lease before it runs.

alter table billing drop constraint billing_state_check;
alter table billing add constraint billing_state_check check (state in
  ('AWAITING_ACCEPTANCE', 'RUNNING', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'CANCELLED', 'DEFAULTED',
   'TERMINATED', 'ENDED'));

-- What the owner of a lease was asked. The parts of a split each have one, whether their owner is
-- asked or its rule has said yes.
create table acceptance (
  contract_id uuid primary key references contract,
  owner_id    uuid not null references organization,
  asked       boolean not null,
  asked_at    timestamptz not null,
  answer_by   timestamptz not null,
  state       text not null check (state in
              ('AWAITED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'DROPPED')),
  answered_at timestamptz,
  reason      text,
  words       text,
  constraint a_no_has_a_reason check ((state = 'DECLINED') = (reason is not null)),
  constraint an_answer_has_its_time check (
    (answered_at is not null) = (state = 'DECLINED' or state = 'ACCEPTED' and asked))
);
create index on acceptance (answer_by) where state = 'AWAITED';
create index on acceptance (owner_id) where asked;

-- A request whose lease came to nothing is open again, so it may have another one.
drop index one_live_reservation_a_request;
create unique index one_live_reservation_a_request on reservation (request_id, part)
  where state in ('HELD', 'CONFIRMED') and freed_days < days;

insert into transfer_leg values
  ('REVERSAL', -1, 'ESCROW'), ('REVERSAL', -1, 'DEPOSIT'), ('REVERSAL', 1, 'WALLET');

-- Offers that were made before take every lease at once.
update listing set doc = doc || rule
from (select '{"acceptance": {"mode": "AT_ONCE", "excludedGoods": [], "leastTier": null,
  "quantity": {"least": 1, "most": 1000000}, "days": {"least": 1, "most": 1098},
  "partners": []}}'::jsonb as rule) every;
update attempt set answer = jsonb_set(answer, '{value,acceptance}', l.doc->'acceptance')
from listing l
where jsonb_typeof(answer) = 'object' and answer #> '{value,rateCard}' is not null
  and l.id::text = answer #>> '{value,id}';

alter table rulebook disable trigger rulebook_is_final;
update rulebook set doc = doc || '{"answering": {"hours": 48, "leadHours": 12}}';
alter table rulebook enable trigger rulebook_is_final;
update attempt set answer = answer || '{"answering": {"hours": 48, "leadHours": 12}}'
where jsonb_typeof(answer) = 'object' and answer ? 'depositPeriods';
