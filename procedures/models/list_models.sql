create or replace function nachet.list_models(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Inactive models too, which set_model_active brings back.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
declare
    v_model record;
    v_models jsonb := '[]'::jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    for v_model in
        select m.id
        from nachet_data.model as m
        order by m.position, m.name
    loop
        v_models := v_models || nachet._model_document(v_model.id);
    end loop;
    return v_models;
end
$function$;

comment on function nachet.list_models is
'Lists all models with their versions, in the order of their import.';
grant execute on function nachet.list_models to nachet_backend;
