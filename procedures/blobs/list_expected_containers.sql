create or replace function nachet.list_expected_containers(p_options jsonb default '{}')
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- One page of the containers that the store should have, by name: container_id, container_name,
-- busy (whether it need not be there yet). The first page also tells how many blobs there should
-- be. For the checker; next is the cursor to the page after this.
-- Options: after (the cursor that the page before gave), limit (1 to 1000, 100 unless said).
-- Locks: nothing.
-- Raises: NX210.
-- Repeat: the same answer.
declare
    v_limit constant integer := nachet._read_limit(p_options);
    v_after constant uuid := nachet._read_option(p_options, 'after', 'uuid')::uuid;
    v_containers jsonb;
    v_nb_blobs bigint;
begin
    perform nachet._require_options(p_options, array['after', 'limit']);
    -- The archive has a container in the store as soon as it has a folder.
    select coalesce(jsonb_agg(to_jsonb(page) order by page.container_name), '[]')
    into v_containers
    from (
        select
            c.id as container_id,
            'user-' || c.id as container_name,
            exists (
                select
                from nachet_data.blob_task as t
                where t.container_id = c.id and t.kind = 'create_container'
            )
            or (
                c.kind = 'archive'
                and not exists (
                    select
                    from nachet_data.picture_set as ps
                    where ps.container_id = c.id
                )
            ) as busy
        from nachet_data.container as c
        where v_after is null or c.id > v_after
        order by c.id
        limit v_limit + 1
    ) as page;
    if v_after is null then
        select
            (select count(*) from nachet_data.picture as p)
            + (select count(*) from nachet_data.picture_set as ps)
        into v_nb_blobs;
    end if;
    return jsonb_build_object(
        'installation_id', (select i.id from nachet_data.installation as i),
        'nb_blobs', v_nb_blobs,
        'containers', v_containers - v_limit,
        'next', case
            when jsonb_array_length(v_containers) > v_limit
                then v_containers -> v_limit - 1 -> 'container_id'
        end
    );
end
$function$;

comment on function nachet.list_expected_containers(jsonb) is
'The containers that the store should have, page by page; options after, limit.';
revoke all on function nachet.list_expected_containers(jsonb) from public;
grant execute on function nachet.list_expected_containers(jsonb) to nachet_backend;
