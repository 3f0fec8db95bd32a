-- Boxes: which specimen each shows; and how the reviews of 0.1.0 become specimens.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.object add column specimen_id uuid;
alter table nachet_data.object add constraint object_container_id_specimen_id_fkey
foreign key (container_id, specimen_id)
references nachet_data.specimen (container_id, id) not valid;
comment on column nachet_data.object.specimen_id is
'The specimen that it shows; null while nobody identified what it frames.';

-- Since when: what is registered later is looked at again in the end.
create table nachet_data.conversion (since timestamptz not null default now());
insert into nachet_data.conversion default values;

create function nachet_data.link_boxes(p_container_id uuid, p_inference_id uuid)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
declare
    v_specimen record;
    v_box record;
begin
    select
        array_agg(s.id order by s.id) as ids,
        array_agg(s.top_x order by s.id) as top_x, array_agg(s.top_y order by s.id) as top_y,
        array_agg(s.bottom_x order by s.id) as bottom_x,
        array_agg(s.bottom_y order by s.id) as bottom_y,
        array_agg(s.state = 'rejected' order by s.id) as rejected
    into v_specimen
    from nachet_data.inference as i
    inner join nachet_data.specimen as s
        on i.container_id = s.container_id and i.picture_id = s.picture_id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and not exists (
            select
            from nachet_data.object as o
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and o.specimen_id = s.id
        );
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
        and o.specimen_id is null;
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

create function nachet_data.convert_reviews(
    p_container_id uuid, p_picture_ids uuid[], p_late boolean
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The caller has locked the catalogue and the pictures. p_late: functions that know specimens are
-- in place. Boxes of later inferences are matched with the specimens of
-- earlier ones. Where people differ, the specimen is disputed.
declare
    v_inference_ids uuid [];
    v_changed uuid [];
    v_several uuid [];
begin
    loop
        -- Of each picture the first inference with reviewed boxes that are no specimens yet.
        select array_agg(t.id) into v_inference_ids
        from (
            select distinct on (i.picture_id) i.id
            from nachet_data.inference as i
            inner join nachet_data.object as o
                on o.container_id = p_container_id
                    and o.inference_id = i.id
                    and o.specimen_id is null
            inner join nachet_data.verification as v
                on v.container_id = p_container_id and v.object_id = o.id
            where i.container_id = p_container_id and i.picture_id = any (p_picture_ids)
            order by i.picture_id, i.upload_date, i.id
        ) as t;
        exit when v_inference_ids is null;
        perform nachet_data.link_boxes(p_container_id, i.id)
        from nachet_data.inference as i
        where i.container_id = p_container_id
            and i.id = any (v_inference_ids)
            and exists (
                select
                from nachet_data.specimen as s
                where s.container_id = p_container_id and s.picture_id = i.picture_id
            );
        -- Where a person moved a box of a later inference, if nobody moved it before.
        update nachet_data.specimen as s
        set
            top_x = (o.verified_box ->> 'topX')::double precision,
            top_y = (o.verified_box ->> 'topY')::double precision,
            bottom_x = (o.verified_box ->> 'bottomX')::double precision,
            bottom_y = (o.verified_box ->> 'bottomY')::double precision,
            moved = true
        from nachet_data.object as o
        where o.container_id = p_container_id
            and o.inference_id = any (v_inference_ids)
            and o.verified_box is not null
            and s.container_id = p_container_id
            and s.id = o.specimen_id
            and not s.moved;
        with reviewed as (
            update nachet_data.object as o
            set specimen_id = o.id
            where o.container_id = p_container_id
                and o.inference_id = any (v_inference_ids)
                and o.specimen_id is null
                and exists (
                    select
                    from nachet_data.verification as v
                    where v.container_id = p_container_id and v.object_id = o.id
                )
            returning o.*
        )

        insert into nachet_data.specimen (
            container_id, id, picture_id, type_id, top_x, top_y, bottom_x, bottom_y, moved,
            upload_date, updated_at
        )
        select
            p_container_id, o.id, i.picture_id, o.type_id,
            coalesce((o.verified_box ->> 'topX')::double precision, o.top_x),
            coalesce((o.verified_box ->> 'topY')::double precision, o.top_y),
            coalesce((o.verified_box ->> 'bottomX')::double precision, o.bottom_x),
            coalesce((o.verified_box ->> 'bottomY')::double precision, o.bottom_y),
            o.verified_box is not null, o.updated_at, o.updated_at
        from reviewed as o
        inner join nachet_data.inference as i
            on i.container_id = p_container_id and o.inference_id = i.id;
    end loop;

    with said as (
        insert into nachet_data.identification (
            container_id, id, specimen_id, user_id, act, seed_id, object_id, before_state,
            before_seed_id, top_x, top_y, bottom_x, bottom_y, comment, upload_date
        )
        select
            p_container_id, v.id, o.specimen_id, v.user_id, v.act,
            (v.after ->> 'seed_id')::uuid, v.object_id,
            case
                when (v.before ->> 'valid')::boolean then 'settled'
                when not (v.before ->> 'valid')::boolean then 'rejected'
                when
                    exists (
                        select
                        from nachet_data.verification as e
                        where e.container_id = p_container_id
                            and e.object_id = v.object_id
                            and e.id < v.id
                    )
                    then 'open'
            end,
            (v.before ->> 'seed_id')::uuid,
            coalesce((v.after #>> '{box,topX}')::double precision, o.top_x),
            coalesce((v.after #>> '{box,topY}')::double precision, o.top_y),
            coalesce((v.after #>> '{box,bottomX}')::double precision, o.bottom_x),
            coalesce((v.after #>> '{box,bottomY}')::double precision, o.bottom_y),
            v.comment, v.upload_date
        from nachet_data.inference as i
        inner join nachet_data.object as o
            on o.container_id = p_container_id and i.id = o.inference_id
        inner join nachet_data.verification as v
            on v.container_id = p_container_id and o.id = v.object_id
        where i.container_id = p_container_id and i.picture_id = any (p_picture_ids)
        on conflict (container_id, id) do nothing
        returning specimen_id
    )

    select array_agg(distinct s.specimen_id) into v_changed
    from said as s;

    update nachet_data.specimen as s
    set
        state = t.state,
        seed_id = case when t.state = 'settled' then t.seed_id end,
        identification_id = case when t.state in ('settled', 'rejected') then t.act_id end
    from (
        select
            o.specimen_id as id,
            case
                when count(o.valid) = 0 then 'open'
                when
                    count(distinct coalesce(o.verified_seed_id::text, ''))
                    filter (where o.valid is not null) > 1
                    then 'disputed'
                when bool_or(o.valid) then 'settled'
                else 'rejected'
            end as state,
            max(o.verified_seed_id::text)::uuid as seed_id,
            (max(v.last) filter (where o.valid is not null))::uuid as act_id
        from nachet_data.object as o
        cross join lateral (
            select max(a.id::text) as last
            from nachet_data.verification as a
            where a.container_id = p_container_id and a.object_id = o.id
        ) as v
        where o.container_id = p_container_id
            and o.specimen_id = any (v_changed)
            and v.last is not null
        group by o.specimen_id
    ) as t
    -- Not where somebody decided since by functions that know specimens.
    where s.container_id = p_container_id
        and s.id = t.id
        and not exists (
            select
            from nachet_data.identification as d
            where d.container_id = p_container_id
                and d.id = s.identification_id
                and not exists (
                    select
                    from nachet_data.verification as v
                    where v.container_id = p_container_id and v.id = d.id
                )
        );

    -- What is left only matters where several inferences show one picture.
    v_several := array(
        select i.picture_id
        from nachet_data.inference as i
        where i.container_id = p_container_id
            and i.picture_id = any (p_picture_ids)
            and exists (
                select
                from nachet_data.specimen as s
                where s.container_id = p_container_id and s.picture_id = i.picture_id
            )
        group by i.picture_id
        having count(*) > 1 or p_late
    );
    perform nachet_data.link_boxes(p_container_id, i.id)
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.picture_id = any (v_several);
    update nachet_data.inference as i
    set verified = t.verified
    from (
        select
            o.inference_id as id,
            bool_and(coalesce(s.state in ('settled', 'rejected'), false)) as verified
        from nachet_data.object as o
        left join nachet_data.specimen as s
            on s.container_id = p_container_id and o.specimen_id = s.id
        where o.container_id = p_container_id
            and o.inference_id in (
                select m.id
                from nachet_data.inference as m
                where m.container_id = p_container_id and m.picture_id = any (v_several)
            )
        group by o.inference_id
    ) as t
    where i.container_id = p_container_id and i.id = t.id and i.verified <> t.verified;
    delete from nachet_data.picture_seed as ps
    where ps.container_id = p_container_id
        and ps.picture_id = any (v_several)
        and not ps.named_at_upload
        and not exists (
            select
            from nachet_data.specimen as s
            inner join nachet_data.inference as i
                on i.container_id = p_container_id and s.picture_id = i.picture_id
            where s.container_id = p_container_id
                and s.picture_id = ps.picture_id
                and s.seed_id = ps.seed_id
                and i.verified
        );
    insert into nachet_data.picture_seed (container_id, picture_id, seed_id)
    select distinct p_container_id, s.picture_id, s.seed_id
    from nachet_data.specimen as s
    where s.container_id = p_container_id
        and s.picture_id = any (v_several)
        and s.seed_id is not null
        and exists (
            select
            from nachet_data.inference as i
            where i.container_id = p_container_id and i.picture_id = s.picture_id and i.verified
        )
    on conflict (container_id, picture_id, seed_id) do nothing;
    update nachet_data.picture as p
    set verified = t.verified
    from (
        select i.picture_id as id, bool_or(i.verified) as verified
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = any (v_several)
        group by i.picture_id
    ) as t
    where p.container_id = p_container_id
        and p.id = t.id
        and p.verified <> t.verified
        and not exists (
            select
            from nachet_data.picture_seed as ps
            where ps.container_id = p_container_id
                and ps.picture_id = p.id
                and ps.named_at_upload
        );
end
$function$;

create procedure nachet_data.convert_all_reviews()
language plpgsql as $procedure$
-- A thousand pictures a transaction, so that a call waits only for these.
declare
    v_container record;
    v_ids uuid [];
    v_last uuid;
begin
    for v_container in
        select c.id
        from nachet_data.container as c
        order by c.id
    loop
        v_last := '00000000-0000-0000-0000-000000000000';
        loop
            v_ids := array(
                select p.id
                from nachet_data.picture as p
                where p.container_id = v_container.id and p.id > v_last
                order by p.id
                limit 1000
            );
            exit when v_ids = '{}';
            lock table nachet_data.seed in row share mode;
            perform
            from nachet_data.picture as p
            where p.container_id = v_container.id and p.id = any (v_ids)
            order by p.id
            for no key update;
            perform nachet_data.convert_reviews(v_container.id, v_ids, false);
            v_last := v_ids[cardinality(v_ids)];
            commit;
        end loop;
    end loop;
end
$procedure$;

reset role;
