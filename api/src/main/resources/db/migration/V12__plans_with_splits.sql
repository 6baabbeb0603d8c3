-- A plan lists the choices of each request, for there may be several when it is split: [3, -1] is now
-- [[3], []]. Slots say on which site they are, requests whether they are split and of what kind their
-- goods are; earlier rounds knew slots alone on their sites and none of the rest.
update round_proof
   set doc = jsonb_set(jsonb_set(jsonb_set(jsonb_set(doc,
     '{solved,plan,choices}', (
       select coalesce(jsonb_agg(case when c::int < 0 then '[]'::jsonb else jsonb_build_array(c) end order by n), '[]')
         from jsonb_array_elements(doc #> '{solved,plan,choices}') with ordinality as each (c, n))),
     '{problem,slots}', (
       select coalesce(jsonb_agg(slot || jsonb_build_object('site', slot->'id') order by n), '[]')
         from jsonb_array_elements(doc #> '{problem,slots}') with ordinality as each (slot, n))),
     '{problem,candidates}', (
       select coalesce(jsonb_agg(candidate || '{"split": null, "goods": 0}' order by n), '[]')
         from jsonb_array_elements(doc #> '{problem,candidates}') with ordinality as each (candidate, n))),
     '{problem,apart}', '[]');
