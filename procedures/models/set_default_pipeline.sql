create or replace function nachet.set_default_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Locks: the pipelines, against imports and other changes.
-- Raises: NX001, NX008, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_old_id uuid;
    v_ids uuid[];
begin
    perform nachet._require_user(p_user_id, 'admin');
    lock table nachet_data.pipeline in share row exclusive mode;
    perform nachet._require_pipeline(p_user_id, p_pipeline_id::text);
    update nachet_data.pipeline as p
    set is_default = false, updated_at = v_now
    where p.is_default and p.id <> p_pipeline_id
    returning p.id into v_old_id;
    update nachet_data.pipeline as p
    set is_default = true, updated_at = v_now
    where p.id = p_pipeline_id and not p.is_default;
    if found then
        v_ids := array_remove(array[v_old_id, p_pipeline_id], null);
        perform nachet._record_acts(
            p_user_id, null, 'set_default_pipeline', 'pipeline', v_ids,
            array(
                select jsonb_build_object('default', i.id <> p_pipeline_id)
                from unnest(v_ids) with ordinality as i (id, n)
                order by i.n
            ),
            array(
                select jsonb_build_object('default', i.id = p_pipeline_id)
                from unnest(v_ids) with ordinality as i (id, n)
                order by i.n
            )
        );
    end if;
    return nachet._pipeline_document(p_pipeline_id);
end
$function$;

comment on function nachet.set_default_pipeline is
'Makes a pipeline the default for all users without a choice of their own and returns it; for '
'administrators only.';
grant execute on function nachet.set_default_pipeline to nachet_backend;
