create or replace function nachet.resolve_seed(p_label text)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- By its name, by its name without the class number, or by an alias; never by a part of it.
-- matched: name, number or alias.
-- Locks: nothing.
-- Raises: NX007.
-- Repeat: the same answer.
declare
    v_label constant record := nachet._read_label(p_label);
    v_seed_id constant uuid := (nachet._resolve_labels(array[p_label], false) ->> p_label)::uuid;
    v_document jsonb;
begin
    select jsonb_build_object(
        'seed_id', s.id,
        'seed_name', s.name,
        'confirmed', s.confirmed,
        'matched', case s.name_key
            when v_label.whole_key then 'name'
            when v_label.name_key then 'number'
            else 'alias'
        end
    )
    into v_document
    from nachet_data.seed as s
    where s.id = v_seed_id;
    if v_document is null then
        perform nachet._raise('NX007', jsonb_build_object('label', p_label));
    end if;
    return v_document;
end
$function$;

comment on function nachet.resolve_seed is 'Returns the species that a label stands for.';
grant execute on function nachet.resolve_seed to nachet_backend;
