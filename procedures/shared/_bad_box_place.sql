create or replace function nachet._bad_box_place(p_box jsonb)
returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
-- Names what is wrong with the coordinates of a box: the bad key, '' when it is no object at all,
-- null when nothing is. Coordinates are pixels, within a billion of the origin.
begin
    if jsonb_typeof(p_box) is distinct from 'object' then
        return '';
    end if;
    return (
        select k.key
        from unnest(array['topX', 'topY', 'bottomX', 'bottomY']) with ordinality as k (key, n)
        where nachet._is_number(p_box -> k.key, -1e9, 1e9) is not true
            or (
                k.key = 'bottomX' and nachet._is_number(p_box -> 'topX', -1e9, 1e9)
                and (p_box -> 'bottomX')::numeric < (p_box -> 'topX')::numeric
            )
            or (
                k.key = 'bottomY' and nachet._is_number(p_box -> 'topY', -1e9, 1e9)
                and (p_box -> 'bottomY')::numeric < (p_box -> 'topY')::numeric
            )
        order by k.n
        limit 1
    );
end
$function$;

comment on function nachet._bad_box_place(jsonb) is
'The key of a box''s coordinates that is missing, no number or out of order; null when the box is '
'fine.';
revoke all on function nachet._bad_box_place(jsonb) from public;
