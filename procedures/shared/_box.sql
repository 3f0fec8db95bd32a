create or replace function nachet._box(
    p_top_x double precision, p_top_y double precision,
    p_bottom_x double precision, p_bottom_y double precision
)
returns jsonb language sql stable parallel safe as $function$
select jsonb_build_object(
    'topX', p_top_x, 'topY', p_top_y, 'bottomX', p_bottom_x, 'bottomY', p_bottom_y
);
$function$;

comment on function nachet._box is 'Returns the box of a document from its four edges.';
