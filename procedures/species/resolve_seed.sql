create or replace function nachet.resolve_seed(p_label text)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- The species that a label stands for, and by what it was found: name, number (the name without
-- the number of the model's class) or alias.
-- Locks: nothing.
-- Raises: NX007.
-- Repeat: the same answer.
declare
    v_name constant text := nachet._clean_label(p_label);
    v_seed_id constant uuid := (nachet._resolve_labels(array[p_label]) ->> p_label)::uuid;
    v_document jsonb;
begin
    select jsonb_build_object(
        'seed_id', s.id,
        'seed_name', s.name,
        'confirmed', s.confirmed,
        'matched', case s.name_key
            when nachet._name_key(v_name) then 'name'
            when nachet._name_key(nachet._bare_label(v_name)) then 'number'
            else 'alias'
        end
    )
    into v_document
    from nachet_data.seed as s
    where s.id = v_seed_id;
    if v_document is null then
        perform nachet._raise_seed_not_found(jsonb_build_object('label', p_label));
    end if;
    return v_document;
end
$function$;

comment on function nachet.resolve_seed(text) is
'The species that a label stands for: by its name, without its class number, or by an alias; never '
'by a part.';
revoke all on function nachet.resolve_seed(text) from public;
grant execute on function nachet.resolve_seed(text) to nachet_backend;
