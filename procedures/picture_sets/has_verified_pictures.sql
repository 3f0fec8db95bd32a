create or replace function nachet.has_verified_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Whether a folder holds verified pictures: what to ask before deleting it.
-- Locks: nothing.
-- Raises: NX001, NX002, NX003.
-- Repeat: the same answer.
declare
    v_answer jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select jsonb_build_object(
        'has_verified_pictures', coalesce(bool_or(p.verified), false),
        'nb_verified', count(p.id) filter (where p.verified),
        'nb_pictures', count(p.id)
    )
    into v_answer
    from nachet_data.picture_set as ps
    left join nachet_data.picture as p
        on ps.container_id = p.container_id
        and ps.id = p.picture_set_id
        and p.container_id = p_container_id
        and p.state = 'confirmed'
        and p.deleted_at is null
    where ps.container_id = p_container_id and ps.id = p_picture_set_id and ps.deleted_at is null
    group by ps.id;
    if v_answer is null then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    end if;
    return v_answer;
end
$function$;

comment on function nachet.has_verified_pictures(uuid, uuid, uuid) is
'Whether a folder holds verified pictures, and how many of how many.';
revoke all on function nachet.has_verified_pictures(uuid, uuid, uuid) from public;
grant execute on function nachet.has_verified_pictures(uuid, uuid, uuid) to nachet_backend;
