create or replace function nachet.choose_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: the user's choice.
-- Raises: NX001, NX008.
-- Repeat: the same answer.
begin
    perform nachet._require_user(p_user_id, 'read');
    perform nachet._require_pipeline(p_user_id, p_pipeline_id::text);
    insert into nachet_data.pipeline_default (user_id, pipeline_id, update_date)
    values (p_user_id, p_pipeline_id, nachet._now())
    on conflict (user_id)
    do update set pipeline_id = excluded.pipeline_id, update_date = excluded.update_date;
    return nachet._pipeline_document(p_pipeline_id) || jsonb_build_object('chosen', true);
end
$function$;

comment on function nachet.choose_pipeline is
'Makes a pipeline the user''s own choice, whatever the default is, and returns it.';
grant execute on function nachet.choose_pipeline to nachet_backend;
