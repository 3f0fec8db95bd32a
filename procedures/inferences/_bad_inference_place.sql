create or replace function nachet._bad_inference_place(p_boxes jsonb)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The first place in a document's boxes that cannot be registered; null when all can.
-- A box without guesses (topN missing, null or empty) is its own guess and needs label and score.
begin
    return (
        with box as (
            select
                b.ordinality - 1 as i,
                b.value as document,
                case
                    when jsonb_typeof(b.value -> 'topN') = 'array' then b.value -> 'topN'
                    else '[]'
                end as guesses
            from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        ),

        place as (
            select
                b.i,
                -1 as j,
                case
                    when jsonb_typeof(b.document) <> 'object' then ''
                    when not coalesce(nachet._is_box(b.document -> 'box'), false)
                        then rtrim('.box.' || nachet._bad_box_place(b.document -> 'box'), '.')
                    when jsonb_typeof(b.document -> 'topN') not in ('array', 'null') then '.topN'
                    else nachet._bad_guess_place(b.document, b.guesses <> '[]')
                end as name
            from box as b
            union all
            select
                b.i,
                g.ordinality - 1,
                '.topN[' || g.ordinality - 1 || ']' || nachet._bad_guess_place(g.value, false)
            from box as b
            cross join jsonb_array_elements(b.guesses) with ordinality as g (value, ordinality)
        )

        select 'boxes[' || p.i || ']' || p.name
        from place as p
        where p.name is not null
        order by p.i, p.j
        limit 1
    );
end
$function$;

comment on function nachet._bad_inference_place(jsonb) is
'The first place in an inference''s boxes that cannot be registered; null when all can.';
revoke all on function nachet._bad_inference_place(jsonb) from public;
