create or replace function nachet._require_reserved(p_pictures jsonb, p_reserved jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a request in which a caller's own id met other bytes, another folder or the trash.
-- Raises: NX108.
declare
    v_id jsonb;
begin
    select p.value -> 'picture_id' into v_id
    from jsonb_array_elements(p_pictures) with ordinality as p (value, ordinality)
    inner join jsonb_array_elements(p_reserved) with ordinality as r (value, ordinality)
        on p.ordinality = r.ordinality
    where r.value ->> 'picture_id' is null
    limit 1;
    if v_id is not null then
        raise exception using
            errcode = 'NX108',
            message = 'the id is taken by something else',
            detail = jsonb_build_object('picture_id', v_id)::text,
            hint = 'Make a new id; repeat an id only to repeat the same request.';
    end if;
end
$function$;

comment on function nachet._require_reserved(jsonb, jsonb) is
'Refuses pictures for which no row could be reserved.';
revoke all on function nachet._require_reserved(jsonb, jsonb) from public;
