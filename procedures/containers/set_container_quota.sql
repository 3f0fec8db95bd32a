create or replace function nachet.set_container_quota(
    p_user_id uuid, p_container_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators. What is there stays, also where it is more; register_pictures refuses what
-- would exceed the quota. Pictures being uploaded and in the trash count until they are gone. What
-- comes back, from the trash or from the archive, always comes back: it counts, and is not refused.
-- Options: quota (bytes, from 0 on; not given: no limit).
-- Locks: the container; its folders, by id: new pictures that do not know the quota are waited for.
-- Raises: NX001, NX002, NX115, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_options jsonb;
    v_quota numeric;
    v_new bigint;
    v_kind text;
    v_old bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'admin');
    v_options := nachet._read_options(p_options, '{"quota": "number"}');
    select c.kind, c.quota into v_kind, v_old
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    v_quota := nachet._to_number(v_options -> 'quota', 0, 9007199254740991);
    if v_options ? 'quota' and coalesce(v_quota % 1 <> 0, true) then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', 'quota', 'value', v_options -> 'quota')
        );
    elsif v_kind = 'archive' then
        perform nachet._raise('NX115', jsonb_build_object('container_id', p_container_id));
    end if;
    v_new := v_quota::bigint;
    update nachet_data.container as c
    set quota = v_new, updated_at = v_now
    where c.id = p_container_id and c.quota is distinct from v_new;
    perform
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id
    order by ps.id
    for update;
    -- The next registration counts.
    delete from nachet_data.quota_usage as q
    where q.container_id = p_container_id;
    if v_quota is not null then
        insert into nachet_data.quota_usage (container_id) values (p_container_id);
    end if;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'set_container_quota', 'container', array[p_container_id],
        array[jsonb_build_object('quota', v_old)], array[jsonb_build_object('quota', v_new)]
    );
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.set_container_quota is
'Sets how many bytes the pictures of a container may have, or takes the limit away, and returns '
'the container.';
grant execute on function nachet.set_container_quota to nachet_backend;
