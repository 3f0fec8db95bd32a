create or replace function nachet._require_acts(p_acts jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a request of which one box cannot be done: all of it, naming the first.
-- Raises: NX006, NX007, NX105.
declare
    v_act jsonb;
    v_detail text;
begin
    select a.value into v_act
    from jsonb_array_elements(p_acts) with ordinality as a (value, ordinality)
    where not (a.value -> 'known')::boolean
        or (a.value -> 'conflict')::boolean
        or (a.value -> 'seed_id' = 'null' and not (a.value -> 'rejected')::boolean)
    order by a.ordinality
    limit 1;
    if v_act is null then
        return;
    end if;
    v_detail := jsonb_build_object(
        'place', 'boxes[' || (v_act -> 'n')::integer - 1 || ']', 'box_id', v_act -> 'object_id'
    )::text;
    if not (v_act -> 'known')::boolean then
        raise exception using
            errcode = 'NX006',
            message = 'box not found in this inference',
            detail = v_detail,
            hint = 'Read the inference again and use the box ids that it gives.';
    elsif (v_act -> 'conflict')::boolean then
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

comment on function nachet._require_acts(jsonb) is
'Refuses a feedback document of which one box cannot be done.';
revoke all on function nachet._require_acts(jsonb) from public;
