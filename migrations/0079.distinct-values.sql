-- Statistics: how many distinct values a column has, as it will be when the table is full.
-- What is counted in a table of one picture is wrong of a thousand: every container would have one
-- row, and each index that begins with container_id would seem to find a row by itself. So the
-- planner is told. Nobody waits: only what reads or writes statistics does.

set local lock_timeout = '1500ms';
set local role nachet_owner;
-- Citus refuses to carry this to its nodes; elsewhere the setting means nothing.
select set_config('citus.enable_ddl_propagation', 'off', true);

-- 1: nobody looks for all rows of a container. 10: that is done, and there are several.
-- -0.05: 20 rows have the same value.
alter table nachet_data.picture
alter column container_id set (n_distinct = 10),
alter column picture_set_id set (n_distinct = -0.05),
alter column parent set (n_distinct = -0.1);
alter table nachet_data.picture_seed
alter column container_id set (n_distinct = 1),
alter column picture_id set (n_distinct = -0.5);
alter table nachet_data.inference
alter column container_id set (n_distinct = 1),
alter column picture_id set (n_distinct = -0.5);
alter table nachet_data.inference_model
alter column container_id set (n_distinct = 1),
alter column inference_id set (n_distinct = -0.5);
alter table nachet_data.object
alter column container_id set (n_distinct = 1),
alter column inference_id set (n_distinct = -0.05),
alter column specimen_id set (n_distinct = -0.5);
alter table nachet_data.specimen
alter column container_id set (n_distinct = 1),
alter column picture_id set (n_distinct = -0.05);
alter table nachet_data.identification
alter column container_id set (n_distinct = 1),
alter column specimen_id set (n_distinct = -0.5);
alter table nachet_data.inference_tally
alter column container_id set (n_distinct = 1);
alter table nachet_data.opinion_tally
alter column container_id set (n_distinct = 1),
alter column picture_id set (n_distinct = -0.1);
alter table nachet_data.activity_tally
alter column container_id set (n_distinct = 1),
alter column picture_id set (n_distinct = -0.5);
alter table nachet_data.batch_file
alter column container_id set (n_distinct = 10),
alter column batch_id set (n_distinct = -0.01);
alter table nachet_data.blob_task
alter column container_id set (n_distinct = 10),
alter column picture_id set (n_distinct = -0.5);

-- What was counted before counts until the next analyze. Where there are no rows nothing was.
do $block$
declare
    v_name text;
begin
    for v_name in
        select c.relname
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_attribute as a on c.oid = a.attrelid
        where c.relnamespace = 'nachet_data'::regnamespace
            and c.relkind = 'r'
            and a.attname = 'container_id'
            and a.attoptions is not null
            and c.reltuples > 0
        order by c.relname
    loop
        execute format('analyze nachet_data.%I', v_name);
    end loop;
end
$block$;

reset role;
