create or replace function nachet.choose_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: the user's choice.
-- Raises: NX001, NX008, NX303.
-- Repeat: the same answer.
declare
    v_before jsonb;
    v_id uuid;
begin
    perform nachet._require_user(p_user_id, 'read');
    perform nachet._require_pipeline(p_user_id, p_pipeline_id::text);
    select jsonb_build_object('user_id', d.user_id, 'pipeline_id', d.pipeline_id) into v_before
    from nachet_data.pipeline_default as d
    where d.user_id = p_user_id;
    insert into nachet_data.pipeline_default (user_id, pipeline_id, update_date)
    values (p_user_id, p_pipeline_id, nachet._now())
    on conflict (user_id)
    do update set pipeline_id = excluded.pipeline_id, update_date = excluded.update_date
    returning id into v_id;
    perform nachet._record_acts(
        p_user_id, null, 'choose_pipeline', 'pipeline_default', array[v_id], array[v_before],
        array[jsonb_build_object('user_id', p_user_id, 'pipeline_id', p_pipeline_id)]
    );
    return nachet._pipeline_document(p_pipeline_id) || jsonb_build_object('chosen', true);
end
$function$;

comment on function nachet.choose_pipeline is
'Makes a pipeline the user''s own choice, whatever the default is, and returns it.';
grant execute on function nachet.choose_pipeline to nachet_backend;
