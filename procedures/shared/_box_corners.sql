create or replace function nachet._box_corners(p_box jsonb)
returns jsonb language sql stable parallel safe as $function$
select case
    when jsonb_typeof(p_box) = 'object' then jsonb_build_object(
        'topX', p_box -> 'topX', 'topY', p_box -> 'topY',
        'bottomX', p_box -> 'bottomX', 'bottomY', p_box -> 'bottomY'
    )
end;
$function$;

comment on function nachet._box_corners is
'Returns the four coordinates of a box without its other keys.';
