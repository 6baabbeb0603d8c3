-- Certificates state what slots lose at least; earlier ones did not.
update round_proof set doc = jsonb_set(doc, '{solved,certificate,wastes}', '[]');
