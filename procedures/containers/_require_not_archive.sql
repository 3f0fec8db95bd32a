create or replace function nachet._require_not_archive(p_container_id uuid)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through every container but the archive.
-- Raises: NX115.
begin
    if exists (
        select
        from nachet_data.container as c
        where c.id = p_container_id and c.kind = 'archive'
    ) then
        raise exception using
            errcode = 'NX115',
            message = 'the archive does not allow this',
            detail = jsonb_build_object('container_id', p_container_id)::text,
            hint = 'Share it with a group instead of publishing it; '
                'delete the folder without keeping anything.';
    end if;
end
$function$;

comment on function nachet._require_not_archive(uuid) is 'Refuses the archive.';
revoke all on function nachet._require_not_archive(uuid) from public;
