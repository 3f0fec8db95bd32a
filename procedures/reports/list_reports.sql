create or replace function nachet.list_reports(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The newest first, all versions, without their content.
-- Options: sample_id (those of a sample), number (all versions of a report), after (`next` of the
-- previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after uuid;
    v_sample_id uuid;
    v_number text;
    v_ids uuid[];
    v_id uuid;
    v_reports jsonb := '[]'::jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(
        p_options, '{"sample_id": "uuid", "number": "string", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(v_options ->> 'after', 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid;
    v_sample_id := (v_options ->> 'sample_id')::uuid;
    v_number := v_options ->> 'number';
    v_ids := array(
        select r.id
        from nachet_data.report as r
        where r.container_id = p_container_id
            and r.id < v_after
            and (v_sample_id is null or r.sample_id = v_sample_id)
            and (v_number is null or r.number = v_number)
        order by r.id desc
        limit v_limit + 1
    );
    -- One by one: only so is the later version of each found by its id.
    foreach v_id in array v_ids loop
        select
            v_reports || jsonb_build_array(
                to_jsonb(r) - 'id' || jsonb_build_object('report_id', r.id)
            )
        into v_reports
        from nachet.report as r
        where r.container_id = p_container_id and r.id = v_id;
    end loop;
    return nachet._page(v_reports, v_limit, 'report_id');
end
$function$;

comment on function nachet.list_reports is
'Lists the reports of a container, the newest first, page by page.';
grant execute on function nachet.list_reports to nachet_backend;
