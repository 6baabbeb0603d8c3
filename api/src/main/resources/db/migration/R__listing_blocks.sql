-- Days that owners keep off the market.

-- p: block, callerId
create or replace function command.add_block(p jsonb) returns jsonb language plpgsql as $$
declare
  b       jsonb := p->'block';
  v_id    uuid := (b->>'id')::uuid;
  v_owner uuid := (p->>'callerId')::uuid;
  v_from  date := (b->'days'->>'from')::date;
  v_days  int := (b->'days'->>'to')::date - v_from;
  v_units int := (b->>'units')::int;
  v_slot  slot;
  v_first int;
  v_short int;
begin
  select s.* into v_slot from slot s join listing l on l.id = s.listing_id
  where s.listing_id = (b->>'listingId')::uuid and l.owner_id = v_owner
  for no key update of s;
  if not found then
    perform refuse('NOT_FOUND');
  elsif exists (select from block where id = v_id) then
    return (select doc from block where id = v_id);
  elsif exists (select from sublet u join listing l on l.id = u.listing_id
                where u.listing_id = v_slot.listing_id and not l.open) then
    -- What is free of it has gone back to the lease that it hangs below.
    perform refuse('LISTING_CLOSED');
  end if;
  v_first := v_from - v_slot.first_day + 1;
  -- Outside the window there is no number, so nothing is free.
  select min(i) into v_short from generate_series(v_first, v_first + v_days - 1) i
  where coalesce(v_slot.free[i], 0) < v_units;
  if v_short is not null then
    perform refuse('CAPACITY_EXHAUSTED', jsonb_build_object(
      'free', coalesce(v_slot.free[v_short], 0)::text, 'units', v_units::text,
      'day', (v_slot.first_day + v_short - 1)::text));
  end if;
  update slot set free = shift(free, v_first, v_days, -v_units)
  where listing_id = v_slot.listing_id;
  insert into block (id, listing_id, owner_id, first_day, days, units, doc)
  values (v_id, v_slot.listing_id, v_owner, v_first, v_days, v_units, b);
  perform emit('LISTING_BLOCKED', v_slot.listing_id, v_owner);
  return b;
end $$;

-- p: id, callerId
create or replace function command.remove_block(p jsonb) returns jsonb language plpgsql as $$
declare
  b block;
begin
  update block set removed_at = clock_timestamp()
  where id = (p->>'id')::uuid and owner_id = (p->>'callerId')::uuid and removed_at is null
  returning * into b;
  if not found then
    perform refuse('NOT_FOUND');
  end if;
  update slot set free = shift(free, b.first_day, b.days, b.units)
  where listing_id = b.listing_id;
  perform emit('LISTING_UNBLOCKED', b.listing_id, b.owner_id);
  return b.doc;
end $$;
