-- Users, groups and containers: who there is, and what is shared with whom.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Time-ordered ids (RFC 9562, version 7): inserts touch the right edge of an index instead of
-- all of it.
do $do$
begin
    if current_setting('server_version_num')::integer >= 180000 then
        create function nachet_data.uuid7() returns uuid
        language sql volatile parallel safe
        return uuidv7();
    else
        -- 48 bits of milliseconds, the version, 12 bits of fractions of a millisecond; the rest
        -- of a random one. Microseconds times 4.096 are milliseconds times 4096 and the fraction.
        create function nachet_data.uuid7() returns uuid
        language sql volatile parallel safe
        return (
            overlay(
                lpad(
                    to_hex(
                        (extract(epoch from clock_timestamp()) * 1000000)::bigint * 512 / 125
                    ), 15, '0'
                )
                placing '7' from 13 for 0
            ) || substr(gen_random_uuid()::text, 20)
        )::uuid;
    end if;
end
$do$;
comment on function nachet_data.uuid7() is
'A new UUID, version 7: ordered by the time that it was made at. The server''s own where it has '
'one.';

create table nachet_data.permission (
    id smallint primary key,
    name text not null,
    constraint permission_name_key unique (name)
);
comment on table nachet_data.permission is
'What someone may do, as a ladder: each level includes those below it.';
comment on column nachet_data.permission.id is
'Height on the ladder: 1 read, 2 write, 3 manage, 4 admin.';
comment on column nachet_data.permission.name is 'The level''s name in documents.';

insert into nachet_data.permission (id, name)
values (1, 'read'), (2, 'write'), (3, 'manage'), (4, 'admin');

create table nachet_data.users (
    id uuid primary key default nachet_data.uuid7(),
    email text not null,
    permission_id smallint not null,
    registration_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_permission_id_fkey
    foreign key (permission_id) references nachet_data.permission (id),
    constraint users_email_check
    check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 320)
);
create unique index users_email_key on nachet_data.users (lower(email));
comment on table nachet_data.users is
'A person who uses Nachet. The personal container has the same id.';
comment on column nachet_data.users.id is 'The user, and the user''s personal container.';
comment on column nachet_data.users.email is 'E-mail address, as given; unique whatever its case.';
comment on column nachet_data.users.permission_id is
'The most that this user may do anywhere; an admin may do everything.';
comment on column nachet_data.users.registration_date is 'When the user was created.';
comment on column nachet_data.users.updated_at is 'When the user last changed.';

create table nachet_data.groups (
    id uuid primary key default nachet_data.uuid7(),
    name text not null,
    name_key text not null generated always as (lower(normalize(name, nfkd))) stored,
    permission_id smallint not null,
    owner_id uuid not null,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint groups_owner_id_name_key_key unique (owner_id, name_key),
    constraint groups_permission_id_fkey
    foreign key (permission_id) references nachet_data.permission (id),
    constraint groups_owner_id_fkey foreign key (owner_id) references nachet_data.users (id),
    constraint groups_name_check check (char_length(name) between 1 and 200),
    constraint groups_permission_id_check check (permission_id between 1 and 3)
);
comment on table nachet_data.groups is 'People who share containers, and what they may do in them.';
comment on column nachet_data.groups.id is 'The group.';
comment on column nachet_data.groups.name is
'Name, unique among its owner''s groups whatever its case.';
comment on column nachet_data.groups.name_key is
'The name as it is compared: case and composition of letters folded.';
comment on column nachet_data.groups.permission_id is
'What its members may do in the containers shared with it: read, write or manage.';
comment on column nachet_data.groups.owner_id is
'The user who may rename it, hand it over, delete it, and choose its members.';
comment on column nachet_data.groups.upload_date is 'When it was created.';
comment on column nachet_data.groups.updated_at is 'When it last changed.';

create table nachet_data.user_group (
    id uuid primary key default nachet_data.uuid7(),
    user_id uuid not null,
    group_id uuid not null,
    upload_date timestamptz not null default now(),
    constraint user_group_user_id_group_id_key unique (user_id, group_id),
    constraint user_group_user_id_fkey
    foreign key (user_id) references nachet_data.users (id) on delete cascade,
    constraint user_group_group_id_fkey
    foreign key (group_id) references nachet_data.groups (id) on delete cascade
);
create index user_group_group_id_idx on nachet_data.user_group (group_id);
comment on table nachet_data.user_group is 'Membership of a user in a group.';
comment on column nachet_data.user_group.id is 'The membership.';
comment on column nachet_data.user_group.user_id is 'The member.';
comment on column nachet_data.user_group.group_id is 'The group.';
comment on column nachet_data.user_group.upload_date is 'Since when.';

create table nachet_data.container (
    id uuid primary key default nachet_data.uuid7(),
    owner_id uuid,
    name text not null,
    kind text not null default 'further',
    public boolean not null default false,
    creation_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint container_owner_id_fkey foreign key (owner_id) references nachet_data.users (id),
    constraint container_name_check check (char_length(name) between 1 and 200),
    constraint container_kind_check check (kind in ('personal', 'further', 'archive')),
    constraint container_owner_id_check check ((kind = 'archive') = (owner_id is null)),
    constraint container_personal_check check (kind <> 'personal' or id = owner_id),
    constraint container_public_check check (kind <> 'archive' or not public)
);
create index container_owner_id_idx on nachet_data.container (owner_id);
create index container_public_idx on nachet_data.container (id) where public;
create unique index container_archive_key on nachet_data.container (kind) where kind = 'archive';
comment on table nachet_data.container is
'The unit of ownership and sharing; in the blob store the container named user-<id>.';
comment on column nachet_data.container.id is 'The container; a personal one has its user''s id.';
comment on column nachet_data.container.owner_id is 'The user who owns it; none for the archive.';
comment on column nachet_data.container.name is 'Name for people; need not be unique.';
comment on column nachet_data.container.kind is
'personal (one for each user), further, or archive (the one that keeps verified pictures of '
'deleted folders).';
comment on column nachet_data.container.public is 'Whether every user may read it.';
comment on column nachet_data.container.creation_date is 'When it was created.';
comment on column nachet_data.container.updated_at is 'When its name or sharing last changed.';

create table nachet_data.group_container (
    id uuid primary key default nachet_data.uuid7(),
    group_id uuid not null,
    container_id uuid not null,
    upload_date timestamptz not null default now(),
    constraint group_container_container_id_group_id_key unique (container_id, group_id),
    constraint group_container_group_id_fkey
    foreign key (group_id) references nachet_data.groups (id) on delete cascade,
    constraint group_container_container_id_fkey
    foreign key (container_id) references nachet_data.container (id) on delete cascade
);
create index group_container_group_id_idx on nachet_data.group_container (group_id);
comment on table nachet_data.group_container is
'A share: the group''s members may use the container at the group''s permission.';
comment on column nachet_data.group_container.id is 'The share.';
comment on column nachet_data.group_container.group_id is 'With whom.';
comment on column nachet_data.group_container.container_id is 'What is shared, whole.';
comment on column nachet_data.group_container.upload_date is 'Since when.';

reset role;
