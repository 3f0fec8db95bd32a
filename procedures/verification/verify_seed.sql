create or replace function nachet._read_feedback(
    p_boxes jsonb, p_width integer, p_height integer,
    out are_new boolean[], out ids uuid[], out plain boolean[], out rejected boolean[],
    out class_ids uuid[], out names text[], out by_label boolean[],
    out boxes jsonb[], out comments text[], out qualifiers text[], out type_ids smallint[],
    out separate boolean[]
)
returns record language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- The only reader of this document. For each box, in order: is_new; its id; plain (confirmed by its
-- id only); rejected; class_id (the id in classId: a guess, an identification or a species); the
-- species' name, if it is given as text, and whether that was the label; box;
-- comment. A classId wins over the label. A missing label and classId confirm the box, an empty
-- label and classId reject it. A box without boxId is added and needs coordinates and a species. A
-- box may appear only once, a new one too. A blank qualifier is none. separate: it is another thing
-- than what it is drawn upon. Limit: 10,000 boxes.
-- Raises: NX205, with the first wrong place.
declare
    v_place text;
begin
    if jsonb_typeof(p_boxes) is distinct from 'array' then
        perform nachet._raise('NX205', jsonb_build_object('place', 'boxes'));
    elsif jsonb_array_length(p_boxes) > 10000 then
        perform nachet._raise('NX205', jsonb_build_object('place', 'boxes'));
    end if;
    with stated as (
        select
            b.ordinality as n,
            b.value as document,
            coalesce(b.value ->> 'boxId', '') = '' as is_new,
            nachet._to_uuid(b.value ->> 'boxId') as object_id,
            case
                -- With a letter or a digit it is not blank; reading it takes longer.
                when b.value ->> 'label' ~ '[A-Za-z0-9]' then false
                when b.value ->> 'label' is not null
                    then (nachet._read_label(b.value ->> 'label')).name = ''
            end as blank_label,
            btrim(b.value ->> 'classId') = '' as blank_class,
            coalesce(nullif(btrim(b.value ->> 'classId'), ''), b.value ->> 'label') as name,
            c.box,
            count(*) over (
                partition by coalesce(lower(nullif(b.value ->> 'boxId', '')), c.box::text)
                collate "C"
            ) as times
        from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        cross join lateral (
            select case
                when jsonb_typeof(b.value -> 'box') = 'object' then (
                    select jsonb_object_agg(
                        k.name,
                        nachet._to_number(b.value -> 'box' -> k.name, -1e9, 1e9)::double precision
                    )
                    from unnest(array['topX', 'topY', 'bottomX', 'bottomY']) as k (name)
                )
            end as box
        ) as c
    ),

    judged as (
        select
            s.*,
            case
                when jsonb_typeof(s.document) <> 'object' then ''
                when not s.is_new and (s.object_id is null or s.times > 1) then '.boxId'
                when jsonb_typeof(s.document -> 'label') not in ('string', 'null')
                    or char_length(s.document ->> 'label') > 200
                    then '.label'
                when jsonb_typeof(s.document -> 'classId') not in ('string', 'null')
                    or char_length(s.document ->> 'classId') > 200
                    then '.classId'
                -- It names a species, or only blanks (a rejection), or nothing (a confirmation).
                -- A new box needs a species.
                when coalesce(s.blank_label, true) and coalesce(s.blank_class, true)
                    and (
                        s.is_new
                        or (
                            (s.blank_label and s.blank_class) is not true
                            and s.document ?| array['label', 'classId']
                        )
                    )
                    then '.label'
                when
                    (s.is_new or coalesce(jsonb_typeof(s.document -> 'box'), 'null') <> 'null')
                    and c.bad_place is not null
                    then '.box' || case when s.box is null then '' else c.bad_place end
                when s.is_new and s.times > 1 then '.box'
                when jsonb_typeof(s.document -> 'comment') not in ('string', 'null')
                    or char_length(s.document ->> 'comment') > 10000
                    then '.comment'
                when jsonb_typeof(s.document -> 'qualifier') not in ('string', 'null')
                    or char_length(btrim(s.document ->> 'qualifier')) > 32
                    then '.qualifier'
                when nullif(s.document -> 'objectTypeId', 'null') not in (
                    select to_jsonb(t.id) from nachet_data.object_type as t where t.active
                )
                    then '.objectTypeId'
                when jsonb_typeof(s.document -> 'separate') not in ('boolean', 'null')
                    then '.separate'
            end as field
        from stated as s
        cross join lateral (
            select nachet._bad_box_place(
                (nullif(s.box -> 'topX', 'null'))::double precision,
                (nullif(s.box -> 'topY', 'null'))::double precision,
                (nullif(s.box -> 'bottomX', 'null'))::double precision,
                (nullif(s.box -> 'bottomY', 'null'))::double precision,
                p_width, p_height
            ) as bad_place
        ) as c
    )

    select
        (
            array_agg('boxes[' || j.n - 1 || ']' || j.field order by j.n)
            filter (where j.field is not null)
        )[1],
        array_agg(j.is_new), array_agg(j.object_id),
        array_agg(not j.document ?| array['label', 'classId']),
        array_agg(coalesce(j.blank_label and j.blank_class, false)),
        array_agg(nachet._to_uuid(btrim(j.document ->> 'classId'))),
        array_agg(
            case
                when nachet._to_uuid(j.name) is null
                    and (j.blank_class is false or j.blank_label is false)
                    then j.name
            end
        ),
        array_agg(j.blank_class is not false), array_agg(j.box),
        array_agg(coalesce(j.document ->> 'comment', '')),
        array_agg(case when j.field is null then nullif(btrim(j.document ->> 'qualifier'), '') end),
        array_agg(
            case when j.field is null then (j.document ->> 'objectTypeId')::numeric::smallint end
        ),
        array_agg(j.document -> 'separate' = 'true')
    into
        v_place, are_new, ids, plain, rejected, class_ids, names, by_label, boxes, comments,
        qualifiers, type_ids, separate
    from (select o.* from judged as o order by o.n) as j;
    if v_place is not null then
        perform nachet._raise('NX205', jsonb_build_object('place', v_place));
    end if;
end
$function$;

comment on function nachet._read_feedback is
'Reads a feedback document into arrays; refuses one that is ambiguous or wrong.';

create or replace function nachet._resolve_feedback_names(p_names text[], p_by_label boolean[])
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- {name: {seed_id, new}}. A new label without classId is added to the catalogue; a classId must be
-- known.
-- Raises: NX206.
declare
    v_named constant text[] := array_remove(p_names, null);
    v_new text[];
    v_known jsonb;
    v_seeds jsonb;
begin
    if coalesce(cardinality(v_named), 0) = 0 then
        return '{}'::jsonb;
    end if;
    v_known := nachet._resolve_labels(v_named, false);
    v_new := array(
        select r.name
        from unnest(p_names, p_by_label) as r (name, by_label)
        where r.by_label and r.name is not null and not v_known ? r.name
    );
    v_seeds := v_known;
    if v_new <> '{}' then
        v_seeds := v_seeds || nachet._resolve_labels(v_new, true);
    end if;
    return (
        select coalesce(
            jsonb_object_agg(
                s.key, jsonb_build_object('seed_id', s.value, 'new', not v_known ? s.key)
            ),
            '{}'
        )
        from jsonb_each(v_seeds) as s
    );
end
$function$;

comment on function nachet._resolve_feedback_names is
'Returns the species that a feedback document names as text; adds new ones to the catalogue.';

create or replace function nachet._find_added(
    p_container_id uuid, p_inference_id uuid, p_read record,
    out ids uuid[], out specimen_ids uuid[]
)
returns record language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_read: the result of _read_feedback. For each added box: the box that an earlier request added
-- there, if it shows the same specimen; otherwise the specimen of the picture that it shows, unless
-- it is separate, and the box of the inference that shows it. What is rejected, also by the same
-- request, is not a seed.
-- Raises: NX205 where the request names a box that was added, and adds it again.
declare
    v_specimen record;
begin
    ids := array(
        select t.id
        from unnest(p_read.are_new, p_read.boxes) with ordinality as a (is_new, box, n)
        left join lateral (
            select o.id
            from nachet_data.object as o
            where a.is_new
                and o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and o.manual_detection
                and o.top_x = (a.box -> 'topX')::double precision
                and o.top_y = (a.box -> 'topY')::double precision
                and o.bottom_x = (a.box -> 'bottomX')::double precision
                and o.bottom_y = (a.box -> 'bottomY')::double precision
                and exists (
                    select
                    from nachet_data.specimen as s
                    where s.container_id = p_container_id
                        and s.id = o.specimen_id
                        and s.state <> 'rejected'
                )
            order by o.position
            limit 1
        ) as t on true
        order by a.n
    );
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(false) as last,
        array_agg(o.id order by s.id) as box_ids
    into v_specimen
    from nachet_data.inference as i
    inner join nachet_data.specimen as s
        on s.container_id = p_container_id and i.picture_id = s.picture_id
    left join nachet_data.object as o
        on o.container_id = p_container_id
            and o.inference_id = p_inference_id
            and s.id = o.specimen_id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and s.state <> 'rejected'
        and not exists (
            select
            from unnest(p_read.ids, p_read.rejected) as a (id, rejected)
            where a.rejected and o.id = a.id
        );
    if v_specimen.ids is not null then
        select
            array_agg(coalesce(ids[m.n], v_specimen.box_ids[m.specimen]) order by m.n),
            array_agg(v_specimen.ids[m.specimen] order by m.n)
        into ids, specimen_ids
        from unnest((
            select nachet_data.match_boxes(
                v_specimen.top_x, v_specimen.top_y, v_specimen.bottom_x, v_specimen.bottom_y,
                v_specimen.last,
                array_agg((c.box -> 'topX')::double precision order by c.n),
                array_agg((c.box -> 'topY')::double precision order by c.n),
                array_agg((c.box -> 'bottomX')::double precision order by c.n),
                array_agg((c.box -> 'bottomY')::double precision order by c.n)
            )
            from (
                select
                    a.n,
                    case
                        when a.is_new and a.separate is not true and ids[a.n] is null then a.box
                    end as box
                from unnest(p_read.are_new, p_read.boxes, p_read.separate)
                    with ordinality as a (is_new, box, separate, n)
            ) as c
        )) with ordinality as m (specimen, n);
    end if;
    if (
        select count(*) > count(distinct coalesce(a.added_id, a.id))
        from unnest(ids, p_read.ids) as a (added_id, id)
        where coalesce(a.added_id, a.id) is not null
    ) then
        perform nachet._raise('NX205', jsonb_build_object('place', 'boxes'));
    end if;
end
$function$;

comment on function nachet._find_added is
'Finds what is known already of the boxes that a person adds.';

create or replace function nachet._read_rule(
    p_user_id uuid, p_container_id uuid,
    out readers smallint, out agreeing smallint, out decides boolean
)
returns record language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- decides: whether the word of this user decides.
-- Raises: NX001, NX002, NX301.
declare
    v_level constant smallint := nachet._require_access(p_user_id, p_container_id, 'write');
begin
    select c.readers, c.agreeing, v_level >= c.decides into readers, agreeing, decides
    from nachet_data.container as c
    where c.id = p_container_id;
end
$function$;

comment on function nachet._read_rule is
'Returns the review rule of a container for a user who may write there.';

create or replace function nachet._list_words(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_added uuid[],
    p_shown uuid[], p_several boolean
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off
set enable_hashjoin = off set enable_mergejoin = off as $function$
-- For each box of the request whose specimen is known, by the box's number: what a person took an
-- added box for (added_id, top_seed_id); what the person said of the specimen last since it was
-- last reopened (said_), and what each other person did (others: id, seed_id, and box where they
-- moved it); the identification of it that classId names (seen: id; its seed_id and box, where the
-- person may know them). Null when there is none. Joined by index, as in _look_at_boxes.
declare
    v_box record;
begin
    if p_shown is null and not exists (
        select
        from nachet_data.object as o
        where o.container_id = p_container_id
            and o.inference_id = p_inference_id
            and o.specimen_id is not null
    ) then
        return null;
    end if;
    select
        array_agg(f.n) as ns, array_agg(coalesce(o.specimen_id, f.shown_id)) as specimen_ids,
        array_agg(case when o.manual_detection then o.id end) as added_ids,
        array_agg(f.class_id) as class_ids
    into v_box
    from unnest(p_read.ids, p_read.class_ids, p_added, p_shown) with ordinality
        as f (object_id, class_id, added_id, shown_id, n)
    left join lateral (
        select b.id, b.inference_id, b.manual_detection, b.specimen_id
        from nachet_data.object as b
        where b.container_id = p_container_id and b.id = coalesce(f.added_id, f.object_id)
        offset 0
    ) as o on o.inference_id = p_inference_id
    where coalesce(o.specimen_id, f.shown_id) is not null;
    if v_box.ns is null then
        return null;
    end if;
    return (
        select
            jsonb_object_agg(
                b.n,
                jsonb_build_object(
                    'added_id', a.id, 'top_seed_id', a.seed_id, 'said_id', w.said_id,
                    'said_seed_id', w.said_seed_id, 'said_box', w.said_box, 'others', w.others,
                    'seen', w.seen
                )
            )
        from unnest(v_box.ns, v_box.specimen_ids, v_box.added_ids, v_box.class_ids)
            as b (n, specimen_id, added_id, class_id)
        inner join nachet_data.specimen as s
            on s.container_id = p_container_id and b.specimen_id = s.id
        left join lateral (
            select d.id, coalesce(e.merged_into, e.id) as seed_id
            from nachet_data.identification as d
            inner join nachet_data.seed as e on d.seed_id = e.id
            where d.container_id = p_container_id
                and d.specimen_id = b.specimen_id
                and d.object_id = b.added_id
                and d.act = 'add'
            order by d.id
            limit 1
        ) as a on true
        cross join lateral (
            select
                (array_agg(l.id) filter (where l.is_own))[1] as said_id,
                (array_agg(l.seed_id) filter (where l.is_own))[1] as said_seed_id,
                (array_agg(l.box) filter (where l.is_own))[1] as said_box,
                jsonb_agg(
                    jsonb_build_object(
                        'id', l.id, 'seed_id', l.seed_id, 'box', case when l.moved then l.box end
                    )
                    order by l.id
                ) filter (where p_several and not l.is_own) as others,
                case when b.class_id is not null then (
                    select jsonb_build_object('id', d.id) || case
                        when d.user_id = p_user_id or not p_several
                            or s.state in ('settled', 'rejected')
                            then jsonb_build_object(
                                'seed_id', coalesce(e.merged_into, e.id), 'box', jsonb_build_object(
                                    'topX', d.top_x, 'topY', d.top_y,
                                    'bottomX', d.bottom_x, 'bottomY', d.bottom_y
                                )
                            )
                        else '{}'
                    end
                    from nachet_data.identification as d
                    left join nachet_data.seed as e on d.seed_id = e.id
                    where d.container_id = p_container_id
                        and d.id = b.class_id
                        and d.specimen_id = b.specimen_id
                ) end as seen
            from (
                select distinct on (d.user_id)
                    d.id, d.user_id = p_user_id as is_own,
                    coalesce(e.merged_into, e.id) as seed_id,
                    jsonb_build_object(
                        'topX', d.top_x, 'topY', d.top_y,
                        'bottomX', d.bottom_x, 'bottomY', d.bottom_y
                    ) as box,
                    (d.top_x, d.top_y, d.bottom_x, d.bottom_y)
                    <> (m.top_x, m.top_y, m.bottom_x, m.bottom_y) as moved
                from nachet_data.identification as d
                inner join nachet_data.object as m
                    on m.container_id = p_container_id and d.object_id = m.id
                left join nachet_data.seed as e on d.seed_id = e.id
                where d.container_id = p_container_id
                    and d.specimen_id = b.specimen_id
                    and d.act <> 'reopen'
                    and not exists (
                        select
                        from nachet_data.identification as r
                        where r.container_id = p_container_id
                            and r.specimen_id = b.specimen_id
                            and r.act = 'reopen'
                            and r.id > d.id
                    )
                order by d.user_id, d.id desc
            ) as l
        ) as w
    );
end
$function$;

comment on function nachet._list_words is
'Returns what people said of the specimens that a feedback document speaks of.';

create or replace function nachet._look_at_boxes(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_seeds jsonb,
    p_added uuid[], p_shown uuid[], p_several boolean
)
returns table (
    n bigint, plain boolean, rejected boolean, class_id uuid, box jsonb, comment text,
    is_new boolean, object_id uuid, named jsonb, class_seed_id uuid, known boolean, manual boolean,
    specimen_id uuid, old_state text, old_seed_id uuid, old_id uuid, decided boolean,
    is_blind boolean, old_box jsonb, model_box jsonb, guess_seeds uuid[], top_place integer,
    top_seed uuid, added_id uuid, said_id uuid, said_seed_id uuid, said_box jsonb, others jsonb,
    seen jsonb, top_score double precision, margin double precision, box_row tid, specimen_row tid
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off
set enable_hashjoin = off set enable_mergejoin = off as $function$
-- For each box of the request, in order: what the person says; the stored box with its guesses
-- (what a person took an added box for stands for the best one); its specimen; what people said of
-- it, as _list_words returns it. guess_seeds: null where a plain confirmation of the best guess
-- needs no other. is_blind: a further opinion is asked, so people see the model's answer, or their
-- own. A box that is added again says nothing of the place: somebody may have moved it since. Each
-- box is looked up by itself (offset 0): a plan made while the tables were small would read the
-- container for each.
declare
    v_words constant jsonb := nachet._list_words(
        p_user_id, p_container_id, p_inference_id, p_read, p_added, p_shown, p_several
    );
begin
    return query
    select
        f.n, f.plain, f.rejected, f.class_id, case when f.added_id is null then f.box end,
        f.comment, f.is_new and f.added_id is null, coalesce(f.added_id, f.object_id),
        p_seeds -> f.name,
        coalesce(cs.merged_into, cs.id), o.id is not null, o.manual_detection,
        s.id, s.state, was.current_id, s.identification_id, s.decided,
        (p_several and s.state in ('open', 'disputed')) is true,
        case when s.moved then jsonb_build_object(
            'topX', s.top_x, 'topY', s.top_y, 'bottomX', s.bottom_x, 'bottomY', s.bottom_y
        ) end,
        case when o.id is not null then jsonb_build_object(
            'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x, 'bottomY', o.bottom_y
        ) end,
        -- The guesses, each as the species that it is now.
        case when not f.rejected and (s.id is not null or not f.plain) then array(
            select e.current_id
            from unnest(o.guess_seed_ids) with ordinality as u (seed_id, place)
            left join nachet_data.seed as e on u.seed_id = e.id
            order by u.place
        ) end,
        o.top_place, coalesce(t.current_id, w.top_seed_id), w.added_id, w.said_id, w.said_seed_id,
        w.said_box, w.others, w.seen, o.top_score, o.margin, o.row_id, s.row_id
    from unnest(
        p_read.are_new, p_read.ids, p_read.plain, p_read.rejected, p_read.class_ids,
        p_read.names, p_read.boxes, p_read.comments, p_added, p_shown
    ) with ordinality as f (
        is_new, object_id, plain, rejected, class_id, name, box, comment, added_id, shown_id, n
    )
    left join lateral (
        select b.*, b.ctid as row_id
        from nachet_data.object as b
        where b.container_id = p_container_id and b.id = coalesce(f.added_id, f.object_id)
        offset 0
    ) as o on o.inference_id = p_inference_id
    left join lateral (
        select e.*, e.ctid as row_id
        from nachet_data.specimen as e
        where e.container_id = p_container_id and e.id = coalesce(o.specimen_id, f.shown_id)
        offset 0
    ) as s on true
    left join nachet_data.seed as cs on f.class_id = cs.id
    left join nachet_data.seed as was on s.seed_id = was.id
    left join nachet_data.seed as t on o.top_seed_id = t.id
    cross join lateral jsonb_to_record(v_words -> f.n::text) as w (
        added_id uuid, top_seed_id uuid, said_id uuid, said_seed_id uuid, said_box jsonb,
        others jsonb, seen jsonb
    )
    order by f.n;
end
$function$;

comment on function nachet._look_at_boxes is
'Returns the stored boxes of a feedback document, and what people said of them.';

create or replace function nachet._weigh_words(
    p_rule record, p_box record,
    out state text, out agrees boolean, out is_refused boolean, out place jsonb, out moved boolean
)
returns record language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Where several readers are asked. p_rule: the result of _read_rule. p_box: a box of a request, in
-- the form of _judge_feedback. state: of the specimen after it. agrees: the specimen stays.
-- place: its new place, if that changes: where the last one of those who agree moved it. Who does
-- not decide may not differ from who did, nor move what is settled. A plain confirmation takes no
-- rejection back.
declare
    v_own_place constant jsonb := case
        when p_box.is_new or p_box.box <> p_box.shown_box or p_box.said_place <> p_box.model_box
            then p_box.said_place
    end;
    v_agreeing integer;
    v_rivals integer;
begin
    select
        coalesce(sum(a.words) filter (where a.seed_id is not distinct from p_box.seed_id), 0) + 1,
        coalesce(max(a.words) filter (where a.seed_id is distinct from p_box.seed_id), 0),
        coalesce(
            v_own_place,
            (array_agg(a.place) filter (where a.seed_id is not distinct from p_box.seed_id))[1]
        )
    into v_agreeing, v_rivals, place
    from (
        select
            w.seed_id,
            count(*) as words,
            (array_agg(w.box order by w.id desc) filter (where w.box is not null))[1] as place
        from jsonb_to_recordset(coalesce(p_box.others, '[]'))
            as w (id uuid, seed_id uuid, box jsonb)
        group by w.seed_id
    ) as a;
    agrees := p_box.same_answer and p_box.same_box
        and not (p_rule.decides and not p_box.decided);
    state := case
        when agrees then p_box.old_state
        when p_rule.decides or (v_agreeing >= p_rule.agreeing and v_agreeing > v_rivals)
            then case when p_box.rejected then 'rejected' else 'settled' end
        when v_rivals > 0 then 'disputed'
        else 'open'
    end;
    is_refused := case
        when p_box.old_state = 'rejected' and p_box.plain then true
        when p_box.old_state in ('settled', 'rejected')
            then
                not agrees and not p_rule.decides
                and (p_box.decided or p_box.same_answer)
        else p_box.plain and p_box.said_id is not null and p_box.said_seed_id is null
    end;
    moved := state = 'settled' and place is not null;
    place := case
        when state = 'settled'
            then coalesce(place, case when p_box.old_box is not null then p_box.model_box end)
    end;
end
$function$;

comment on function nachet._weigh_words is
'Returns what becomes of a specimen after a person''s word, by the rule of several readers.';

create or replace function nachet._judge_feedback(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_seeds jsonb,
    p_added uuid[], p_shown uuid[], p_rule record,
    out ids uuid[], out are_new boolean[], out agrees boolean[], out same boolean[],
    out problems text[], out act_ids uuid[], out acts text[], out valid boolean[],
    out seed_ids uuid[], out verified_ids uuid[], out boxes jsonb[], out states text[],
    out decided boolean[], out places jsonb[], out moved boolean[],
    out manual boolean[], out new_species boolean[], out comments text[],
    out specimen_ids uuid[], out old_states text[], out old_seed_ids uuid[], out said_ids uuid[],
    out top_scores double precision[], out margins double precision[],
    out box_rows tid[], out specimen_rows tid[]
)
returns record language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_read: the result of _read_feedback. p_seeds: the result of _resolve_feedback_names. p_added,
-- p_shown: the result of _find_added. p_rule: the result of _read_rule. For each box, in the order
-- of the request: its id; whether it is added; whether it agrees with what is decided (the specimen
-- stays); whether the person has said the same before; the code that refuses it (NX006, NX007,
-- NX105); the act; the box as it was said; the specimen: its state after it, with the scores of its
-- box if that is open or disputed, its place, if that is a new one or agreed to, and what it was
-- before (old_state is null for a new one); where the rows of box and specimen are (ctid). Ids are
-- made from one, as those of boxes are when an inference is registered.
declare
    v_stem constant text := left(nachet_data.uuid7()::text, 28);
begin
    select
        array_agg(s.box_id), array_agg(l.is_new), array_agg(s.act_id), array_agg(m.seed_id),
        array_agg(l.comment), array_agg(s.shown_specimen_id), array_agg(l.old_state),
        array_agg(l.old_seed_id), array_agg(l.said_id), array_agg(not l.rejected),
        array_agg(l.box_row), array_agg(l.specimen_row), array_agg(w.agrees), array_agg(w.state),
        array_agg(case when w.state in ('open', 'disputed') then l.top_score end),
        array_agg(case when w.state in ('open', 'disputed') then l.margin end),
        array_agg(c.said_again and (w.agrees or w.state = l.old_state and l.is_blind)),
        array_agg(case
            when not (l.known or l.is_new) then 'NX006'
            when m.is_stale or w.is_refused then 'NX105'
            when m.seed_id is null and not l.rejected then 'NX007'
        end),
        array_agg(case
            when l.is_new then 'add'
            when l.rejected then 'reject'
            when c.same_answer and c.same_box then 'confirm'
            when m.seed_id = l.top_seed and coalesce(l.box = l.model_box, true) then 'confirm'
            else 'correct'
        end),
        array_agg(case
            when l.rejected then null
            when m.seed_id = l.top_seed and l.top_place is not null
                then nachet_data.guess_id(l.object_id, l.top_place)
            when m.seed_id = any (l.guess_seeds)
                then nachet_data.guess_id(l.object_id, array_position(l.guess_seeds, m.seed_id))
            when w.agrees then l.old_id
            else s.act_id
        end),
        array_agg(case when w.agrees and not l.is_new then s.shown_box else c.said_place end),
        array_agg(p_rule.readers > 1 and p_rule.decides),
        array_agg(case
            when w.agrees then s.shown_box
            when l.old_state is null then coalesce(w.place, l.model_box, l.box)
            else w.place
        end),
        array_agg((l.is_new or l.manual or w.moved) is true), array_agg(l.is_new or l.manual),
        array_agg((l.class_id is null and l.named -> 'new' = 'true' and not w.agrees) is true)
    into
        ids, are_new, act_ids, seed_ids, comments, specimen_ids, old_states, old_seed_ids, said_ids,
        valid, box_rows, specimen_rows, agrees, states, top_scores, margins, same, problems, acts,
        verified_ids, boxes, decided, places, moved, manual, new_species
    from nachet._look_at_boxes(
        p_user_id, p_container_id, p_inference_id, p_read, p_seeds, p_added, p_shown,
        p_rule.readers > 1
    ) as l
    -- offset 0: what is worked out stays as it is for the next step, instead of being repeated in
    -- each place that uses it.
    cross join lateral (
        select
            (v_stem || lpad(to_hex(l.n * 4), 4, '0') || '0000')::uuid as act_id,
            coalesce(l.object_id, (v_stem || lpad(to_hex(l.n * 4 + 1), 4, '0') || '0000')::uuid)
                as box_id,
            coalesce(l.specimen_id, (v_stem || lpad(to_hex(l.n * 4 + 2), 4, '0') || '0000')::uuid)
                as shown_specimen_id,
            coalesce(case when l.is_blind then l.said_box else l.old_box end, l.model_box)
                as shown_box,
            case when l.is_blind then l.said_id else l.old_id end as shown_id,
            case when l.is_blind then l.said_seed_id else l.old_seed_id end as shown_seed_id,
            -- What others took an added box for, nobody is told before they said something.
            case when not (l.is_blind and l.manual and l.said_id is null) then l.top_seed end
                as told_seed
        offset 0
    ) as s
    cross join lateral (
        select
            case
                when l.rejected then null
                when l.plain then coalesce(s.shown_seed_id, s.told_seed)
                when l.class_id = s.shown_id then s.shown_seed_id
                when l.class_id = l.added_id then s.told_seed
                when l.seen is not null then s.shown_seed_id
                else coalesce(
                    l.guess_seeds[nachet_data.guess_place(l.object_id, l.class_id)],
                    l.class_seed_id, (l.named ->> 'seed_id')::uuid
                )
            end as seed_id,
            -- Somebody has decided otherwise since the person saw it.
            l.seen is not null
            and l.class_id is distinct from s.shown_id
            and l.class_id is distinct from l.added_id
            and (l.seen ->> 'seed_id' = s.shown_seed_id::text and l.seen -> 'box' = s.shown_box)
            is not true as is_stale
        offset 0
    ) as m
    cross join lateral (
        select
            -- Only what is settled has a species.
            case when l.rejected then l.old_state = 'rejected' else l.old_seed_id = m.seed_id end
            is true as same_answer,
            l.is_new or coalesce(l.box = s.shown_box, true) or l.rejected as same_box,
            not l.is_new and l.said_id is not null and l.said_seed_id is not distinct from m.seed_id
            and (coalesce(l.box = s.shown_box, true) or l.rejected) as said_again,
            coalesce(l.box, s.shown_box) as said_place
        offset 0
    ) as c
    cross join lateral (
        select
            coalesce((v.verdict -> 'agrees')::boolean, c.same_answer and c.same_box) as agrees,
            coalesce(
                v.verdict ->> 'state', case when l.rejected then 'rejected' else 'settled' end
            ) as state,
            coalesce(
                (v.verdict -> 'is_refused')::boolean,
                l.old_state in ('settled', 'rejected') and not (c.same_answer and c.same_box)
            ) as is_refused,
            case
                when p_rule.readers > 1 then nullif(v.verdict -> 'place', 'null')
                when l.is_new or l.box <> s.shown_box then l.box
            end as place,
            coalesce((v.verdict -> 'moved')::boolean, l.is_new or l.box <> s.shown_box) as moved
        from (
            select case when p_rule.readers > 1 then (
                select to_jsonb(nachet._weigh_words(p_rule, b))
                from (select l.*, s.shown_box, m.seed_id, c.*) as b
            ) end as verdict
        ) as v
        offset 0
    ) as w;
end
$function$;

comment on function nachet._judge_feedback is
'Compares a feedback document with the stored boxes and returns what to do with each box.';

create or replace function nachet._refuse_feedback(p_problems text[], p_box_ids uuid[])
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_problems: of each box the code that refuses it, or null.
-- Raises: the first code of these, NX006, NX007 or NX105.
declare
    v_refused jsonb;
begin
    select jsonb_build_object('code', a.problem, 'n', a.n - 1, 'box_id', a.box_id) into v_refused
    from unnest(p_problems, p_box_ids) with ordinality as a (problem, box_id, n)
    where a.problem is not null
    order by a.n
    limit 1;
    perform nachet._raise(v_refused ->> 'code', jsonb_build_object(
        'place', format('boxes[%s]', v_refused -> 'n'), 'box_id', v_refused -> 'box_id'
    ));
end
$function$;

comment on function nachet._refuse_feedback is
'Raises the error of the first box of a feedback that is refused.';

create or replace function nachet._record_identifications(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_judged record
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off
set enable_hashjoin = off set enable_mergejoin = off set enable_material = off as $function$
-- p_judged: the result of _judge_feedback. The caller has locked the picture, so that its rows are
-- still where they were read (ctid): a plan made while the tables were small would look up each
-- one in all that the container has.
declare
    v_now constant timestamptz := nachet._now();
    v_position integer;
begin
    insert into nachet_data.specimen (
        container_id, id, picture_id, state, seed_id, identification_id, decided, top_score,
        margin, top_x, top_y, bottom_x, bottom_y, moved, upload_date, updated_at
    )
    select
        p_container_id, a.specimen_id, p_picture_id, a.state,
        case when a.state = 'settled' then a.seed_id end, a.act_id, a.decided,
        coalesce(a.top_score, 1), coalesce(a.margin, 1),
        (a.place -> 'topX')::double precision, (a.place -> 'topY')::double precision,
        (a.place -> 'bottomX')::double precision, (a.place -> 'bottomY')::double precision,
        a.moved, v_now, v_now
    from unnest(
        p_judged.specimen_ids, p_judged.old_states, p_judged.states, p_judged.seed_ids,
        p_judged.act_ids, p_judged.decided, p_judged.places, p_judged.moved, p_judged.top_scores,
        p_judged.margins
    ) as a (
        specimen_id, old_state, state, seed_id, act_id, decided, place, moved, top_score, margin
    )
    where a.old_state is null;
    if array_remove(p_judged.old_states, null) <> '{}' then
        update nachet_data.specimen as s
        set
            state = a.state,
            seed_id = case when a.state = 'settled' then a.seed_id end,
            identification_id = a.act_id,
            decided = a.decided,
            top_x = coalesce((a.place -> 'topX')::double precision, s.top_x),
            top_y = coalesce((a.place -> 'topY')::double precision, s.top_y),
            bottom_x = coalesce((a.place -> 'bottomX')::double precision, s.bottom_x),
            bottom_y = coalesce((a.place -> 'bottomY')::double precision, s.bottom_y),
            moved = case when a.place is null then s.moved else a.moved end,
            top_score = coalesce(a.top_score, s.top_score),
            margin = coalesce(a.margin, s.margin),
            updated_at = v_now
        from unnest(
            p_judged.specimen_rows, p_judged.old_states, p_judged.agrees, p_judged.same,
            p_judged.states, p_judged.seed_ids, p_judged.act_ids, p_judged.decided, p_judged.places,
            p_judged.moved, p_judged.top_scores, p_judged.margins
        ) as a (
            row_id, old_state, agrees, same, state, seed_id, act_id, decided, place, moved,
            top_score, margin
        )
        where s.container_id = p_container_id
            and s.ctid = a.row_id
            and a.old_state is not null
            and not (a.agrees or a.same);
    end if;
    if true = any (p_judged.are_new) then
        select max(o.position) into v_position
        from nachet_data.object as o
        where o.container_id = p_container_id and o.inference_id = p_inference_id;
        insert into nachet_data.object (
            container_id, id, inference_id, position, top_x, top_y, bottom_x, bottom_y,
            top_score, manual_detection, specimen_id, upload_date, updated_at
        )
        select
            p_container_id, a.id, p_inference_id,
            row_number() over (order by a.n) + coalesce(v_position, 0),
            (a.box -> 'topX')::double precision, (a.box -> 'topY')::double precision,
            (a.box -> 'bottomX')::double precision, (a.box -> 'bottomY')::double precision,
            1, true, a.specimen_id, v_now, v_now
        from unnest(
            p_judged.ids, p_judged.are_new, p_judged.specimen_ids, p_judged.boxes
        ) with ordinality as a (id, is_new, specimen_id, box, n)
        where a.is_new;
    end if;
    update nachet_data.object as o
    set specimen_id = a.specimen_id, updated_at = v_now
    from unnest(p_judged.box_rows, p_judged.old_states, p_judged.are_new, p_judged.specimen_ids)
        as a (row_id, old_state, is_new, specimen_id)
    where o.container_id = p_container_id
        and o.ctid = a.row_id
        and not a.is_new
        and a.old_state is null;
    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, seed_id, object_id, before_state,
        before_seed_id, top_x, top_y, bottom_x, bottom_y, comment, upload_date
    )
    select
        p_container_id, a.act_id, a.specimen_id, p_user_id, a.act, a.seed_id, a.id, a.old_state,
        a.old_seed_id,
        (a.box -> 'topX')::double precision, (a.box -> 'topY')::double precision,
        (a.box -> 'bottomX')::double precision, (a.box -> 'bottomY')::double precision,
        a.comment, v_now
    from unnest(
        p_judged.ids, p_judged.same, p_judged.act_ids, p_judged.acts, p_judged.specimen_ids,
        p_judged.seed_ids, p_judged.boxes, p_judged.comments, p_judged.old_states,
        p_judged.old_seed_ids
    ) as a (
        id, same, act_id, act, specimen_id, seed_id, box, comment, old_state, old_seed_id
    )
    where not a.same;
end
$function$;

comment on function nachet._record_identifications is
'Stores one identification for each act, with new and changed specimens, and added boxes.';

create or replace function nachet._compare_details(
    p_user_id uuid, p_container_id uuid, p_read record, p_judged record
)
returns boolean[] language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_read: the result of _read_feedback. p_judged: the result of _judge_feedback. Whether this is
-- what the person said last of each specimen, also its qualifier and the kind of thing.
-- Raises: NX105 for another kind than that of a specimen whose decision stays.
declare
    v_refused jsonb;
    v_same boolean[];
begin
    select
        array_agg(
            a.same
            and (r.qualifier is null or r.qualifier = l.qualifier) is true
            and (r.type_id is null or r.type_id = l.type_id) is true
            order by a.n
        ),
        jsonb_agg(
            jsonb_build_object(
                'n', a.n - 1, 'box_id', a.id, 'object_type_id', k.type_id
            )
            order by a.n
        ) filter (where r.type_id <> k.type_id) -> 0
    into v_same, v_refused
    from unnest(p_judged.ids, p_judged.specimen_ids, p_judged.agrees, p_judged.same)
        with ordinality as a (id, specimen_id, agrees, same, n)
    inner join unnest(p_read.qualifiers, p_read.type_ids)
        with ordinality as r (qualifier, type_id, n) on a.n = r.n
    left join lateral (
        select d.qualifier, d.type_id
        from nachet_data.identification as d
        where d.container_id = p_container_id
            and d.specimen_id = a.specimen_id
            and d.user_id = p_user_id
        order by d.id desc
        limit 1
    ) as l on true
    left join lateral (
        select coalesce(d.type_id, e.object_type_id, o.type_id) as type_id
        from nachet_data.specimen as s
        inner join nachet_data.identification as d
            on d.container_id = p_container_id and s.identification_id = d.id
        inner join nachet_data.object as o
            on o.container_id = p_container_id and d.object_id = o.id
        left join nachet_data.seed as said on s.seed_id = said.id
        left join nachet_data.seed as e on said.current_id = e.id
        where a.agrees and s.container_id = p_container_id and s.id = a.specimen_id
    ) as k on true;
    if v_refused is not null then
        perform nachet._raise('NX105', jsonb_build_object(
            'place', format('boxes[%s].objectTypeId', v_refused -> 'n'),
            'box_id', v_refused -> 'box_id', 'object_type_id', v_refused -> 'object_type_id'
        ));
    end if;
    return v_same;
end
$function$;

comment on function nachet._compare_details is
'Compares the qualifiers and kinds of a feedback document with what was said before.';

create or replace function nachet._add_details(
    p_container_id uuid, p_act_ids uuid[], p_qualifiers text[], p_type_ids smallint[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
begin
    update nachet_data.identification as d
    set qualifier = a.qualifier, type_id = a.type_id
    from unnest(p_act_ids, p_qualifiers, p_type_ids) as a (id, qualifier, type_id)
    where d.container_id = p_container_id
        and d.id = a.id
        and (a.qualifier is not null or a.type_id is not null);
end
$function$;

comment on function nachet._add_details is
'Adds qualifiers and kinds to the identifications that the same request has just stored.';

create or replace function nachet._end_leases(
    p_container_id uuid, p_user_id uuid, p_specimen_ids uuid[], p_states text[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_user_id: whose leases end, too, where a specimen is still to be reviewed by others; p_states:
-- of the specimens.
-- Locks: the leases, by box.
declare
    v_leases record;
begin
    if not exists (
        select
        from nachet_data.review_lease as l
        where l.container_id = p_container_id
    ) then
        return;
    end if;
    select array_agg(e.object_id) as object_ids, array_agg(e.user_id) as user_ids into v_leases
    from (
        select l.object_id, l.user_id
        from unnest(p_specimen_ids, p_states) as a (specimen_id, state)
        inner join nachet_data.object as o
            on o.container_id = p_container_id and a.specimen_id = o.specimen_id
        inner join nachet_data.review_lease as l
            on l.container_id = p_container_id and o.id = l.object_id
        where l.user_id = p_user_id or a.state in ('settled', 'rejected')
        order by l.object_id, l.user_id
        for update of l
    ) as e;
    delete from nachet_data.review_lease as l
    where l.container_id = p_container_id
        and (l.object_id, l.user_id) in (
            select e.object_id, e.user_id
            from unnest(v_leases.object_ids, v_leases.user_ids) as e (object_id, user_id)
        );
end
$function$;

comment on function nachet._end_leases is
'Ends the leases of boxes that a user has reviewed, and of those that are settled.';

create or replace function nachet._lock_picture_of(
    p_container_id uuid, p_picture_id uuid, p_inference_id uuid
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_picture_id: of the inference; null when there is no such inference. All other reviews of the
-- picture wait: of two people who review the last two boxes, the second one sees the result of the
-- first.
-- Locks: the picture.
-- Raises: NX005, NX168.
declare
    v_is_there boolean;
begin
    select p.deleted_at is null into v_is_there
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = p_picture_id
    for no key update;
    if v_is_there is not true then
        perform nachet._raise('NX005', jsonb_build_object('inference_id', p_inference_id));
    elsif exists (
        select
        from nachet_data.inference as i
        where i.container_id = p_container_id
            and i.id = p_inference_id
            and i.withdrawn_at is not null
    ) then
        perform nachet._raise('NX168', jsonb_build_object('inference_id', p_inference_id));
    end if;
end
$function$;

comment on function nachet._lock_picture_of is
'Locks the picture of an inference; refuses an inference that does not exist or was withdrawn.';

create or replace function nachet._say_empty(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_rule record
)
returns boolean language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Null where the inference has boxes: they tell. The caller has locked the picture.
declare
    v_said_by uuid[];
begin
    if exists (
        select
        from nachet_data.object as o
        where o.container_id = p_container_id and o.inference_id = p_inference_id
    ) then
        return null;
    elsif p_rule.readers = 1 or p_rule.decides then
        return true;
    end if;
    select array_remove(i.empty_said_by, p_user_id) || p_user_id into v_said_by
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id;
    update nachet_data.inference as i
    set empty_said_by = v_said_by
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and not i.empty_said_by @> v_said_by;
    return cardinality(v_said_by) >= p_rule.agreeing;
end
$function$;

comment on function nachet._say_empty is
'Records that a person finds nothing in a picture; returns whether that verifies the inference.';

create or replace function nachet.verify_seed(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb,
    p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1
set plan_cache_mode = 'force_generic_plan' set enable_seqscan = off set jit = off as $function$
-- Confirm, correct, move, reject or add boxes; all of the request or nothing.
-- Each of p_boxes: boxId (empty: add a box; upon a known specimen it speaks of that one, unless
-- separate is true); label or classId (a species by name or id; both empty:
-- reject the box; both missing: confirm it); box (its new coordinates); comment; qualifier (what
-- the person doubts, e.g. cf.); objectTypeId (the kind of thing; of a rejected box, what it is
-- instead). Limits: 10,000 boxes, 200 characters a label, 10,000 a comment, 32 a qualifier. A box
-- outside the picture or without area is refused. An empty list says that there is nothing more in
-- the picture; it is refused while a box is not reviewed; without any box it is a word as any
-- other. When every box is reviewed, the inference
-- and its picture become verified.
-- With a review rule of several readers, the state of a specimen comes from what each person said
-- last, since it was last reopened: open until enough agree, then settled or rejected; disputed
-- where they differ, until enough agree, and more than on anything else; decided at once by who may
-- decide. Until then people are shown the model's answer, or their own, and confirm that.
-- Options: inference (default false): also return the inference as it is now.
-- Locks: the catalogue, shared; the picture; leases, by box.
-- Raises: NX001, NX002, NX005, NX006, NX007, NX105, NX168, NX205, NX210, NX301, NX303.
-- Repeat: changes nothing; returns the present state.
declare
    v_rule record;
    v_options jsonb;
    v_picture record;
    v_read record;
    v_seeds jsonb;
    v_added_ids uuid[];
    v_shown_ids uuid[];
    v_judged record;
    v_has_details boolean;
    v_is_empty boolean;
    v_answer jsonb;
begin
    v_rule := nachet._read_rule(p_user_id, p_container_id);
    if p_options <> '{}' then
        v_options := nachet._read_options(p_options, '{"inference": "boolean"}');
    end if;
    select p.id, p.width, p.height into v_picture
    from nachet_data.picture as p
    where p.container_id = p_container_id
        and p.id = (
            select i.picture_id
            from nachet_data.inference as i
            where i.container_id = p_container_id and i.id = p_inference_id
        );
    v_read := nachet._read_feedback(p_boxes, v_picture.width, v_picture.height);
    perform nachet._hold_catalogue();
    v_seeds := nachet._resolve_feedback_names(v_read.names, v_read.by_label);
    perform nachet._lock_picture_of(p_container_id, v_picture.id, p_inference_id);
    if true = any (v_read.are_new) then
        select a.ids, a.specimen_ids into v_added_ids, v_shown_ids
        from nachet._find_added(p_container_id, p_inference_id, v_read) as a;
    end if;
    v_judged := nachet._judge_feedback(
        p_user_id, p_container_id, p_inference_id, v_read, v_seeds, v_added_ids,
        v_shown_ids, v_rule
    );
    v_has_details := array_remove(v_read.qualifiers, null) <> '{}'
        or array_remove(v_read.type_ids, null) <> '{}';
    if v_has_details then
        v_judged.same := nachet._compare_details(p_user_id, p_container_id, v_read, v_judged);
    end if;
    if array_remove(v_judged.problems, null) <> '{}' then
        perform nachet._refuse_feedback(v_judged.problems, v_judged.ids);
    end if;
    perform nachet._record_identifications(
        p_user_id, p_container_id, p_inference_id, v_picture.id, v_judged
    );
    if v_has_details then
        perform nachet._add_details(
            p_container_id, v_judged.act_ids, v_read.qualifiers, v_read.type_ids
        );
    end if;
    if p_boxes = '[]' then
        v_is_empty := nachet._say_empty(p_user_id, p_container_id, p_inference_id, v_rule);
    end if;
    perform nachet._settle_picture(
        p_container_id, v_picture.id, case when v_is_empty then p_inference_id end, p_user_id,
        false = any (v_judged.agrees)
    );
    perform nachet._end_leases(
        p_container_id, p_user_id, v_judged.specimen_ids, v_judged.states
    );

    select jsonb_build_object(
        'inference_id', p_inference_id,
        'picture_id', v_picture.id,
        'inference_verified', (
            select i.verified
            from nachet_data.inference as i
            where i.container_id = p_container_id and i.id = p_inference_id
        ),
        'picture_verified', (
            select p.verified
            from nachet_data.picture as p
            where p.container_id = p_container_id and p.id = v_picture.id
        ),
        'boxes', coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'box_id', a.id, 'valid', a.valid, 'is_verified', a.state = 'settled',
                    'state', a.state, 'seed_id', a.seed_id,
                    'label', (select s.name from nachet_data.seed as s where a.seed_id = s.id),
                    -- What the person says again is not stored again.
                    'top_id', case
                        when a.same and a.verified_id = a.act_id then a.said_id
                        else a.verified_id
                    end,
                    'box', coalesce(
                        case when a.agrees or a.state = 'settled' then a.place end, a.box
                    ),
                    'manual_detection', a.manual, 'new_species', a.new_species,
                    'act', case when not a.same then a.act end,
                    'identification_id', case when not a.same then a.act_id end
                )
            ),
            '[]'
        )
    )
    into v_answer
    from unnest(
        v_judged.ids, v_judged.same, v_judged.act_ids, v_judged.acts, v_judged.valid,
        v_judged.states, v_judged.seed_ids, v_judged.verified_ids, v_judged.boxes,
        v_judged.manual, v_judged.new_species, v_judged.said_ids, v_judged.agrees,
        v_judged.places
    ) as a (
        id, same, act_id, act, valid, state, seed_id, verified_id, box, manual, new_species,
        said_id, agrees, place
    );
    -- Only now is it known whether a box is left to be reviewed.
    if p_boxes = '[]' and v_is_empty is null and v_answer -> 'inference_verified' = 'false' then
        perform nachet._raise('NX205', jsonb_build_object('place', 'boxes'));
    elsif v_options -> 'inference' = 'true' then
        v_answer := v_answer || jsonb_build_object(
            'inference', nachet.get_inference(p_user_id, p_container_id, p_inference_id)
        );
    end if;
    return v_answer;
end
$function$;

comment on function nachet.verify_seed is
'Records what a person says about the boxes of an inference and returns these boxes as they are '
'now.';
grant execute on function nachet.verify_seed to nachet_backend;

create or replace function nachet.reopen_object(
    p_user_id uuid, p_container_id uuid, p_object_id uuid, p_comment text default ''
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- It is reopened in every inference that shows the same specimen. The history keeps both acts. The
-- inference is no longer verified; its picture neither, unless another verified inference or a
-- species named at the upload verifies it. Where several readers are asked, only who may decide
-- reopens what somebody decided. Limit: 10,000 characters of comment.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX001, NX002, NX005, NX006, NX105, NX106, NX168, NX205, NX301, NX303.
-- Repeat: NX106.
declare
    v_now constant timestamptz := nachet._now();
    v_rule record;
    v_act_id uuid;
    v_object record;
    v_specimen record;
begin
    v_rule := nachet._read_rule(p_user_id, p_container_id);
    if char_length(p_comment) > 10000 then
        perform nachet._raise('NX205', jsonb_build_object('place', 'comment'));
    end if;
    perform nachet._hold_catalogue();
    select
        o.inference_id, i.picture_id, o.manual_detection, o.top_x, o.top_y, o.bottom_x, o.bottom_y,
        o.top_score, o.margin
    into v_object
    from nachet_data.object as o
    inner join nachet_data.inference as i
        on i.container_id = p_container_id and o.inference_id = i.id
    where o.container_id = p_container_id and o.id = p_object_id;
    if v_object.inference_id is null then
        perform nachet._raise('NX006', jsonb_build_object('box_id', p_object_id));
    end if;
    perform nachet._lock_picture_of(
        p_container_id, v_object.picture_id, v_object.inference_id
    );
    -- Identifications are in the order of their ids: not before others are done.
    v_act_id := nachet_data.uuid7();

    select s.id, s.state, s.seed_id, s.decided into v_specimen
    from nachet_data.object as o
    inner join nachet_data.specimen as s
        on s.container_id = p_container_id and o.specimen_id = s.id
    where o.container_id = p_container_id and o.id = p_object_id and s.state <> 'open';
    if v_specimen.id is null then
        perform nachet._raise('NX106', jsonb_build_object('box_id', p_object_id));
    elsif v_specimen.decided and v_rule.readers > 1 and not v_rule.decides then
        perform nachet._raise('NX105', jsonb_build_object('box_id', p_object_id));
    end if;

    update nachet_data.specimen as s
    set
        state = 'open', seed_id = null, identification_id = null, decided = false,
        top_x = v_object.top_x, top_y = v_object.top_y,
        bottom_x = v_object.bottom_x, bottom_y = v_object.bottom_y,
        moved = v_object.manual_detection, top_score = v_object.top_score,
        margin = v_object.margin, updated_at = v_now
    where s.container_id = p_container_id and s.id = v_specimen.id;
    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, object_id, before_state, before_seed_id,
        top_x, top_y, bottom_x, bottom_y, comment, upload_date
    )
    values (
        p_container_id, v_act_id, v_specimen.id, p_user_id, 'reopen', p_object_id,
        v_specimen.state, v_specimen.seed_id, v_object.top_x, v_object.top_y, v_object.bottom_x,
        v_object.bottom_y, p_comment, v_now
    );
    perform nachet._settle_picture(p_container_id, v_object.picture_id, null, p_user_id, true);
    return jsonb_build_object(
        'inference_id', v_object.inference_id, 'box_id', p_object_id,
        'identification_id', v_act_id
    );
end
$function$;

comment on function nachet.reopen_object is
'Undoes the decision on a box, so that it can be reviewed again.';
grant execute on function nachet.reopen_object to nachet_backend;
