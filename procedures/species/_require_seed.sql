create or replace function nachet._require_seed(p_seed_id uuid)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a species that is not merged: what a curator decides about one that is must be
-- thought over.
-- Raises: NX007, with the species that it was merged into.
declare
    v_merged_into uuid;
begin
    select s.merged_into into v_merged_into
    from nachet_data.seed as s
    where s.id = p_seed_id;
    if not found or v_merged_into is not null then
        perform nachet._raise_seed_not_found(
            jsonb_build_object('seed_id', p_seed_id, 'merged_into', v_merged_into)
        );
    end if;
end
$function$;

comment on function nachet._require_seed(uuid) is
'Refuses what is no species or was merged into another.';
revoke all on function nachet._require_seed(uuid) from public;
