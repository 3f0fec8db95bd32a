create or replace function nachet.get_container_usage(p_user_id uuid, p_container_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- byte_size is what counts for the quota: all pictures, those being uploaded (nb_pending) and those
-- in the trash (nb_trashed, trashed_byte_size) too. quota: null for no limit.
-- Locks: nothing.
-- Raises: NX001, NX002, NX303.
-- Repeat: the same answer.
declare
    v_quota bigint;
    v_usage jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select c.quota into v_quota
    from nachet_data.container as c
    where c.id = p_container_id;
    select jsonb_build_object(
        'container_id', p_container_id,
        'quota', v_quota,
        'byte_size', coalesce(sum(p.byte_size), 0),
        'trashed_byte_size', coalesce(sum(p.byte_size) filter (where p.deleted_at is not null), 0),
        'nb_pictures', count(*) filter (where p.state = 'confirmed' and p.deleted_at is null),
        'nb_pending', count(*) filter (where p.state = 'pending' and p.deleted_at is null),
        'nb_trashed', count(*) filter (where p.deleted_at is not null)
    )
    into v_usage
    from nachet_data.picture as p
    where p.container_id = p_container_id;
    return v_usage;
end
$function$;

comment on function nachet.get_container_usage is
'Returns how many pictures and bytes a container has, and its quota.';
grant execute on function nachet.get_container_usage to nachet_backend;
