-- Specimens: what people establish belongs to the seed in the picture, not to one inference.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- An intersection over union of at least one half implies that the centre of each box is in the
-- other one. So a join by columns of the picture finds the pairs, without comparing all of them.
create function nachet_data.match_boxes(
    p_top_x double precision[], p_top_y double precision[],
    p_bottom_x double precision[], p_bottom_y double precision[], p_last boolean[],
    p_box_top_x double precision[], p_box_top_y double precision[],
    p_box_bottom_x double precision[], p_box_bottom_y double precision[]
)
returns integer[] language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan'
set enable_nestloop = off
set jit = off as $function$
declare
    v_matches integer [] := array_fill(null::integer, array[cardinality(p_box_top_x)]);
    v_taken boolean [] := array_fill(false, array[cardinality(p_top_x)]);
    v_left double precision;
    v_right double precision;
    v_pair record;
begin
    select min(e.x), max(e.x) + 1 into v_left, v_right
    from unnest(p_top_x || p_bottom_x) as e (x);
    for v_pair in
        select s.n::integer as specimen, b.n::integer as box
        from (
            select u.*, c.bucket
            from unnest(p_top_x, p_top_y, p_bottom_x, p_bottom_y, p_last)
                with ordinality as u (x1, y1, x2, y2, last, n)
            cross join generate_series(
                width_bucket(u.x1, v_left, v_right, 64), width_bucket(u.x2, v_left, v_right, 64)
            ) as c (bucket)
        ) as s
        inner join (
            select u.*, (u.x1 + u.x2) / 2 as x, (u.y1 + u.y2) / 2 as y
            from unnest(p_box_top_x, p_box_top_y, p_box_bottom_x, p_box_bottom_y)
                with ordinality as u (x1, y1, x2, y2, n)
        ) as b
            on s.bucket = width_bucket(b.x, v_left, v_right, 64)
                and b.x between s.x1 and s.x2
                and b.y between s.y1 and s.y2
        cross join lateral (
            select
                least(s.x2, b.x2) - greatest(s.x1, b.x1) as width,
                least(s.y2, b.y2) - greatest(s.y1, b.y1) as height
        ) as o
        -- The product of tinier numbers is none.
        cross join lateral (
            select
                case when o.width > 1e-9 and o.height > 1e-9 then o.width * o.height end as common,
                case
                    when o.width > 1e-9 and o.height > 1e-9
                        then (s.x2 - s.x1) * (s.y2 - s.y1) + (b.x2 - b.x1) * (b.y2 - b.y1)
                end as total
        ) as a
        where 3 * a.common >= a.total
        order by s.last, a.common / (a.total - a.common) desc, s.n, b.n
    loop
        if v_matches[v_pair.box] is null and not v_taken[v_pair.specimen] then
            v_matches[v_pair.box] := v_pair.specimen;
            v_taken[v_pair.specimen] := true;
        end if;
    end loop;
    return v_matches;
end
$function$;
comment on function nachet_data.match_boxes is
'For each box the number of the specimen that it shows, or null: an intersection over union of 0.5 '
'at least, the best pair first, one to one; specimens with p_last take what the others leave.';

-- Foreign keys lock what they refer to. Only the first lock may be waited for: whoever waits for it
-- meanwhile looks for a deadlock after a second, and then the other waits are over.
lock table nachet_data.picture in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.users, nachet_data.object_type in share row exclusive mode;
lock table nachet_data.seed in share row exclusive mode;

create table nachet_data.specimen (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    picture_id uuid not null,
    type_id smallint not null default 1,
    state text not null default 'open',
    seed_id uuid,
    identification_id uuid,
    top_x double precision not null,
    top_y double precision not null,
    bottom_x double precision not null,
    bottom_y double precision not null,
    moved boolean not null default false,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint specimen_pkey primary key (container_id, id),
    constraint specimen_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade,
    constraint specimen_type_id_fkey foreign key (type_id) references nachet_data.object_type (id),
    constraint specimen_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint specimen_state_check check (state in ('open', 'settled', 'disputed', 'rejected')),
    constraint specimen_seed_id_check check ((state = 'settled') = (seed_id is not null)),
    constraint specimen_box_check check (top_x <= bottom_x and top_y <= bottom_y)
);
create index specimen_container_id_picture_id_id_idx
on nachet_data.specimen (container_id, picture_id, id);
create index specimen_container_id_seed_id_idx
on nachet_data.specimen (container_id, seed_id) where seed_id is not null;
create index specimen_container_id_state_id_idx
on nachet_data.specimen (container_id, state, id) where state in ('open', 'disputed');
comment on table nachet_data.specimen is
'One real thing in one picture, whichever inference or person pointed it out.';
comment on column nachet_data.specimen.container_id is 'The container of the picture.';
comment on column nachet_data.specimen.id is 'The specimen.';
comment on column nachet_data.specimen.picture_id is 'The picture.';
comment on column nachet_data.specimen.type_id is 'What kind of thing it is.';
comment on column nachet_data.specimen.state is
'open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: '
'there is no seed.';
comment on column nachet_data.specimen.seed_id is 'Its species, when it is settled.';
comment on column nachet_data.specimen.identification_id is
'The identification that its state comes from.';
comment on column nachet_data.specimen.top_x is 'Left edge in pixels.';
comment on column nachet_data.specimen.top_y is 'Upper edge in pixels.';
comment on column nachet_data.specimen.bottom_x is 'Right edge in pixels.';
comment on column nachet_data.specimen.bottom_y is 'Lower edge in pixels.';
comment on column nachet_data.specimen.moved is
'Whether a person set the edges; otherwise they are those of the box that was looked at first.';
comment on column nachet_data.specimen.upload_date is 'When somebody identified it first.';
comment on column nachet_data.specimen.updated_at is 'When its state or its box changed last.';

create table nachet_data.identification (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    specimen_id uuid not null,
    user_id uuid not null,
    act text not null,
    seed_id uuid,
    object_id uuid not null,
    before_state text,
    before_seed_id uuid,
    top_x double precision not null,
    top_y double precision not null,
    bottom_x double precision not null,
    bottom_y double precision not null,
    comment text not null default '',
    upload_date timestamptz not null default now(),
    constraint identification_pkey primary key (container_id, id),
    constraint identification_container_id_specimen_id_fkey
    foreign key (container_id, specimen_id)
    references nachet_data.specimen (container_id, id) on delete cascade,
    constraint identification_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint identification_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint identification_before_seed_id_fkey
    foreign key (before_seed_id) references nachet_data.seed (id),
    constraint identification_act_check
    check (act in ('confirm', 'correct', 'reject', 'add', 'reopen')),
    constraint identification_seed_id_check
    check ((act in ('reject', 'reopen')) = (seed_id is null)),
    constraint identification_before_state_check
    check (before_state in ('open', 'settled', 'disputed', 'rejected')),
    constraint identification_box_check check (top_x <= bottom_x and top_y <= bottom_y)
);
create index identification_container_id_specimen_id_id_idx
on nachet_data.identification (container_id, specimen_id, id);
comment on table nachet_data.identification is
'What one person said of one specimen: appended, never changed.';
comment on column nachet_data.identification.container_id is 'The container of the specimen.';
comment on column nachet_data.identification.id is 'The identification.';
comment on column nachet_data.identification.specimen_id is 'The specimen.';
comment on column nachet_data.identification.user_id is 'Who.';
comment on column nachet_data.identification.act is
'confirm, correct (species or box), reject (no seed), add (a seed that the models missed), or '
'reopen (undo the decision).';
comment on column nachet_data.identification.seed_id is
'The species that was said; null for no seed and for reopen.';
comment on column nachet_data.identification.object_id is 'The box that was looked at.';
comment on column nachet_data.identification.before_state is
'State of the specimen before; null when this is the first identification.';
comment on column nachet_data.identification.before_seed_id is 'Its species before.';
comment on column nachet_data.identification.top_x is 'Left edge that was said, in pixels.';
comment on column nachet_data.identification.top_y is 'Upper edge that was said, in pixels.';
comment on column nachet_data.identification.bottom_x is 'Right edge that was said, in pixels.';
comment on column nachet_data.identification.bottom_y is 'Lower edge that was said, in pixels.';
comment on column nachet_data.identification.comment is 'What the person wrote.';
comment on column nachet_data.identification.upload_date is 'When.';

reset role;
