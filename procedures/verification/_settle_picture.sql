create or replace function nachet._show_specimens(p_container_id uuid, p_inference_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A box that shows a specimen already keeps it. A rejected specimen takes only what the others
-- leave. The caller has locked the picture.
declare
    v_specimen record;
    v_box record;
begin
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(s.state = 'rejected' order by s.id) as rejected,
        min(s.top_x) as left_x, max(s.bottom_x) as right_x,
        min(s.top_y) as upper_y, max(s.bottom_y) as lower_y
    into v_specimen
    from nachet_data.inference as i
    inner join nachet_data.specimen as s
        on s.container_id = p_container_id and i.picture_id = s.picture_id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and not exists (
            select
            from nachet_data.object as o
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and o.specimen_id = s.id
        );
    if v_specimen.ids is null then
        return;
    end if;
    select
        array_agg(o.id order by o.position) as ids,
        array_agg(o.top_x order by o.position) as top_x,
        array_agg(o.top_y order by o.position) as top_y,
        array_agg(o.bottom_x order by o.position) as bottom_x,
        array_agg(o.bottom_y order by o.position) as bottom_y
    into v_box
    from nachet_data.object as o
    where o.container_id = p_container_id
        and o.inference_id = p_inference_id
        and o.specimen_id is null
        and o.top_x < v_specimen.right_x
        and o.bottom_x > v_specimen.left_x
        and o.top_y < v_specimen.lower_y
        and o.bottom_y > v_specimen.upper_y;
    update nachet_data.object as o
    set specimen_id = v_specimen.ids[m.specimen]
    from unnest(
        v_box.ids,
        nachet_data.match_boxes(
            v_specimen.top_x, v_specimen.top_y, v_specimen.bottom_x, v_specimen.bottom_y,
            v_specimen.rejected, v_box.top_x, v_box.top_y, v_box.bottom_x, v_box.bottom_y
        )
    ) as m (id, specimen)
    where o.container_id = p_container_id and o.id = m.id and m.specimen is not null;
end
$function$;

comment on function nachet._show_specimens is
'Finds for the boxes of an inference the specimens that they show, by overlap.';

create or replace function nachet._tally_picture(p_container_id uuid, p_picture_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp set extra_float_digits = 1
set enable_seqscan = off set jit = off as $function$
-- Writes only the rows that differ. A box that a person added is none of the models'. Species are
-- counted as they are stored: the views follow merges. The caller has locked the picture.
declare
    c_none constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
    v_inference_ids uuid[];
    v_counted record;
begin
    v_inference_ids := array(
        select i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = p_picture_id
    );
    select
        array_agg(c.inference_id) as inference_ids, array_agg(c.seed_id) as seed_ids,
        array_agg(c.model_seed_id) as model_seed_ids, array_agg(c.nb) as nb,
        array_agg(c.nb_missed) as nb_missed, array_agg(c.nb_top5) as nb_top5,
        array_agg(c.sum_score) as sum_score, array_agg(c.scores) as scores,
        array_agg(c.specimen_ids) as specimen_ids
    into v_counted
    from (
        select
            b.inference_id, b.seed_id, b.model_seed_id, count(*)::integer as nb,
            (count(*) filter (where b.is_missed))::integer as nb_missed,
            (count(*) filter (where b.in_top5))::integer as nb_top5,
            coalesce(sum(b.score order by b.specimen_id), 0) as sum_score,
            array_agg(b.score order by b.specimen_id)::text as scores,
            coalesce(
                array_agg(b.specimen_id order by b.specimen_id)
                filter (where b.seed_id <> b.model_seed_id),
                '{}'
            )::text as specimen_ids
        from (
            select
                i.id as inference_id, s.id as specimen_id, o.id is null as is_missed,
                coalesce(s.seed_id, c_none) as seed_id,
                coalesce(o.top_seed_id, c_none) as model_seed_id, o.top_score as score,
                case
                    when s.seed_id = o.top_seed_id then true
                    when s.seed_id = any (o.guess_seed_ids)
                        then s.seed_id = any (
                            array(
                                select u.seed_id
                                from unnest(o.guess_seed_ids, o.guess_scores)
                                    with ordinality as u (seed_id, score, place)
                                order by (u.place = o.top_place) desc, u.score desc, u.place asc
                                limit 5
                            )
                        )
                end as in_top5
            from nachet_data.inference as i
            inner join nachet_data.specimen as s
                on s.container_id = p_container_id and i.picture_id = s.picture_id
            left join nachet_data.object as o
                on o.container_id = p_container_id
                    and i.id = o.inference_id
                    and s.id = o.specimen_id
                    and not o.manual_detection
            where i.container_id = p_container_id
                and i.picture_id = p_picture_id
                and (s.state = 'settled' or (s.state = 'rejected' and o.id is not null))
        ) as b
        group by b.inference_id, b.seed_id, b.model_seed_id
    ) as c;
    delete from nachet_data.tally as t
    where t.container_id = p_container_id
        and t.inference_id = any (v_inference_ids)
        and not exists (
            select
            from unnest(
                v_counted.inference_ids, v_counted.seed_ids, v_counted.model_seed_ids
            ) as c (inference_id, seed_id, model_seed_id)
            where c.inference_id = t.inference_id
                and c.seed_id = t.seed_id
                and c.model_seed_id = t.model_seed_id
        );
    insert into nachet_data.tally as t (
        container_id, inference_id, seed_id, model_seed_id, nb, nb_missed, nb_top5, sum_score,
        scores, specimen_ids
    )
    select
        p_container_id, c.inference_id, c.seed_id, c.model_seed_id, c.nb, c.nb_missed, c.nb_top5,
        c.sum_score, c.scores::double precision[], c.specimen_ids::uuid[]
    from unnest(
        v_counted.inference_ids, v_counted.seed_ids, v_counted.model_seed_ids, v_counted.nb,
        v_counted.nb_missed, v_counted.nb_top5, v_counted.sum_score, v_counted.scores,
        v_counted.specimen_ids
    ) as c (
        inference_id, seed_id, model_seed_id, nb, nb_missed, nb_top5, sum_score, scores,
        specimen_ids
    )
    on conflict (container_id, inference_id, seed_id, model_seed_id) do update
    set
        nb = excluded.nb, nb_missed = excluded.nb_missed, nb_top5 = excluded.nb_top5,
        sum_score = excluded.sum_score, scores = excluded.scores,
        specimen_ids = excluded.specimen_ids
    where t.scores is distinct from excluded.scores
        or t.specimen_ids <> excluded.specimen_ids
        or t.nb_top5 <> excluded.nb_top5;
end
$function$;

comment on function nachet._tally_picture is
'Counts what each inference of a picture made of its specimens, for the views.';

create or replace function nachet._settle_picture(
    p_container_id uuid, p_picture_id uuid, p_inference_id uuid, p_user_id uuid, p_is_new boolean
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- p_is_new: a specimen is new or was moved; then boxes first find what they show. An inference is
-- verified when each of its boxes shows a specimen that is settled or rejected. One without boxes
-- is verified when a person says so: p_inference_id, p_user_id; both are null when nobody reviews.
-- A picture is verified if one of its inferences is, or if a species was named at the upload; its
-- species are that one and, if an inference is verified, those of its settled specimens. The caller
-- has locked the picture.
declare
    v_now constant timestamptz := nachet._now();
    v_changed boolean;
    v_picture record;
    v_inference_id uuid;
begin
    for v_inference_id in
        select i.id
        from nachet_data.inference as i
        where p_is_new
            and i.container_id = p_container_id
            and i.picture_id = p_picture_id
            and exists (
                select
                from nachet_data.object as o
                where o.container_id = p_container_id
                    and o.inference_id = i.id
                    and o.specimen_id is null
            )
    loop
        perform nachet._show_specimens(p_container_id, v_inference_id);
    end loop;

    update nachet_data.inference as i
    set
        verified = f.verified,
        verified_by = case when f.verified then p_user_id end,
        updated_at = v_now
    from (
        select
            n.id,
            case
                when count(o.id) > 0
                    then count(o.id) = count(s.id) filter (where s.state in ('settled', 'rejected'))
                else n.verified or (n.id = p_inference_id) is true
            end as verified
        from nachet_data.inference as n
        left join nachet_data.object as o
            on o.container_id = p_container_id and n.id = o.inference_id
        left join nachet_data.specimen as s
            on s.container_id = p_container_id
                and s.picture_id = p_picture_id
                and o.specimen_id = s.id
        where n.container_id = p_container_id and n.picture_id = p_picture_id
        group by n.id, n.verified
    ) as f
    where i.container_id = p_container_id and i.id = f.id and i.verified <> f.verified;
    v_changed := found;
    perform nachet._tally_picture(p_container_id, p_picture_id);
    select
        coalesce(bool_or(i.verified), false) as reviewed,
        array(
            select distinct s.seed_id
            from nachet_data.specimen as s
            where s.container_id = p_container_id
                and s.picture_id = p_picture_id
                and s.seed_id is not null
        ) as seen,
        array(
            select ps.seed_id
            from nachet_data.picture_seed as ps
            where ps.container_id = p_container_id
                and ps.picture_id = p_picture_id
                and not ps.named_at_upload
        ) as known,
        exists (
            select 1
            from nachet_data.picture_seed as ps
            where ps.container_id = p_container_id
                and ps.picture_id = p_picture_id
                and ps.named_at_upload
        ) as named
    into v_picture
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = p_picture_id;
    -- While some boxes of all inferences are to be reviewed, the picture stays as it is.
    if not (v_changed or v_picture.reviewed) then
        return;
    elsif not v_picture.reviewed then
        v_picture.seen := '{}';
    end if;

    if not v_picture.known <@ v_picture.seen then
        delete from nachet_data.picture_seed as ps
        where ps.container_id = p_container_id and ps.picture_id = p_picture_id
            and not ps.named_at_upload and ps.seed_id <> all (v_picture.seen);
    end if;
    if not v_picture.seen <@ v_picture.known then
        insert into nachet_data.picture_seed (container_id, picture_id, seed_id, upload_date)
        select p_container_id, p_picture_id, s.seed_id, v_now
        from unnest(v_picture.seen) as s (seed_id)
        on conflict (container_id, picture_id, seed_id) do nothing;
    end if;
    update nachet_data.picture as p
    set verified = v_picture.reviewed or v_picture.named, updated_at = v_now
    where p.container_id = p_container_id
        and p.id = p_picture_id
        and p.verified <> (v_picture.reviewed or v_picture.named);
end
$function$;

comment on function nachet._settle_picture is
'Updates the states of a picture and its inferences, and the species of the picture, from its '
'specimens.';

create or replace function nachet._weigh_again(p_container_id uuid, p_specimen_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- As if the last one who spoke of each specimen repeated it: _weigh_words. Where one reader is
-- asked, all must agree. The caller has locked the pictures.
declare
    v_now constant timestamptz := nachet._now();
    v_weighed record;
    v_picture record;
begin
    with word as materialized (
        select distinct on (d.specimen_id, d.user_id)
            d.specimen_id, d.id, d.user_id, d.seed_id, e.current_id,
            d.top_x, d.top_y, d.bottom_x, d.bottom_y,
            (d.top_x, d.top_y, d.bottom_x, d.bottom_y)
            <> (m.top_x, m.top_y, m.bottom_x, m.bottom_y) as moved
        from nachet_data.identification as d
        inner join nachet_data.object as m
            on m.container_id = p_container_id and d.object_id = m.id
        left join nachet_data.seed as e on d.seed_id = e.id
        where d.container_id = p_container_id
            and d.specimen_id = any (p_specimen_ids)
            and d.act <> 'reopen'
            and not exists (
                select
                from nachet_data.identification as r
                where r.container_id = p_container_id
                    and r.specimen_id = d.specimen_id
                    and r.act = 'reopen'
                    and r.id > d.id
            )
        order by d.specimen_id, d.user_id, d.id desc
    ),

    last_word as (
        select distinct on (w.specimen_id) w.*
        from word as w
        order by w.specimen_id, w.id desc
    ),

    counted as (
        select g.specimen_id, g.current_id, count(*) as words
        from word as g
        group by g.specimen_id, g.current_id
    ),

    weighed as (
        select
            l.*,
            sum(c.words) filter (where c.current_id is not distinct from l.current_id) as agreeing,
            coalesce(max(c.words) filter (where c.current_id is distinct from l.current_id), 0)
                as rivals
        from last_word as l
        inner join counted as c on l.specimen_id = c.specimen_id
        group by
            l.specimen_id, l.id, l.user_id, l.seed_id, l.current_id, l.top_x, l.top_y, l.bottom_x,
            l.bottom_y, l.moved
    )

    select
        array_agg(a.specimen_id) as specimen_ids, array_agg(a.state) as states,
        array_agg(a.seed_id) as seed_ids, array_agg(a.id) as act_ids,
        array_agg(a.user_id) as user_ids, array_agg(a.picture_id) as picture_ids,
        array_agg(a.place) as places
    into v_weighed
    from (
        select
            w.specimen_id, w.seed_id, w.id, w.user_id, s.picture_id, n.state, s.state as old_state,
            (
                select array[p.top_x, p.top_y, p.bottom_x, p.bottom_y]::text
                from word as p
                where p.specimen_id = w.specimen_id
                    and p.current_id = w.current_id
                    and p.moved
                order by p.id desc
                limit 1
            ) as place
        from weighed as w
        inner join nachet_data.specimen as s
            on s.container_id = p_container_id and w.specimen_id = s.id
        inner join nachet_data.container as k on k.id = p_container_id
        cross join lateral (
            select case
                when w.agreeing >= k.agreeing and w.agreeing > w.rivals
                    and (k.readers > 1 or w.rivals = 0)
                    then case when w.seed_id is null then 'rejected' else 'settled' end
                when w.rivals > 0 then 'disputed'
                else 'open'
            end as state
        ) as n
    ) as a
    where a.state <> a.old_state;
    update nachet_data.specimen as s
    set
        state = a.state,
        seed_id = case when a.state = 'settled' then a.seed_id end,
        identification_id = a.act_id,
        top_x = coalesce(a.place[1], s.top_x),
        top_y = coalesce(a.place[2], s.top_y),
        bottom_x = coalesce(a.place[3], s.bottom_x),
        bottom_y = coalesce(a.place[4], s.bottom_y),
        moved = s.moved or a.place is not null,
        updated_at = v_now
    from (
        select
            u.specimen_id, u.state, u.seed_id, u.act_id,
            case when u.state = 'settled' then u.place::double precision[] end as place
        from unnest(
            v_weighed.specimen_ids, v_weighed.states, v_weighed.seed_ids, v_weighed.act_ids,
            v_weighed.places
        ) as u (specimen_id, state, seed_id, act_id, place)
    ) as a
    where s.container_id = p_container_id and s.id = a.specimen_id;
    for v_picture in
        select distinct on (u.picture_id) u.picture_id, u.user_id
        from unnest(v_weighed.picture_ids, v_weighed.user_ids, v_weighed.act_ids)
            as u (picture_id, user_id, act_id)
        order by u.picture_id, u.act_id desc
    loop
        perform nachet._settle_picture(
            p_container_id, v_picture.picture_id, null, v_picture.user_id, true
        );
    end loop;
end
$function$;

comment on function nachet._weigh_again is
'Updates specimens from what people said of them, as the species are called now.';

create or replace function nachet._follow_species(p_seed_ids uuid[], p_is_undo boolean)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_seed_ids: species that became one; with p_is_undo, that are no longer one, so that also what
-- people agreed on may be disputed. What somebody decided stays. The caller has locked the
-- catalogue.
-- Locks: the pictures of what may change, container by container.
declare
    v_container record;
    v_ids uuid[];
begin
    for v_container in
        select c.id, c.readers, c.agreeing
        from nachet_data.container as c
        where c.readers > 1
            or c.id in (
                select s.container_id
                from nachet_data.specimen as s
                where s.state = 'disputed'
            )
        order by c.id
    loop
        v_ids := array(
            select a.id
            from (
                select s.id
                from nachet_data.specimen as s
                where s.container_id = v_container.id and s.state = 'disputed'
                union all
                select s.id
                from nachet_data.specimen as s
                where p_is_undo
                    and v_container.agreeing > 2
                    and s.container_id = v_container.id
                    and s.state = 'open'
                union all
                select s.id
                from nachet_data.specimen as s
                where p_is_undo
                    and v_container.readers > 1
                    and s.container_id = v_container.id
                    and s.seed_id = any (p_seed_ids)
                    and not s.decided
            ) as a
            where exists (
                select
                from nachet_data.identification as d
                where d.container_id = v_container.id
                    and d.specimen_id = a.id
                    and d.seed_id = any (p_seed_ids)
            )
        );
        continue when v_ids = '{}';
        perform
        from nachet_data.picture as p
        where p.container_id = v_container.id
            and p.id in (
                select s.picture_id
                from nachet_data.specimen as s
                where s.container_id = v_container.id and s.id = any (v_ids)
            )
        order by p.id
        for no key update;
        perform nachet._weigh_again(v_container.id, v_ids);
    end loop;
end
$function$;

comment on function nachet._follow_species is
'Ends the disputes that a merge of species ends, and starts those that its undo starts.';
