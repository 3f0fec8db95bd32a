-- Specimens: whether somebody decided where several readers are asked; their place in the review
-- queue, and who has boxes of it for some time.
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file require-concurrent-index-deletion

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.object in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.specimen in access exclusive mode;
lock table nachet_data.users in share row exclusive mode;
alter table nachet_data.specimen
add column decided boolean not null default false,
add column top_score double precision not null default 1,
add column margin double precision not null default 1;
comment on column nachet_data.specimen.decided is
'Whether its state was decided by a person whose word decides where several are asked.';
comment on column nachet_data.specimen.top_score is
'Its place in the review queue: score of the best guess of the box that was looked at last.';
comment on column nachet_data.specimen.margin is
'Its place in the review queue: by how much that score is above that of the second guess.';
update nachet_data.specimen as s
set top_score = o.top_score, margin = o.margin
from (
    select
        b.container_id,
        b.specimen_id,
        min(b.top_score) as top_score,
        min(b.margin) as margin
    from nachet_data.object as b
    inner join nachet_data.specimen as t
        on b.container_id = t.container_id and b.specimen_id = t.id
    where t.state in ('open', 'disputed')
    group by b.container_id, b.specimen_id
) as o
where s.container_id = o.container_id and s.id = o.specimen_id;
create index specimen_container_id_state_margin_id_idx
on nachet_data.specimen (container_id, state, margin, id) where state in ('open', 'disputed');
create index specimen_container_id_state_top_score_id_idx
on nachet_data.specimen (container_id, state, top_score, id) where state in ('open', 'disputed');
drop index nachet_data.specimen_container_id_state_id_idx;

create table nachet_data.review_lease (
    container_id uuid not null,
    object_id uuid not null,
    user_id uuid not null,
    expires_at timestamptz not null,
    constraint review_lease_pkey primary key (container_id, object_id, user_id),
    constraint review_lease_container_id_object_id_fkey
    foreign key (container_id, object_id)
    references nachet_data.object (container_id, id) on delete cascade,
    constraint review_lease_user_id_fkey foreign key (user_id) references nachet_data.users (id)
);
create index review_lease_container_id_expires_at_idx
on nachet_data.review_lease (container_id, expires_at);
comment on table nachet_data.review_lease is
'Which boxes of the review queue a person has for some time, so that others get other ones.';
comment on column nachet_data.review_lease.container_id is 'The container of the box.';
comment on column nachet_data.review_lease.object_id is 'The box.';
comment on column nachet_data.review_lease.user_id is 'Who.';
comment on column nachet_data.review_lease.expires_at is 'Until when.';

reset role;
