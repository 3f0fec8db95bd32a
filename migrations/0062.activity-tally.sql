-- Activity of readers: what each one did on each day, counted by picture.
-- squawk-ignore-file ban-drop-function

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.activity_tally (
    container_id uuid not null,
    picture_id uuid not null,
    user_id uuid not null,
    day date not null,
    nb_identification integer not null,
    nb_specimen integer not null,
    nb_confirm integer not null,
    nb_correct integer not null,
    nb_reject integer not null,
    nb_add integer not null,
    nb_reopen integer not null,
    constraint activity_tally_pkey primary key (container_id, picture_id, user_id, day),
    constraint activity_tally_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade
);
comment on table nachet_data.activity_tally is
'What each reader did in a picture on each day. _settle_picture keeps it, for the view '
'reader_activity.';
comment on column nachet_data.activity_tally.container_id is 'The container of the picture.';
comment on column nachet_data.activity_tally.picture_id is 'The picture.';
comment on column nachet_data.activity_tally.user_id is 'The reader.';
comment on column nachet_data.activity_tally.day is 'The day, by UTC.';
comment on column nachet_data.activity_tally.nb_identification is 'Number of identifications.';
comment on column nachet_data.activity_tally.nb_specimen is 'Of how many specimens.';
comment on column nachet_data.activity_tally.nb_confirm is 'How many confirm.';
comment on column nachet_data.activity_tally.nb_correct is 'How many correct species or box.';
comment on column nachet_data.activity_tally.nb_reject is 'How many reject.';
comment on column nachet_data.activity_tally.nb_add is 'How many add a seed.';
comment on column nachet_data.activity_tally.nb_reopen is 'How many reopen.';

create procedure nachet_data.tally_activity()
language plpgsql as $procedure$
-- A hundred pictures a transaction, so that a call waits only for these. What the functions have
-- counted meanwhile is left.
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
                limit 100
            );
            exit when v_ids = '{}';
            perform
            from nachet_data.picture as p
            where p.container_id = v_container.id and p.id = any (v_ids)
            order by p.id
            for no key update;
            insert into nachet_data.activity_tally (
                container_id, picture_id, user_id, day, nb_identification, nb_specimen,
                nb_confirm, nb_correct, nb_reject, nb_add, nb_reopen
            )
            select
                v_container.id,
                s.picture_id,
                d.user_id,
                (d.upload_date at time zone 'UTC')::date,
                count(*),
                count(distinct d.specimen_id),
                count(*) filter (where d.act = 'confirm'),
                count(*) filter (where d.act = 'correct'),
                count(*) filter (where d.act = 'reject'),
                count(*) filter (where d.act = 'add'),
                count(*) filter (where d.act = 'reopen')
            from nachet_data.specimen as s
            inner join nachet_data.identification as d
                on d.container_id = v_container.id and s.id = d.specimen_id
            where
                s.container_id = v_container.id
                and s.picture_id = any (v_ids)
                and not exists (
                    select
                    from nachet_data.activity_tally as t
                    where t.container_id = v_container.id and t.picture_id = s.picture_id
                )
            group by s.picture_id, d.user_id, (d.upload_date at time zone 'UTC')::date;
            v_last := v_ids[cardinality(v_ids)];
            commit;
        end loop;
    end loop;
    -- Of tables without rows nothing is to be known: plans made for none would be kept for many.
    if exists (select from nachet_data.activity_tally) then
        analyze nachet_data.activity_tally;
    end if;
end
$procedure$;

reset role;
