-- Reviews. A review is locked after its contract's billing, and nothing after it. Until it is public,
-- its text leaves this file for its author only.

create or replace function said_json(p_words text, p_hidden text) returns jsonb
language sql immutable as $$
  select case when p_words is not null then jsonb_build_object(
    'words', coalesce(p_hidden, p_words), 'hidden', p_hidden is not null) end
$$;

create or replace function review_json(v review) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('id', v.id, 'contractId', v.contract_id,
    'reviewedId', v.reviewed_id, 'by', v.side, 'marks', v.marks, 'publicFrom', v.public_from,
    'text', said_json(v.words, v.words_hidden), 'answer', said_json(v.answer, v.answer_hidden)))
$$;

-- Until when the parties of a lease may review one another; null unless it is over and had begun.
create or replace function reviews_close(p_contract uuid, p_days int) returns timestamptz
language sql stable as $$
  select b.ended_at + p_days * interval '24 hours'
  from billing b join reservation r on r.contract_id = b.contract_id
  where b.contract_id = p_contract and r.freed_days < r.days
$$;

-- p: id, contractId, callerId, marks, words (or null), days, now
create or replace function command.give_review(p jsonb) returns jsonb language plpgsql as $$
declare
  v_contract uuid := (p->>'contractId')::uuid;
  v_now      timestamptz := (p->>'now')::timestamptz;
  r          reservation;
  v_side     text;
  v_closes   timestamptz;
  v          review;
begin
  -- Both sides may be at it: the second sees the first one's.
  perform 1 from billing where contract_id = v_contract for no key update;
  r := reservation_of(v_contract);
  v_side := case (p->>'callerId')::uuid
    when r.exporter_id then 'EXPORTER' when r.owner_id then 'OWNER' end;
  v_closes := reviews_close(v_contract, (p->>'days')::int);
  if v_side is null then
    perform refuse('NOT_FOUND');
  elsif exists (select from review where contract_id = v_contract and side = v_side) then
    perform refuse('REVIEW_FINAL');
  elsif v_closes is null or v_closes <= v_now then
    perform refuse('REVIEW_NOT_OPEN', jsonb_build_object('days', p->>'days'));
  end if;
  insert into review (id, contract_id, side, author_id, reviewed_id, marks, words, given_at,
    public_from)
  values ((p->>'id')::uuid, v_contract, v_side, (p->>'callerId')::uuid,
    case v_side when 'EXPORTER' then r.owner_id else r.exporter_id end,
    p->'marks', p->>'words', v_now, v_closes);
  if (select count(*) from review where contract_id = v_contract) = 2 then
    -- One node's clock may be behind the other's.
    update review set public_from = (
      select max(given_at) from review where contract_id = v_contract)
    where contract_id = v_contract;
  end if;
  perform emit('REVIEW_GIVEN', v_contract, r.exporter_id, r.owner_id);
  select * into v from review where id = (p->>'id')::uuid;
  return review_json(v);
end $$;

-- Locks a review that is public.
create or replace function lock_review(p_id uuid, p_now timestamptz) returns review
language plpgsql as $$
declare
  v review;
begin
  select * into v from review where id = p_id for no key update;
  if v.id is null or v.public_from > p_now then
    perform refuse('NOT_FOUND');
  end if;
  return v;
end $$;

-- p: id, callerId, words, now
create or replace function command.answer_review(p jsonb) returns jsonb language plpgsql as $$
declare
  v review := lock_review((p->>'id')::uuid, (p->>'now')::timestamptz);
begin
  if v.reviewed_id <> (p->>'callerId')::uuid then
    perform refuse('NOT_FOUND');
  elsif v.answer is not null then
    perform refuse('REVIEW_FINAL');
  end if;
  update review set answer = p->>'words', answered_at = (p->>'now')::timestamptz
  where id = v.id returning * into v;
  perform emit('REVIEW_ANSWERED', v.contract_id, v.author_id, v.reviewed_id);
  return review_json(v);
end $$;

-- p: id, part, reason, now
create or replace function command.hide_review(p jsonb) returns jsonb language plpgsql as $$
declare
  v      review := lock_review((p->>'id')::uuid, (p->>'now')::timestamptz);
  v_text boolean := p->>'part' = 'TEXT';
begin
  if (case when v_text then v.words else v.answer end) is null then
    perform refuse('NOT_FOUND');
  elsif (case when v_text then v.words_hidden else v.answer_hidden end) is not null then
    perform refuse('REVIEW_FINAL');
  end if;
  update review set words_hidden = case when v_text then p->>'reason' else words_hidden end,
    answer_hidden = case when v_text then answer_hidden else p->>'reason' end
  where id = v.id returning * into v;
  perform emit('REVIEW_HIDDEN', v.contract_id, v.author_id, v.reviewed_id);
  return review_json(v);
end $$;

-- What the caller may know of a lease's reviews.
create or replace function lease_reviews(
  p_contract uuid, p_caller uuid, p_days int, p_now timestamptz) returns jsonb
language sql stable as $$
  select jsonb_build_object('contractId', p_contract, 'closesAt', reviews_close(p_contract, p_days),
    'given', coalesce(jsonb_agg(v.side), '[]'),
    'reviews', coalesce(jsonb_agg(review_json(v) order by v.seq)
      filter (where v.public_from <= p_now or v.author_id = p_caller), '[]'))
  from review v where v.contract_id = p_contract
$$;

-- What each side's public reviews of a member come to.
create or replace function ratings(p_member uuid, p_now timestamptz) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'by', side, 'reviews', reviews, 'averages', averages) order by side), '[]')
  from (
    select side, max(marks) as reviews, jsonb_object_agg(criterion, average) as averages
    from (
      select v.side, m.key as criterion, count(*) as marks, round(avg(m.value::numeric), 2) as average
      from review v, jsonb_each_text(v.marks) m
      where v.reviewed_id = p_member and v.public_from <= p_now
      group by v.side, m.key) mark
    group by side) rating
$$;
