create or replace function nachet._hold_catalogue()
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- To be called before writing or deleting rows that refer to a species. New species can still be
-- added.
-- Locks: the catalogue, shared; before any folder, picture or box.
begin
    -- On Citus this lock is taken on this node only; an administrator's lock goes to all nodes.
    perform set_config('citus.enable_ddl_propagation', 'off', true);
    lock table nachet_data.seed in row share mode;
end
$function$;

comment on function nachet._hold_catalogue is
'Keeps species from being merged, renamed or given aliases until the transaction ends.';
