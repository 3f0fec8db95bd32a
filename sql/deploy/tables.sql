-- What a deploy remembers, and yoyo's own tables, as yoyo makes them. Repeatable; by the owner.
create table if not exists nachet_deploy.deployed (
    object text primary key,
    sha256 text not null,
    server integer not null default current_setting('server_version_num')::integer / 10000,
    parts jsonb not null default '{}',
    deployed_at timestamptz not null default now(),
    deployed_by text not null default session_user
);
comment on table nachet_deploy.deployed is
'Each object and file as deployed last: SHA-256 of its text, and what the catalogue of that server '
'version then said of it. The row "migrations": after which of them the tables were recorded.';
create table if not exists nachet_deploy._yoyo_migration (
    migration_hash varchar(64) primary key, migration_id varchar(255), applied_at_utc timestamp
);
create table if not exists nachet_deploy._yoyo_log (
    id varchar(36) primary key, migration_hash varchar(64), migration_id varchar(255),
    operation varchar(10), username varchar(255), hostname varchar(255), comment varchar(255),
    created_at_utc timestamp
);
create table if not exists nachet_deploy._yoyo_version (
    version integer primary key, installed_at_utc timestamp
);
create table if not exists nachet_deploy.yoyo_lock (
    locked integer default 1 primary key, ctime timestamp, pid integer not null
);
insert into nachet_deploy._yoyo_version (version, installed_at_utc)
values (2, now() at time zone 'UTC') on conflict do nothing;
