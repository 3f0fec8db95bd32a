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
        select 'boxes[' || p.n - 1 || ']' || p.name
        from (
            select
                b.ordinality as n,
                case
                    when jsonb_typeof(b.value) <> 'object' then ''
                    when nachet._is_box(b.value -> 'box') is not true
                        then rtrim('.box.' || nachet._bad_box_place(b.value -> 'box'), '.')
                    when jsonb_typeof(b.value -> 'topN') not in ('array', 'null') then '.topN'
                    else
                        coalesce(
                            nachet._bad_guess_place(
                                b.value -> 'label', b.value -> 'score',
                                jsonb_array_length(nullif(b.value -> 'topN', 'null')) > 0
                            ),
                            (
                                select '.topN[' || g.n - 1 || ']' || g.name
                                from (
                                    select
                                        t.ordinality as n,
                                        nachet._bad_guess_place(
                                            t.value -> 'label', t.value -> 'score', false
                                        ) as name
                                    from jsonb_array_elements(nullif(b.value -> 'topN', 'null'))
                                        with ordinality as t (value, ordinality)
                                ) as g
                                where g.name is not null
                                order by g.n
                                limit 1
                            )
                        )
                end as name
            from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        ) as p
        where p.name is not null
        order by p.n
        limit 1
    );
end
$function$;

comment on function nachet._bad_inference_place(jsonb) is
'The first place in an inference''s boxes that cannot be registered; null when all can.';
revoke all on function nachet._bad_inference_place(jsonb) from public;
