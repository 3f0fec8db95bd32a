create or replace function nachet._identify_boxes(
    p_boxes jsonb,
    out p_object_ids uuid[],
    out p_top_scores double precision[],
    out p_documents jsonb[],
    out p_guess_objects uuid[],
    out p_guess_ranks smallint[],
    out p_guess_ids uuid[],
    out p_guess_labels text[],
    out p_guess_scores double precision[]
)
returns record
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Gives every box and guess of a checked document its id: the boxes as they are answered, and
-- the columns of the rows to be inserted, guesses ranked by score. A box without guesses is its
-- own guess.
begin
    with box as materialized (
        select
            nachet_data.uuid7() as id,
            b.ordinality as position,
            b.value as document,
            nachet._guesses_of(b.value) as guesses,
            jsonb_array_length(coalesce(nullif(b.value -> 'topN', 'null'), '[]')) > 0 as has_guesses
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
    ),

    guess as materialized (
        select
            b.id as object_id,
            b.position,
            g.ordinality,
            g.value as document,
            nachet_data.uuid7() as id,
            g.value ->> 'label' as label,
            (g.value -> 'score')::double precision as score,
            row_number() over (
                partition by b.position
                order by (g.value -> 'score')::double precision desc, g.ordinality
            )::smallint as rank
        from box as b
        cross join jsonb_array_elements(b.guesses) with ordinality as g (value, ordinality)
    ),

    guesses as (
        select
            g.position,
            max(g.score) as top_score,
            (array_agg(g.id) filter (where g.rank = 1))[1] as top_id,
            jsonb_agg(
                g.document || jsonb_build_object('object_id', g.id) order by g.ordinality
            ) as documents
        from guess as g
        group by g.position
    )

    select
        array_agg(b.id order by b.position),
        array_agg(g.top_score order by b.position),
        array_agg(
            b.document
            || jsonb_build_object('box_id', b.id, 'object_type_id', 1, 'top_id', g.top_id)
            || case when b.has_guesses then jsonb_build_object('topN', g.documents) else '{}' end
            order by b.position
        ),
        (select array_agg(x.object_id order by x.position, x.rank) from guess as x),
        (select array_agg(x.rank order by x.position, x.rank) from guess as x),
        (select array_agg(x.id order by x.position, x.rank) from guess as x),
        (select array_agg(x.label order by x.position, x.rank) from guess as x),
        (select array_agg(x.score order by x.position, x.rank) from guess as x)
    into
        p_object_ids, p_top_scores, p_documents,
        p_guess_objects, p_guess_ranks, p_guess_ids, p_guess_labels, p_guess_scores
    from box as b
    inner join guesses as g on b.position = g.position;
end
$function$;

comment on function nachet._identify_boxes(jsonb) is
'The boxes of an inference with their ids, and the columns of their rows.';
revoke all on function nachet._identify_boxes(jsonb) from public;
