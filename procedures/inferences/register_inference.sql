create or replace function nachet._refuse_inference(p_result jsonb, p_path text, p_place text)
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_path: where in the request the document is.
-- Raises: NX204, always.
begin
    perform nachet._raise('NX204', jsonb_build_object(
        'place', trim('.' from p_path || '.' || p_place),
        'value', p_result #> string_to_array(translate(p_place, '[]', '.'), '.')
    ));
end
$function$;

comment on function nachet._refuse_inference is
'Raises the error that names the wrong place of a model''s document.';

create or replace function nachet._bad_field(
    p_box jsonb, p_guesses jsonb, p_bad_place text, p_score numeric
)
returns text language sql immutable parallel safe as $function$
select case
    when jsonb_typeof(p_box) <> 'object' then ''
    when jsonb_typeof(p_box -> 'box') is distinct from 'object' then '.box'
    when p_bad_place is not null then '.box' || p_bad_place
    when
        jsonb_typeof(p_box -> 'topN') not in ('array', 'null')
        or jsonb_array_length(p_guesses) > 1000
        then '.topN'
    -- It is its own guess, and read as one.
    when p_guesses = '[]' then null
    when jsonb_typeof(p_box -> 'label') <> 'string' or char_length(p_box ->> 'label') > 200
        then '.label'
    when p_box ? 'score' and p_score is null then '.score'
end;
$function$;

comment on function nachet._bad_field is
'Returns the first wrong field of a box, aside from its guesses; null when there is none.';

create or replace function nachet._is_own_guess(p_box jsonb, p_guesses jsonb)
returns boolean language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Without topN; or as get_inference returns a box that people verified, or about which the user
-- said something: then top_id is not the best of topN.
begin
    if p_guesses = '[]' or p_box -> 'is_verified' = 'true' then
        return true;
    elsif (p_box -> 'is_verified' = 'false') is not true then
        return false;
    end if;
    return (
        select p_box -> 'top_id' <> g.value -> 'object_id'
        from jsonb_array_elements(p_guesses) with ordinality as g (value, place)
        order by g.value -> 'score' desc, g.place
        limit 1
    ) is true;
end
$function$;

comment on function nachet._is_own_guess is
'Whether the label of a box is one more guess, after those of topN.';

create or replace function nachet._keep_known_types(p_boxes jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
begin
    if not jsonb_path_exists(p_boxes, '$[*].object_type_id') then
        return p_boxes;
    end if;
    return (
        select jsonb_agg(
            case
                when jsonb_typeof(b.value) <> 'object' or t.id is not null then b.value
                else b.value - 'object_type_id'
            end
            order by b.ordinality
        )
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        left join nachet_data.object_type as t on to_jsonb(t.id) = b.value -> 'object_type_id'
    );
end
$function$;

comment on function nachet._keep_known_types is
'Returns boxes without the kinds of things that there are not.';

create or replace function nachet._read_inference(
    p_boxes jsonb, p_width integer, p_height integer, out bad_place text,
    out top_score double precision, out ids uuid[], out boxes jsonb[], out documents jsonb[],
    out top_x double precision[], out top_y double precision[], out bottom_x double precision[],
    out bottom_y double precision[], out guess_boxes integer[], out guess_places integer[],
    out guess_is_box boolean[], out guess_ranks bigint[], out guess_labels text[],
    out guess_scores double precision[]
)
returns record language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- The only reader of these documents. bad_place: the first wrong place, e.g. boxes[3].box.topX.
-- Otherwise the boxes in order, as sent and with ids; and all guesses, box by box: number of the
-- box, place in it (from 1), rank by score (the first wins a tie). A box without guesses (topN
-- missing, null or empty) is its own guess and needs label and score. So does one that people
-- verified, or whose top_id is none of the best in topN, as get_inference returns it: its label is
-- its best guess, after those of topN. A box without an object_type_id is a seed, 1.
-- _register_inference refuses blank labels.
begin
    with box as materialized (
        select
            b.ordinality::integer as n,
            b.value as document,
            nachet_data.uuid7() as id,
            nachet._to_number(b.value #> '{box,topX}', -1e9, 1e9) as top_x,
            nachet._to_number(b.value #> '{box,topY}', -1e9, 1e9) as top_y,
            nachet._to_number(b.value #> '{box,bottomX}', -1e9, 1e9) as bottom_x,
            nachet._to_number(b.value #> '{box,bottomY}', -1e9, 1e9) as bottom_y,
            case when jsonb_typeof(b.value -> 'topN') = 'array' then b.value -> 'topN' else '[]' end
                as guesses
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
    ),

    guess as materialized (
        select
            b.n as box, g.place, g.value as document, g.is_box, g.value ->> 'label' as label,
            s.score, nachet_data.guess_id(b.id, g.place) as id,
            row_number() over (partition by b.n order by g.is_box desc, s.score desc, g.place)
                as rank
        from box as b
        cross join lateral (
            select
                t.value, t.place::integer as place,
                t.place > jsonb_array_length(b.guesses) as is_box
            from jsonb_array_elements(
                b.guesses || case
                    when nachet._is_own_guess(b.document, b.guesses)
                        then jsonb_build_array(b.document)
                    else '[]'
                end
            ) with ordinality as t (value, place)
        ) as g
        cross join lateral (
            select nachet._to_number(g.value -> 'score', 0, 1)::double precision as score
        ) as s
    )

    select
        (
            select 'boxes[' || p.box - 1 || ']' || p.name
            from (
                select
                    b.n as box, 0 as guess,
                    nachet._bad_field(
                        b.document, b.guesses,
                        nachet._bad_box_place(
                            b.top_x, b.top_y, b.bottom_x, b.bottom_y, p_width, p_height
                        ),
                        nachet._to_number(b.document -> 'score', 0, 1)
                    ) as name
                from box as b
                union all
                select
                    g.box, g.place,
                    case when g.is_box then '' else '.topN[' || g.place - 1 || ']' end
                    || case
                        when
                            jsonb_typeof(g.document -> 'label') is distinct from 'string'
                            or char_length(g.label) > 200
                            then '.label'
                        when g.score is null then '.score'
                    end
                from guess as g
            ) as p
            where p.name is not null
            order by p.box, p.guess
            limit 1
        ),
        b.*, g.*
    into
        bad_place, ids, boxes, documents, top_x, top_y, bottom_x, bottom_y,
        guess_boxes, guess_places, guess_is_box, guess_ranks, guess_labels, guess_scores, top_score
    from (
        select
            array_agg(o.id order by o.n) as ids,
            array_agg(o.document order by o.n) as boxes,
            array_agg(
                case when jsonb_typeof(o.document) = 'object' then '{"object_type_id": 1}'
                    || o.document || jsonb_build_object('box_id', o.id, 'top_id', t.top_id)
                    || case
                        when t.guesses is null then '{}'
                        else jsonb_build_object('topN', t.guesses)
                    end
                end
                order by o.n
            ) as documents,
            array_agg(o.top_x::double precision order by o.n) as top_x,
            array_agg(o.top_y::double precision order by o.n) as top_y,
            array_agg(o.bottom_x::double precision order by o.n) as bottom_x,
            array_agg(o.bottom_y::double precision order by o.n) as bottom_y
        from box as o
        left join (
            select
                r.box,
                (array_agg(r.id) filter (where r.rank = 1))[1] as top_id,
                jsonb_agg(
                    case
                        when jsonb_typeof(r.document) = 'object'
                            then jsonb_set(r.document, '{object_id}', to_jsonb(r.id))
                    end
                    order by r.place
                ) filter (where not r.is_box) as guesses
            from guess as r
            group by r.box
        ) as t on o.n = t.box
    ) as b
    cross join (
        select
            array_agg(r.box order by r.box, r.place) as boxes,
            array_agg(r.place order by r.box, r.place) as places,
            array_agg(r.is_box order by r.box, r.place) as are_boxes,
            array_agg(r.rank order by r.box, r.place) as ranks,
            array_agg(r.label order by r.box, r.place) as labels,
            array_agg(r.score order by r.box, r.place) as scores,
            max(r.score) as top_score
        from guess as r
    ) as g;
end
$function$;

comment on function nachet._read_inference is
'Reads the boxes and guesses of a model''s document into arrays, or finds the first wrong place.';

create or replace function nachet._bad_envelope_place(p_result jsonb)
returns text language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Limits: 64 MiB as PostgreSQL keeps it, 10,000 boxes, 1,000 models, depth 32. Above 100,000 bytes
-- each number is 0 or between 1e-46 and 1e38, more than models compute with: a number is written
-- without exponent, so that 1e308 would come back as 309 digits.
declare
    c_bytes constant integer := 67108864;
    c_bytes_of_any_numbers constant integer := 100000;
begin
    if
        jsonb_typeof(p_result) is distinct from 'object'
        or pg_column_size(p_result) > c_bytes
        or p_result @? '$.**{33}'
        or pg_column_size(p_result) > c_bytes_of_any_numbers and p_result @? (
            'strict $.** ? (@.type() == "number" && @ != 0 && '
            || '(@.abs() > 1e38 || @.abs() < 1e-46))'
        )::jsonpath
    then
        return '';
    elsif jsonb_typeof(p_result -> 'boxes') is distinct from 'array' then
        return 'boxes';
    elsif jsonb_array_length(p_result -> 'boxes') > 10000 then
        return 'boxes';
    elsif p_result -> 'totalBoxes' <> to_jsonb(jsonb_array_length(p_result -> 'boxes')) then
        return 'totalBoxes';
    elsif jsonb_typeof(p_result -> 'models') <> 'array' then
        return 'models';
    elsif jsonb_array_length(coalesce(p_result -> 'models', '[]')) > 1000 then
        return 'models';
    end if;
    return (
        select
            'models[' || m.ordinality - 1 || ']'
            || case when jsonb_typeof(m.value -> 'name') = 'string' then '.version' else '.name' end
        from
            jsonb_array_elements(coalesce(p_result -> 'models', '[]'))
            with ordinality as m (value, ordinality)
        where
            jsonb_typeof(m.value -> 'name') is distinct from 'string'
            or coalesce(jsonb_typeof(m.value -> 'version'), 'null')
            not in ('string', 'number', 'null')
        order by m.ordinality
        limit 1
    );
end
$function$;

comment on function nachet._bad_envelope_place is
'Returns the first wrong place of a model''s document outside its boxes; null when there is none.';

create or replace function nachet._add_inference_models(
    p_container_id uuid, p_inference_id uuid, p_pipeline_id uuid, p_result jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Stores name and version as the document states them, with a link to an imported version; warns of
-- those that are not imported. Where it states no models, those of the pipeline are presumed, in
-- the version that it pins, else in the active one.
declare
    v_names text[];
    v_versions text[];
    v_version_ids uuid[];
begin
    if p_result -> 'models' is null then
        insert into nachet_data.inference_model (
            container_id, inference_id, position, name, version, model_version_id, presumed
        )
        select
            p_container_id, p_inference_id, pm.position, m.name, coalesce(mv.version, ''), mv.id,
            true
        from nachet_data.pipeline_model as pm
        inner join nachet_data.model as m on pm.model_id = m.id
        left join nachet_data.model_version as mv
            on m.id = mv.model_id
                and case
                    when pm.model_version_id is null then mv.active
                    else mv.id = pm.model_version_id
                end
        where pm.pipeline_id = p_pipeline_id;
        return;
    end if;
    select
        array_agg(d.value ->> 'name' order by d.ordinality),
        array_agg(coalesce(d.value ->> 'version', '') order by d.ordinality),
        array_agg(mv.id order by d.ordinality)
    into v_names, v_versions, v_version_ids
    from jsonb_array_elements(p_result -> 'models') with ordinality as d (value, ordinality)
    left join nachet_data.model as m on m.name_key = nachet_data.fold(d.value ->> 'name')
    left join nachet_data.model_version as mv
        on m.id = mv.model_id and mv.version = d.value ->> 'version';
    insert into nachet_data.inference_model (
        container_id, inference_id, position, name, version, model_version_id
    )
    select p_container_id, p_inference_id, d.ordinality, d.name, d.version, d.version_id
    from unnest(v_names, v_versions, v_version_ids)
        with ordinality as d (name, version, version_id, ordinality);
    if array_position(v_version_ids, null) is not null then
        raise warning using
            errcode = '01N01',
            message = 'models or versions that are not imported',
            detail = jsonb_build_object(
                'inference_id', p_inference_id,
                'models', (
                    select jsonb_agg(
                        jsonb_build_object('name', d.name, 'version', d.version)
                        order by d.ordinality
                    )
                    from (
                        select
                            left(u.name, 200) as name, left(u.version, 200) as version,
                            u.ordinality
                        from unnest(v_names, v_versions, v_version_ids)
                            with ordinality as u (name, version, version_id, ordinality)
                        where u.version_id is null
                        limit 10
                    ) as d
                )
            )::text,
            hint = 'Import models before their results are registered: these count for no version.';
    end if;
end
$function$;

comment on function nachet._add_inference_models is
'Records the model versions that ran for an inference.';

create or replace function nachet._find_specimens(
    p_container_id uuid, p_picture_id uuid, p_read record
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_read: the result of _read_inference. Of each box the specimen that it shows, or null; null
-- where the picture has no specimen. A rejected one takes only what the others leave. The caller
-- has locked the picture.
declare
    v_specimen record;
begin
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(s.state = 'rejected' order by s.id) as rejected
    into v_specimen
    from nachet_data.specimen as s
    where s.container_id = p_container_id and s.picture_id = p_picture_id;
    if v_specimen.ids is null then
        return null;
    end if;
    return array(
        select v_specimen.ids[m.specimen]
        from unnest(nachet_data.match_boxes(
            v_specimen.top_x, v_specimen.top_y, v_specimen.bottom_x, v_specimen.bottom_y,
            v_specimen.rejected, p_read.top_x, p_read.top_y, p_read.bottom_x, p_read.bottom_y
        )) with ordinality as m (specimen, n)
        order by m.n
    );
end
$function$;

comment on function nachet._find_specimens is
'Finds for new boxes the specimens of their picture that they show, by overlap.';

create or replace function nachet._add_boxes(
    p_container_id uuid, p_inference_id uuid, p_read record, p_seeds jsonb, p_specimen_ids uuid[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_read: the result of _read_inference. p_seeds: {label: seed_id}. p_specimen_ids: of each box the
-- specimen that it shows, or null.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.object (
        container_id, id, inference_id, position, type_id, top_x, top_y, bottom_x, bottom_y,
        guess_seed_ids, guess_scores, top_place, top_seed_id, top_score, margin, specimen_id,
        upload_date, updated_at
    )
    select
        p_container_id, b.id, p_inference_id, b.n, (b.document -> 'object_type_id')::smallint,
        b.top_x, b.top_y, b.bottom_x, b.bottom_y,
        g.seed_ids, g.scores, g.top_place, g.seed_ids[g.top_place], g.scores[g.top_place],
        greatest(g.scores[g.top_place] - coalesce(g.second_score, 0), 0), b.specimen_id, v_now,
        v_now
    from unnest(
        p_read.ids, p_read.documents, p_read.top_x, p_read.top_y, p_read.bottom_x,
        p_read.bottom_y, p_specimen_ids
    ) with ordinality as b (id, document, top_x, top_y, bottom_x, bottom_y, specimen_id, n)
    inner join (
        select
            u.box,
            array_agg((p_seeds ->> u.label)::uuid order by u.place) as seed_ids,
            array_agg(u.score order by u.place) as scores,
            max(u.place) filter (where u.rank = 1) as top_place,
            max(u.score) filter (where u.rank = 2) as second_score
        from unnest(
            p_read.guess_boxes, p_read.guess_places, p_read.guess_ranks, p_read.guess_labels,
            p_read.guess_scores
        ) as u (box, place, rank, label, score)
        group by u.box
    ) as g on b.n = g.box;
end
$function$;

comment on function nachet._add_boxes is 'Adds the boxes of an inference with their guesses.';

create or replace function nachet._plain_inference(p_document jsonb)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (p_document - array['inference_id', 'pipeline_id']) || jsonb_build_object('boxes', (
        select
            jsonb_agg(
                (
                    b.value
                    - array['box_id', 'object_type_id', 'top_id', 'is_verified', 'is_rejected']
                )
                || case
                    when jsonb_typeof(b.value -> 'topN') = 'array'
                        then
                            jsonb_build_object('topN', (
                                select jsonb_agg(g.value - 'object_id' order by g.ordinality)
                                from
                                    jsonb_array_elements(b.value -> 'topN')
                                    with ordinality as g (value, ordinality)
                            ))
                    else '{}'
                end
                order by b.ordinality
            )
        from jsonb_array_elements(p_document -> 'boxes') with ordinality as b (value, ordinality)
    ));
end
$function$;

comment on function nachet._plain_inference is
'Returns an inference''s document without what is added at registration and at reading, to compare '
'two requests.';

create or replace function nachet._repeat_register_inference(
    p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_result jsonb
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX108.
declare
    v_stored jsonb;
begin
    select i.inference into v_stored
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id and i.picture_id = p_picture_id;
    if nachet._plain_inference(v_stored) is distinct from nachet._plain_inference(p_result) then
        perform nachet._raise('NX108', jsonb_build_object('inference_id', p_inference_id));
    end if;
    return v_stored || jsonb_build_object('boxes', array(
        select
            (s.value - 'is_verified') || (
                select coalesce(jsonb_object_agg(k.key, k.value), '{}')
                from jsonb_each(p.value) as k
                where k.key in ('is_verified', 'is_rejected')
            )
        from jsonb_array_elements(v_stored -> 'boxes') with ordinality as s (value, n)
        inner join jsonb_array_elements(p_result -> 'boxes') with ordinality as p (value, n)
            on s.n = p.n
        order by s.n
    ));
end
$function$;

comment on function nachet._repeat_register_inference is
'Returns the first answer when a registration repeats an existing inference; refuses another one '
'under its id.';

create or replace function nachet._register_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb,
    p_path text
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- The caller has checked access. p_path: the entry of the request with the document and its
-- options; empty when it is the whole request.
-- Locks: the catalogue, shared; the picture; waits for a concurrent transaction that adds the same
-- species.
-- Raises: NX004, NX008, NX108, NX204, NX210.
declare
    v_now constant timestamptz := nachet._now();
    v_path constant text := case when p_path = '' then '' else p_path || '.result' end;
    v_options jsonb;
    v_picture record;
    v_read record;
    v_seeds jsonb;
    v_place text;
    v_id uuid;
    v_inserted uuid;
    v_specimen_ids uuid[];
    v_pipeline_id uuid;
    v_inference jsonb;
    v_stored jsonb;
begin
    v_options := nachet._read_options(
        p_options, '{"pipeline_id": "string", "pipeline": "string", "inference_id": "uuid"}', p_path
    );
    select p.width, p.height into v_picture
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = p_picture_id;
    v_place := nachet._bad_envelope_place(p_result);
    if v_place is null then
        v_read := nachet._read_inference(
            nachet._keep_known_types(p_result -> 'boxes'), v_picture.width, v_picture.height
        );
        v_place := v_read.bad_place;
    end if;
    if v_place is not null then
        perform nachet._refuse_inference(p_result, v_path, v_place);
    end if;
    v_seeds := nachet._resolve_labels(
        array(
            select g.label
            from unnest(v_read.guess_labels) as g (label)
            union
            select b.document ->> 'label'
            from unnest(v_read.boxes) as b (document)
            where b.document ? 'label'
        ),
        true
    );
    -- A blank label is not a species; the label of a box must be the species of its best guess.
    select
        'boxes[' || g.box - 1 || ']'
        || case
            when v_seeds ? g.label or g.is_box then '' else '.topN[' || g.place - 1 || ']'
        end
        || '.label'
    into v_place
    from unnest(
        v_read.guess_boxes, v_read.guess_places, v_read.guess_is_box, v_read.guess_ranks,
        v_read.guess_labels
    ) as g (box, place, is_box, rank, label)
    left join unnest(v_read.boxes) with ordinality as b (document, n)
        on g.box = b.n and g.rank = 1 and b.document ? 'label'
    where not v_seeds ? g.label
        or (
            b.n is not null
            and (v_seeds -> (b.document ->> 'label')) is distinct from (v_seeds -> g.label)
        )
    order by g.box, g.place
    limit 1;
    if found then
        perform nachet._refuse_inference(p_result, v_path, v_place);
    end if;

    select p.state, p.deleted_at into v_picture
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = p_picture_id
    for no key update;
    if (v_picture.state = 'confirmed' and v_picture.deleted_at is null) is not true then
        perform nachet._raise('NX004', jsonb_build_object('picture_id', p_picture_id));
    end if;
    v_pipeline_id := nachet._require_pipeline(
        p_user_id, coalesce(v_options ->> 'pipeline_id', v_options ->> 'pipeline')
    );
    v_id := coalesce((v_options ->> 'inference_id')::uuid, nachet_data.uuid7());
    v_inference := p_result || jsonb_build_object(
        'inference_id', v_id, 'pipeline_id', v_pipeline_id,
        'boxes', coalesce(v_read.documents, '{}')
    );
    v_stored := v_inference || jsonb_build_object('boxes', array(
        select (b.document - 'is_rejected') || '{"is_verified": false}'
        from unnest(v_read.documents) with ordinality as b (document, n)
        order by b.n
    ));
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        upload_date, updated_at
    )
    values (
        p_container_id, v_id, p_picture_id, p_user_id, v_pipeline_id, v_stored,
        jsonb_array_length(p_result -> 'boxes'), v_read.top_score, v_now, v_now
    )
    on conflict (container_id, id) do nothing
    returning id into v_inserted;
    if v_inserted is null then
        return nachet._repeat_register_inference(p_container_id, v_id, p_picture_id, p_result);
    end if;

    perform nachet._add_inference_models(p_container_id, v_id, v_pipeline_id, p_result);
    -- The newest inference may be another one, which began later and was stored first.
    update nachet_data.picture as p
    set
        nb_object = (
            select i.nb_object
            from nachet_data.inference as i
            where i.container_id = p_container_id
                and i.picture_id = p_picture_id
                and i.withdrawn_at is null
            order by i.upload_date desc, i.id desc
            limit 1
        ),
        updated_at = v_now
    where p.container_id = p_container_id and p.id = p_picture_id;
    -- What people know of the picture already holds for this inference too.
    v_specimen_ids := nachet._find_specimens(p_container_id, p_picture_id, v_read);
    perform nachet._add_boxes(p_container_id, v_id, v_read, v_seeds, v_specimen_ids);
    if v_specimen_ids is not null then
        perform nachet._settle_picture(p_container_id, p_picture_id, null, null, false);
    end if;
    return v_inference;
end
$function$;

comment on function nachet._register_inference is
'Registers an inference of a picture and returns its document with the ids of all its parts.';

create or replace function nachet.register_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb,
    p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- The document has up to 10,000 boxes with up to 1,000 guesses each, labels of up to 200
-- characters, a depth of up to 32 and 64 MiB; above 100,000 bytes no number but 0 and from 1e-46 to
-- 1e38. Refused: a box outside the picture or without area, and a
-- box whose label and best guess are not one species. A box partly outside the picture is kept.
-- Options: pipeline_id or pipeline (id or name; default: the user's choice, else the default
-- pipeline), inference_id (the caller's own id). Without `models`, those of the pipeline are
-- recorded as presumed, in their pinned or active versions. Models or versions that are not
-- imported are kept as stated; a warning names them.
-- Locks: the catalogue, shared; the picture; waits for a concurrent transaction that adds the same
-- species.
-- Raises: NX001, NX002, NX004, NX008, NX108, NX204, NX210, NX301, NX303.
-- Repeat: with the same inference_id and document, stored once, the same answer.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    return nachet._register_inference(
        p_user_id, p_container_id, p_picture_id, p_result, p_options, ''
    );
end
$function$;

comment on function nachet.register_inference is
'Registers an inference of a picture and returns its document with the ids of all its parts.';
grant execute on function nachet.register_inference to nachet_backend;

create or replace function nachet.register_inferences(
    p_user_id uuid, p_container_id uuid, p_inferences jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
set enable_seqscan = off set jit = off as $function$
-- Each of p_inferences: picture_id, result; optional: the options of register_inference.
-- Locks: the catalogue, shared; the pictures, in the order of their ids; waits for a concurrent
-- transaction that adds the same species.
-- Raises: as register_inference, with the entry in the place; NX204 also when an entry has no
-- picture_id or no result.
-- Repeat: harmless when each entry has its inference_id.
declare
    v_answers jsonb[];
    v_entry record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    if jsonb_typeof(p_inferences) <> 'array' then
        perform nachet._refuse_inference(p_inferences, '', 'inferences');
    end if;
    -- New species of all documents first, in one order: two calls that add the same species cannot
    -- deadlock. Invalid labels are refused below.
    perform nachet._resolve_labels(
        array(
            select distinct l.value #>> '{}'
            from (
                select jsonb_path_query(p_inferences, '$[*].result.boxes[*].label')
                union all
                select jsonb_path_query(p_inferences, '$[*].result.boxes[*].topN[*].label')
            ) as l (value)
            where jsonb_typeof(l.value) = 'string' and char_length(l.value #>> '{}') <= 200
        ),
        true
    );
    v_answers := array_fill(null::jsonb, array[jsonb_array_length(p_inferences)]);
    -- One call for each inference: each call is set-based and reads one document.
    for v_entry in
        select
            e.ordinality as n,
            case
                when jsonb_typeof(e.value) = 'object' then e.value - array['picture_id', 'result']
            end as options,
            e.value -> 'result' as result,
            nachet._to_uuid(e.value ->> 'picture_id') as picture_id
        from jsonb_array_elements(p_inferences) with ordinality as e (value, ordinality)
        order by nachet._to_uuid(e.value ->> 'picture_id'), e.ordinality
    loop
        if v_entry.picture_id is null or v_entry.result is null then
            perform nachet._refuse_inference(
                p_inferences,
                format('inferences[%s]', v_entry.n - 1),
                case when v_entry.picture_id is null then 'picture_id' else 'result' end
            );
        end if;
        v_answers[v_entry.n] := nachet._register_inference(
            p_user_id, p_container_id, v_entry.picture_id, v_entry.result, v_entry.options,
            format('inferences[%s]', v_entry.n - 1)
        );
    end loop;
    return to_jsonb(v_answers);
end
$function$;

comment on function nachet.register_inferences is
'Registers many inferences, all or none, and returns their documents in order.';
grant execute on function nachet.register_inferences to nachet_backend;
