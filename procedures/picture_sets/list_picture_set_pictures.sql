create or replace function nachet.list_picture_set_pictures(
    p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- In the order of upload; pictures that are added meanwhile come on later pages.
-- Options: after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_limit integer;
    v_after uuid;
    v_pictures jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_options := nachet._read_options(p_options, '{"after": "uuid", "limit": "limit"}');
    v_limit := (v_options -> 'limit')::integer;
    v_after := coalesce(
        v_options ->> 'after', '00000000-0000-0000-0000-000000000000'
    )::uuid;
    if not exists (
        select
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id = p_picture_set_id
            and ps.deleted_at is null
    ) then
        perform nachet._raise('NX003', jsonb_build_object('picture_set_id', p_picture_set_id));
    end if;

    select jsonb_agg(to_jsonb(page) order by page.picture_id) into v_pictures
    from (
        select
            p.id as picture_id,
            p.name,
            p.nb_object is not null as inference_exist,
            p.verified as is_validated,
            p.nb_object,
            p.parent,
            p.media_type,
            p.byte_size,
            p.width,
            p.height,
            p.upload_date
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.id > v_after
            and p.state = 'confirmed'
            and p.deleted_at is null
        order by p.id
        limit v_limit + 1
    ) as page;
    return nachet._page(v_pictures, v_limit, 'picture_id');
end
$function$;

comment on function nachet.list_picture_set_pictures is
'Lists the pictures of a folder, page by page.';
grant execute on function nachet.list_picture_set_pictures to nachet_backend;
