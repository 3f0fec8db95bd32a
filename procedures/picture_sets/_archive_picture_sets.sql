create or replace function nachet._archive_picture_sets(
    p_container_id uuid,
    p_picture_ids uuid[],
    p_archive_id uuid,
    p_claim text
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Makes the archive's folders for pictures about to move: one for each folder that they are in,
-- with the same id unless an earlier move took it, the id added to its name. Returns which is
-- which, {folder: archive's folder}.
-- Locks: the new rows; the caller has locked the archive.
declare
    v_now constant timestamptz := nachet._now();
    v_sources uuid[];
    v_taken uuid[];
    v_folders jsonb;
begin
    select array_agg(distinct p.picture_set_id) into v_sources
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    select array_agg(ps.id) into v_taken
    from nachet_data.picture_set as ps
    where ps.container_id = p_archive_id;
    select jsonb_object_agg(
        s.id, case when s.id = any (v_taken) then nachet_data.uuid7() else s.id end
    )
    into v_folders
    from unnest(v_sources) as s (id);

    insert into nachet_data.picture_set (
        container_id, id, name, picture_set, owner_id, upload_date, updated_at
    )
    select
        p_archive_id,
        f.id,
        left(ps.name, 161) || ' (' || f.id || ')',
        ps.picture_set || jsonb_build_object(
            'former_container_id', p_container_id, 'former_picture_set_id', ps.id
        ),
        ps.owner_id,
        ps.upload_date,
        v_now
    from nachet_data.picture_set as ps
    cross join lateral (select (v_folders ->> ps.id::text)::uuid as id) as f
    where ps.container_id = p_container_id and ps.id = any (v_sources);
    perform nachet._write_folder_tasks(
        p_archive_id, array(select f.value::uuid from jsonb_each_text(v_folders) as f), p_claim
    );
    return v_folders;
end
$function$;

comment on function nachet._archive_picture_sets(uuid, uuid[], uuid, text) is
'Makes the folders of the archive that pictures about to move need.';
revoke all on function nachet._archive_picture_sets(uuid, uuid[], uuid, text) from public;
