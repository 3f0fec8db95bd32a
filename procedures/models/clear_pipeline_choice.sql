create or replace function nachet.clear_pipeline_choice(p_user_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- From now on the user gets the default pipeline.
-- Locks: the user's choice.
-- Raises: NX001, NX303.
-- Repeat: cleared is false.
declare
    v_choice record;
begin
    perform nachet._require_user(p_user_id, 'read');
    delete from nachet_data.pipeline_default as d
    where d.user_id = p_user_id
    returning d.id, d.pipeline_id into v_choice;
    if found then
        perform nachet._record_acts(
            p_user_id, null, 'clear_pipeline_choice', 'pipeline_default', array[v_choice.id],
            array[jsonb_build_object('user_id', p_user_id, 'pipeline_id', v_choice.pipeline_id)],
            null
        );
    end if;
    return jsonb_build_object('cleared', v_choice.id is not null);
end
$function$;

comment on function nachet.clear_pipeline_choice is
'Removes the user''s choice of a pipeline and returns whether there was one.';
grant execute on function nachet.clear_pipeline_choice to nachet_backend;
