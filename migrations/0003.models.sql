-- Models, their versions and secrets, and the pipelines that chain them.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.task (
    id smallint primary key,
    name text not null,
    name_key text not null generated always as (
        lower(regexp_replace(name, '[-_[:space:]]+', '', 'g'))
    ) stored,
    constraint task_name_key_key unique (name_key)
);
comment on table nachet_data.task is 'What a model does.';
comment on column nachet_data.task.id is 'The task.';
comment on column nachet_data.task.name is 'Its name as it is shown.';
comment on column nachet_data.task.name_key is
'The name as it is compared: case, blanks, dashes and underscores ignored.';

insert into nachet_data.task (id, name)
values (1, 'Object Detection'), (2, 'Classification'), (3, 'Segmentation');

create table nachet_data.model (
    id uuid primary key default nachet_data.uuid7(),
    name text not null,
    endpoint_name text not null default '',
    task_id smallint not null,
    active boolean not null default true,
    position integer not null default 0,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint model_name_key unique (name),
    constraint model_task_id_fkey foreign key (task_id) references nachet_data.task (id),
    constraint model_name_check check (char_length(name) between 1 and 200)
);
comment on table nachet_data.model is 'A machine-learning model that finds or names seeds.';
comment on column nachet_data.model.id is 'The model.';
comment on column nachet_data.model.name is 'Its name, unique.';
comment on column nachet_data.model.endpoint_name is
'Name of the deployment that serves it; not its address.';
comment on column nachet_data.model.task_id is 'What it does.';
comment on column nachet_data.model.active is
'Whether it is in use; every model of an active pipeline is.';
comment on column nachet_data.model.position is
'Its place in the document that imported it last, from 1.';
comment on column nachet_data.model.upload_date is 'When it was imported first.';
comment on column nachet_data.model.updated_at is 'When it last changed.';

create table nachet_data.model_version (
    id uuid primary key default nachet_data.uuid7(),
    model_id uuid not null,
    version text not null,
    data jsonb not null default '{}',
    active boolean not null default false,
    upload_date timestamptz not null default now(),
    constraint model_version_model_id_version_key unique (model_id, version),
    constraint model_version_model_id_fkey
    foreign key (model_id) references nachet_data.model (id) on delete cascade,
    constraint model_version_data_check check (jsonb_typeof(data) = 'object')
);
create unique index model_version_active_key on nachet_data.model_version (model_id) where active;
comment on table nachet_data.model_version is 'One trained version of a model.';
comment on column nachet_data.model_version.id is 'The version.';
comment on column nachet_data.model_version.model_id is 'The model.';
comment on column nachet_data.model_version.version is 'Its number or name, as text.';
comment on column nachet_data.model_version.data is
'All else that the import said of it, without secrets.';
comment on column nachet_data.model_version.active is
'Whether it is the one in use; one a model at most.';
comment on column nachet_data.model_version.upload_date is 'When it was imported.';

create table nachet_data.model_secret (
    model_version_id uuid primary key,
    secret jsonb not null,
    updated_at timestamptz not null default now(),
    constraint model_secret_model_version_id_fkey
    foreign key (model_version_id) references nachet_data.model_version (id) on delete cascade,
    constraint model_secret_secret_check check (jsonb_typeof(secret) = 'object')
);
comment on table nachet_data.model_secret is 'Addresses and keys of deployed models; in no view.';
comment on column nachet_data.model_secret.model_version_id is 'The version that they serve.';
comment on column nachet_data.model_secret.secret is
'The keys of the imported document that are secret, with their values.';
comment on column nachet_data.model_secret.updated_at is 'When they last changed.';

create table nachet_data.pipeline (
    id uuid primary key default nachet_data.uuid7(),
    name text not null,
    active boolean not null default true,
    is_default boolean not null default false,
    data jsonb not null default '{}',
    position integer not null default 0,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint pipeline_name_key unique (name),
    constraint pipeline_name_check check (char_length(name) between 1 and 200),
    constraint pipeline_data_check check (jsonb_typeof(data) = 'object'),
    constraint pipeline_is_default_check check (active or not is_default)
);
create unique index pipeline_is_default_key on nachet_data.pipeline (is_default) where is_default;
comment on table nachet_data.pipeline is
'An ordered chain of models that turns a picture into boxes with guesses.';
comment on column nachet_data.pipeline.id is 'The pipeline.';
comment on column nachet_data.pipeline.name is 'Its name, unique.';
comment on column nachet_data.pipeline.active is 'Whether it may be chosen and used.';
comment on column nachet_data.pipeline.is_default is
'Whether it serves everyone who chose none; one at most.';
comment on column nachet_data.pipeline.data is 'All else that the import said of it.';
comment on column nachet_data.pipeline.position is
'Its place in the document that imported it last, from 1.';
comment on column nachet_data.pipeline.upload_date is 'When it was imported first.';
comment on column nachet_data.pipeline.updated_at is 'When it last changed.';

create table nachet_data.pipeline_model (
    id uuid primary key default nachet_data.uuid7(),
    pipeline_id uuid not null,
    model_id uuid not null,
    position smallint not null,
    constraint pipeline_model_pipeline_id_position_key unique (pipeline_id, position),
    constraint pipeline_model_pipeline_id_fkey
    foreign key (pipeline_id) references nachet_data.pipeline (id) on delete cascade,
    constraint pipeline_model_model_id_fkey
    foreign key (model_id) references nachet_data.model (id),
    constraint pipeline_model_position_check check (position >= 1)
);
create index pipeline_model_model_id_idx on nachet_data.pipeline_model (model_id);
comment on table nachet_data.pipeline_model is 'A model''s place in a pipeline.';
comment on column nachet_data.pipeline_model.id is 'The place.';
comment on column nachet_data.pipeline_model.pipeline_id is 'The pipeline.';
comment on column nachet_data.pipeline_model.model_id is 'The model.';
comment on column nachet_data.pipeline_model.position is 'Its turn, from 1.';

create table nachet_data.pipeline_default (
    id uuid primary key default nachet_data.uuid7(),
    pipeline_id uuid not null,
    user_id uuid not null,
    update_date timestamptz not null default now(),
    constraint pipeline_default_user_id_key unique (user_id),
    constraint pipeline_default_pipeline_id_fkey
    foreign key (pipeline_id) references nachet_data.pipeline (id) on delete cascade,
    constraint pipeline_default_user_id_fkey
    foreign key (user_id) references nachet_data.users (id) on delete cascade
);
create index pipeline_default_pipeline_id_idx on nachet_data.pipeline_default (pipeline_id);
comment on table nachet_data.pipeline_default is
'The pipeline that a user chose for themselves; one a user.';
comment on column nachet_data.pipeline_default.id is 'The choice.';
comment on column nachet_data.pipeline_default.pipeline_id is 'What was chosen.';
comment on column nachet_data.pipeline_default.user_id is 'Who chose.';
comment on column nachet_data.pipeline_default.update_date is 'When.';

create table nachet_data.ml_structure (
    single boolean primary key default true,
    data jsonb not null,
    updated_at timestamptz not null default now(),
    constraint ml_structure_single_check check (single),
    constraint ml_structure_data_check check (jsonb_typeof(data) = 'object')
);
comment on table nachet_data.ml_structure is
'What the import said beside its models and pipelines; one row.';
comment on column nachet_data.ml_structure.single is 'Holds the table to one row.';
comment on column nachet_data.ml_structure.data is
'The document''s other keys, e.g. its version and date.';
comment on column nachet_data.ml_structure.updated_at is 'When it last changed.';

reset role;
