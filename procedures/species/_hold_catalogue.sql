create or replace function nachet._hold_catalogue()
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $function$
-- For whoever writes or deletes rows that name a species: keeps species from being merged,
-- renamed or called by another label until the transaction ends. New ones may be added.
-- Locks: the catalogue, shared; before any folder, picture or box.
begin
    lock table nachet_data.seed in row share mode;
end
$function$;

comment on function nachet._hold_catalogue() is
'Keeps species from being merged or renamed until the transaction ends.';
revoke all on function nachet._hold_catalogue() from public;
