create or replace function nachet._show_specimens(p_container_id uuid, p_inference_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off
set enable_nestloop = off set enable_hashjoin = on set enable_mergejoin = off as $function$
-- A box that shows a specimen already keeps it. A rejected specimen takes only what the others
-- leave. Joined by hash, as in _tally_picture. The caller has locked the picture.
declare
    v_picture_id uuid;
    v_specimen record;
    v_box record;
begin
    select i.picture_id into v_picture_id
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id;
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(s.state = 'rejected' order by s.id) as rejected,
        min(s.top_x) as left_x, max(s.bottom_x) as right_x,
        min(s.top_y) as upper_y, max(s.bottom_y) as lower_y
    into v_specimen
    from nachet_data.specimen as s
    where s.container_id = p_container_id
        and s.picture_id = v_picture_id
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
    where o.container_id = p_container_id
        and o.inference_id = p_inference_id
        and o.id = m.id
        and m.specimen is not null;
end
$function$;

comment on function nachet._show_specimens is
'Finds for the boxes of an inference the specimens that they show, by overlap.';

create or replace function nachet._judge_inferences(
    p_container_id uuid, p_picture_id uuid, p_inference_id uuid,
    out ids uuid[], out changed_ids uuid[], out unidentified_ids uuid[], out reviewed boolean
)
returns record language plpgsql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off
set enable_nestloop = off set enable_hashjoin = on set enable_mergejoin = off as $function$
-- p_inference_id: it is verified though it has no boxes. Joined by hash, as in _tally_picture.
begin
    select
        array_agg(f.id),
        array_agg(f.id) filter (where f.verified <> f.was_verified),
        array_agg(f.id) filter (where f.nb_unidentified > 0),
        coalesce(bool_or(f.verified) filter (where f.withdrawn_at is null), false)
    into ids, changed_ids, unidentified_ids, reviewed
    from (
        select
            i.id, i.verified as was_verified, i.withdrawn_at,
            count(o.id) - count(o.specimen_id) as nb_unidentified,
            case
                when count(o.id) > 0
                    then
                        count(o.id) = count(s.id) filter (where s.state in ('settled', 'rejected'))
                else i.verified or (i.id = p_inference_id) is true
            end as verified
        from nachet_data.inference as i
        left join lateral (
            select b.id, b.specimen_id
            from nachet_data.object as b
            where b.container_id = p_container_id and b.inference_id = i.id
            offset 0
        ) as o on true
        left join nachet_data.specimen as s
            on s.container_id = p_container_id
                and s.picture_id = p_picture_id
                and o.specimen_id = s.id
        where i.container_id = p_container_id and i.picture_id = p_picture_id
        group by i.id, i.verified, i.withdrawn_at
    ) as f;
end
$function$;

comment on function nachet._judge_inferences is
'Finds the inferences of a picture, those whose state changes, and those with boxes that show '
'nothing.';

create or replace function nachet._tally_picture(
    p_container_id uuid, p_picture_id uuid, p_inference_ids uuid[]
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off
set enable_nestloop = off set enable_hashjoin = on set enable_mergejoin = off as $function$
-- p_inference_ids: all of the picture. Writes only the rows that differ. A box that a person added
-- is none of the models'. A withdrawn inference has no row. Species are counted as they are stored:
-- the views follow merges. The boxes are read inference by inference (offset 0) and joined by hash:
-- a plan made while the tables were small would look up each specimen in all that the container
-- has. The caller has locked the picture.
declare
    v_counts nachet_data.inference_count[];
begin
    with shown as materialized (
        select o.*
        from unnest(p_inference_ids) as i (id)
        cross join lateral (
            select
                b.id, b.inference_id, b.specimen_id, b.top_seed_id, b.top_score, b.top_place,
                b.guess_seed_ids, b.guess_scores
            from nachet_data.object as b
            where b.container_id = p_container_id and b.inference_id = i.id
                and not b.manual_detection
            offset 0
        ) as o
    ),

    box as materialized (
        select
            i.id as inference_id, s.id as specimen_id, s.seed_id, o.id is null as is_missed,
            o.top_seed_id as model_seed_id, o.top_score as score,
            coalesce(s.seed_id = o.top_seed_id, false) as is_right,
            case
                when s.seed_id = o.top_seed_id then true
                when s.seed_id = any (o.guess_seed_ids)
                    then s.seed_id in (
                        select u.seed_id
                        from unnest(o.guess_seed_ids, o.guess_scores)
                            with ordinality as u (seed_id, score, place)
                        order by (u.place = o.top_place) desc, u.score desc, u.place asc
                        limit 5
                    )
            end as in_top5,
            dense_rank() over (partition by i.id order by s.seed_id, o.top_seed_id)::integer as pair
        from nachet_data.inference as i
        inner join nachet_data.specimen as s
            on s.container_id = p_container_id and i.picture_id = s.picture_id
        left join shown as o on i.id = o.inference_id and s.id = o.specimen_id
        where i.container_id = p_container_id and i.picture_id = p_picture_id
            and i.withdrawn_at is null
            and (s.state = 'settled' or s.state = 'rejected' and o.id is not null)
    )

    select array_agg(row(
        w.inference_id, w.nb_specimen, w.nb_missed, w.nb_false_alarm,
        w.nb_reviewed, w.nb_valid, w.nb_right, w.nb_top5, c.seed_ids, c.model_seed_ids, c.nbs,
        c.sum_scores, w.wrong_specimen_ids, w.wrong_pairs, w.wrong_scores, coalesce(h.bins, '{}'),
        coalesce(h.bin_nbs, '{}'), coalesce(h.bin_nb_rights, '{}'), coalesce(h.bin_sum_scores, '{}')
    )::nachet_data.inference_count) into v_counts
    from (
        select
            b.inference_id, count(b.seed_id) as nb_specimen,
            count(*) filter (where b.is_missed) as nb_missed,
            count(*) filter (where b.seed_id is null) as nb_false_alarm,
            count(b.model_seed_id) as nb_reviewed,
            count(b.seed_id) filter (where b.model_seed_id is not null) as nb_valid,
            count(*) filter (where b.is_right) as nb_right,
            count(*) filter (where b.in_top5) as nb_top5,
            coalesce(array_agg(b.specimen_id order by b.pair, b.specimen_id)
            filter (where not b.is_right), '{}') as wrong_specimen_ids,
            coalesce(array_agg(b.pair order by b.pair, b.specimen_id)
            filter (where not b.is_right), '{}') as wrong_pairs,
            coalesce(array_agg(b.score order by b.pair, b.specimen_id)
            filter (where not b.is_right), '{}') as wrong_scores
        from box as b
        group by b.inference_id
    ) as w
    inner join (
        select
            n.inference_id, array_agg(n.seed_id order by n.pair) as seed_ids,
            array_agg(n.model_seed_id order by n.pair) as model_seed_ids,
            array_agg(n.nb order by n.pair) as nbs,
            array_agg(n.sum_score order by n.pair) as sum_scores
        from (
            select
                b.inference_id, b.pair, b.seed_id, b.model_seed_id, count(*)::integer as nb,
                coalesce(sum(b.score order by b.specimen_id), 0) as sum_score
            from box as b
            group by b.inference_id, b.pair, b.seed_id, b.model_seed_id
        ) as n
        group by n.inference_id
    ) as c on w.inference_id = c.inference_id
    left join (
        select
            n.inference_id, array_agg(n.bin order by n.bin) as bins,
            array_agg(n.nb order by n.bin) as bin_nbs,
            array_agg(n.nb_right order by n.bin) as bin_nb_rights,
            array_agg(n.sum_score order by n.bin) as bin_sum_scores
        from (
            select
                b.inference_id, least(width_bucket(b.score, 0, 1, 10), 10) as bin,
                count(*)::integer as nb, (count(*) filter (where b.is_right))::integer as nb_right,
                sum(b.score order by b.specimen_id) as sum_score
            from box as b
            where b.model_seed_id is not null and b.score is not null
            group by b.inference_id, least(width_bucket(b.score, 0, 1, 10), 10)
        ) as n
        group by n.inference_id
    ) as h on w.inference_id = h.inference_id;
    if coalesce(cardinality(v_counts), 0) < cardinality(p_inference_ids) then
        delete from nachet_data.inference_tally as t
        where t.container_id = p_container_id and t.inference_id = any (p_inference_ids)
            and t.inference_id not in (select c.inference_id from unnest(v_counts) as c);
    end if;
    insert into nachet_data.inference_tally as t (
        container_id, inference_id, nb_specimen, nb_missed, nb_false_alarm, nb_reviewed, nb_valid,
        nb_right, nb_top5, seed_ids, model_seed_ids, nbs, sum_scores, wrong_specimen_ids,
        wrong_pairs, wrong_scores, bins, bin_nbs, bin_nb_rights, bin_sum_scores
    )
    select p_container_id, c.*
    from unnest(v_counts) as c
    on conflict (container_id, inference_id) do update
    set (nb_specimen, nb_missed, nb_false_alarm, nb_reviewed, nb_valid, nb_right, nb_top5, seed_ids,
        model_seed_ids, nbs, sum_scores, wrong_specimen_ids, wrong_pairs, wrong_scores, bins,
        bin_nbs, bin_nb_rights, bin_sum_scores)
    = (excluded.nb_specimen, excluded.nb_missed, excluded.nb_false_alarm, excluded.nb_reviewed,
        excluded.nb_valid, excluded.nb_right, excluded.nb_top5, excluded.seed_ids,
        excluded.model_seed_ids, excluded.nbs, excluded.sum_scores, excluded.wrong_specimen_ids,
        excluded.wrong_pairs, excluded.wrong_scores, excluded.bins, excluded.bin_nbs,
        excluded.bin_nb_rights, excluded.bin_sum_scores)
    where t is distinct from excluded;
end
$function$;

comment on function nachet._tally_picture is
'Counts what each inference of a picture made of its specimens, for the views.';

create or replace function nachet._tally_opinions(p_container_id uuid, p_picture_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off
set enable_hashjoin = off set enable_mergejoin = off as $function$
-- Which words count: see the view opinion. Writes only the rows that differ. The words are looked
-- up specimen by specimen: a plan made while the tables were small would read all words of the
-- container. The caller has locked the picture.
declare
    v_counts nachet_data.opinion_count[];
begin
    select array_agg(row(
        c.specimen_ids[1], c.user_ids, c.seed_ids, cardinality(c.specimen_ids)
    )::nachet_data.opinion_count) into v_counts
    from (
        select
            w.user_ids, w.seed_ids, array_agg(w.specimen_id order by w.specimen_id) as specimen_ids
        from (
            select
                o.specimen_id, array_agg(o.user_id order by o.user_id) as user_ids,
                array_agg(o.seed_id order by o.user_id) as seed_ids
            from (
                select distinct on (a.specimen_id, a.user_id) a.specimen_id, a.user_id, a.seed_id
                from (
                    select
                        d.specimen_id, d.user_id, d.seed_id, d.id, d.was_open,
                        min(d.user_id::text) filter (where d.was_open) over w
                        < max(d.user_id::text) filter (where d.was_open) over w as were_several
                    from (
                        select
                            i.specimen_id, i.user_id, i.seed_id, i.id,
                            coalesce(i.before_state in ('open', 'disputed'), true) as was_open,
                            bool_or(i.act = 'reopen') over (
                                partition by i.specimen_id order by i.id desc
                            ) as is_reopened
                        from nachet_data.specimen as s
                        cross join lateral (
                            select d.*
                            from nachet_data.identification as d
                            where d.container_id = p_container_id and d.specimen_id = s.id
                            offset 0
                        ) as i
                        where s.container_id = p_container_id and s.picture_id = p_picture_id
                    ) as d
                    where not d.is_reopened
                    window w as (partition by d.specimen_id)
                ) as a
                where a.was_open or a.were_several is not true
                order by a.specimen_id, a.user_id, a.id desc
            ) as o
            group by o.specimen_id
            having count(*) > 1
        ) as w
        group by w.user_ids, w.seed_ids
    ) as c;
    delete from nachet_data.opinion_tally as t
    where t.container_id = p_container_id
        and t.picture_id = p_picture_id
        and not exists (select from unnest(v_counts) as c where c.specimen_id = t.specimen_id);
    insert into nachet_data.opinion_tally as t (
        container_id, picture_id, specimen_id, user_ids, seed_ids, nb
    )
    select p_container_id, p_picture_id, c.*
    from unnest(v_counts) as c
    on conflict (container_id, picture_id, specimen_id) do update
    set user_ids = excluded.user_ids, seed_ids = excluded.seed_ids, nb = excluded.nb
    where t is distinct from excluded;
end
$function$;

comment on function nachet._tally_opinions is
'Counts how often readers said what of the same specimen of a picture, for the views.';

create or replace function nachet._tally_activity(p_container_id uuid, p_picture_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Identifications are only appended, so no row is ever one too many. Writes only those that differ.
-- Specimen by specimen, as _tally_opinions. The caller has locked the picture.
begin
    insert into nachet_data.activity_tally as t (
        container_id, picture_id, user_id, day, nb_identification, nb_specimen, nb_confirm,
        nb_correct, nb_reject, nb_add, nb_reopen
    )
    select
        p_container_id, p_picture_id, d.user_id, (d.upload_date at time zone 'UTC')::date, count(*),
        count(distinct d.specimen_id), count(*) filter (where d.act = 'confirm'),
        count(*) filter (where d.act = 'correct'), count(*) filter (where d.act = 'reject'),
        count(*) filter (where d.act = 'add'), count(*) filter (where d.act = 'reopen')
    from nachet_data.specimen as s
    -- offset: each specimen's are looked up by themselves, also by a plan of nearly empty tables.
    cross join lateral (
        select i.*
        from nachet_data.identification as i
        where i.container_id = p_container_id and i.specimen_id = s.id
        offset 0
    ) as d
    where s.container_id = p_container_id and s.picture_id = p_picture_id
    group by d.user_id, (d.upload_date at time zone 'UTC')::date
    on conflict (container_id, picture_id, user_id, day) do update
    set (nb_identification, nb_specimen, nb_confirm, nb_correct, nb_reject, nb_add, nb_reopen)
    = (excluded.nb_identification, excluded.nb_specimen, excluded.nb_confirm, excluded.nb_correct,
        excluded.nb_reject, excluded.nb_add, excluded.nb_reopen)
    where t is distinct from excluded;
end
$function$;

comment on function nachet._tally_activity is
'Counts what each reader did in a picture on each day, for the views.';

create or replace function nachet._settle_picture(
    p_container_id uuid, p_picture_id uuid, p_inference_id uuid, p_user_id uuid, p_is_new boolean
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan'
set enable_seqscan = off set jit = off
set enable_hashjoin = off set enable_mergejoin = off as $function$
-- p_is_new: a specimen is new or was moved; then boxes first find what they show, and without a
-- user all is counted. An inference is verified when each of its boxes shows a specimen that is
-- settled or rejected. One without boxes is verified when a person says so: p_inference_id,
-- p_user_id; both are null when nobody reviews, the first alone when a person reopens, withdraws or
-- reinstates. A picture is verified if one of its inferences is, withdrawn ones apart, or if a
-- species was named at the upload; its species are that one and, if an inference is verified, those
-- of its settled specimens. The caller has locked the picture.
declare
    v_now constant timestamptz := nachet._now();
    v_withdrawn constant boolean := p_inference_id is null and p_user_id is not null;
    v_inferences record;
    v_picture record;
    v_inference_id uuid;
    v_stem text;
begin
    for v_pass in 1..2 loop
        select j.* into v_inferences
        from nachet._judge_inferences(p_container_id, p_picture_id, p_inference_id) as j;
        exit when v_pass = 2 or not p_is_new or v_inferences.unidentified_ids is null;
        foreach v_inference_id in array v_inferences.unidentified_ids loop
            perform nachet._show_specimens(p_container_id, v_inference_id);
        end loop;
    end loop;

    foreach v_inference_id in array coalesce(v_inferences.changed_ids, '{}') loop
        update nachet_data.inference as i
        set
            verified = not i.verified,
            verified_by = case when not i.verified then p_user_id end,
            updated_at = v_now
        where i.container_id = p_container_id and i.id = v_inference_id;
    end loop;
    perform nachet._tally_picture(p_container_id, p_picture_id, v_inferences.ids);
    -- Only who speaks changes what readers said; if nobody else has, there are no two to compare.
    if p_user_id is not null then
        perform nachet._tally_activity(p_container_id, p_picture_id);
    end if;
    if (case when p_user_id is null then p_is_new else exists (
        select
        from nachet_data.activity_tally as t
        where t.container_id = p_container_id
            and t.picture_id = p_picture_id
            and t.user_id <> p_user_id
    ) end) then
        perform nachet._tally_opinions(p_container_id, p_picture_id);
    end if;
    -- While some boxes of all inferences are to be reviewed, the picture stays as it is.
    if v_inferences.changed_ids is null and not v_withdrawn and not v_inferences.reviewed then
        return;
    end if;
    select
        array(
            select distinct s.seed_id
            from (
                select e.seed_id
                from nachet_data.specimen as e
                where v_inferences.reviewed
                    and e.container_id = p_container_id
                    and e.picture_id = p_picture_id
                offset 0
            ) as s
            where s.seed_id is not null
        ) as seen,
        coalesce(k.known, '{}') as known,
        coalesce(k.known_by_review, '{}') as known_by_review,
        v_inferences.reviewed or k.is_named as verified
    into v_picture
    from (
        select
            array_agg(ps.seed_id) as known,
            array_agg(ps.seed_id) filter (where not ps.named_at_upload) as known_by_review,
            coalesce(bool_or(ps.named_at_upload), false) as is_named
        from nachet_data.picture_seed as ps
        where ps.container_id = p_container_id and ps.picture_id = p_picture_id
    ) as k;

    if not v_picture.known_by_review <@ v_picture.seen then
        delete from nachet_data.picture_seed as ps
        where ps.container_id = p_container_id and ps.picture_id = p_picture_id
            and not ps.named_at_upload and ps.seed_id <> all (v_picture.seen);
    end if;
    if not v_picture.seen <@ v_picture.known then
        -- The ids are made from one, as those of boxes are when an inference is registered.
        v_stem := left(nachet_data.uuid7()::text, 28);
        insert into nachet_data.picture_seed (
            container_id, id, picture_id, seed_id, upload_date
        )
        select
            p_container_id, (v_stem || lpad(to_hex(s.n), 8, '0'))::uuid, p_picture_id, s.seed_id,
            v_now
        from unnest(v_picture.seen) with ordinality as s (seed_id, n)
        where s.seed_id <> all (v_picture.known);
    end if;
    update nachet_data.picture as p
    set verified = v_picture.verified, updated_at = v_now
    where p.container_id = p_container_id
        and p.id = p_picture_id
        and p.verified <> v_picture.verified;
end
$function$;

comment on function nachet._settle_picture is
'Updates the states of a picture and its inferences, and the species of the picture, from its '
'specimens.';
