-- Reviews: also what calls of earlier functions said since the conversion.
-- after: functions

set local lock_timeout = '1500ms';
set local role nachet_owner;

do $do$
declare
    v_late record;
begin
    -- Undone by the migration after it, and done again.
    if to_regclass('nachet_data.conversion') is null then
        return;
    end if;
    lock table nachet_data.seed in row share mode;
    for v_late in
        select p.container_id, array_agg(distinct p.picture_id) as picture_ids
        from (
            select i.container_id, i.picture_id
            from nachet_data.verification as v
            inner join nachet_data.object as o
                on v.container_id = o.container_id and v.object_id = o.id
            inner join nachet_data.inference as i
                on o.container_id = i.container_id and o.inference_id = i.id
            left join nachet_data.identification as d
                on v.container_id = d.container_id and v.id = d.id
            where d.id is null
            union all
            -- Registered since; some minutes more for those that were at it.
            select i.container_id, i.picture_id
            from nachet_data.inference as i
            cross join nachet_data.conversion as c
            where i.upload_date > c.since - interval '10 minutes'
        ) as p
        group by p.container_id
        order by p.container_id
    loop
        perform
        from nachet_data.picture as p
        where p.container_id = v_late.container_id and p.id = any (v_late.picture_ids)
        order by p.id
        for no key update;
        perform nachet_data.convert_reviews(v_late.container_id, v_late.picture_ids, true);
    end loop;
    -- Species that were merged since.
    update nachet_data.specimen as s
    set seed_id = m.merged_into
    from nachet_data.seed as m
    where s.seed_id = m.id and m.merged_into is not null;
end
$do$;

reset role;
