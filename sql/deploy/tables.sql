-- What a deploy remembers. Repeatable.
create table if not exists nachet_deploy.source (
    file text primary key,
    kind text not null,
    name text not null,
    sql text not null,
    applied boolean not null default false,
    deployed_at timestamptz,
    deployed_by text,
    constraint source_kind_check check (kind in ('grants', 'function', 'view', 'data'))
);
comment on table nachet_deploy.source is
'The source as it was deployed last: what is run again when it or its object changes.';
comment on column nachet_deploy.source.file is 'The file, from the source''s root.';
comment on column nachet_deploy.source.kind is 'grants, function, view or data.';
comment on column nachet_deploy.source.name is 'The function or view that it makes; its stem.';
comment on column nachet_deploy.source.sql is 'Its text.';
comment on column nachet_deploy.source.applied is 'Whether that text was run.';
comment on column nachet_deploy.source.deployed_at is 'When it was run last.';
comment on column nachet_deploy.source.deployed_by is 'By which login.';

create table if not exists nachet_deploy.object (
    kind text not null,
    identity text not null,
    name text not null,
    state jsonb not null,
    constraint object_pkey primary key (kind, identity)
);
comment on table nachet_deploy.object is
'Each object as the catalogue had it after the last deploy; what differs now was changed by hand.';
comment on column nachet_deploy.object.kind is 'What it is: function, view, table, schema ...';
comment on column nachet_deploy.object.identity is 'Its whole name, with the parameters'' types.';
comment on column nachet_deploy.object.name is 'Its bare name.';
comment on column nachet_deploy.object.state is
'Owner, grants and comments, and hashes of all else.';

create table if not exists nachet_deploy.migration (
    migration_id text primary key,
    sha256 text not null,
    recorded boolean not null default false
);
comment on table nachet_deploy.migration is
'What the applied migrations said; yoyo keeps their names alone.';
comment on column nachet_deploy.migration.migration_id is 'The migration, as yoyo names it.';
comment on column nachet_deploy.migration.sha256 is 'SHA-256 of its text, in hexadecimal.';
comment on column nachet_deploy.migration.recorded is
'Whether the tables were taken note of since it was applied.';

-- yoyo's own, as yoyo makes them.
create table if not exists nachet_deploy._yoyo_migration (
    migration_hash varchar(64) primary key,
    migration_id varchar(255),
    applied_at_utc timestamp
);
comment on table nachet_deploy._yoyo_migration is 'yoyo: the migrations that are applied.';

create table if not exists nachet_deploy._yoyo_log (
    id varchar(36) primary key,
    migration_hash varchar(64),
    migration_id varchar(255),
    operation varchar(10),
    username varchar(255),
    hostname varchar(255),
    comment varchar(255),
    created_at_utc timestamp
);
comment on table nachet_deploy._yoyo_log is 'yoyo: what it did, and when.';

create table if not exists nachet_deploy._yoyo_version (
    version integer primary key,
    installed_at_utc timestamp
);
comment on table nachet_deploy._yoyo_version is 'yoyo: the version of its own tables.';
insert into nachet_deploy._yoyo_version (version, installed_at_utc)
select
    2 as version,
    current_timestamp at time zone 'UTC' as installed_at_utc
where not exists (select from nachet_deploy._yoyo_version);

create table if not exists nachet_deploy.yoyo_lock (
    locked integer default 1 primary key,
    ctime timestamp,
    pid integer not null
);
comment on table nachet_deploy.yoyo_lock is 'yoyo: who applies migrations at this moment.';

create table if not exists nachet_deploy.machinery (
    sha256 text primary key
);
comment on table nachet_deploy.machinery is
'Which version of the functions of this schema is here; one row.';
comment on column nachet_deploy.machinery.sha256 is 'SHA-256 of their text, in hexadecimal.';

-- Functions of another version go first: one may have had other parameters, or another answer.
do $do$
declare
    c_sha256 constant text := current_setting('nachet.machinery');
    v_function regprocedure;
begin
    if exists (select from nachet_deploy.machinery as m where m.sha256 = c_sha256) then
        return;
    end if;
    for v_function in
        select p.oid
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'nachet_deploy'::regnamespace
    loop
        execute format('drop function %s', v_function);
    end loop;
    delete from nachet_deploy.machinery;
    insert into nachet_deploy.machinery (sha256) values (c_sha256);
end
$do$;
