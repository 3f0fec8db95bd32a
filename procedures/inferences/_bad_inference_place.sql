create or replace function nachet._bad_inference_place(p_boxes jsonb)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The first place in a document's boxes that cannot be registered; null when all can.
-- A box without guesses (topN missing, null or empty) is its own guess and needs label and score.
declare
    v_box bigint;
    v_guess bigint;
    v_name text;
begin
    with box as materialized (
        select
            b.ordinality - 1 as n,
            b.value as document,
            b.value -> 'label' as label,
            b.value -> 'score' as score,
            case
                when jsonb_typeof(b.value -> 'topN') = 'array' then b.value -> 'topN' else '[]'
            end as guesses
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
    ),

    guess as materialized (
        select
            b.n as box,
            g.ordinality - 1 as n,
            g.value -> 'label' as label,
            g.value -> 'score' as score
        from box as b
        cross join jsonb_array_elements(b.guesses) with ordinality as g (value, ordinality)
    ),

    place as (
        select
            b.n as box,
            null::bigint as guess,
            case
                when jsonb_typeof(b.document) <> 'object' then ''
                when nachet._is_box(b.document -> 'box') is not true
                    then rtrim('.box.' || nachet._bad_box_place(b.document -> 'box'), '.')
                when
                    jsonb_typeof(b.document -> 'topN') not in ('array', 'null')
                    or jsonb_array_length(b.guesses) > 1000
                    then '.topN'
                else nachet._bad_guess_place(b.label, b.score, b.guesses <> '[]')
            end as name
        from box as b
        union all
        select g.box, g.n, nachet._bad_guess_place(g.label, g.score, false)
        from guess as g
    )

    select p.box, p.guess, p.name into v_box, v_guess, v_name
    from place as p
    where p.name is not null
    order by p.box, p.guess nulls first
    limit 1;
    return 'boxes[' || v_box || ']' || coalesce('.topN[' || v_guess || ']', '') || v_name;
end
$function$;

comment on function nachet._bad_inference_place(jsonb) is
'The first place in an inference''s boxes that cannot be registered; null when all can.';
revoke all on function nachet._bad_inference_place(jsonb) from public;
