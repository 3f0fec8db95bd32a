create or replace function nachet._lock_archive()
returns uuid
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $function$
-- The archive's id. One move to the archive at a time: so that no two choose the same id for a
-- folder there.
-- Locks: the archive's row; those who read or write in it do not wait.
declare
    v_id uuid;
begin
    select c.id into strict v_id
    from nachet_data.container as c
    where c.kind = 'archive'
    for no key update;
    return v_id;
end
$function$;

comment on function nachet._lock_archive() is
'The id of the archive, locked against other moves to it.';
revoke all on function nachet._lock_archive() from public;
