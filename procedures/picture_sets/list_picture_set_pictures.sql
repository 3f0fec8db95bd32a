create or replace function nachet.list_picture_set_pictures(
    p_user_id uuid,
    p_container_id uuid,
    p_picture_set_id uuid,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
stable
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- One page of a folder's pictures in the order of their upload; next is the cursor to the page
-- after it.
-- Options: after (the cursor that the page before gave), limit (1 to 1000, 100 unless said).
-- Locks: nothing.
-- Raises: NX001, NX002, NX003, NX210.
-- Repeat: the same answer; pictures added meanwhile come on later pages.
declare
    v_limit constant integer := nachet._read_limit(p_options);
    v_after constant uuid := coalesce(
        nachet._read_option(p_options, 'after', 'uuid')::uuid,
        '00000000-0000-0000-0000-000000000000'
    );
    v_pictures jsonb;
begin
    perform nachet._require_options(p_options, array['after', 'limit']);
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    if not exists (
        select
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.id = p_picture_set_id
            and ps.deleted_at is null
    ) then
        perform nachet._raise_picture_set_not_found(p_picture_set_id);
    end if;

    -- One more than asked for: it says whether there is a page after this.
    select coalesce(jsonb_agg(to_jsonb(page) order by page.picture_id), '[]')
    into v_pictures
    from (
        select
            p.id as picture_id,
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
        where
            p.container_id = p_container_id
            and p.picture_set_id = p_picture_set_id
            and p.id > v_after
            and p.state = 'confirmed'
            and p.deleted_at is null
        order by p.id
        limit v_limit + 1
    ) as page;
    return jsonb_build_object(
        'pictures', v_pictures - v_limit,
        'next', case
            when jsonb_array_length(v_pictures) > v_limit
                then v_pictures -> v_limit - 1 -> 'picture_id'
        end
    );
end
$function$;

comment on function nachet.list_picture_set_pictures(uuid, uuid, uuid, jsonb) is
'The pictures of a folder, page by page; options after, limit.';
revoke all on function nachet.list_picture_set_pictures(uuid, uuid, uuid, jsonb) from public;
grant execute on function nachet.list_picture_set_pictures(uuid, uuid, uuid, jsonb)
to nachet_backend;
