create or replace function nachet._refuse_act(p_refused jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a request of which one box cannot be done, naming it. p_refused: n (its place), box_id,
-- problem (the code).
-- Raises: NX006, NX007, NX105; one of them, always.
declare
    v_detail text;
begin
    v_detail := jsonb_build_object(
        'place', 'boxes[' || (p_refused -> 'n')::bigint - 1 || ']',
        'box_id', p_refused -> 'box_id'
    )::text;
    if p_refused ->> 'problem' = 'NX006' then
        raise exception using
            errcode = 'NX006',
            message = 'box not found in this inference',
            detail = v_detail,
            hint = 'Read the inference again and use the box ids that it gives.';
    elsif p_refused ->> 'problem' = 'NX105' then
        raise exception using
            errcode = 'NX105',
            message = 'the box was reviewed differently meanwhile',
            detail = v_detail,
            hint = 'Read the inference again; reopen the box to change what was decided.';
    end if;
    raise exception using
        errcode = 'NX007',
        message = 'species not found',
        detail = v_detail,
        hint = 'Search the catalogue; register the species if it is new.';
end
$function$;

comment on function nachet._refuse_act(jsonb) is
'Refuses a feedback document of which one box cannot be done.';
revoke all on function nachet._refuse_act(jsonb) from public;
