-- Loses decisions on boxes that nobody looked at, and since when a picture shows a species.

set local lock_timeout = '1500ms';
set local role nachet_owner;

create table nachet_data.verification (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    object_id uuid not null,
    user_id uuid not null,
    act text not null,
    before jsonb,
    after jsonb not null,
    comment text not null default '',
    upload_date timestamptz not null default now(),
    constraint verification_pkey primary key (container_id, id),
    constraint verification_container_id_object_id_fkey
    foreign key (container_id, object_id)
    references nachet_data.object (container_id, id) on delete cascade,
    constraint verification_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint verification_act_check
    check (act in ('confirm', 'correct', 'reject', 'add', 'reopen'))
);
create index verification_container_id_object_id_idx
on nachet_data.verification (container_id, object_id, id);
comment on table nachet_data.verification is
'What people did to boxes: one row an act, appended, never changed.';
comment on column nachet_data.verification.container_id is 'The container of the box.';
comment on column nachet_data.verification.id is 'The act.';
comment on column nachet_data.verification.object_id is 'The box.';
comment on column nachet_data.verification.user_id is 'Who.';
comment on column nachet_data.verification.act is
'confirm (the model was right), correct (another species or box), reject (no seed), add (a missed '
'seed), reopen.';
comment on column nachet_data.verification.before is
'Validity, species and box before: valid, seed_id, box; null for an added box.';
comment on column nachet_data.verification.after is
'Validity, species and box after: valid, seed_id, box.';
comment on column nachet_data.verification.comment is 'What the person said.';
comment on column nachet_data.verification.upload_date is 'When.';
insert into nachet_data.verification (
    container_id, id, object_id, user_id, act, before, after, comment, upload_date
)
select
    d.container_id,
    d.id,
    d.object_id,
    d.user_id,
    d.act,
    case
        when d.act <> 'add' then jsonb_build_object(
            'valid', case d.before_state when 'settled' then true when 'rejected' then false end,
            'seed_id', d.before_seed_id,
            'box', coalesce(lag(d.box) over w, jsonb_build_object(
                'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x, 'bottomY', o.bottom_y
            ))
        )
    end as before,
    jsonb_build_object(
        'valid', case when d.act <> 'reopen' then d.act <> 'reject' end,
        'seed_id', d.seed_id,
        'box', d.box
    ) as after,
    d.comment,
    d.upload_date
from (
    select
        a.*,
        jsonb_build_object(
            'topX', a.top_x, 'topY', a.top_y, 'bottomX', a.bottom_x, 'bottomY', a.bottom_y
        ) as box
    from nachet_data.identification as a
) as d
inner join nachet_data.object as o on d.container_id = o.container_id and d.object_id = o.id
window w as (partition by d.container_id, d.object_id order by d.id);

alter table nachet_data.object
add column valid boolean,
add column verified_seed_id uuid,
add column verified_id uuid,
add column verified_box jsonb,
add constraint object_verified_seed_id_fkey
foreign key (verified_seed_id) references nachet_data.seed (id);
comment on column nachet_data.object.valid is
'Null until reviewed; true when verified, false when judged wrong.';
comment on column nachet_data.object.verified_seed_id is 'The species that a person decided on.';
comment on column nachet_data.object.verified_id is
'The guess of that species, or for a species outside the guesses the verification that named it.';
comment on column nachet_data.object.verified_box is
'Where a person moved it: topX, topY, bottomX, bottomY in pixels.';
update nachet_data.object as o
set
    valid = d.act <> 'reject',
    verified_seed_id = d.seed_id,
    verified_id = case
        when d.act <> 'reject' then coalesce(
            (
                select g.id
                from nachet_data.seed_object as g
                where
                    g.container_id = o.container_id
                    and g.object_id = o.id
                    and g.seed_id = d.seed_id -- noqa: RF01
                order by g.rank
                limit 1
            ),
            (
                select a.id
                from nachet_data.identification as a
                inner join nachet_data.seed as s on a.seed_id = s.id
                where
                    a.container_id = o.container_id
                    and a.specimen_id = o.specimen_id
                    and a.object_id = o.id
                    and a.act = 'add'
                    and coalesce(s.merged_into, s.id) = d.seed_id -- noqa: RF01
                order by a.id
                limit 1
            ),
            d.id
        )
    end,
    verified_box = case
        when
            not o.manual_detection
            and (d.top_x, d.top_y, d.bottom_x, d.bottom_y)
            <> (o.top_x, o.top_y, o.bottom_x, o.bottom_y)
            then jsonb_build_object(
                'topX', d.top_x, 'topY', d.top_y, 'bottomX', d.bottom_x, 'bottomY', d.bottom_y
            )
    end
from (
    select distinct on (a.container_id, a.object_id)
        a.container_id,
        a.object_id,
        a.specimen_id,
        a.id,
        a.act,
        a.top_x,
        a.top_y,
        a.bottom_x,
        a.bottom_y,
        coalesce(s.merged_into, s.id) as seed_id
    from nachet_data.identification as a
    left join nachet_data.seed as s on a.seed_id = s.id
    where
        not exists (
            select
            from nachet_data.identification as r
            where
                r.container_id = a.container_id
                and r.specimen_id = a.specimen_id
                and r.act = 'reopen'
                and r.id > a.id
        )
    order by a.container_id asc, a.object_id asc, a.id desc
) as d
inner join nachet_data.specimen as sp
    on d.container_id = sp.container_id and d.specimen_id = sp.id and sp.state <> 'open'
where o.container_id = d.container_id and o.id = d.object_id;
alter table nachet_data.object
add constraint object_valid_check
check (coalesce(valid, false) = (verified_seed_id is not null)),
add constraint object_verified_id_check
check ((verified_seed_id is null) = (verified_id is null)),
add constraint object_verified_box_check check (
    verified_box is null
    or (
        (verified_box ->> 'topX')::double precision
        <= (verified_box ->> 'bottomX')::double precision
        and (verified_box ->> 'topY')::double precision
        <= (verified_box ->> 'bottomY')::double precision
    ) is true
);
create index object_container_id_top_score_id_idx
on nachet_data.object (container_id, top_score, id) where valid is null;

update nachet_data.inference as i
set verified = t.verified
from (
    select
        o.container_id,
        o.inference_id as id,
        bool_and(o.valid is not null) as verified
    from nachet_data.object as o
    group by o.container_id, o.inference_id
) as t
where i.container_id = t.container_id and i.id = t.id and i.verified <> t.verified;
create temporary table seen on commit drop as
select distinct
    i.container_id,
    i.picture_id,
    o.verified_seed_id as seed_id
from nachet_data.inference as i
inner join nachet_data.object as o
    on i.container_id = o.container_id and i.id = o.inference_id
where i.verified and o.valid;
delete from nachet_data.picture_seed as ps
where
    not ps.named_at_upload
    and not exists (
        select
        from pg_temp.seen as s
        where
            s.container_id = ps.container_id
            and s.picture_id = ps.picture_id
            and s.seed_id = ps.seed_id
    );
insert into nachet_data.picture_seed (container_id, picture_id, seed_id)
select
    s.container_id,
    s.picture_id,
    s.seed_id
from pg_temp.seen as s
on conflict (container_id, picture_id, seed_id) do nothing;
update nachet_data.picture as p
set verified = t.verified
from (
    select
        i.container_id,
        i.picture_id as id,
        bool_or(i.verified)
        or exists (
            select
            from nachet_data.picture_seed as ps
            where
                ps.container_id = i.container_id
                and ps.picture_id = i.picture_id
                and ps.named_at_upload
        ) as verified
    from nachet_data.inference as i
    group by i.container_id, i.picture_id
) as t
where p.container_id = t.container_id and p.id = t.id and p.verified <> t.verified;

reset role;
