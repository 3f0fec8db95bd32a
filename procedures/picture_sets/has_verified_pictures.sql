create or replace function nachet.has_verified_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- To be asked before the folder is deleted: the folders below it count, since they go along. The
-- answer has the number of verified pictures and of all pictures, too.
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX303.
-- Repeat: the same answer.
declare
    v_answer jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    with recursive tree as (
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id = p_picture_set_id
            and ps.deleted_at is null
        union
        select ps.id
        from tree as t
        inner join nachet_data.picture_set as ps
            on t.id = ps.parent and ps.container_id = p_container_id and ps.deleted_at is null
    )

    select jsonb_build_object(
        'has_verified_pictures', coalesce(bool_or(p.verified), false),
        'nb_verified', count(p.id) filter (where p.verified),
        'nb_pictures', count(p.id)
    )
    into v_answer
    from tree as t
    left join nachet_data.picture as p
        on t.id = p.picture_set_id
        and p.container_id = p_container_id
        and p.state = 'confirmed'
        and p.deleted_at is null
    having count(t.id) > 0;
    if v_answer is null then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;
    return v_answer;
end
$function$;

comment on function nachet.has_verified_pictures is
'Returns whether a folder, or one below it, has verified pictures.';
grant execute on function nachet.has_verified_pictures to nachet_backend;
