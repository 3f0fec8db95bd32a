create or replace function nachet._import_pipelines(p_structure jsonb)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Imports the pipelines of a checked document, whose models are there; answers with how many
-- were added, updated and unchanged. Rows that say the same already are not touched.
declare
    v_now constant timestamptz := nachet._now();
    v_added uuid [];
    v_updated uuid [];
begin
    v_updated := array(
        select p.id
        from nachet._read_pipelines(p_structure) as r
        inner join nachet_data.pipeline as p on r.pipeline_id = p.id
        where (p.position, p.is_default, p.data) is distinct from (r.place, r.is_default, r.data)
            or r.model_ids <> array(
                select pm.model_id
                from nachet_data.pipeline_model as pm
                where pm.pipeline_id = p.id
                order by pm.position
            )
    );
    -- The old default goes before the new one comes, also where the document does not name it.
    update nachet_data.pipeline as p
    set is_default = false, updated_at = v_now
    where p.is_default
        and exists (
            select from nachet._read_pipelines(p_structure) as r
            where r.is_default and r.pipeline_id is distinct from p.id
        );
    update nachet_data.pipeline as p
    set position = r.place, is_default = r.is_default, data = r.data, updated_at = v_now
    from nachet._read_pipelines(p_structure) as r
    where p.id = r.pipeline_id and p.id = any(v_updated);
    with added as (
        insert into nachet_data.pipeline (name, position, is_default, data, upload_date, updated_at)
        select r.name, r.place, r.is_default, r.data, v_now, v_now
        from nachet._read_pipelines(p_structure) as r
        where r.pipeline_id is null
        returning id
    )

    select coalesce(array_agg(a.id), '{}') into v_added from added as a;
    delete from nachet_data.pipeline_model as pm
    where pm.pipeline_id = any(v_updated);
    insert into nachet_data.pipeline_model (pipeline_id, model_id, position)
    select r.pipeline_id, m.model_id, m.ordinality
    from nachet._read_pipelines(p_structure) as r
    cross join lateral unnest(r.model_ids) with ordinality as m (model_id, ordinality)
    where r.pipeline_id = any(v_updated || v_added);
    return jsonb_build_object(
        'added', cardinality(v_added),
        'updated', cardinality(v_updated),
        'unchanged',
        jsonb_array_length(p_structure -> 'pipelines')
        - cardinality(v_added) - cardinality(v_updated)
    );
end
$function$;

comment on function nachet._import_pipelines(jsonb) is
'Imports the pipelines of a document whose models are there.';
revoke all on function nachet._import_pipelines(jsonb) from public;
