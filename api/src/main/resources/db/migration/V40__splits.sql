-- A request may be served in parts: one reservation each, which share the id of the first and are
-- numbered. A request that is live has a first part, split or not, so it has no second one.
alter table reservation
  add column split_id uuid references reservation,
  add column part int not null default 1 check (part > 0),
  add constraint only_splits_have_parts check (split_id is not null or part = 1);

drop index one_live_reservation_a_request;
create unique index one_live_reservation_a_request on reservation (request_id, part)
  where state in ('HELD', 'CONFIRMED');
create unique index parts_lie_apart on reservation (split_id, listing_id)
  where split_id is not null;

drop trigger terms_are_final on reservation;
create trigger terms_are_final
  before update of terms, units, days, first_day, listing_id, split_id, part
  on reservation for each row execute function refuse_change();

-- A proposal has the owners of all its parts.
alter table proposal add column owner_ids uuid[] not null default '{}';
update proposal set owner_ids = array[owner_id] where owner_id is not null;
alter table proposal drop column owner_id;

update proposal p
set doc = jsonb_set(p.doc, '{outcome}', jsonb_build_object('is', 'MATCHED', 'parts',
  jsonb_build_array((p.doc->'outcome') - 'is'
    || jsonb_build_object('quantity', q.doc->'quantity'))))
from lease_request q
where q.id = p.request_id and p.doc #>> '{outcome,is}' = 'MATCHED';

update proposal
set reasons = jsonb_set(reasons, '{wins}', (
  select coalesce(jsonb_agg(win - 'listingId'
    || jsonb_build_object('listingIds', jsonb_build_array(win->'listingId')) order by n), '[]')
  from jsonb_array_elements(reasons->'wins') with ordinality as each (win, n)))
where reasons is not null;

-- Reservations and contracts say who their siblings are.
update attempt set answer = answer || '{"siblings": []}'
where jsonb_typeof(answer) = 'object' and answer ? 'terms';
