create or replace function nachet.list_models(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Inactive models too, which set_model_active brings back.
-- Locks: nothing.
-- Raises: NX001.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'read');
    return (
        select coalesce(
            jsonb_agg(nachet._model_document(m.id) order by m.position, m.name), '[]'
        )
        from nachet_data.model as m
    );
end
$function$;

comment on function nachet.list_models is
'Lists all models with their versions, in the order of their import.';
grant execute on function nachet.list_models to nachet_backend;
