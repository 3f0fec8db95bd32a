create or replace function nachet._add_boxes(
    p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb
)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Adds the boxes of a checked document with their guesses, ranked by score, each with an id;
-- answers with the boxes as they are given back. p_seeds: {label: seed_id}.
declare
    v_now constant timestamptz := nachet._now();
    v_boxes jsonb;
begin
    with box as materialized (
        select
            nachet_data.uuid7() as id,
            b.ordinality as position,
            b.value as document,
            b.value -> 'box' as box,
            nachet._guesses_of(b.value) as guesses
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
    ),

    guess as materialized (
        select
            b.id as object_id,
            nachet._guess_id(b.id, g.ordinality) as id,
            g.ordinality,
            g.value as document,
            (g.value -> 'score')::double precision as score,
            row_number() over (
                partition by b.id
                order by (g.value -> 'score')::double precision desc, g.ordinality
            ) as rank
        from box as b
        cross join jsonb_array_elements(b.guesses) with ordinality as g (value, ordinality)
    ),

    guesses as (
        select
            g.object_id,
            max(g.score) as top_score,
            (array_agg(g.id) filter (where g.rank = 1))[1] as top_id,
            jsonb_agg(
                jsonb_set(g.document, '{object_id}', to_jsonb(g.id)) order by g.ordinality
            ) as documents
        from guess as g
        group by g.object_id
    ),

    object as (
        insert into nachet_data.object (
            container_id, id, inference_id, position, box_metadata,
            top_x, top_y, bottom_x, bottom_y, top_score, upload_date, updated_at
        )
        select
            p_container_id, b.id, p_inference_id, b.position,
            b.document || case
                when b.guesses -> 0 = b.document
                    then jsonb_build_object('box_id', b.id, 'object_type_id', 1, 'top_id', g.top_id)
                else
                    jsonb_build_object(
                        'box_id', b.id, 'object_type_id', 1, 'top_id', g.top_id,
                        'topN', g.documents
                    )
            end,
            (b.box -> 'topX')::double precision, (b.box -> 'topY')::double precision,
            (b.box -> 'bottomX')::double precision, (b.box -> 'bottomY')::double precision,
            g.top_score, v_now, v_now
        from box as b
        inner join guesses as g on b.id = g.object_id
        returning position, box_metadata
    ),

    seed_object as (
        insert into nachet_data.seed_object (container_id, object_id, rank, id, seed_id, score)
        select
            p_container_id, g.object_id, g.rank, g.id,
            (p_seeds ->> (g.document ->> 'label'))::uuid, g.score
        from guess as g
        where p_seeds ? (g.document ->> 'label')
    )

    select coalesce(jsonb_agg(o.box_metadata order by o.position), '[]') into v_boxes
    from object as o;
    return v_boxes;
end
$function$;

comment on function nachet._add_boxes(uuid, uuid, jsonb, jsonb) is
'Adds the boxes of an inference with their guesses; answers with the boxes as they are given back.';
revoke all on function nachet._add_boxes(uuid, uuid, jsonb, jsonb) from public;
