-- Whoever refers to a row locks it, and many who refer to the same one at a time, as every lease of
-- a busy owner does, cost each other dearly. These four say nothing that the lease request and the
-- listing do not say already.
alter table reservation
  drop constraint reservation_exporter_id_fkey,
  drop constraint reservation_owner_id_fkey;
alter table contract
  drop constraint contract_exporter_id_fkey,
  drop constraint contract_owner_id_fkey;
