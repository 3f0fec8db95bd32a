create or replace function nachet._number_overlaps(
    p_boxes jsonb[], p_places integer[], p_redrawn boolean[]
)
returns jsonb[] language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_places: of each box its place in the registered document, null for an added one. Which of the
-- models' own boxes overlap is what the document says. A box that a person drew overlaps with those
-- that it shares half of the smaller area with: at most 20 of these, and the first 1,000 drawn
-- boxes alone, else time and size would grow with the square of the boxes. A document without
-- overlappingIndices gets none.
begin
    return array(
        with box as materialized (
            select
                b.*,
                b.redrawn and count(*) filter (where b.redrawn) over (order by b.n) <= 1000
                    as is_compared,
                b.document -> 'overlappingIndices' as indices,
                (b.document #>> '{box,topX}')::double precision as top_x,
                (b.document #>> '{box,topY}')::double precision as top_y,
                (b.document #>> '{box,bottomX}')::double precision as bottom_x,
                (b.document #>> '{box,bottomY}')::double precision as bottom_y
            from unnest(p_boxes, p_places, p_redrawn) with ordinality
                as b (document, place, redrawn, n)
        ),

        pair as (
            select a.n, b.n as other
            from box as a
            cross join lateral jsonb_array_elements(
                case jsonb_typeof(a.indices) when 'array' then a.indices else '[]' end
            ) as i (value)
            inner join box as b on i.value = to_jsonb(b.place)
            where not (a.redrawn or b.redrawn)
            union
            -- Not each with each, since few are redrawn.
            select d.n, d.other
            from box as a
            cross join lateral (
                select b.n
                from box as b
                where a.n <> b.n
                    and greatest(least(a.bottom_x, b.bottom_x) - greatest(a.top_x, b.top_x), 0)
                    * greatest(least(a.bottom_y, b.bottom_y) - greatest(a.top_y, b.top_y), 0)
                    >= 0.5 * least(
                        (a.bottom_x - a.top_x) * (a.bottom_y - a.top_y),
                        (b.bottom_x - b.top_x) * (b.bottom_y - b.top_y)
                    )
                limit 20
            ) as b
            cross join lateral (values (a.n, b.n), (b.n, a.n)) as d (n, other)
            where a.is_compared
        )

        select
            case
                when b.indices is null then b.document
                else b.document || jsonb_build_object(
                    'overlappingIndices', coalesce(
                        o.others,
                        case jsonb_typeof(b.indices) when 'array' then '[]'::jsonb else '0' end
                    )
                ) || case
                    when b.document ? 'overlapping'
                        then jsonb_build_object('overlapping', o.others is not null)
                    else '{}'
                end
            end
        from box as b
        left join (
            select p.n, jsonb_agg(p.other order by p.other) as others
            from pair as p
            group by p.n
        ) as o on b.n = o.n
        order by b.n
    );
end
$function$;

comment on function nachet._number_overlaps is
'Returns boxes with the numbers of those that overlap them, among the boxes given.';

create or replace function nachet._describe_added_boxes(
    p_container_id uuid, p_inference_id uuid, p_document jsonb
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- {id: box}. The species is the one that was said first; the colour, that of the first box which
-- the models took for it. What else the models say of a box, nobody said: null.
declare
    v_colors jsonb;
begin
    -- Once a species, not once a box: people may add thousands.
    select jsonb_object_agg(
        l.current_id, p_document #> array['boxes', (l.position - 1)::text, 'color']
    )
    into v_colors
    from (
        select m.current_id, min(o.position) as position
        from nachet_data.object as o
        inner join nachet_data.seed as m on o.top_seed_id = m.id
        where o.container_id = p_container_id and o.inference_id = p_inference_id
        group by m.current_id
    ) as l;
    return (
        select jsonb_object_agg(a.id, coalesce(k.document, '{}') || a.document)
        from (
            select distinct on (o.id)
                o.id,
                s.id as seed_id,
                jsonb_build_object(
                    'box', jsonb_build_object(
                        'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x,
                        'bottomY', o.bottom_y
                    ),
                    'label', s.name, 'score', 1, 'topN', '[]'::jsonb, 'box_id', o.id,
                    'object_type_id', o.type_id, 'top_id', d.id, 'is_verified', false
                ) as document
            from nachet_data.object as o
            inner join nachet_data.identification as d
                on d.container_id = p_container_id
                    and o.specimen_id = d.specimen_id
                    and o.id = d.object_id
                    and d.act = 'add'
            inner join nachet_data.seed as said on d.seed_id = said.id
            inner join nachet_data.seed as s on coalesce(said.merged_into, said.id) = s.id
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and o.manual_detection
            order by o.id, d.id
        ) as a
        cross join lateral (
            select jsonb_object_agg(
                e.key,
                case e.key
                    when 'overlapping' then 'false'::jsonb
                    when 'overlappingIndices'
                        then case jsonb_typeof(e.value) when 'array' then '[]'::jsonb else '0' end
                    when 'color' then v_colors -> a.seed_id::text
                end
            ) as document
            from jsonb_each(p_document #> '{boxes,0}') as e
        ) as k
    );
end
$function$;

comment on function nachet._describe_added_boxes is
'Returns the boxes that people added to an inference, with the keys of its first box.';

create or replace function nachet._count_boxes(
    p_document jsonb, p_nb_object integer, p_labels text[]
)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
declare
    v_totals jsonb := '{}'::jsonb;
begin
    if p_document ? 'totalBoxes' then
        v_totals := jsonb_build_object('totalBoxes', p_nb_object);
    end if;
    if p_document ? 'labelOccurrence' then
        v_totals := v_totals || jsonb_build_object('labelOccurrence', (
            select coalesce(jsonb_object_agg(c.label, c.nb_object), '{}')
            from (
                select l.label, count(*) as nb_object
                from unnest(p_labels) as l (label)
                where l.label is not null
                group by l.label
            ) as c
        ));
    end if;
    return v_totals;
end
$function$;

comment on function nachet._count_boxes is
'Returns totalBoxes and labelOccurrence of the boxes that are returned, where the document has '
'them.';

create or replace function nachet._list_own_words(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
begin
    return (
        select jsonb_agg(to_jsonb(l))
        from (
            select distinct on (d.specimen_id)
                d.specimen_id, d.id, d.act, d.seed_id, d.top_x, d.top_y, d.bottom_x, d.bottom_y
            from nachet_data.object as o
            inner join nachet_data.specimen as sp
                on sp.container_id = p_container_id and o.specimen_id = sp.id
            inner join nachet_data.identification as d
                on d.container_id = p_container_id and sp.id = d.specimen_id
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and sp.state in ('open', 'disputed')
                and (d.user_id = p_user_id or d.act = 'reopen')
            order by d.specimen_id, d.id desc
        ) as l
    );
end
$function$;

comment on function nachet._list_own_words is
'Returns what a user said last of each specimen that is not settled, or that it was reopened '
'since.';

create or replace function nachet._overlay_decisions(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_document jsonb, p_added jsonb,
    p_several boolean, p_include_rejected boolean
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
-- p_added: the result of _describe_added_boxes; these boxes come last. totalBoxes, labelOccurrence
-- and overlappingIndices, where the document has them, become those of the boxes returned.
-- p_several: whether several readers are asked. Then what is not settled reads as the model's
-- answer, or as the user's own, and an added box is left out for others: it would have no label.
declare
    v_words constant jsonb := case
        when p_several then nachet._list_own_words(p_user_id, p_container_id, p_inference_id)
    end;
    v_boxes constant jsonb := p_document -> 'boxes';
    v_read record;
    v_totals jsonb;
begin
    with decided as (
        select
            o.position, r.place, v.state, s.name, v.top_x, v.top_y, v.bottom_x, v.bottom_y,
            v.moved, b.document,
            -- The model may leave the label to the guesses.
            coalesce(
                s.name,
                b.document ->> 'label',
                jsonb_path_query_first(
                    b.document, '$.topN[*] ? (@.object_id == $.top_id).label'
                ) #>> '{}'
            ) as label,
            coalesce(
                nachet_data.guess_id(
                    o.id,
                    case
                        when v.seed_id = o.top_seed_id then o.top_place
                        else (
                            select g.place::integer
                            from unnest(o.guess_seed_ids) with ordinality as g (seed_id, place)
                            inner join nachet_data.seed as e on g.seed_id = e.id
                            where e.current_id = s.id
                            order by (g.place = o.top_place) desc, g.place
                            limit 1
                        )
                    end
                ),
                v.identification_id
            ) as verified_id
        from nachet_data.object as o
        cross join lateral (
            select
                case when not o.manual_detection then o.position end as place,
                case when not o.manual_detection then v_boxes -> (o.position - 1) end as document
        ) as r
        left join nachet_data.specimen as sp
            on sp.container_id = p_container_id and o.specimen_id = sp.id
        left join jsonb_to_recordset(v_words) as w (
            specimen_id uuid, id uuid, act text, seed_id uuid, top_x double precision,
            top_y double precision, bottom_x double precision, bottom_y double precision
        ) on sp.id = w.specimen_id and w.act <> 'reopen'
        cross join lateral (
            select
                case
                    when w.id is null then sp.state
                    when w.seed_id is null then 'rejected'
                    else 'said'
                end as state,
                coalesce(w.seed_id, sp.seed_id) as seed_id,
                coalesce(w.id, sp.identification_id) as identification_id,
                coalesce(w.top_x, sp.top_x) as top_x,
                coalesce(w.top_y, sp.top_y) as top_y,
                coalesce(w.bottom_x, sp.bottom_x) as bottom_x,
                coalesce(w.bottom_y, sp.bottom_y) as bottom_y,
                case
                    when w.id is not null
                        then (w.top_x, w.top_y, w.bottom_x, w.bottom_y)
                            <> (o.top_x, o.top_y, o.bottom_x, o.bottom_y)
                    else (sp.state = 'settled' and sp.moved) is true
                end as moved
        ) as v
        cross join lateral (
            select
                coalesce(r.document, p_added -> o.id::text) as document
        ) as b
        left join nachet_data.seed as said on v.seed_id = said.id
        left join nachet_data.seed as s on said.current_id = s.id
        where o.container_id = p_container_id
            and o.inference_id = p_inference_id
            and (v.state is distinct from 'rejected' or p_include_rejected)
            and not (p_several and o.manual_detection and v.state in ('open', 'disputed'))
    )

    select
        coalesce(array_agg(
            d.document
            || case
                when d.state = 'settled' then jsonb_build_object(
                    'is_verified', true, 'label', d.name, 'score', 1, 'top_id', d.verified_id
                )
                when d.state = 'said'
                    then jsonb_build_object('label', d.name, 'top_id', d.verified_id)
                when d.state = 'rejected' then '{"is_rejected": true}'
                else '{}'
            end
            || case
                when d.moved then jsonb_build_object(
                    'box', (d.document -> 'box') || jsonb_build_object(
                        'topX', d.top_x, 'topY', d.top_y, 'bottomX', d.bottom_x,
                        'bottomY', d.bottom_y
                    )
                )
                else '{}'
            end
            order by d.position
        ), '{}') as boxes,
        array_agg(d.label) as labels,
        array_agg(d.place order by d.position) as places,
        array_agg(d.moved or d.place is null order by d.position) as redrawn
    into v_read
    from decided as d;
    if true = any (v_read.redrawn)
        or cardinality(v_read.boxes) <> jsonb_array_length(v_boxes)
    then
        v_read.boxes := nachet._number_overlaps(v_read.boxes, v_read.places, v_read.redrawn);
    end if;
    v_totals := nachet._count_boxes(p_document, cardinality(v_read.boxes), v_read.labels);
    -- The boxes last: each concatenation copies all that it has.
    return (p_document - 'boxes' || v_totals) || jsonb_build_object('boxes', v_read.boxes);
end
$function$;

comment on function nachet._overlay_decisions is
'Returns an inference''s document with what people decided about its boxes.';

create or replace function nachet.get_inference(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
-- What is returned can be registered again. Options: include_rejected (default false): also the
-- rejected boxes, each with is_rejected. While further readers are asked about a specimen, its
-- boxes read as the models' answer, or as what the user said; one that somebody added is left out
-- for others then: the review queue has it.
-- Locks: nothing.
-- Raises: NX001, NX002, NX005, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb := '{}'::jsonb;
    v_inference record;
    v_added jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    if p_options <> '{}' then
        v_options := nachet._read_options(p_options, '{"include_rejected": "boolean"}');
    end if;
    select
        -- Concatenated with nothing it is decompressed once, here, and not at each use below.
        i.inference || '{}' as document,
        p.deleted_at is null as is_there,
        c.readers > 1 as several,
        b.nb_known,
        b.nb_added
    into v_inference
    from nachet_data.inference as i
    inner join nachet_data.picture as p on i.container_id = p.container_id and i.picture_id = p.id
    inner join nachet_data.container as c on c.id = p_container_id
    cross join (
        select
            count(o.specimen_id) as nb_known,
            count(*) filter (where o.manual_detection) as nb_added
        from nachet_data.object as o
        where o.container_id = p_container_id and o.inference_id = p_inference_id
    ) as b
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and p.container_id = p_container_id;
    if v_inference.is_there is not true then
        perform nachet._raise('NX005', jsonb_build_object('inference_id', p_inference_id));
    elsif v_inference.nb_known > 0 then
        if v_inference.nb_added > 0 then
            v_added := nachet._describe_added_boxes(
                p_container_id, p_inference_id, v_inference.document
            );
        end if;
        return nachet._overlay_decisions(
            p_user_id, p_container_id, p_inference_id, v_inference.document, v_added,
            v_inference.several, coalesce((v_options -> 'include_rejected')::boolean, false)
        );
    end if;
    return v_inference.document;
end
$function$;

comment on function nachet.get_inference is
'Returns an inference as it was registered, with people''s decisions in each box.';
grant execute on function nachet.get_inference to nachet_backend;
