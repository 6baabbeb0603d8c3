-- What members are told: which events, what waits for their answer, what is mailed.

-- What an event is about; the application states the same.
create or replace function topic_of(p_kind text) returns text language sql immutable as $$
  select case
    when p_kind in ('ACCEPTANCE_ASKED', 'SUBLET_OFFERED', 'NOVATION_OFFERED', 'NOVATION_CONSENTED',
      'CLAIM_FILED', 'DISPUTE_OPENED') then 'ANSWERS'
    when p_kind in ('PERIOD_UNPAID', 'CONTRACT_DEFAULTED', 'CONTRACT_TERMINATED', 'GUARANTEE_PAID',
      'PAYOUT_RETURNED', 'CARD_PAYMENT_DECLINED', 'MEMBER_BLACKLISTED') then 'TROUBLE'
    when p_kind ~ '^(FUNDS|PERIOD|INVOICE|STATEMENT|BANK_ENTRY|PAYOUT|CARD_PAYMENT)_'
      or p_kind in ('RELEASE_FEE_DECIDED', 'GUARANTEE_RECOVERED') then 'MONEY'
    when p_kind ~ '^(RESERVATION|CONTRACT|ANNEX|NOVATION|REVIEW)_' then 'LEASES'
    when p_kind ~ '^(CLAIM|DISPUTE)_' then 'DISPUTES'
    when p_kind ~ '^(WAREHOUSE|LISTING|SUBLET|LEASE_REQUEST|MATCHING_ROUND)_' then 'MARKET'
    when p_kind ~ '^(ORGANIZATION|CREDIT|BLACKLISTING|WEBHOOK)_' then 'ACCOUNT' end
$$;

-- The answers that members owe and may still give.
create or replace view awaited_answer as
  select * from (
    select owner_id as organization_id, 'ACCEPTANCE_ASKED' as kind, contract_id as subject,
      contract_id as shown_by, answer_by
    from acceptance where state = 'AWAITED' and asked
    union all
    select lessor_id, 'SUBLET_OFFERED', listing_id, contract_id, decide_by
    from sublet where consent = 'WAITING'
    union all
    select owner_id, 'NOVATION_OFFERED', id, id, lapses_at from novation where state = 'OFFERED'
    union all
    select newcomer_id, 'NOVATION_CONSENTED', id, id, lapses_at
    from novation where state = 'CONSENTED'
    union all
    select r.exporter_id, 'CLAIM_FILED', l.id, l.contract_id, null::timestamptz
    from claim l join reservation r on r.contract_id = l.contract_id where l.state = 'FILED'
    union all
    select respondent_id, 'DISPUTE_OPENED', id, id, answer_by from dispute where state = 'OPEN') a
  where answer_by is null or answer_by > now();

-- What has a page that shows an event: its subject, or the contract or member that this belongs to.
create or replace function shown_by(e event) returns uuid language sql stable as $$
  select coalesce(case
    when e.kind like 'SUBLET\_%' then
      (select contract_id from sublet where listing_id = e.subject)
    when e.kind like 'CLAIM\_%' then (select contract_id from claim where id = e.subject)
    when e.kind = 'RELEASE_FEE_DECIDED' then
      (select contract_id from amendment where id = e.subject)
    when e.kind ~ '^(CREDIT|MEMBER|BLACKLISTING)_' then e.parties[1] end, e.subject)
$$;

-- The newest events of a party, as many from each of two indexes: found and then sorted, they may
-- be far more.
create or replace function events_of(p_party uuid, p_before bigint, p_most int)
returns setof event language sql stable as $$
  (select * from event where parties[1] = p_party and seq < p_before
   order by seq desc limit p_most)
  union all
  (select * from event where parties[2] = p_party and parties[1] <> p_party and seq < p_before
   order by seq desc limit p_most)
$$;

create or replace function read_up_to(p_organization uuid) returns bigint language sql stable as $$
  select coalesce((select read_up_to from inbox where organization_id = p_organization), 0)
$$;

-- As many as are counted at most; no more are looked at.
create or replace function unread(p_organization uuid, p_most int) returns int
language sql stable as $$
  select least(count(*), p_most)::int from (
    (select 1 from event
     where parties[1] = p_organization and seq > (select read_up_to(p_organization)) limit p_most)
    union all
    (select 1 from event
     where parties[2] = p_organization and parties[1] <> p_organization
       and seq > (select read_up_to(p_organization)) limit p_most)) newer
$$;

-- What was read stays read, and what is yet to happen is not.
-- p: organizationId, upTo
create or replace function command.mark_read(p jsonb) returns jsonb language sql as $$
  insert into inbox as i (organization_id, read_up_to)
  values ((p->>'organizationId')::uuid,
    least((p->>'upTo')::bigint, (select coalesce(max(seq), 0) from event)))
  on conflict (organization_id) do update
    set read_up_to = greatest(i.read_up_to, excluded.read_up_to)
  returning to_jsonb(read_up_to)
$$;

-- What waits for an address that is named no more is ended when it comes due.
-- p: organizationId, preferences, version
create or replace function command.replace_notice_preferences(p jsonb) returns jsonb
language plpgsql as $$
declare
  v_owner uuid := (p->>'organizationId')::uuid;
  d       jsonb := p->'preferences';
begin
  insert into inbox (organization_id) values (v_owner) on conflict do nothing;
  update inbox set preferences = d, version = version + 1
  where organization_id = v_owner and version = (p->>'version')::int;
  if not found then
    perform refuse('PRECONDITION_FAILED');
  end if;
  update webhook set state = 'REMOVED' where organization_id = v_owner and topics is not null;
  insert into webhook (id, organization_id, told_of_all, url, kinds, topics)
  select gen_random_uuid(), v_owner, false, 'mailto:' || address, '{}',
    array(select jsonb_array_elements_text(d->'topics'))
  from jsonb_array_elements_text(d->'addresses') address
  on conflict (organization_id, url) where topics is not null
    do update set state = 'ENABLED', topics = excluded.topics;
  return versioned(d, (p->>'version')::int + 1);
end $$;

-- What an e-mail says beside its event; null for a webhook that is called.
create or replace function letter_json(w webhook, e event) returns jsonb language sql stable as $$
  select jsonb_build_object('language', i.preferences->>'language', 'shownBy', shown_by(e),
    'awaited', a.kind is not null, 'answerBy', a.answer_by)
  from inbox i left join awaited_answer a on a.organization_id = i.organization_id
    and a.kind = e.kind and a.subject = e.subject
  where w.topics is not null and i.organization_id = w.organization_id
$$;
