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
-- Writes only the rows that differ. A box that a person added is none of the models'. A withdrawn
-- inference has no row. Species are counted as they are stored: the views follow merges. The caller
-- has locked the picture.
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
                and i.withdrawn_at is null
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
-- is verified when a person says so: p_inference_id, p_user_id; both are null when nobody reviews,
-- the first alone when a person reopens, withdraws or reinstates. A picture is verified if one of
-- its inferences is, withdrawn ones apart, or if a species was named at the upload; its species are
-- that one and, if an inference is verified, those of its settled specimens. The caller has locked
-- the picture.
declare
    v_now constant timestamptz := nachet._now();
    v_withdrawn constant boolean := p_inference_id is null and p_user_id is not null;
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
    where i.container_id = p_container_id
        and i.picture_id = p_picture_id
        and i.withdrawn_at is null;
    -- While some boxes of all inferences are to be reviewed, the picture stays as it is.
    if not (v_changed or v_withdrawn or v_picture.reviewed) then
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
