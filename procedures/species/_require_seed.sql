create or replace function nachet._require_seed(p_seed_id uuid)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- An administrator must decide again about the species that it was merged into.
-- Raises: NX007, with the species that it was merged into.
declare
    v_merged_into uuid;
begin
    select s.merged_into into v_merged_into
    from nachet_data.seed as s
    where s.id = p_seed_id;
    if not found or v_merged_into is not null then
        perform nachet._raise(
            'NX007', jsonb_build_object('seed_id', p_seed_id, 'merged_into', v_merged_into)
        );
    end if;
end
$function$;

comment on function nachet._require_seed is
'Refuses a species that does not exist or was merged into another.';
