-- How far members have read what they were told, and what of it is mailed to them.
create table inbox (
  organization_id uuid primary key references organization,
  read_up_to      bigint not null default 0,
  preferences     jsonb, -- null until they are stated
  version         int not null default 1
);

-- An e-mail address is told of events like a webhook, so it is one, of a url such as
-- mailto:ops@lantern.example. It chooses by topics, and keeps its row when it is named again.
alter table webhook add topics text[]; -- null for those that are called
create unique index an_address_has_one_row on webhook (organization_id, url)
  where topics is not null;
create index on delivery (webhook_id, event_seq) where state = 'FAILED';
create index on claim (contract_id) where state = 'FILED';
