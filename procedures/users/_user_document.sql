create or replace function nachet._user_document(p_user_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- With the ids of the personal container and its default folder.
declare
    v_document jsonb;
begin
    select jsonb_build_object(
        'user_id', u.id,
        'email', u.email,
        'permission', p.name,
        'state', u.state,
        'registration_date', u.registration_date,
        'container_id', u.id,
        'container_name', nachet._container_name(u.id),
        'picture_set_id', u.id
    )
    into v_document
    from nachet_data.users as u
    inner join nachet_data.permission as p on u.permission_id = p.id
    where u.id = p_user_id;
    return v_document;
end
$function$;

comment on function nachet._user_document is 'Returns a user in the form of documents.';
