create or replace function nachet_deploy.require_migrations(p_ids text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a database with other migrations than these: functions of an older source would spoil a
-- newer database, and those of a newer one need all of its tables.
-- Raises: 55000.
declare
    c_applied constant text[] := array(
        select y.migration_id::text
        from nachet_deploy._yoyo_migration as y
        order by y.migration_id
    );
begin
    if not (c_applied @> p_ids and c_applied <@ p_ids) then
        raise exception using
            errcode = 'object_not_in_prerequisite_state',
            message = 'the database has other migrations than the source',
            detail = jsonb_build_object('database', c_applied, 'source', p_ids)::text,
            hint = 'See which migration failed before; or use the version that the database has.';
    end if;
end
$function$;

comment on function nachet_deploy.require_migrations(text[]) is
'Refuses a database with other migrations than these.';
revoke all on function nachet_deploy.require_migrations(text[]) from public;
