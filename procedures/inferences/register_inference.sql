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

create or replace function nachet._to_double(p_value jsonb, p_low jsonb, p_high jsonb)
returns double precision language sql immutable parallel safe as $function$
-- Like _to_number, without a conversion before each comparison: jsonb values are compared as they
-- are, and what is not a number is below or above all numbers.
select case
    when
        p_value >= p_low and p_value <= p_high
        and (p_value >= '4.9e-324' or p_value <= '-4.9e-324' or p_value = '0')
        then p_value::double precision
end;
$function$;

comment on function nachet._to_double is
'Returns a document''s number if it is between two bounds and fits a double, else null.';

create or replace function nachet._bad_field(
    p_box jsonb, p_nb_guess integer, p_score double precision, p_bad_place text
)
returns text language sql immutable parallel safe as $function$
select case
    when jsonb_typeof(p_box) <> 'object' then ''
    when jsonb_typeof(p_box -> 'box') is distinct from 'object' then '.box'
    when p_bad_place is not null then '.box' || p_bad_place
    when jsonb_typeof(p_box -> 'topN') not in ('array', 'null') or p_nb_guess > 1000 then '.topN'
    -- It is its own guess, and read as one.
    when p_nb_guess = 0 then null
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
-- As get_inference returns a box that people verified, or about which the user said something: then
-- top_id is not the best of topN.
begin
    if p_box -> 'is_verified' = 'true' then
        return true;
    elsif p_box -> 'is_verified' <> 'false' then
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
'Whether the label of a box with is_verified is one more guess, after those of topN.';

create or replace function nachet._list_labels(p_documents jsonb)
returns text[] language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_documents: one document or an array of them. What is not a label, or too long for one, is
-- refused where it is read.
begin
    return array(
        select distinct l.label
        from jsonb_array_elements_text(
            jsonb_path_query_array(p_documents, '$[*].boxes[*].topN[*].label')
            || jsonb_path_query_array(p_documents, '$[*].boxes[*].label')
        ) as l (label)
        where char_length(l.label) <= 200
    );
end
$function$;

comment on function nachet._list_labels is
'Returns the labels of the boxes and guesses in models'' documents.';

create or replace function nachet._list_boxes(p_boxes jsonb, p_stem text)
returns table (n bigint, document jsonb, topn jsonb, nb_guess integer, stem text)
language sql immutable parallel safe as $function$
-- p_stem: the digits with which all ids begin. With offset 0, what is used several times is
-- computed once.
select
    b.n, b.document, b.topn, coalesce(jsonb_array_length(b.topn), 0),
    p_stem || lpad(to_hex(b.n), 4, '0')
from (
    select
        e.n, e.document,
        case when jsonb_typeof(e.document -> 'topN') = 'array' then e.document -> 'topN' end as topn
    from jsonb_array_elements(p_boxes) with ordinality as e (document, n)
    offset 0
) as b
offset 0;
$function$;

comment on function nachet._list_boxes is
'Returns the boxes of a model''s document with their guesses.';

create or replace function nachet._read_guesses(
    p_guesses jsonb, p_nb_guess integer, p_stem text, p_seeds jsonb
)
returns table (
    seed_ids uuid[], scores double precision[], best_score double precision, guesses text,
    bad_guess text
) language sql immutable parallel safe rows 1 as $function$
-- p_guesses: topN, p_nb_guess of them, and after these the box if it is its own guess. p_stem: the
-- digits with which the ids of the box and its guesses begin. guesses: topN with these ids, as
-- text. The aggregates take the guesses as the scan of the function gives them: in their order.
-- With offset 0, what is used several times is computed once.
select
    array_agg(s.seed_id), array_agg(s.score), max(s.score),
    string_agg(s.text, ', ') filter (where s.place <= p_nb_guess),
    (array_agg(
        case when s.place <= p_nb_guess then '.topN[' || s.place - 1 || ']' else '' end
        || case when s.seed_id is null then '.label' else '.score' end
    ) filter (where s.seed_id is null or s.score is null))[1]
from (
    select
        g.place,
        left(g.document::text, -1) || ', "object_id": "' || p_stem
        || lpad(to_hex(g.place), 4, '0') || '"}' as text,
        case
            when jsonb_typeof(g.document -> 'label') = 'string'
                then (p_seeds ->> (g.document ->> 'label'))::uuid
        end as seed_id,
        -- As _to_double: a call goes down four levels, no more.
        case
            when
                g.document -> 'score' <= '1'
                and (g.document -> 'score' >= '4.9e-324' or g.document -> 'score' = '0')
                then (g.document -> 'score')::double precision
        end as score
    from jsonb_array_elements(p_guesses) with ordinality as g (document, place)
    offset 0
) as s;
$function$;

comment on function nachet._read_guesses is
'Reads the guesses of a box: species, scores, text with ids, and the first wrong place.';

create or replace function nachet._read_inference(
    p_inference_id uuid, p_pipeline_id uuid, p_result jsonb, p_seeds jsonb,
    p_width integer, p_height integer, out bad_place text, out boxes nachet_data.read_box[],
    out top_score double precision, out answer jsonb, out stored jsonb
)
returns record language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- The only reader of these documents. p_seeds: {label: seed_id}. bad_place: the first wrong place,
-- e.g. boxes[3].box.topX. Otherwise the rows of the boxes in order, and the document with all ids,
-- as it is returned and as it is stored.
-- The best guess is the first of the highest score, and the label of a box is its species. A box
-- without guesses (topN missing, null or empty) is its own guess and needs label and score. So does
-- one that people verified, or whose top_id is none of the best in topN, as get_inference returns
-- it: its label is its best guess, after those of topN. A box without a known object_type_id is a
-- seed, 1.
-- The documents are put together as text and read once, since each change of a jsonb value makes
-- another one of all of it. Of two keys of the same name the last one counts.
-- The ids of boxes and guesses are one new id, with the number of the box in its last digits but
-- four and the place of the guess in the last four (guess_id): a random number for each would take
-- longer than all else that is read of a box.
declare
    v_stem constant text := left(nachet_data.uuid7()::text, 28);
    v_width constant double precision := coalesce(p_width::double precision, 'infinity');
    v_height constant double precision := coalesce(p_height::double precision, 'infinity');
    v_envelope text;
    v_answer text;
    v_stored text;
begin
    -- One scan, from the inside out: each offset 0 is a step whose columns the next one uses
    -- several times. The aggregates take the boxes as the scan gives them: in their order.
    select
        (
            array_agg('boxes[' || b.n - 1 || ']' || b.bad_field)
            filter (where b.bad_field is not null)
        )[1],
        max(b.best_score),
        array_agg(
            row(
                b.id, b.n, b.type_id, b.top_x, b.top_y, b.bottom_x, b.bottom_y, b.score,
                b.seed_ids, b.scores, b.top_place, b.seed_id,
                greatest(
                    b.score - coalesce(
                        (
                            select max(u.score)
                            from unnest(b.scores) with ordinality as u (score, place)
                            where u.place <> b.top_place
                        ),
                        0
                    ),
                    0
                )
            )::nachet_data.read_box
        ),
        string_agg(b.sent || b.added || '}', ', '),
        string_agg(
            case
                when b.fields ? 'is_rejected' then left((b.fields - 'is_rejected')::text, -1)
                else b.sent
            end || b.added || ', "is_verified": false}',
            ', '
        )
    into bad_place, top_score, boxes, v_answer, v_stored
    from (
        select
            r.*, (r.stem || '0000')::uuid as id, r.seed_ids[r.top_place] as seed_id,
            r.scores[r.top_place] as score, left(r.fields::text, -1) as sent,
            ', "object_type_id": ' || r.type_id || ', "box_id": "' || r.stem
            || '0000", "top_id": "' || r.stem || lpad(to_hex(r.top_place), 4, '0') || '"'
            || coalesce(', "topN": [' || r.guesses || ']', '') as added,
            coalesce(
                nachet._bad_field(r.document, r.nb_guess, r.own_score, r.bad_corner),
                r.bad_guess,
                case
                    when r.label_id is distinct from r.seed_ids[r.top_place]
                        and r.fields ? 'label'
                        then '.label'
                end
            ) as bad_field
        from (
            select
                d.*, c.*, g.*,
                case
                    when jsonb_typeof(d.document) <> 'object' then '{}'
                    when d.nb_guess = 0 then d.document
                    else d.document - 'topN'
                end as fields,
                -- Of a box that is its own guess, the last one.
                case
                    when cardinality(g.scores) > d.nb_guess then d.nb_guess + 1
                    else array_position(g.scores, g.best_score)
                end as top_place,
                (p_seeds ->> (d.document ->> 'label'))::uuid as label_id,
                case
                    when
                        c.top_x < c.bottom_x and c.top_y < c.bottom_y
                        and c.bottom_x > 0 and c.bottom_y > 0
                        and c.top_x < v_width and c.top_y < v_height
                        then null
                    else nachet._bad_box_place(
                        c.top_x, c.top_y, c.bottom_x, c.bottom_y, p_width, p_height
                    )
                end as bad_corner,
                coalesce(case when d.document ? 'object_type_id' then (
                    select k.id
                    from nachet_data.object_type as k
                    where to_jsonb(k.id) = d.document -> 'object_type_id'
                ) end, 1) as type_id
            from nachet._list_boxes(p_result -> 'boxes', v_stem) as d
            cross join lateral (
                select
                    nachet._to_double(d.document #> '{box,topX}', '-1e9', '1e9') as top_x,
                    nachet._to_double(d.document #> '{box,topY}', '-1e9', '1e9') as top_y,
                    nachet._to_double(d.document #> '{box,bottomX}', '-1e9', '1e9') as bottom_x,
                    nachet._to_double(d.document #> '{box,bottomY}', '-1e9', '1e9') as bottom_y,
                    nachet._to_double(d.document -> 'score', '0', '1') as own_score
                offset 0
            ) as c
            cross join lateral nachet._read_guesses(
                case
                    when d.nb_guess = 0 then jsonb_build_array(d.document)
                    when not d.document ? 'is_verified' then d.topn
                    when nachet._is_own_guess(d.document, d.topn)
                        then d.topn || jsonb_build_array(d.document)
                    else d.topn
                end,
                d.nb_guess, d.stem, p_seeds
            ) as g
            offset 0
        ) as r
        offset 0
    ) as b;
    if bad_place is not null then
        return;
    end if;
    v_envelope := left((
        p_result - 'boxes'
        || jsonb_build_object('inference_id', p_inference_id, 'pipeline_id', p_pipeline_id)
    )::text, -1);
    answer := (v_envelope || ', "boxes": [' || coalesce(v_answer, '') || ']}')::jsonb;
    stored := (v_envelope || ', "boxes": [' || coalesce(v_stored, '') || ']}')::jsonb;
end
$function$;

comment on function nachet._read_inference is
'Reads a model''s document into rows, and into the answer and what is stored; or finds the first '
'wrong place.';

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
    p_container_id uuid, p_picture_id uuid, p_boxes nachet_data.read_box[]
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- Of each new box the specimen that it shows, or null; null where the picture has no specimen. A
-- rejected one takes only what the others leave. The caller has locked the picture.
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
        from unnest((
            select nachet_data.match_boxes(
                v_specimen.top_x, v_specimen.top_y, v_specimen.bottom_x, v_specimen.bottom_y,
                v_specimen.rejected,
                array_agg(o.top_x order by o.position), array_agg(o.top_y order by o.position),
                array_agg(o.bottom_x order by o.position), array_agg(o.bottom_y order by o.position)
            )
            from unnest(p_boxes) as o
        )) with ordinality as m (specimen, n)
        order by m.n
    );
end
$function$;

comment on function nachet._find_specimens is
'Finds for new boxes the specimens of their picture that they show, by overlap.';

create or replace function nachet._update_pictures(
    p_container_id uuid, p_picture_ids uuid[], p_shown_ids uuid[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_shown_ids: those of the pictures of which a new box shows a specimen.
declare
    v_now constant timestamptz := nachet._now();
    v_picture_id uuid;
begin
    -- The newest inference may be another one, which began later and was stored first.
    update nachet_data.picture as p
    set
        nb_object = (
            select i.nb_object
            from nachet_data.inference as i
            where i.container_id = p_container_id
                and i.picture_id = p.id
                and i.withdrawn_at is null
            order by i.upload_date desc, i.id desc
            limit 1
        ),
        updated_at = v_now
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    foreach v_picture_id in array p_shown_ids loop
        perform nachet._settle_picture(p_container_id, v_picture_id, null, null, false);
    end loop;
end
$function$;

comment on function nachet._update_pictures is
'Updates pictures after new inferences: their number of boxes, and what people know already.';

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
    p_seeds jsonb, p_path text, out answer jsonb, out is_new boolean, out has_specimens boolean
)
returns record language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- The caller has checked access, resolves the labels before (p_seeds) and calls _update_pictures
-- after. p_path: the entry of the request with the document and its options; empty when it is the
-- whole request.
-- Locks: the picture.
-- Raises: NX004, NX008, NX108, NX204, NX210.
declare
    v_now constant timestamptz := nachet._now();
    v_path constant text := case when p_path = '' then '' else p_path || '.result' end;
    v_options jsonb;
    v_picture record;
    v_read record;
    v_place text;
    v_id uuid;
    v_specimen_ids uuid[];
    v_pipeline_id uuid;
begin
    v_options := nachet._read_options(
        p_options, '{"pipeline_id": "string", "pipeline": "string", "inference_id": "uuid"}', p_path
    );
    v_place := nachet._bad_envelope_place(p_result);
    if v_place is not null then
        perform nachet._refuse_inference(p_result, v_path, v_place);
    end if;
    select p.width, p.height, p.state, p.deleted_at into v_picture
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
    v_read := nachet._read_inference(
        v_id, v_pipeline_id, p_result, p_seeds, v_picture.width, v_picture.height
    );
    if v_read.bad_place is not null then
        perform nachet._refuse_inference(p_result, v_path, v_read.bad_place);
    end if;
    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        upload_date, updated_at
    )
    values (
        p_container_id, v_id, p_picture_id, p_user_id, v_pipeline_id, v_read.stored,
        coalesce(cardinality(v_read.boxes), 0), v_read.top_score, v_now, v_now
    )
    on conflict (container_id, id) do nothing
    returning true into is_new;
    if is_new is null then
        is_new := false;
        answer := nachet._repeat_register_inference(
            p_container_id, v_id, p_picture_id, p_result
        );
        return;
    end if;

    perform nachet._add_inference_models(p_container_id, v_id, v_pipeline_id, p_result);
    -- What people know of the picture already holds for this inference too.
    v_specimen_ids := nachet._find_specimens(p_container_id, p_picture_id, v_read.boxes);
    insert into nachet_data.object (
        container_id, id, inference_id, position, type_id, top_x, top_y, bottom_x, bottom_y,
        top_score, upload_date, updated_at, guess_seed_ids, guess_scores, top_place, top_seed_id,
        margin, specimen_id
    )
    select
        p_container_id, o.id, v_id, o.position, o.type_id, o.top_x, o.top_y, o.bottom_x, o.bottom_y,
        o.top_score, v_now, v_now, o.guess_seed_ids, o.guess_scores, o.top_place, o.top_seed_id,
        o.margin, s.id
    from unnest(v_read.boxes) as o
    left join unnest(v_specimen_ids) with ordinality as s (id, position)
        on o.position = s.position;
    answer := v_read.answer;
    has_specimens := v_specimen_ids is not null;
end
$function$;

comment on function nachet._register_inference is
'Stores an inference of a picture and returns its document with the ids of all its parts.';

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
declare
    v_registered record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_registered := nachet._register_inference(
        p_user_id, p_container_id, p_picture_id, p_result, p_options,
        nachet._resolve_labels(nachet._list_labels(p_result), true), ''
    );
    if v_registered.is_new then
        perform nachet._update_pictures(
            p_container_id, array[p_picture_id],
            case when v_registered.has_specimens then array[p_picture_id] else '{}' end
        );
    end if;
    return v_registered.answer;
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
    v_seeds jsonb;
    v_registered record;
    v_answers jsonb[];
    v_picture_ids uuid[] := '{}'::uuid[];
    v_shown_ids uuid[] := '{}'::uuid[];
    v_entry record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    if jsonb_typeof(p_inferences) <> 'array' then
        perform nachet._refuse_inference(p_inferences, '', 'inferences');
    end if;
    -- New species of all documents first, in one order: two calls that add the same species cannot
    -- deadlock. Invalid labels are refused below.
    v_seeds := nachet._resolve_labels(
        nachet._list_labels(jsonb_path_query_array(p_inferences, '$[*].result')), true
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
        v_registered := nachet._register_inference(
            p_user_id, p_container_id, v_entry.picture_id, v_entry.result, v_entry.options, v_seeds,
            format('inferences[%s]', v_entry.n - 1)
        );
        v_answers[v_entry.n] := v_registered.answer;
        -- Once a picture, whatever number of inferences it has; they come picture by picture.
        if
            v_registered.is_new
            and v_picture_ids[cardinality(v_picture_ids)] is distinct from v_entry.picture_id
        then
            v_picture_ids := v_picture_ids || v_entry.picture_id;
            if v_registered.has_specimens then
                v_shown_ids := v_shown_ids || v_entry.picture_id;
            end if;
        end if;
    end loop;
    perform nachet._update_pictures(p_container_id, v_picture_ids, v_shown_ids);
    return to_jsonb(v_answers);
end
$function$;

comment on function nachet.register_inferences is
'Registers many inferences, all or none, and returns their documents in order.';
grant execute on function nachet.register_inferences to nachet_backend;
