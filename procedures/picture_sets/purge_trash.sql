create or replace function nachet.purge_trash(p_before timestamptz, p_limit integer)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Really deletes what went into the trash before a time, at most so many pictures in one call:
-- for an operator, who calls again while something remains. Their blobs go by tasks.
-- Locks: the catalogue, shared; container by container, what it deletes.
-- Raises: NX210.
-- Repeat: deletes the next part.
declare
    v_container_id uuid;
    v_purged jsonb;
    v_picture_sets integer := 0;
    v_pictures integer := 0;
    v_remaining bigint;
begin
    if p_limit < 1 then
        raise exception using
            errcode = 'NX210',
            message = 'not a valid option',
            detail = jsonb_build_object('option', 'p_limit', 'value', p_limit, 'lowest', 1)::text,
            hint = 'Use the options that the function''s description lists.';
    end if;
    perform nachet._hold_catalogue();
    for v_container_id in
        select p.container_id
        from nachet_data.picture as p
        where p.deleted_at < p_before
        union
        select ps.container_id
        from nachet_data.picture_set as ps
        where ps.deleted_at < p_before
        order by 1
    loop
        exit when v_pictures >= p_limit;
        v_purged := nachet._purge_container(v_container_id, p_before, p_limit - v_pictures);
        v_picture_sets := v_picture_sets + (v_purged -> 'picture_sets')::integer;
        v_pictures := v_pictures + (v_purged -> 'pictures')::integer;
    end loop;

    select
        (select count(*) from nachet_data.picture as p where p.deleted_at < p_before)
        + (select count(*) from nachet_data.picture_set as ps where ps.deleted_at < p_before)
    into v_remaining;
    return jsonb_build_object(
        'picture_sets', v_picture_sets,
        'pictures', v_pictures,
        'remaining', v_remaining
    );
end
$function$;

comment on function nachet.purge_trash(timestamptz, integer) is
'Deletes for good what was put into the trash before a time, part by part.';
revoke all on function nachet.purge_trash(timestamptz, integer) from public;
grant execute on function nachet.purge_trash(timestamptz, integer) to nachet_backend;
