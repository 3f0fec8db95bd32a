-- Loses how people wrote the species of the boxes that they added.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.seed_object (
    container_id uuid not null,
    object_id uuid not null,
    rank smallint not null,
    id uuid not null default nachet_data.uuid7(),
    seed_id uuid not null,
    score double precision not null,
    constraint seed_object_pkey primary key (container_id, object_id, rank),
    constraint seed_object_container_id_object_id_fkey
    foreign key (container_id, object_id)
    references nachet_data.object (container_id, id) on delete cascade,
    constraint seed_object_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint seed_object_rank_check check (rank >= 1),
    constraint seed_object_score_check check (score between 0 and 1)
);
comment on table nachet_data.seed_object is 'A guess: a species that a model proposes for a box.';
comment on column nachet_data.seed_object.container_id is 'The container of the box.';
comment on column nachet_data.seed_object.object_id is 'The box.';
comment on column nachet_data.seed_object.rank is
'Place among the box''s guesses, from 1, the best score; the first wins a tie.';
comment on column nachet_data.seed_object.id is 'The guess, as documents name it.';
comment on column nachet_data.seed_object.seed_id is 'The species.';
comment on column nachet_data.seed_object.score is 'How sure the model is, 0 to 1.';
insert into nachet_data.seed_object (container_id, object_id, rank, id, seed_id, score)
select
    g.container_id,
    g.object_id,
    g.rank,
    g.id,
    coalesce(s.merged_into, s.id) as seed_id,
    g.score
from (
    select
        o.container_id,
        o.id as object_id,
        row_number() over (
            partition by o.container_id, o.id
            order by (u.place = o.top_place) desc, u.score desc, u.place asc
        ) as rank,
        nachet_data.guess_id(o.id, u.place::integer) as id,
        u.seed_id,
        u.score
    from nachet_data.object as o
    cross join
        unnest(o.guess_seed_ids, o.guess_scores)
        with ordinality as u (seed_id, score, place)
) as g
inner join nachet_data.seed as s on g.seed_id = s.id;

alter table nachet_data.object add column box_metadata jsonb not null default '{}';
comment on column nachet_data.object.box_metadata is
'The box as it was answered at registration, guesses and labels as sent; never changed.';
update nachet_data.object as o
set
    box_metadata = case
        when o.manual_detection
            then
                jsonb_build_object(
                    'box', jsonb_build_object(
                        'topX',
                        o.top_x,
                        'topY',
                        o.top_y,
                        'bottomX',
                        o.bottom_x,
                        'bottomY',
                        o.bottom_y
                    ),
                    'label', a.name, 'score', 1, 'topN', '[]'::jsonb, 'box_id', o.id,
                    'object_type_id', o.type_id, 'top_id', a.id
                )
        else (i.inference #> array['boxes', (o.position - 1)::text]) - 'is_verified'
    end
from nachet_data.inference as i
inner join nachet_data.object as b
    on i.container_id = b.container_id and i.id = b.inference_id
left join (
    select distinct on (d.container_id, d.object_id)
        d.container_id,
        d.object_id,
        d.id,
        s.name
    from nachet_data.identification as d
    inner join nachet_data.seed as s on d.seed_id = s.id
    where d.act = 'add'
    order by d.container_id, d.object_id, d.id
) as a on b.container_id = a.container_id and b.id = a.object_id
where o.container_id = b.container_id and o.id = b.id;
alter table nachet_data.object
add constraint object_box_metadata_check check (jsonb_typeof(box_metadata) = 'object');

reset role;
