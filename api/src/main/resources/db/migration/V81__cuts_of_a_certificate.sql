-- Certificates state limits beside the prices of units; earlier ones had none.
update round_proof set doc = jsonb_set(doc, '{solved,certificate,cuts}', '[]');
