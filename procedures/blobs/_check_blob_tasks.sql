create or replace function nachet._check_blob_tasks(p_tasks jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses what is no list of tasks: objects with the id of each, and texts.
-- Raises: NX210.
declare
    v_place bigint;
begin
    if jsonb_typeof(p_tasks) = 'array' then
        select t.ordinality - 1 into v_place
        from jsonb_array_elements(p_tasks) with ordinality as t (value, ordinality)
        where jsonb_typeof(t.value) <> 'object'
            or nachet._to_uuid(t.value ->> 'task_id') is null
            or jsonb_typeof(t.value -> 'claim') not in ('string', 'null')
            or jsonb_typeof(t.value -> 'etag') not in ('string', 'null')
        order by t.ordinality
        limit 1;
        if v_place is null then
            return;
        end if;
    end if;
    raise exception using
        errcode = 'NX210',
        message = 'not a valid option',
        detail = jsonb_build_object('option', 'tasks', 'place', 'tasks[' || v_place || ']')::text,
        hint = 'Use the options that the function''s description lists.';
end
$function$;

comment on function nachet._check_blob_tasks(jsonb) is 'Refuses what is no list of blob tasks.';
revoke all on function nachet._check_blob_tasks(jsonb) from public;
