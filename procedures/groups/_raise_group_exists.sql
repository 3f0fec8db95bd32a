create or replace function nachet._raise_group_exists(p_owner_id uuid, p_name text)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Says that the owner has another group of this name.
-- Raises: NX104, always.
begin
    raise exception using
        errcode = 'NX104',
        message = 'you have a group with this name',
        detail = jsonb_build_object('owner_id', p_owner_id, 'group_name', p_name)::text,
        hint = 'Choose another name; case does not tell names apart.';
end
$function$;

comment on function nachet._raise_group_exists(uuid, text) is
'Refuses a group''s name that is taken.';
revoke all on function nachet._raise_group_exists(uuid, text) from public;
