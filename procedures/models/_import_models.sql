create or replace function nachet._import_models(p_structure jsonb)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Imports the models of a checked document; answers with how many were added, updated and
-- unchanged.
-- Rows that say the same already are not touched.
declare
    v_now constant timestamptz := nachet._now();
    v_added bigint;
    v_updated bigint;
begin
    insert into nachet_data.task (id, name)
    select h.id + row_number() over (order by t.place), t.task
    from (
        select distinct on (nachet._task_key(m.task)) m.task, m.place
        from nachet._read_models(p_structure) as m
        where not exists (
            select from nachet_data.task as k where k.name_key = nachet._task_key(m.task)
        )
        order by nachet._task_key(m.task), m.place
    ) as t
    cross join (select max(k.id) as id from nachet_data.task as k) as h;

    with changed as (
        update nachet_data.model as m
        set endpoint_name = r.endpoint_name, task_id = k.id, position = r.place, updated_at = v_now
        from nachet._read_models(p_structure) as r
        inner join nachet_data.task as k on k.name_key = nachet._task_key(r.task)
        where m.name = r.name
            and (m.endpoint_name, m.task_id, m.position)
                is distinct from (r.endpoint_name, k.id, r.place)
        returning m.id
    )

    select count(*) into v_updated from changed as c;
    with added as (
        insert into nachet_data.model (
            name, endpoint_name, task_id, position, upload_date, updated_at
        )
        select r.name, r.endpoint_name, k.id, r.place, v_now, v_now
        from nachet._read_models(p_structure) as r
        inner join nachet_data.task as k on k.name_key = nachet._task_key(r.task)
        where not exists (select from nachet_data.model as m where m.name = r.name)
        returning id
    )

    select count(*) into v_added from added as a;
    return jsonb_build_object(
        'added', v_added,
        'updated', v_updated,
        'unchanged', jsonb_array_length(p_structure -> 'models') - v_added - v_updated
    );
end
$function$;

comment on function nachet._import_models(jsonb) is
'Imports the models of a document, without their versions.';
revoke all on function nachet._import_models(jsonb) from public;
