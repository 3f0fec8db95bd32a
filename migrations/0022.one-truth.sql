-- Boxes: what people said of them is told by specimens alone.
-- after: functions
-- squawk-ignore-file ban-drop-column
-- squawk-ignore-file ban-drop-table
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- What calls of earlier functions wrote since the migration before.
lock table nachet_data.verification in exclusive mode;
do $do$
declare
    v_late record;
begin
    for v_late in
        select i.container_id, array_agg(distinct i.picture_id) as picture_ids
        from nachet_data.verification as v
        inner join nachet_data.object as o
            on v.container_id = o.container_id and v.object_id = o.id
        inner join nachet_data.inference as i
            on o.container_id = i.container_id and o.inference_id = i.id
        left join nachet_data.identification as d
            on v.container_id = d.container_id and v.id = d.id
        where d.id is null
        group by i.container_id
        order by i.container_id
    loop
        perform
        from nachet_data.picture as p
        where p.container_id = v_late.container_id and p.id = any (v_late.picture_ids)
        order by p.id
        for no key update;
        perform nachet_data.convert_reviews(v_late.container_id, v_late.picture_ids);
    end loop;
end
$do$;

alter table nachet_data.object
drop column valid,
drop column verified_seed_id,
drop column verified_id,
drop column verified_box;
drop table nachet_data.verification;
drop procedure if exists nachet_data.convert_all_reviews;
drop function if exists nachet_data.convert_reviews;
drop function if exists nachet_data.link_boxes;

reset role;
