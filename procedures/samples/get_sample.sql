create or replace function nachet.get_sample(
    p_user_id uuid, p_container_id uuid, p_sample_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- With picture_sets: its folders that are not in the trash, by id.
-- Locks: nothing.
-- Raises: NX001, NX002, NX080, NX303.
-- Repeat: the same answer.
declare
    v_sample jsonb;
    v_picture_sets jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(s) into v_sample
    from nachet.sample_summary as s
    where s.container_id = p_container_id and s.sample_id = p_sample_id;
    if v_sample is null then
        perform nachet._raise('NX080', jsonb_build_object('sample_id', p_sample_id));
    end if;
    select
        coalesce(
            jsonb_agg(
                jsonb_build_object('picture_set_id', ps.id, 'folder_name', ps.name) order by ps.id
            ),
            '[]'
        )
    into v_picture_sets
    from nachet_data.picture_set as ps
    where ps.container_id = p_container_id
        and ps.sample_id = p_sample_id
        and ps.deleted_at is null;
    return v_sample || jsonb_build_object('picture_sets', v_picture_sets);
end
$function$;

comment on function nachet.get_sample is
'Returns a sample with its folders, and with how many pictures and reports it has.';
grant execute on function nachet.get_sample to nachet_backend;
