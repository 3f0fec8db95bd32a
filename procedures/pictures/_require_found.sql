create or replace function nachet._require_found(p_picture_ids uuid[], p_found uuid[])
returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a request for pictures all of which were found; none found is null.
-- Raises: NX004.
declare
    v_missing uuid;
begin
    select i.id into v_missing
    from unnest(p_picture_ids) as i (id)
    where i.id <> all (coalesce(p_found, '{}'))
    limit 1;
    if v_missing is not null then
        raise exception using
            errcode = 'NX004',
            message = 'picture not found',
            detail = jsonb_build_object('picture_id', v_missing)::text,
            hint = 'Check the id; a picture is there once its upload is confirmed.';
    end if;
end
$function$;

comment on function nachet._require_found(uuid[], uuid[]) is
'Refuses a request for pictures of which one was not found.';
revoke all on function nachet._require_found(uuid[], uuid[]) from public;
