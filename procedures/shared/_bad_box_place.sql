create or replace function nachet._bad_box_place(
    p_top_x double precision, p_top_y double precision, p_bottom_x double precision,
    p_bottom_y double precision, p_width integer, p_height integer
)
returns text language sql immutable parallel safe as $function$
select case
    when p_top_x is null then '.topX'
    when p_top_y is null then '.topY'
    when p_bottom_x is null or p_bottom_x < p_top_x then '.bottomX'
    when p_bottom_y is null or p_bottom_y < p_top_y then '.bottomY'
    when
        p_bottom_x = p_top_x or p_bottom_y = p_top_y
        or p_bottom_x <= 0 or p_bottom_y <= 0
        or p_top_x >= p_width or p_top_y >= p_height
        then ''
end;
$function$;

comment on function nachet._bad_box_place is
'Returns where a box is wrong: a corner that is missing or out of order, or '''' when the box has '
'no area or is wholly outside its picture; null when it is right.';
