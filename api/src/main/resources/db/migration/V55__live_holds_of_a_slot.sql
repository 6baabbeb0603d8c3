-- The live holds of a slot, for the court and for ending those that are due.
create index on reservation (listing_id, expires_at) where state = 'HELD';
