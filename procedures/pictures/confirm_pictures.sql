create or replace function nachet.confirm_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_ids uuid[]
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- From now on readers see them. The blob may be at another place than the one reserved if somebody
-- else confirmed the picture and moved it.
-- Locks: the pictures, in the order of their ids.
-- Raises: NX001, NX002, NX004, NX301, NX303.
-- Repeat: the same answer.
declare
    v_missing uuid;
    v_pictures jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids)
    order by p.id
    for no key update;
    select i.id into v_missing
    from unnest(p_picture_ids) as i (id)
    left join nachet_data.picture as p
        on p.container_id = p_container_id and i.id = p.id and p.deleted_at is null
    where p.id is null
    limit 1;
    if found then
        perform nachet._raise('NX004', jsonb_build_object('picture_id', v_missing));
    end if;

    update nachet_data.picture as p
    set state = 'confirmed', updated_at = nachet._now()
    where p.container_id = p_container_id and p.id = any (p_picture_ids) and p.state = 'pending';
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_id', p.id,
                'state', p.state,
                'container_name', nachet._container_name(p.blob_container_id),
                'blob_name', p.blob_name
            )
            order by i.ordinality
        ),
        '[]'
    )
    into v_pictures
    from unnest(p_picture_ids) with ordinality as i (id, ordinality)
    inner join nachet_data.picture as p on p.container_id = p_container_id and i.id = p.id;
    return v_pictures;
end
$function$;

comment on function nachet.confirm_pictures is
'Confirms that the blobs of reserved pictures are written and returns the place of each blob.';
grant execute on function nachet.confirm_pictures to nachet_backend;
