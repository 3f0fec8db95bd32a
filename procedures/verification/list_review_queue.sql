create or replace function nachet._read_queue_options(p_options jsonb, p_kinds jsonb default '{}')
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_kinds: further options. Of the end of a page, specimen_id, state and regulated may be missing.
-- Raises: NX210.
declare
    v_options jsonb;
    v_after jsonb;
    v_bad text;
begin
    v_options := '{"order": "risk", "lease": 600}' || nachet._read_options(
        p_options,
        '{
            "order": "string", "seed_id": "uuid", "model_version_id": "uuid",
            "picture_set_id": "uuid", "uploaded_from": "string", "uploaded_to": "string",
            "after": "object", "limit": "limit"
        }'::jsonb || p_kinds
    );
    v_after := v_options -> 'after';
    v_bad := case
        when v_options ->> 'order' not in ('risk', 'margin', 'disputed', 'regulated')
            then 'order'
        when v_options ? 'uploaded_from'
            and nachet._to_timestamp(v_options ->> 'uploaded_from') is null
            then 'uploaded_from'
        when v_options ? 'uploaded_to'
            and nachet._to_timestamp(v_options ->> 'uploaded_to') is null
            then 'uploaded_to'
        when nachet._to_number(v_options -> 'lease', 1, 3600) is null then 'lease'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', v_bad, 'value', v_options -> v_bad)
        );
    end if;
    v_bad := case
        when v_after is null then null
        when nachet._to_number(v_after -> 'score', 0, 1) is null then 'score'
        when nachet._to_uuid(v_after ->> 'box_id') is null then 'box_id'
        when v_after ? 'specimen_id' and nachet._to_uuid(v_after ->> 'specimen_id') is null
            then 'specimen_id'
        when v_after ? 'state'
            and coalesce(v_after ->> 'state', '') not in ('open', 'disputed')
            then 'state'
        when jsonb_typeof(v_after -> 'regulated') <> 'boolean' then 'regulated'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210',
            jsonb_build_object('option', 'after', 'place', 'after.' || v_bad, 'value', v_after)
        );
    end if;
    return v_options;
end
$function$;

comment on function nachet._read_queue_options is
'Returns the options of a review queue; refuses those that are wrong.';

create or replace function nachet._write_queue_filter(
    p_options jsonb, p_state text, p_several boolean, p_leases boolean
)
returns text language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Of object o, inference i, picture p, specimen s, and w, what people said of it. Nobody is asked
-- again who has said something, and for a disputed specimen no more people than the rule says.
-- Those who decide are always asked: their word changes it. Of a part, regulated or rest: boxes
-- whose best guess is one of $11, or all others.
begin
    return ' and p.deleted_at is null and i.withdrawn_at is null' || (
        select coalesce(string_agg(' and ' || c.condition, '' order by c.option), '')
        from (
            values
            -- Also what was merged into the species.
            (
                'seed_id',
                $q$o.top_seed_id in (
                    select m.id
                    from nachet_data.seed as e
                    inner join nachet_data.seed as m on e.current_id = m.current_id
                    where e.id = ($2 ->> 'seed_id')::uuid
                )$q$
            ),
            (
                'model_version_id',
                $q$exists (
                    select from nachet_data.inference_model as im
                    where im.container_id = $1 and im.inference_id = o.inference_id
                        and im.model_version_id = ($2 ->> 'model_version_id')::uuid
                )$q$
            ),
            ('picture_set_id', $q$p.picture_set_id = ($2 ->> 'picture_set_id')::uuid$q$),
            ('uploaded_from', $q$p.upload_date >= ($2 ->> 'uploaded_from')::timestamptz$q$),
            ('uploaded_to', $q$p.upload_date < ($2 ->> 'uploaded_to')::timestamptz$q$)
        ) as c (option, condition)
        where p_options ? c.option
    )
    || case p_options ->> 'part'
        when 'regulated' then ' and o.top_seed_id = any ($11)'
        when 'rest' then ' and (o.top_seed_id = any ($11)) is not true'
        else ''
    end
    || case
        when not p_several or p_state is null then ''
        when p_state = 'open' then ' and ($9 or not w.has_said)'
        else ' and ($9 or (not w.has_said and w.nb_readers < $8))'
    end
    || case
        when not p_leases then ''
        when p_state is null then $q$
            and (
                select count(*)
                from nachet_data.review_lease as l
                where l.container_id = $1 and l.object_id = o.id
                    and l.user_id <> $3 and l.expires_at > $10
            ) < $8$q$
        else $q$
            and (
                select count(distinct l.user_id)
                from nachet_data.object as b
                inner join nachet_data.review_lease as l
                    on l.container_id = $1 and b.id = l.object_id
                where b.container_id = $1 and b.specimen_id = s.id
                    and l.user_id <> $3 and l.expires_at > $10
            ) < greatest($8 - w.nb_readers, 1)$q$
    end;
end
$function$;

comment on function nachet._write_queue_filter is
'Returns the SQL condition on the boxes of a part of a review queue.';

create or replace function nachet._write_queue_query(
    p_key text, p_options jsonb, p_state text, p_several boolean, p_leases boolean
)
returns text language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- All parts are constant texts, in which the container is $1, the options $2, the user $3, the end
-- of the page before $4 to $6, the limit $7, the readers asked $8, whether the user decides $9, the
-- time $10 and the regulated species $11. p_key: the column that boxes are ordered by. p_state: of
-- the specimen; null for boxes that show none. Of these, each regulated species is asked for by
-- itself: so the index gives its first boxes, however few there are among all.
declare
    v_each constant boolean := p_state is null and p_options @> '{"part": "regulated"}';
begin
    return case
        when v_each then '(select q.* from unnest($11) as r (seed_id) cross join lateral '
        else ''
    end || replace(
        case
            when p_state is null then $q$(
                select
                    o.id, o.id as group_id, o.:key as sort, 'open' as state, true as is_told,
                    o.inference_id, i.picture_id, o.specimen_id, o.top_score, o.margin,
                    o.position, o.top_x, o.top_y, o.bottom_x, o.bottom_y
                from nachet_data.object as o
                inner join nachet_data.inference as i
                    on i.container_id = $1 and o.inference_id = i.id
                inner join nachet_data.picture as p
                    on p.container_id = $1 and i.picture_id = p.id
                where o.container_id = $1
                    and o.specimen_id is null
                    and (o.:key, o.id) > ($4, $5)$q$
                || case when v_each then ' and o.top_seed_id = r.seed_id' else '' end
            else $q$(
                select
                    o.id, s.id as group_id, s.:key as sort, s.state, w.has_said as is_told,
                    o.inference_id, i.picture_id, o.specimen_id, o.top_score, o.margin,
                    o.position, o.top_x, o.top_y, o.bottom_x, o.bottom_y
                from nachet_data.specimen as s
                inner join nachet_data.picture as p
                    on p.container_id = $1 and s.picture_id = p.id
                inner join nachet_data.object as o
                    on o.container_id = $1 and s.id = o.specimen_id
                inner join nachet_data.inference as i
                    on i.container_id = $1 and o.inference_id = i.id
                cross join lateral ($q$
                || case
                    when p_several then $q$
                        select
                            count(distinct d.user_id) as nb_readers,
                            coalesce(bool_or(d.user_id = $3), false) as has_said
                        from nachet_data.identification as d
                        where d.container_id = $1
                            and d.specimen_id = s.id
                            and d.act <> 'reopen'
                            and not exists (
                                select from nachet_data.identification as r
                                where r.container_id = $1 and r.specimen_id = s.id
                                    and r.act = 'reopen' and r.id > d.id
                            )$q$
                    else 'select 0 as nb_readers, true as has_said'
                end
                || $q$) as w
                where s.container_id = $1
                    and s.state = $q$ || quote_literal(p_state) || $q$
                    and (s.:key, s.id) >= ($4, $5)
                    and (s.:key, s.id, o.id) > ($4, $5, $6)$q$
        end
        || nachet._write_queue_filter(p_options, p_state, p_several, p_leases)
        || case
            when p_state is null then ' order by o.:key, o.id limit $7)'
            else ' order by s.:key, s.id, o.id limit $7)'
        end,
        ':key', p_key
    ) || case when v_each then ' as q)' else '' end;
end
$function$;

comment on function nachet._write_queue_query is
'Returns the SQL query of a part of a review queue.';

create or replace function nachet._find_queue(
    p_user_id uuid, p_container_id uuid, p_query text, p_options jsonb, p_after jsonb,
    p_readers integer, p_decides boolean
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_query: results of _write_queue_query, in a row. Each box has also what it is ordered by: sort,
-- group_id (its specimen, or itself); and what _label_queue needs. One more than the limit, if
-- there is.
declare
    v_zero constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
    v_boxes jsonb;
begin
    -- Dynamic: in a static query with optional conditions and orders the planner could not use
    -- their indexes.
    execute replace(
        $q$
        select jsonb_agg(
            jsonb_build_object(
                'box_id', o.id, 'container_id', $1, 'inference_id', o.inference_id,
                'picture_id', o.picture_id, 'specimen_id', o.specimen_id,
                'score', o.top_score, 'margin', o.margin, 'box', jsonb_build_object(
                    'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x, 'bottomY', o.bottom_y
                ),
                'state', o.state, 'sort', o.sort, 'group_id', o.group_id,
                'position', o.position, 'is_told', o.is_told, 'part', $2 -> 'part'
            )
            order by o.sort, o.group_id, o.id
        )
        from (
            select q.* from (:parts) as q order by q.sort, q.group_id, q.id limit $7
        ) as o
        $q$,
        ':parts', p_query
    )
    into v_boxes
    using
        p_container_id, p_options, p_user_id,
        coalesce((p_after -> 'score')::double precision, 0),
        coalesce((p_after ->> 'specimen_id')::uuid, (p_after ->> 'box_id')::uuid, v_zero),
        coalesce((p_after ->> 'box_id')::uuid, v_zero),
        (p_options -> 'limit')::integer + 1, p_readers, p_decides, nachet._now(),
        array(select jsonb_array_elements_text(p_options -> 'regulated'))::uuid[];
    return coalesce(v_boxes, '[]');
end
$function$;

comment on function nachet._find_queue is
'Returns the first boxes of a container that are to be reviewed, with what they are ordered by.';

create or replace function nachet._label_queue(p_container_id uuid, p_boxes jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- {box_id: label}. The model may leave the label to the guesses; a person added a box as a species,
-- which others are not told while they are asked. Each document is decompressed once, not once a
-- box.
declare
    v_inference record;
begin
    select array_agg(g.inference_id) as ids, array_agg(g.boxes) as boxes into v_inference
    from (
        select (b.value ->> 'inference_id')::uuid as inference_id, jsonb_agg(b.value) as boxes
        from jsonb_array_elements(p_boxes) as b
        where b.value ->> 'container_id' = p_container_id::text
        group by b.value ->> 'inference_id'
    ) as g;
    return (
        select jsonb_object_agg(b.value ->> 'box_id', coalesce(
            c.document ->> 'label',
            jsonb_path_query_first(
                c.document, '$.topN[*] ? (@.object_id == $.top_id).label'
            ) #>> '{}',
            (
                select s.name
                from nachet_data.identification as d
                inner join nachet_data.seed as said on d.seed_id = said.id
                inner join nachet_data.seed as s on coalesce(said.merged_into, said.id) = s.id
                where b.value -> 'is_told' = 'true'
                    and d.container_id = p_container_id
                    and d.specimen_id = (b.value ->> 'specimen_id')::uuid
                    and d.object_id = (b.value ->> 'box_id')::uuid
                    and d.act = 'add'
                order by d.id
                limit 1
            )
        ))
        from unnest(v_inference.ids, v_inference.boxes) as q (inference_id, boxes)
        inner join nachet_data.inference as i
            on i.container_id = p_container_id and q.inference_id = i.id
        cross join lateral (
            select i.inference -> 'boxes' as documents
            offset 0
        ) as u
        cross join lateral jsonb_array_elements(q.boxes) as b
        cross join lateral (
            select u.documents -> ((b.value -> 'position')::integer - 1) as document
        ) as c
    );
end
$function$;

comment on function nachet._label_queue is
'Returns the labels of boxes that are to be reviewed.';

create or replace function nachet._list_regulated_seeds()
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Also merged ones: boxes keep the species that they were registered with.
declare
    v_today constant date := (nachet._now() at time zone 'UTC')::date;
begin
    return (
        select coalesce(jsonb_agg(distinct r.seed_id), '[]')
        from nachet.regulated_seed as r
        where r.valid_from <= v_today and (r.valid_to > v_today or r.valid_to is null)
    );
end
$function$;

comment on function nachet._list_regulated_seeds is
'Returns the species that a regulated list names today.';

create or replace function nachet._read_queue(
    p_user_id uuid, p_container_ids uuid[], p_permission text, p_options jsonb, p_leases boolean
)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_options: the result of _read_queue_options. p_leases: without boxes that others have.
-- Raises: NX001, NX002, NX301.
declare
    v_limit constant integer := (p_options -> 'limit')::integer;
    v_key constant text := case p_options ->> 'order'
        when 'risk' then 'top_score' else 'margin'
    end;
    v_after jsonb := p_options -> 'after';
    -- A step takes the specimens in these states, and the boxes that show none, of a part.
    v_steps constant text[] := case
        when p_options ->> 'order' = 'regulated' then
            case
                when v_after is null or (v_after -> 'regulated')::boolean
                    then array['regulated: open disputed none', 'rest: open disputed none']
                else array['rest: open disputed none']
            end
        when p_options ->> 'order' <> 'disputed' then array['open disputed none']
        when v_after is null or v_after ->> 'state' = 'disputed'
            then array['disputed', 'open none']
        else array['open none']
    end;
    v_step text;
    v_options jsonb := p_options;
    v_id uuid;
    v_level smallint;
    v_rule record;
    v_query text;
    v_found jsonb;
    v_boxes jsonb := '[]'::jsonb;
    v_last jsonb;
    v_labels jsonb := '{}'::jsonb;
begin
    if p_options ->> 'order' = 'regulated' then
        v_options := v_options || jsonb_build_object('regulated', nachet._list_regulated_seeds());
    end if;
    foreach v_step in array v_steps loop
        v_found := '[]';
        if v_step like '%: %' then
            v_options := v_options || jsonb_build_object('part', split_part(v_step, ': ', 1));
        end if;
        foreach v_id in array p_container_ids loop
            v_level := nachet._require_access(p_user_id, v_id, p_permission);
            select c.readers, v_level >= c.decides as decides into v_rule
            from nachet_data.container as c
            where c.id = v_id;
            select
                string_agg(
                    nachet._write_queue_query(
                        v_key, v_options, nullif(s.state, 'none'), v_rule.readers > 1, p_leases
                    ),
                    ' union all '
                )
            into v_query
            from unnest(string_to_array(regexp_replace(v_step, '^.*: ', ''), ' ')) as s (state);
            v_found := v_found || nachet._find_queue(
                p_user_id, v_id, v_query, v_options, v_after, v_rule.readers, v_rule.decides
            );
        end loop;
        if cardinality(p_container_ids) > 1 then
            select coalesce(jsonb_agg(b.value order by b.sort, b.group_id, b.id), '[]')
            into v_found
            from (
                select
                    f.value, (f.value -> 'sort')::double precision as sort,
                    (f.value ->> 'group_id')::uuid as group_id, (f.value ->> 'box_id')::uuid as id
                from jsonb_array_elements(v_found) as f
                order by sort, group_id, id
                limit v_limit + 1
            ) as b;
        end if;
        v_boxes := v_boxes || v_found;
        exit when jsonb_array_length(v_boxes) > v_limit;
        v_after := null;
    end loop;
    v_last := case when jsonb_array_length(v_boxes) > v_limit then v_boxes -> v_limit - 1 end;
    v_boxes := jsonb_path_query_array(v_boxes, '$[0 to $last]', jsonb_build_object(
        'last', v_limit - 1
    ));
    for v_id in
        select distinct (b.value ->> 'container_id')::uuid
        from jsonb_array_elements(v_boxes) as b
    loop
        v_labels := v_labels || nachet._label_queue(v_id, v_boxes);
    end loop;
    return jsonb_build_object(
        'items', (
            select coalesce(
                jsonb_agg(
                    b.value - '{sort,group_id,position,is_told,part}'::text[]
                    || jsonb_build_object('label', v_labels -> (b.value ->> 'box_id'))
                    order by b.n
                ),
                '[]'
            )
            from jsonb_array_elements(v_boxes) with ordinality as b (value, n)
        ),
        'next', case
            when v_last is not null then jsonb_strip_nulls(jsonb_build_object(
                'score', v_last -> 'sort', 'box_id', v_last -> 'box_id',
                'specimen_id', v_last -> 'specimen_id',
                'state', case
                    when p_options ->> 'order' = 'disputed' then v_last -> 'state'
                end,
                'regulated', v_last ->> 'part' = 'regulated'
            ))
        end
    );
end
$function$;

comment on function nachet._read_queue is
'Returns a page of the boxes of containers that are to be reviewed.';

create or replace function nachet._hold_queues(p_container_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- One at a time, so that two who ask at the same moment get different boxes.
-- Locks: the containers.
begin
    perform
    from nachet_data.container as c
    where c.id = any (p_container_ids)
    order by c.id
    for no key update;
end
$function$;

comment on function nachet._hold_queues is
'Waits until nobody else leases boxes of containers.';

create or replace function nachet._take_leases(p_user_id uuid, p_page jsonb, p_options jsonb)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_page: the result of _read_queue. What has expired goes.
-- Locks: the leases, by box.
declare
    v_now constant timestamptz := nachet._now();
    v_until constant timestamptz
    := v_now + make_interval(secs => (p_options -> 'lease')::double precision);
    v_id uuid;
    v_ids uuid[];
begin
    for v_id in
        select distinct (b.value ->> 'container_id')::uuid as container_id
        from jsonb_array_elements(p_page -> 'items') as b
        order by container_id
    loop
        v_ids := array(
            select l.object_id
            from nachet_data.review_lease as l
            where l.container_id = v_id and l.expires_at <= v_now
            order by l.object_id
            for update skip locked
        );
        delete from nachet_data.review_lease as l
        where l.container_id = v_id and l.object_id = any (v_ids) and l.expires_at <= v_now;
        v_ids := array(
            select (b.value ->> 'box_id')::uuid as id
            from jsonb_array_elements(p_page -> 'items') as b
            where b.value ->> 'container_id' = v_id::text
            order by id
        );
        insert into nachet_data.review_lease (container_id, object_id, user_id, expires_at)
        select v_id, b.id, p_user_id, v_until
        from unnest(v_ids) as b (id)
        on conflict (container_id, object_id, user_id) do update
        set expires_at = excluded.expires_at;
    end loop;
end
$function$;

comment on function nachet._take_leases is
'Gives the boxes of a page to a user for some time.';

create or replace function nachet.list_review_queue(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1
set enable_seqscan = off set jit = off as $function$
-- Options: order: risk (the default: the lowest score of the best guess first), margin (the least
-- difference between the best two guesses first), disputed (what people differ about first, then
-- as margin) or regulated (boxes whose best guess a regulated list names today first, in any class
-- of any list; both parts as margin); seed_id (species of the best guess); model_version_id (a
-- version that ran);
-- picture_set_id; uploaded_from, uploaded_to (of the picture; exclusive; ISO dates or times, UTC
-- without an offset); after (`next` of the previous page), limit (1 to 1000; default 100). A
-- specimen has the place of the box that was looked at last. Where several readers are asked, a
-- user who has said something of a specimen is not asked again, but for those who decide.
-- Locks: nothing.
-- Raises: NX001, NX002, NX210, NX303.
-- Repeat: the same answer while nobody reviews.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    return nachet._read_queue(
        p_user_id, array[p_container_id], 'read', nachet._read_queue_options(p_options), false
    );
end
$function$;

comment on function nachet.list_review_queue is
'Lists the boxes of a container that are to be reviewed, the least sure first, page by page.';
grant execute on function nachet.list_review_queue to nachet_backend;

create or replace function nachet.lease_review_queue(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: as list_review_queue; lease (seconds, 1 to 3600; default 600). Others get other boxes
-- until the lease expires or the user has reviewed the box; where several readers are asked, as
-- many of them get the same box.
-- Locks: the container; the leases, by box.
-- Raises: NX001, NX002, NX210, NX301, NX303.
-- Repeat: renews the leases; returns what of it is still to be reviewed, then further boxes.
declare
    v_options jsonb;
    v_page jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_queue_options(p_options, '{"lease": "seconds"}');
    perform nachet._hold_queues(array[p_container_id]);
    v_page := nachet._read_queue(p_user_id, array[p_container_id], 'write', v_options, true);
    perform nachet._take_leases(p_user_id, v_page, v_options);
    return v_page;
end
$function$;

comment on function nachet.lease_review_queue is
'Gives boxes of a container that are to be reviewed to a user for some time, so that others get '
'other ones.';
grant execute on function nachet.lease_review_queue to nachet_backend;

create or replace function nachet.list_whole_review_queue(
    p_user_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: as list_review_queue.
-- Locks: nothing.
-- Raises: NX001, NX210, NX303.
-- Repeat: the same answer while nobody reviews.
declare
    v_containers jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_containers := nachet._describe_access(p_user_id, null);
    return nachet._read_queue(
        p_user_id,
        array(
            select (c.value ->> 'container_id')::uuid
            from jsonb_array_elements(v_containers) as c
        ),
        'read', nachet._read_queue_options(p_options), false
    );
end
$function$;

comment on function nachet.list_whole_review_queue is
'Lists the boxes that are to be reviewed in all containers that a user can read, page by page.';
grant execute on function nachet.list_whole_review_queue to nachet_backend;

create or replace function nachet.lease_whole_review_queue(
    p_user_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: as lease_review_queue.
-- Locks: the containers; the leases, by box.
-- Raises: NX001, NX210, NX303.
-- Repeat: renews the leases; returns what of it is still to be reviewed, then further boxes.
declare
    v_options jsonb;
    v_containers jsonb;
    v_ids uuid[];
    v_page jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_options := nachet._read_queue_options(p_options, '{"lease": "seconds"}');
    v_containers := nachet._describe_access(p_user_id, null);
    v_ids := array(
        select (c.value ->> 'container_id')::uuid
        from jsonb_array_elements(v_containers) as c
        where nachet._level(c.value ->> 'access') >= nachet._level('write')
    );
    perform nachet._hold_queues(v_ids);
    v_page := nachet._read_queue(p_user_id, v_ids, 'write', v_options, true);
    perform nachet._take_leases(p_user_id, v_page, v_options);
    return v_page;
end
$function$;

comment on function nachet.lease_whole_review_queue is
'Gives boxes that are to be reviewed to a user for some time, from all containers where the user '
'may write.';
grant execute on function nachet.lease_whole_review_queue to nachet_backend;
