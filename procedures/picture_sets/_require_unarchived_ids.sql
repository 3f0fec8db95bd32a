create or replace function nachet._require_unarchived_ids(
    p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid
)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses pictures and inferences for the archive whose ids something of another container bears
-- there already: callers choose ids, each container by itself.
-- Raises: NX115.
declare
    v_detail jsonb;
begin
    select jsonb_build_object('picture_id', p.id) into v_detail
    from nachet_data.picture as p
    where p.container_id = p_archive_id and p.id = any (p_picture_ids)
    limit 1;
    if v_detail is null then
        select jsonb_build_object('inference_id', i.id) into v_detail
        from nachet_data.inference as i
        inner join nachet_data.inference as a on i.id = a.id
        where i.container_id = p_container_id
            and i.picture_id = any (p_picture_ids)
            and a.container_id = p_archive_id
        limit 1;
    end if;
    if v_detail is not null then
        raise exception using
            errcode = 'NX115',
            message = 'the archive does not allow this',
            detail = v_detail::text,
            hint = 'Move the picture to another folder; '
                'or delete the folder without keeping anything.';
    end if;
end
$function$;

comment on function nachet._require_unarchived_ids(uuid, uuid[], uuid) is
'Refuses what the archive has under the same id.';
revoke all on function nachet._require_unarchived_ids(uuid, uuid[], uuid) from public;
