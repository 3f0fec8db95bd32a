create or replace function nachet._described_blobs(
    p_container_id uuid, p_store_container_id uuid, p_from text, p_to text, p_limit integer
)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What rows of a container say of blobs that lie in a container of the store, which may be another,
-- by name from one name to another: pictures, also those in the trash, and the descriptions of
-- folders.
declare
    v_now constant timestamptz := nachet._now();
    v_first_folder constant uuid := coalesce(
        nachet._to_uuid(left(p_from, 36)), '00000000-0000-0000-0000-000000000000'
    );
    v_last_folder constant uuid := coalesce(
        nachet._to_uuid(left(p_to, 36)), 'ffffffff-ffff-ffff-ffff-ffffffffffff'
    );
    v_blobs jsonb;
begin
    select coalesce(jsonb_agg(to_jsonb(b) order by b.blob_name), '[]') into v_blobs
    from (
        (
            select
                p.blob_name,
                'picture' as kind,
                p.container_id,
                p.picture_set_id,
                p.id as picture_id,
                p.state,
                p.byte_size,
                encode(p.sha256, 'hex') as sha256,
                null::jsonb as content,
                extract(epoch from v_now - p.updated_at) as age_seconds,
                (
                    p.blob_container_id = p_container_id
                    and p.blob_name = nachet._home_of(p.picture_set_id, p.id, p.blob_name)
                )
                or exists (
                    select
                    from nachet_data.blob_task as t
                    where t.container_id = p_container_id
                        and t.picture_id = p.id
                        and t.kind = 'move_picture'
                ) as at_home
            from nachet_data.picture as p
            where p.container_id = p_container_id
                and p.blob_container_id = p_store_container_id
                and p.blob_name between p_from and p_to
            order by p.blob_name
            limit p_limit
        )
        union all
        (
            select
                f.blob_name, 'folder', p_container_id, f.id, null, null, null, null, f.content,
                f.age_seconds, true
            from (
                select
                    ps.id,
                    (ps.id || '/' || ps.id || '.json') collate "C" as blob_name,
                    nachet._describe_picture_set(
                        p_container_id, ps.id, ps.owner_id, ps.upload_date, ps.picture_set
                    ) as content,
                    extract(epoch from v_now - ps.upload_date) as age_seconds
                from nachet_data.picture_set as ps
                where ps.container_id = p_container_id
                    and p_store_container_id = p_container_id
                    and ps.id between v_first_folder and v_last_folder
            ) as f
            where f.blob_name between p_from and p_to
            order by f.id
            limit p_limit
        )
        order by 1
        limit p_limit
    ) as b;
    return v_blobs;
end
$function$;

comment on function nachet._described_blobs(uuid, uuid, text, text, integer) is
'What rows of one container say of blobs.';
revoke all on function nachet._described_blobs(uuid, uuid, text, text, integer) from public;
