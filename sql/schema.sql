-- The schema as the catalogue of a fresh deploy has it: to read, and to see in a diff what a change
-- changes. Made by `make docs`; not to run: a few letters stand for each body and each query.

create schema nachet;
grant usage on nachet to nachet_analyst;
grant usage on nachet to nachet_backend;

create schema nachet_data;

-- A step to be taken in the blob store; the row goes when the step is done.
create table nachet_data.blob_task (
    container_id uuid not null,  -- The container that the step serves.
    id uuid not null default nachet_data.uuid7(),  -- The step.
    kind text not null,  -- create_container, write_folder (its json), move_picture (copy to the target), or delete_blob.
    picture_set_id uuid,  -- The folder that it concerns.
    picture_id uuid,  -- The picture that it concerns; what is to be deleted goes before its blob moves.
    blob_container_id uuid not null,  -- The container in which the blob is, or is to be made.
    blob_name text,  -- The blob.
    target_name text,  -- Where it moves, in the container that the step serves.
    content jsonb,  -- What is to be written; of a deletion: the etag of the blob that was seen.
    attempts integer not null default 0,  -- How often it was claimed.
    run_after timestamp with time zone not null default now(),  -- Not before this; while it is claimed, when the claim ends.
    claimed_by text,  -- The claim that holds it.
    parked boolean not null default false,  -- Whether it failed so often that a person must look.
    last_error text,  -- What went wrong last.
    upload_date timestamp with time zone not null default now(),  -- When it was decided.
    constraint blob_task_pkey PRIMARY KEY (container_id, id),
    constraint blob_task_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint blob_task_attempts_check CHECK (attempts >= 0),
    constraint blob_task_blob_name_check CHECK ((kind = 'create_container'::text) = (blob_name IS NULL)),
    constraint blob_task_kind_check CHECK (kind = ANY (ARRAY['create_container'::text, 'write_folder'::text, 'move_picture'::text, 'delete_blob'::text])),
    constraint blob_task_target_name_check CHECK ((kind = 'move_picture'::text) = (target_name IS NOT NULL)),
);
CREATE INDEX blob_task_container_id_blob_name_idx ON nachet_data.blob_task USING btree (container_id, blob_name);
CREATE INDEX blob_task_container_id_claimed_by_idx ON nachet_data.blob_task USING btree (container_id, claimed_by) WHERE (claimed_by IS NOT NULL);
CREATE INDEX blob_task_container_id_picture_id_idx ON nachet_data.blob_task USING btree (container_id, picture_id, id) WHERE (picture_id IS NOT NULL);
CREATE INDEX blob_task_container_id_picture_set_id_idx ON nachet_data.blob_task USING btree (container_id, picture_set_id) WHERE (picture_set_id IS NOT NULL);
CREATE INDEX blob_task_container_id_run_after_id_idx ON nachet_data.blob_task USING btree (container_id, run_after, id) WHERE (NOT parked);
CREATE INDEX blob_task_container_id_target_name_idx ON nachet_data.blob_task USING btree (container_id, target_name) WHERE (target_name IS NOT NULL);
CREATE INDEX blob_task_run_after_idx ON nachet_data.blob_task USING btree (run_after) WHERE (NOT parked);

-- The unit of ownership and sharing; in the blob store the container named user-<id>.
create table nachet_data.container (
    id uuid not null default nachet_data.uuid7(),  -- The container; a personal one has its user's id.
    owner_id uuid,  -- The user who owns it; none for the archive.
    name text not null,  -- Name for people; need not be unique.
    kind text not null default 'further'::text,  -- personal (one for each user), further, or archive (the one that keeps verified pictures of deleted folders).
    public boolean not null default false,  -- Whether every user may read it.
    creation_date timestamp with time zone not null default now(),  -- When it was created.
    updated_at timestamp with time zone not null default now(),  -- When its name or sharing last changed.
    constraint container_pkey PRIMARY KEY (id),
    constraint container_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint container_kind_check CHECK (kind = ANY (ARRAY['personal'::text, 'further'::text, 'archive'::text])),
    constraint container_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint container_owner_id_check CHECK ((kind = 'archive'::text) = (owner_id IS NULL)),
    constraint container_personal_check CHECK (kind <> 'personal'::text OR id = owner_id),
    constraint container_public_check CHECK (kind <> 'archive'::text OR NOT public),
);
CREATE UNIQUE INDEX container_archive_key ON nachet_data.container USING btree (kind) WHERE (kind = 'archive'::text);
CREATE INDEX container_owner_id_idx ON nachet_data.container USING btree (owner_id);
CREATE INDEX container_public_idx ON nachet_data.container USING btree (id) WHERE public;

-- A share: the group's members may use the container at the group's permission.
create table nachet_data.group_container (
    id uuid not null default nachet_data.uuid7(),  -- The share.
    group_id uuid not null,  -- With whom.
    container_id uuid not null,  -- What is shared, whole.
    upload_date timestamp with time zone not null default now(),  -- Since when.
    constraint group_container_pkey PRIMARY KEY (id),
    constraint group_container_container_id_group_id_key UNIQUE (container_id, group_id),
    constraint group_container_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id) ON DELETE CASCADE,
    constraint group_container_group_id_fkey FOREIGN KEY (group_id) REFERENCES nachet_data.groups(id) ON DELETE CASCADE,
);
CREATE INDEX group_container_group_id_idx ON nachet_data.group_container USING btree (group_id);

-- People who share containers, and what they may do in them.
create table nachet_data.groups (
    id uuid not null default nachet_data.uuid7(),  -- The group.
    name text not null,  -- Name, unique among its owner's groups whatever its case.
    name_key text not null generated always as (lower(NORMALIZE(name, NFKD))) stored,  -- The name as it is compared: case and composition of letters folded.
    permission_id smallint not null,  -- What its members may do in the containers shared with it: read, write or manage.
    owner_id uuid not null,  -- The user who may rename it, hand it over, delete it, and choose its members.
    upload_date timestamp with time zone not null default now(),  -- When it was created.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    constraint groups_pkey PRIMARY KEY (id),
    constraint groups_owner_id_name_key_key UNIQUE (owner_id, name_key),
    constraint groups_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint groups_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES nachet_data.permission(id),
    constraint groups_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint groups_permission_id_check CHECK (permission_id >= 1 AND permission_id <= 3),
);

-- One run of a pipeline over a picture.
create table nachet_data.inference (
    container_id uuid not null,  -- The container of the picture.
    id uuid not null default nachet_data.uuid7(),  -- The inference; the caller's own where a retry must be harmless.
    picture_id uuid not null,  -- The picture.
    user_id uuid not null,  -- Who asked for it.
    pipeline_id uuid not null,  -- The pipeline that ran.
    inference jsonb not null,  -- The registered document as it is given back, without its boxes.
    nb_object integer not null,  -- Boxes that the models found.
    top_score double precision,  -- Score of the surest guess of all boxes; null without boxes.
    verified boolean not null default false,  -- Whether each of its boxes is reviewed.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it was registered, verified or reopened last.
    constraint inference_pkey PRIMARY KEY (container_id, id),
    constraint inference_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
    constraint inference_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES nachet_data.pipeline(id),
    constraint inference_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint inference_inference_check CHECK (jsonb_typeof(inference) = 'object'::text),
    constraint inference_nb_object_check CHECK (nb_object >= 0),
    constraint inference_top_score_check CHECK (top_score >= 0::double precision AND top_score <= 1::double precision),
);
CREATE INDEX inference_container_id_picture_id_idx ON nachet_data.inference USING btree (container_id, picture_id, id);
CREATE INDEX inference_container_id_pipeline_id_picture_id_idx ON nachet_data.inference USING btree (container_id, pipeline_id, picture_id);
CREATE INDEX inference_container_id_top_score_picture_id_idx ON nachet_data.inference USING btree (container_id, top_score, picture_id);

-- A model version that ran for an inference.
create table nachet_data.inference_model (
    container_id uuid not null,  -- The container of the inference.
    inference_id uuid not null,  -- The inference.
    position smallint not null,  -- Its turn, from 1.
    name text not null,  -- The model's name as the document gave it.
    version text not null default ''::text,  -- The version as the document gave it, as text.
    model_version_id uuid,  -- The imported version of that name and number, where there is one.
    constraint inference_model_pkey PRIMARY KEY (container_id, inference_id, "position"),
    constraint inference_model_container_id_inference_id_fkey FOREIGN KEY (container_id, inference_id) REFERENCES nachet_data.inference(container_id, id) ON DELETE CASCADE,
    constraint inference_model_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES nachet_data.model_version(id),
);

-- This datastore among others that may share a blob store; one row.
create table nachet_data.installation (
    id uuid not null default nachet_data.uuid7(),  -- The mark that its blob containers carry.
    single boolean not null default true,  -- Holds the table to one row.
    creation_date timestamp with time zone not null default now(),  -- When it was installed.
    constraint installation_pkey PRIMARY KEY (id),
    constraint installation_single_key UNIQUE (single),
    constraint installation_single_check CHECK (single),
);

-- What the import said beside its models and pipelines; one row.
create table nachet_data.ml_structure (
    single boolean not null default true,  -- Holds the table to one row.
    data jsonb not null,  -- The document's other keys, e.g. its version and date.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    constraint ml_structure_pkey PRIMARY KEY (single),
    constraint ml_structure_data_check CHECK (jsonb_typeof(data) = 'object'::text),
    constraint ml_structure_single_check CHECK (single),
);

-- A machine-learning model that finds or names seeds.
create table nachet_data.model (
    id uuid not null default nachet_data.uuid7(),  -- The model.
    name text not null,  -- Its name, unique.
    endpoint_name text not null default ''::text,  -- Name of the deployment that serves it; not its address.
    task_id smallint not null,  -- What it does.
    active boolean not null default true,  -- Whether it is in use; every model of an active pipeline is.
    position integer not null default 0,  -- Its place in the document that imported it last, from 1.
    upload_date timestamp with time zone not null default now(),  -- When it was imported first.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    constraint model_pkey PRIMARY KEY (id),
    constraint model_name_key UNIQUE (name),
    constraint model_task_id_fkey FOREIGN KEY (task_id) REFERENCES nachet_data.task(id),
    constraint model_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
);

-- Addresses and keys of deployed models; in no view.
create table nachet_data.model_secret (
    model_version_id uuid not null,  -- The version that they serve.
    secret jsonb not null,  -- The keys of the imported document that are secret, with their values.
    updated_at timestamp with time zone not null default now(),  -- When they last changed.
    constraint model_secret_pkey PRIMARY KEY (model_version_id),
    constraint model_secret_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES nachet_data.model_version(id) ON DELETE CASCADE,
    constraint model_secret_secret_check CHECK (jsonb_typeof(secret) = 'object'::text),
);

-- One trained version of a model.
create table nachet_data.model_version (
    id uuid not null default nachet_data.uuid7(),  -- The version.
    model_id uuid not null,  -- The model.
    version text not null,  -- Its number or name, as text.
    data jsonb not null default '{}'::jsonb,  -- All else that the import said of it, without secrets.
    active boolean not null default false,  -- Whether it is the one in use; one a model at most.
    upload_date timestamp with time zone not null default now(),  -- When it was imported.
    constraint model_version_pkey PRIMARY KEY (id),
    constraint model_version_model_id_version_key UNIQUE (model_id, version),
    constraint model_version_model_id_fkey FOREIGN KEY (model_id) REFERENCES nachet_data.model(id) ON DELETE CASCADE,
    constraint model_version_data_check CHECK (jsonb_typeof(data) = 'object'::text),
);
CREATE UNIQUE INDEX model_version_active_key ON nachet_data.model_version USING btree (model_id) WHERE active;

-- A box: one thing found in a picture, by the models or by a person.
create table nachet_data.object (
    container_id uuid not null,  -- The container of the inference.
    id uuid not null default nachet_data.uuid7(),  -- The box.
    inference_id uuid not null,  -- The inference that it belongs to.
    position integer not null,  -- Its place in the document, from 1; boxes that a person added come last.
    type_id smallint not null default 1,  -- What kind of thing it frames.
    box_metadata jsonb not null,  -- The box as it was answered at registration, guesses and labels as sent; never changed.
    top_x double precision not null,  -- Left edge as first drawn, in pixels.
    top_y double precision not null,  -- Upper edge as first drawn, in pixels.
    bottom_x double precision not null,  -- Right edge as first drawn, in pixels.
    bottom_y double precision not null,  -- Lower edge as first drawn, in pixels.
    top_score double precision not null,  -- Score of its best guess; 1 for a box that a person added.
    manual_detection boolean not null default false,  -- Whether a person added it.
    valid boolean,  -- Null until reviewed; true when verified, false when judged wrong.
    verified_seed_id uuid,  -- The species that a person decided on.
    verified_id uuid,  -- The guess of that species, or for a species outside the guesses the verification that named it.
    verified_box jsonb,  -- Where a person moved it: topX, topY, bottomX, bottomY in pixels.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it was registered, reviewed or reopened last.
    constraint object_pkey PRIMARY KEY (container_id, id),
    constraint object_container_id_inference_id_position_key UNIQUE (container_id, inference_id, "position"),
    constraint object_container_id_inference_id_fkey FOREIGN KEY (container_id, inference_id) REFERENCES nachet_data.inference(container_id, id) ON DELETE CASCADE,
    constraint object_type_id_fkey FOREIGN KEY (type_id) REFERENCES nachet_data.object_type(id),
    constraint object_verified_seed_id_fkey FOREIGN KEY (verified_seed_id) REFERENCES nachet_data.seed(id),
    constraint object_box_check CHECK (top_x <= bottom_x AND top_y <= bottom_y),
    constraint object_box_metadata_check CHECK (jsonb_typeof(box_metadata) = 'object'::text),
    constraint object_position_check CHECK ("position" >= 1),
    constraint object_top_score_check CHECK (top_score >= 0::double precision AND top_score <= 1::double precision),
    constraint object_valid_check CHECK (COALESCE(valid, false) = (verified_seed_id IS NOT NULL)),
    constraint object_verified_box_check CHECK (verified_box IS NULL OR (((verified_box ->> 'topX'::text)::double precision) <= ((verified_box ->> 'bottomX'::text)::double precision) AND ((verified_box ->> 'topY'::text)::double precision) <= ((verified_box ->> 'bottomY'::text)::double precision)) IS TRUE),
    constraint object_verified_id_check CHECK ((verified_seed_id IS NULL) = (verified_id IS NULL)),
);
CREATE INDEX object_container_id_top_score_id_idx ON nachet_data.object USING btree (container_id, top_score, id) WHERE (valid IS NULL);

-- What kind of thing a box frames.
create table nachet_data.object_type (
    id smallint not null,  -- The kind; 1 is a seed.
    name text not null,  -- Its name.
    constraint object_type_pkey PRIMARY KEY (id),
    constraint object_type_name_key UNIQUE (name),
);

-- What someone may do, as a ladder: each level includes those below it.
create table nachet_data.permission (
    id smallint not null,  -- Height on the ladder: 1 read, 2 write, 3 manage, 4 admin.
    name text not null,  -- The level's name in documents.
    constraint permission_pkey PRIMARY KEY (id),
    constraint permission_name_key UNIQUE (name),
);

-- A picture: reserved before its blob is written, confirmed after.
create table nachet_data.picture (
    container_id uuid not null,  -- The container that it is in.
    id uuid not null default nachet_data.uuid7(),  -- The picture.
    picture_set_id uuid not null,  -- The folder that it is in.
    parent uuid,  -- The picture that this one was cut out of.
    parent_box jsonb,  -- Where it was cut: topX, topY, bottomX, bottomY in pixels of the parent.
    user_id uuid,  -- The user who uploaded it.
    state text not null default 'pending'::text,  -- pending: its blob may not be there yet; confirmed: its blob is there.
    picture jsonb not null default '{}'::jsonb,  -- What else its uploader says of it, as a document.
    media_type text not null,  -- What its bytes are, e.g. image/tiff.
    byte_size bigint not null,  -- Size of the blob in bytes.
    sha256 bytea not null,  -- SHA-256 of the bytes; the same bytes in the same folder are one picture.
    width integer,  -- Pixels from left to right; unknown for arrays that are no picture.
    height integer,  -- Pixels from top to bottom; unknown for arrays that are no picture.
    zoom double precision,  -- Magnification of the microscope, from 1.
    nb_seeds integer,  -- Number of seeds in it, as its uploader counted them.
    description text,  -- What its uploader says of it, as text.
    nb_object integer,  -- Boxes in its newest inference; null while it has no inference.
    verified boolean not null default false,  -- Whether its species are known: said at the upload, or all boxes of one of its inferences are reviewed.
    blob_container_id uuid not null,  -- The container whose blobs hold it now; another one while it moves to the archive.
    blob_name text not null,  -- Name of its blob now; another folder's while it moves.
    upload_date timestamp with time zone not null default now(),  -- When it was reserved.
    updated_at timestamp with time zone not null default now(),  -- When it was confirmed, verified, moved, deleted or restored last.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    search tsvector not null generated always as (to_tsvector('simple'::regconfig, COALESCE(description, ''::text)) || jsonb_to_tsvector('simple'::regconfig, picture, '["string", "numeric"]'::jsonb)) stored,  -- Words of its description and document, for free-text search.
    constraint picture_pkey PRIMARY KEY (container_id, id),
    constraint picture_container_id_parent_fkey FOREIGN KEY (container_id, parent) REFERENCES nachet_data.picture(container_id, id),
    constraint picture_container_id_picture_set_id_fkey FOREIGN KEY (container_id, picture_set_id) REFERENCES nachet_data.picture_set(container_id, id),
    constraint picture_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint picture_byte_size_check CHECK (byte_size > 0),
    constraint picture_height_check CHECK (height > 0),
    constraint picture_media_type_check CHECK (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'::text),
    constraint picture_nb_object_check CHECK (nb_object >= 0),
    constraint picture_nb_seeds_check CHECK (nb_seeds >= 1),
    constraint picture_parent_box_check CHECK (((parent_box ->> 'topX'::text)::double precision) <= ((parent_box ->> 'bottomX'::text)::double precision) AND ((parent_box ->> 'topY'::text)::double precision) <= ((parent_box ->> 'bottomY'::text)::double precision)),
    constraint picture_parent_check CHECK (parent <> id),
    constraint picture_picture_check CHECK (jsonb_typeof(picture) = 'object'::text),
    constraint picture_sha256_check CHECK (octet_length(sha256) = 32),
    constraint picture_state_check CHECK (state = ANY (ARRAY['pending'::text, 'confirmed'::text])),
    constraint picture_width_check CHECK (width > 0),
    constraint picture_zoom_check CHECK (zoom >= 1::double precision AND zoom < 'Infinity'::double precision),
);
CREATE UNIQUE INDEX picture_blob_key ON nachet_data.picture USING btree (container_id, blob_container_id, blob_name);
CREATE INDEX picture_container_id_byte_size_idx ON nachet_data.picture USING btree (container_id, byte_size);
CREATE INDEX picture_container_id_deleted_at_id_idx ON nachet_data.picture USING btree (container_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX picture_container_id_height_idx ON nachet_data.picture USING btree (container_id, height);
CREATE INDEX picture_container_id_media_type_id_idx ON nachet_data.picture USING btree (container_id, media_type, id);
CREATE INDEX picture_container_id_parent_idx ON nachet_data.picture USING btree (container_id, parent) WHERE (parent IS NOT NULL);
CREATE INDEX picture_container_id_picture_set_id_id_idx ON nachet_data.picture USING btree (container_id, picture_set_id, id);
CREATE UNIQUE INDEX picture_container_id_picture_set_id_sha256_key ON nachet_data.picture USING btree (container_id, picture_set_id, sha256) WHERE (deleted_at IS NULL);
CREATE INDEX picture_container_id_upload_date_idx ON nachet_data.picture USING btree (container_id, upload_date);
CREATE INDEX picture_container_id_verified_id_idx ON nachet_data.picture USING btree (container_id, verified, id);
CREATE INDEX picture_container_id_width_idx ON nachet_data.picture USING btree (container_id, width);
CREATE INDEX picture_pending_idx ON nachet_data.picture USING btree (upload_date) WHERE (state = 'pending'::text);
CREATE INDEX picture_search_idx ON nachet_data.picture USING gin (search);

-- A species that is known to be in a picture.
create table nachet_data.picture_seed (
    container_id uuid not null,  -- The container of the picture.
    id uuid not null default nachet_data.uuid7(),  -- The fact.
    picture_id uuid not null,  -- The picture.
    seed_id uuid not null,  -- The species.
    named_at_upload boolean not null default false,  -- Whether the uploader named it; otherwise it follows from verified boxes and goes when they are reopened.
    upload_date timestamp with time zone not null default now(),  -- Since when it is known.
    constraint picture_seed_pkey PRIMARY KEY (container_id, picture_id, seed_id),
    constraint picture_seed_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
    constraint picture_seed_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
);
CREATE INDEX picture_seed_container_id_seed_id_picture_id_idx ON nachet_data.picture_seed USING btree (container_id, seed_id, picture_id);

-- A folder of pictures; in the blob store the folder <id>/ with its description <id>.json.
create table nachet_data.picture_set (
    container_id uuid not null,  -- The container that it is in.
    id uuid not null default nachet_data.uuid7(),  -- The folder; a container's default folder has the container's id.
    name text not null,  -- Name for people; unique in the container whatever its case.
    name_key text not null generated always as (lower(NORMALIZE(name, NFKD))) stored,  -- The name as it is compared: case and composition of letters folded.
    picture_set jsonb not null default '{}'::jsonb,  -- What else its maker says of it, as a document.
    owner_id uuid,  -- The user who created it.
    is_default boolean not null default false,  -- Whether it is the one that takes pictures without a folder; one a container.
    upload_date timestamp with time zone not null default now(),  -- When it was created.
    updated_at timestamp with time zone not null default now(),  -- When it was renamed, deleted or restored last.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    constraint picture_set_pkey PRIMARY KEY (container_id, id),
    constraint picture_set_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint picture_set_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint picture_set_is_default_check CHECK (NOT is_default OR deleted_at IS NULL),
    constraint picture_set_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint picture_set_picture_set_check CHECK (jsonb_typeof(picture_set) = 'object'::text),
);
CREATE UNIQUE INDEX picture_set_container_id_name_key_key ON nachet_data.picture_set USING btree (container_id, name_key) WHERE (deleted_at IS NULL);
CREATE INDEX picture_set_deleted_at_idx ON nachet_data.picture_set USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX picture_set_is_default_key ON nachet_data.picture_set USING btree (container_id) WHERE is_default;

-- An ordered chain of models that turns a picture into boxes with guesses.
create table nachet_data.pipeline (
    id uuid not null default nachet_data.uuid7(),  -- The pipeline.
    name text not null,  -- Its name, unique.
    active boolean not null default true,  -- Whether it may be chosen and used.
    is_default boolean not null default false,  -- Whether it serves everyone who chose none; one at most.
    data jsonb not null default '{}'::jsonb,  -- All else that the import said of it.
    position integer not null default 0,  -- Its place in the document that imported it last, from 1.
    upload_date timestamp with time zone not null default now(),  -- When it was imported first.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    constraint pipeline_pkey PRIMARY KEY (id),
    constraint pipeline_name_key UNIQUE (name),
    constraint pipeline_data_check CHECK (jsonb_typeof(data) = 'object'::text),
    constraint pipeline_is_default_check CHECK (active OR NOT is_default),
    constraint pipeline_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
);
CREATE UNIQUE INDEX pipeline_is_default_key ON nachet_data.pipeline USING btree (is_default) WHERE is_default;

-- The pipeline that a user chose for themselves; one a user.
create table nachet_data.pipeline_default (
    id uuid not null default nachet_data.uuid7(),  -- The choice.
    pipeline_id uuid not null,  -- What was chosen.
    user_id uuid not null,  -- Who chose.
    update_date timestamp with time zone not null default now(),  -- When.
    constraint pipeline_default_pkey PRIMARY KEY (id),
    constraint pipeline_default_user_id_key UNIQUE (user_id),
    constraint pipeline_default_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES nachet_data.pipeline(id) ON DELETE CASCADE,
    constraint pipeline_default_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id) ON DELETE CASCADE,
);
CREATE INDEX pipeline_default_pipeline_id_idx ON nachet_data.pipeline_default USING btree (pipeline_id);

-- A model's place in a pipeline.
create table nachet_data.pipeline_model (
    id uuid not null default nachet_data.uuid7(),  -- The place.
    pipeline_id uuid not null,  -- The pipeline.
    model_id uuid not null,  -- The model.
    position smallint not null,  -- Its turn, from 1.
    constraint pipeline_model_pkey PRIMARY KEY (id),
    constraint pipeline_model_pipeline_id_position_key UNIQUE (pipeline_id, "position"),
    constraint pipeline_model_model_id_fkey FOREIGN KEY (model_id) REFERENCES nachet_data.model(id),
    constraint pipeline_model_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES nachet_data.pipeline(id) ON DELETE CASCADE,
    constraint pipeline_model_position_check CHECK ("position" >= 1),
);
CREATE INDEX pipeline_model_model_id_idx ON nachet_data.pipeline_model USING btree (model_id);

-- A species of seed. Rows are never deleted: a merged one points to the species that it became.
create table nachet_data.seed (
    id uuid not null default nachet_data.uuid7(),  -- The species.
    name text not null,  -- Scientific name; unique whatever its case and spacing, among those not merged.
    name_key text not null generated always as (lower(NORMALIZE(regexp_replace(btrim(name), '\s+'::text, ' '::text, 'g'::text), NFKD))) stored,  -- The name as it is compared: case, spacing and composition of letters folded.
    information jsonb not null default '{}'::jsonb,  -- What is known of the species, as a document.
    object_type_id smallint not null default 1,  -- What kind of object it is.
    confirmed boolean not null default false,  -- Whether a curator vouches for it; names from models and people start unconfirmed.
    gbif_key bigint,  -- Its usage key in the GBIF backbone taxonomy.
    eppo_code text,  -- Its code in the EPPO global database.
    itis_tsn bigint,  -- Its serial number in the Integrated Taxonomic Information System.
    merged_into uuid,  -- The species that this one turned out to be.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    constraint seed_pkey PRIMARY KEY (id),
    constraint seed_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES nachet_data.seed(id),
    constraint seed_object_type_id_fkey FOREIGN KEY (object_type_id) REFERENCES nachet_data.object_type(id),
    constraint seed_eppo_code_check CHECK (eppo_code ~ '^[A-Z0-9]{5,6}$'::text),
    constraint seed_gbif_key_check CHECK (gbif_key > 0),
    constraint seed_information_check CHECK (jsonb_typeof(information) = 'object'::text),
    constraint seed_itis_tsn_check CHECK (itis_tsn > 0),
    constraint seed_merged_into_check CHECK (merged_into <> id),
    constraint seed_name_check CHECK (char_length(btrim(name)) >= 1 AND char_length(btrim(name)) <= 200),
);
CREATE INDEX seed_merged_into_idx ON nachet_data.seed USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE UNIQUE INDEX seed_name_key_key ON nachet_data.seed USING btree (name_key) WHERE (merged_into IS NULL);

-- Another way to write a species: a model's label, a misspelling, a former name.
create table nachet_data.seed_alias (
    id uuid not null default nachet_data.uuid7(),  -- The alias.
    seed_id uuid not null,  -- The species that it stands for.
    name text not null,  -- How it is written.
    name_key text not null generated always as (lower(NORMALIZE(regexp_replace(btrim(name), '\s+'::text, ' '::text, 'g'::text), NFKD))) stored,  -- How it is compared: case, spacing and composition of letters folded.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    constraint seed_alias_pkey PRIMARY KEY (id),
    constraint seed_alias_name_key_key UNIQUE (name_key),
    constraint seed_alias_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint seed_alias_name_check CHECK (char_length(btrim(name)) >= 1 AND char_length(btrim(name)) <= 200),
);
CREATE INDEX seed_alias_seed_id_idx ON nachet_data.seed_alias USING btree (seed_id);

-- A guess: a species that a model proposes for a box.
create table nachet_data.seed_object (
    container_id uuid not null,  -- The container of the box.
    object_id uuid not null,  -- The box.
    rank smallint not null,  -- Place among the box's guesses, from 1, the best score; the first wins a tie.
    id uuid not null default nachet_data.uuid7(),  -- The guess, as documents name it.
    seed_id uuid not null,  -- The species.
    score double precision not null,  -- How sure the model is, 0 to 1.
    constraint seed_object_pkey PRIMARY KEY (container_id, object_id, rank),
    constraint seed_object_container_id_object_id_fkey FOREIGN KEY (container_id, object_id) REFERENCES nachet_data.object(container_id, id) ON DELETE CASCADE,
    constraint seed_object_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint seed_object_rank_check CHECK (rank >= 1),
    constraint seed_object_score_check CHECK (score >= 0::double precision AND score <= 1::double precision),
);

-- What a model does.
create table nachet_data.task (
    id smallint not null,  -- The task.
    name text not null,  -- Its name as it is shown.
    name_key text not null generated always as (lower(regexp_replace(name, '[-_[:space:]]+'::text, ''::text, 'g'::text))) stored,  -- The name as it is compared: case, blanks, dashes and underscores ignored.
    constraint task_pkey PRIMARY KEY (id),
    constraint task_name_key_key UNIQUE (name_key),
);

-- Membership of a user in a group.
create table nachet_data.user_group (
    id uuid not null default nachet_data.uuid7(),  -- The membership.
    user_id uuid not null,  -- The member.
    group_id uuid not null,  -- The group.
    upload_date timestamp with time zone not null default now(),  -- Since when.
    constraint user_group_pkey PRIMARY KEY (id),
    constraint user_group_user_id_group_id_key UNIQUE (user_id, group_id),
    constraint user_group_group_id_fkey FOREIGN KEY (group_id) REFERENCES nachet_data.groups(id) ON DELETE CASCADE,
    constraint user_group_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id) ON DELETE CASCADE,
);
CREATE INDEX user_group_group_id_idx ON nachet_data.user_group USING btree (group_id);

-- A person who uses Nachet. The personal container has the same id.
create table nachet_data.users (
    id uuid not null default nachet_data.uuid7(),  -- The user, and the user's personal container.
    email text not null,  -- E-mail address, as given; unique whatever its case.
    permission_id smallint not null,  -- The most that this user may do anywhere; an admin may do everything.
    registration_date timestamp with time zone not null default now(),  -- When the user was created.
    updated_at timestamp with time zone not null default now(),  -- When the user last changed.
    constraint users_pkey PRIMARY KEY (id),
    constraint users_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES nachet_data.permission(id),
    constraint users_email_check CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text AND char_length(email) <= 320),
);
CREATE UNIQUE INDEX users_email_key ON nachet_data.users USING btree (lower(email));

-- What people did to boxes: one row an act, appended, never changed.
create table nachet_data.verification (
    container_id uuid not null,  -- The container of the box.
    id uuid not null default nachet_data.uuid7(),  -- The act.
    object_id uuid not null,  -- The box.
    user_id uuid not null,  -- Who.
    act text not null,  -- confirm (the model was right), correct (another species or box), reject (no seed), add (a missed seed), reopen.
    before jsonb,  -- Validity, species and box before: valid, seed_id, box; null for an added box.
    after jsonb not null,  -- Validity, species and box after: valid, seed_id, box.
    comment text not null default ''::text,  -- What the person said.
    upload_date timestamp with time zone not null default now(),  -- When.
    constraint verification_pkey PRIMARY KEY (container_id, id),
    constraint verification_container_id_object_id_fkey FOREIGN KEY (container_id, object_id) REFERENCES nachet_data.object(container_id, id) ON DELETE CASCADE,
    constraint verification_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint verification_act_check CHECK (act = ANY (ARRAY['confirm'::text, 'correct'::text, 'reject'::text, 'add'::text, 'reopen'::text])),
);
CREATE INDEX verification_container_id_object_id_idx ON nachet_data.verification USING btree (container_id, object_id, id);

-- Work still to be done in the blob store, by container and kind.
create view nachet.blob_backlog (
    container_id uuid,  -- The container.
    kind text,  -- The kind of step.
    nb_task bigint,  -- Steps still to be taken.
    nb_parked bigint,  -- Of these, steps that failed too often and wait for a person.
    most_attempts integer,  -- The most tries that one of them has had.
    oldest timestamp with time zone,  -- When the oldest was decided.
    last_error text,  -- What went wrong last.
) as edceeead9077 of blob_task;
grant select on nachet.blob_backlog to nachet_analyst;
grant select on nachet.blob_backlog to nachet_backend;

-- ERD: the unit of ownership and sharing.
create view nachet.container (
    id uuid,  -- The container.
    owner_id uuid,  -- The user who owns it; none for the archive.
    public boolean,  -- Whether every user may read it.
    creation_date timestamp with time zone,  -- When it was created.
    updated_at timestamp with time zone,  -- When its name or sharing last changed.
) as 395665ba91af of container;
grant select on nachet.container to nachet_analyst;
grant select on nachet.container to nachet_backend;

-- What each container holds, and whose it is.
create view nachet.container_usage (
    container_id uuid,  -- The container.
    owner_id uuid,  -- The user who owns it.
    owner_email text,  -- The owner's e-mail address.
    name text,  -- Its name.
    kind text,  -- personal, further or archive.
    nb_pictures bigint,  -- Pictures in it, without those in the trash.
    nb_verified bigint,  -- Of these, verified pictures.
    verified_share double precision,  -- nb_verified of nb_pictures, 0 to 1; null without pictures.
    byte_size bigint,  -- Size of their blobs in bytes.
) as 12b2a462aea2 of container, picture, users;
grant select (byte_size, container_id, kind, nb_pictures, nb_verified, owner_id, verified_share) on nachet.container_usage to nachet_analyst;
grant select on nachet.container_usage to nachet_backend;

-- ERD: people who share containers.
create view nachet."group" (
    id uuid,  -- The group.
    name text,  -- Its name.
    permission_id smallint,  -- What its members may do in the containers shared with it.
    owner_id uuid,  -- The user who owns it.
    upload_date timestamp with time zone,  -- When it was created.
) as b76980afa6c5 of groups;
grant select on nachet."group" to nachet_analyst;
grant select on nachet."group" to nachet_backend;

-- ERD: a container shared with a group.
create view nachet.group_container (
    id uuid,  -- The share.
    group_id uuid,  -- With whom.
    container_id uuid,  -- What is shared.
    upload_date timestamp with time zone,  -- Since when.
) as 272c2bdb665f of group_container;
grant select on nachet.group_container to nachet_analyst;
grant select on nachet.group_container to nachet_backend;

-- ERD: one run of a pipeline over a picture.
create view nachet.inference (
    id uuid,  -- The inference.
    inference jsonb,  -- The registered document, without its boxes.
    picture_id uuid,  -- The picture.
    user_id uuid,  -- Who asked for it.
    upload_date timestamp with time zone,  -- When it was registered.
    pipeline_id uuid,  -- The pipeline that ran.
    verified boolean,  -- Whether each of its boxes is reviewed.
    container_id uuid,  -- The container of the picture.
) as fe32e1f18526 of inference, picture;
grant select on nachet.inference to nachet_analyst;
grant select on nachet.inference to nachet_backend;

-- Every inference with how far its review is.
create view nachet.inference_summary (
    container_id uuid,  -- The container of the picture.
    inference_id uuid,  -- The inference.
    picture_id uuid,  -- The picture.
    pipeline_id uuid,  -- The pipeline that ran.
    pipeline_name text,  -- Its name.
    user_id uuid,  -- Who asked for it.
    verified boolean,  -- Whether each of its boxes is reviewed.
    nb_object integer,  -- Boxes that the models found.
    top_score double precision,  -- Score of the surest guess, 0 to 1.
    nb_reviewed bigint,  -- Boxes that people reviewed.
    nb_valid bigint,  -- Boxes that people verified.
    nb_rejected bigint,  -- Boxes that people judged wrong.
    nb_added bigint,  -- Boxes that people added.
    upload_date timestamp with time zone,  -- When it was registered.
    updated_at timestamp with time zone,  -- When it was registered, verified or reopened last.
) as 2d2aea19ff6e of inference, object, picture, pipeline;
grant select on nachet.inference_summary to nachet_analyst;
grant select on nachet.inference_summary to nachet_backend;

-- ERD: a machine-learning model.
create view nachet.model (
    id uuid,  -- The model.
    name text,  -- Its name.
    endpoint_name text,  -- Name of the deployment that serves it; not its address.
    task_id smallint,  -- What it does.
    active_version uuid,  -- The version in use.
    active boolean,  -- Whether the model is in use.
) as f18824c5058c of model, model_version;
grant select on nachet.model to nachet_analyst;
grant select on nachet.model to nachet_backend;

-- How often the answers in which a model version took part were right, over the boxes that people reviewed.
create view nachet.model_accuracy (
    model_version_id uuid,  -- The imported version; null where the name or number is not imported.
    model_name text,  -- The model.
    version text,  -- The version.
    nb_reviewed bigint,  -- Boxes that people reviewed.
    nb_valid bigint,  -- Of these, boxes that do hold a seed.
    nb_right bigint,  -- Of these, boxes whose likeliest species was right.
    accuracy double precision,  -- nb_right of nb_reviewed, 0 to 1.
) as 77d24ab7a489 of inference, inference_model, object, picture, seed_object;
grant select on nachet.model_accuracy to nachet_analyst;
grant select on nachet.model_accuracy to nachet_backend;

-- ERD: one trained version of a model; no secrets.
create view nachet.model_version (
    id uuid,  -- The version.
    model_id uuid,  -- The model.
    data jsonb,  -- What the import said of it, without secrets.
    version text,  -- Its number or name.
    upload_date timestamp with time zone,  -- When it was imported.
) as cdaf639f65dd of model_version;
grant select on nachet.model_version to nachet_analyst;
grant select on nachet.model_version to nachet_backend;

-- ERD: a box, one thing found in a picture.
create view nachet.object (
    id uuid,  -- The box.
    box_metadata jsonb,  -- The box as it was answered at registration.
    inference_id uuid,  -- The inference that it belongs to.
    type_id smallint,  -- What kind of thing it frames.
    verified_id uuid,  -- The guess that a person confirmed, or the verification that named another species.
    valid boolean,  -- Null until reviewed; true when verified, false when judged wrong.
    top_inference uuid,  -- The best guess.
    upload_date timestamp with time zone,  -- When it was registered.
    updated_at timestamp with time zone,  -- When it was registered, reviewed or reopened last.
    container_id uuid,  -- The container of the inference.
) as 6e3c32b60581 of inference, object, picture, seed_object;
grant select on nachet.object to nachet_analyst;
grant select on nachet.object to nachet_backend;

-- ERD: what kind of thing a box frames.
create view nachet.object_type (
    id smallint,  -- The kind; 1 is a seed.
    name text,  -- Its name.
) as c8cbad49d931 of object_type;
grant select on nachet.object_type to nachet_analyst;
grant select on nachet.object_type to nachet_backend;

-- ERD: what someone may do.
create view nachet.permission (
    id smallint,  -- Height on the ladder: 1 read, 2 write, 3 manage, 4 admin.
    name text,  -- Its name.
) as 6df08ba38a92 of permission;
grant select on nachet.permission to nachet_analyst;
grant select on nachet.permission to nachet_backend;

-- ERD: a picture that readers may see, confirmed and not in the trash.
create view nachet.picture (
    id uuid,  -- The picture.
    picture jsonb,  -- What its uploader says of it, as a document.
    picture_set_id uuid,  -- The folder that it is in.
    parent uuid,  -- The picture that it was cut out of.
    nb_object integer,  -- Boxes in its newest inference; null while it has none.
    verified boolean,  -- Whether its species are known.
    upload_date timestamp with time zone,  -- When it was uploaded.
    container_id uuid,  -- The container that it is in.
) as 581055442201 of picture;
grant select on nachet.picture to nachet_analyst;
grant select on nachet.picture to nachet_backend;

-- ERD: a species known to be in a picture.
create view nachet.picture_seed (
    id uuid,  -- The fact.
    picture_id uuid,  -- The picture.
    seed_id uuid,  -- The species.
    upload_date timestamp with time zone,  -- Since when it is known.
    container_id uuid,  -- The container of the picture.
) as c8419207f2ba of picture, picture_seed;
grant select on nachet.picture_seed to nachet_analyst;
grant select on nachet.picture_seed to nachet_backend;

-- ERD: a folder of pictures that is not in the trash.
create view nachet.picture_set (
    id uuid,  -- The folder.
    picture_set jsonb,  -- What its maker says of it, as a document.
    owner_id uuid,  -- The user who created it.
    upload_date timestamp with time zone,  -- When it was created.
    container_id uuid,  -- The container that it is in.
    name text,  -- Its name.
) as ff97c0e3d9ce of picture_set;
grant select on nachet.picture_set to nachet_analyst;
grant select on nachet.picture_set to nachet_backend;

-- Every folder that is not in the trash, with what it holds.
create view nachet.picture_set_summary (
    container_id uuid,  -- The container that it is in.
    picture_set_id uuid,  -- The folder.
    folder_name text,  -- Its name.
    is_default boolean,  -- Whether it takes pictures without a folder.
    owner_id uuid,  -- The user who created it.
    nb_pictures bigint,  -- Pictures in it.
    nb_inferred bigint,  -- Of these, pictures with an inference.
    nb_verified bigint,  -- Of these, verified pictures.
    byte_size bigint,  -- Size of their blobs in bytes.
    last_activity timestamp with time zone,  -- When it or a picture in it last changed.
    upload_date timestamp with time zone,  -- When it was created.
) as 625795161086 of picture, picture_set;
grant select on nachet.picture_set_summary to nachet_analyst;
grant select on nachet.picture_set_summary to nachet_backend;

-- Every picture that readers may see: confirmed, and not in the trash.
create view nachet.picture_summary (
    container_id uuid,  -- The container that it is in.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder that it is in.
    folder_name text,  -- The folder's name.
    parent uuid,  -- The picture that it was cut out of.
    parent_box jsonb,  -- Where it was cut: topX, topY, bottomX, bottomY in pixels of the parent.
    user_id uuid,  -- The user who uploaded it.
    media_type text,  -- What its bytes are, e.g. image/tiff.
    byte_size bigint,  -- Size of its blob in bytes.
    sha256 text,  -- SHA-256 of its bytes, hexadecimal.
    width integer,  -- Pixels from left to right.
    height integer,  -- Pixels from top to bottom.
    zoom double precision,  -- Magnification of the microscope.
    nb_seeds integer,  -- Number of seeds, as its uploader counted them.
    description text,  -- What its uploader says of it, as text.
    metadata jsonb,  -- What else its uploader says of it, as a document.
    nb_object integer,  -- Boxes in its newest inference; null while it has none.
    verified boolean,  -- Whether its species are known.
    seeds jsonb,  -- Species known to be in it: seed_id, seed_name, by name.
    container_name text,  -- Container in the blob store that holds its blob now.
    blob_name text,  -- Name of its blob now.
    upload_date timestamp with time zone,  -- When it was uploaded.
    updated_at timestamp with time zone,  -- When it was confirmed, verified or moved last.
) as 0a2d69c53fd7 of picture, picture_seed, picture_set, seed;
grant select on nachet.picture_summary to nachet_analyst;
grant select on nachet.picture_summary to nachet_backend;

-- ERD: an ordered chain of models.
create view nachet.pipeline (
    id uuid,  -- The pipeline.
    name text,  -- Its name.
    active boolean,  -- Whether it may be used.
    is_default boolean,  -- Whether it serves everyone who chose none.
    data jsonb,  -- What the import said of it.
) as 04c1b51480e4 of pipeline;
grant select on nachet.pipeline to nachet_analyst;
grant select on nachet.pipeline to nachet_backend;

-- ERD: the pipeline that a user chose.
create view nachet.pipeline_default (
    id uuid,  -- The choice.
    pipeline_id uuid,  -- What was chosen.
    user_id uuid,  -- Who chose.
    update_date timestamp with time zone,  -- When.
) as fa804ebc3451 of pipeline_default;
grant select on nachet.pipeline_default to nachet_analyst;
grant select on nachet.pipeline_default to nachet_backend;

-- ERD: a model's place in a pipeline.
create view nachet.pipeline_model (
    id uuid,  -- The place.
    pipeline_id uuid,  -- The pipeline.
    model_id uuid,  -- The model.
    position smallint,  -- Its turn, from 1.
) as e3b876c0ebc0 of pipeline_model;
grant select on nachet.pipeline_model to nachet_analyst;
grant select on nachet.pipeline_model to nachet_backend;

-- ERD: a species of seed; those merged into another are left out.
create view nachet.seed (
    id uuid,  -- The species.
    name text,  -- Its scientific name.
    information jsonb,  -- What is known of it, as a document.
    object_type_id smallint,  -- What kind of object it is.
    upload_date timestamp with time zone,  -- When it was registered.
    confirmed boolean,  -- Whether a curator vouches for it.
) as cc6fb717fe01 of seed;
grant select on nachet.seed to nachet_analyst;
grant select on nachet.seed to nachet_backend;

-- What the models said against what people verified, by pair of species; equal ones are right answers.
create view nachet.seed_confusion (
    model_seed_id uuid,  -- The species that the models thought likeliest.
    model_seed_name text,  -- Its name.
    seed_id uuid,  -- The species that people verified.
    seed_name text,  -- Its name.
    nb_object bigint,  -- Boxes.
    mean_score double precision,  -- Mean score of the models' guess, 0 to 1.
) as 5b305a6e597d of inference, object, picture, seed, seed_object;
grant select on nachet.seed_confusion to nachet_analyst;
grant select on nachet.seed_confusion to nachet_backend;

-- ERD: a guess, a species that a model proposes for a box.
create view nachet.seed_object (
    id uuid,  -- The guess.
    seed_id uuid,  -- The species.
    object_id uuid,  -- The box.
    score double precision,  -- How sure the model is, 0 to 1.
    rank smallint,  -- Place among the guesses of its box, from 1, the best.
    container_id uuid,  -- The container of the box.
) as 735a42280402 of inference, object, picture, seed_object;
grant select on nachet.seed_object to nachet_analyst;
grant select on nachet.seed_object to nachet_backend;

-- ERD: what a model does.
create view nachet.task (
    id smallint,  -- The task.
    name text,  -- Its name.
) as 2b457b1e00d7 of task;
grant select on nachet.task to nachet_analyst;
grant select on nachet.task to nachet_backend;

-- ERD: a person who uses Nachet.
create view nachet."user" (
    id uuid,  -- The user.
    email text,  -- E-mail address.
    registration_date timestamp with time zone,  -- When the user was created.
    updated_at timestamp with time zone,  -- When the user last changed.
    permission_id smallint,  -- The most that this user may do anywhere.
) as dabf0f92e64e of users;
grant select (id, permission_id, registration_date, updated_at) on nachet."user" to nachet_analyst;
grant select on nachet."user" to nachet_backend;

-- ERD: membership of a user in a group.
create view nachet.user_group (
    id uuid,  -- The membership.
    user_id uuid,  -- The member.
    group_id uuid,  -- The group.
    upload_date timestamp with time zone,  -- Since when.
) as 8a7fda8f6376 of user_group;
grant select on nachet.user_group to nachet_analyst;
grant select on nachet.user_group to nachet_backend;

-- The training set: every box that a person verified, with its species and where its picture is.
create view nachet.verified_object (
    container_id uuid,  -- The container of the picture.
    object_id uuid,  -- The box.
    inference_id uuid,  -- The inference that it belongs to.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder of the picture.
    seed_id uuid,  -- The species that a person decided on.
    seed_name text,  -- Its name.
    model_seed_id uuid,  -- The species that the models thought likeliest; null for a box that a person added.
    model_score double precision,  -- How sure they were, 0 to 1.
    top_x double precision,  -- Left edge in pixels, where a person left it.
    top_y double precision,  -- Upper edge in pixels.
    bottom_x double precision,  -- Right edge in pixels.
    bottom_y double precision,  -- Lower edge in pixels.
    manual_detection boolean,  -- Whether a person added it.
    pipeline_id uuid,  -- The pipeline that ran.
    inference_verified boolean,  -- Whether all boxes of its inference are reviewed.
    width integer,  -- Width of the picture in pixels.
    height integer,  -- Height of the picture in pixels.
    zoom double precision,  -- Magnification of the microscope.
    media_type text,  -- What the picture's bytes are.
    container_name text,  -- Container in the blob store that holds the picture now.
    blob_name text,  -- Name of its blob now.
    verified_at timestamp with time zone,  -- When it was verified.
) as 6bb4b11c9a68 of inference, object, picture, seed, seed_object;
grant select on nachet.verified_object to nachet_analyst;
grant select on nachet.verified_object to nachet_backend;

-- What a user may do in a container: 0 nothing, 1 read, 2 write, 3 manage, 4 admin; null for no such user.
create function nachet._access_level(p_user_id uuid, p_container_id uuid)
returns smallint
language plpgsql stable strict set search_path=pg_catalog, pg_temp as f04da499d2c8;

-- Adds the boxes of an inference with their guesses; answers with the boxes as they are given back.
create function nachet._add_boxes(p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as ed3cf1d2dc29;

-- Records the model versions that ran for an inference.
create function nachet._add_inference_models(p_container_id uuid, p_inference_id uuid, p_result jsonb)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as dc9447076a16;

-- Adds a folder and the task that writes its description to the blob store.
create function nachet._add_picture_set(p_container_id uuid, p_picture_set_id uuid, p_user_id uuid, p_name text, p_metadata jsonb, p_is_default boolean, p_claim text)
returns boolean
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 6e6be609fd8f;

-- Makes the folders of the archive that pictures about to move need.
create function nachet._archive_picture_sets(p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid, p_claim text)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as d0e2645e5efc;

-- Moves the verified pictures of a folder to the archive.
create function nachet._archive_pictures(p_container_id uuid, p_picture_set_id uuid, p_archive_id uuid, p_claim text)
returns integer
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 400771d8569a;

-- The key of a box's coordinates that is missing, no number or out of order; null when the box is fine.
create function nachet._bad_box_place(p_box jsonb)
returns text
language plpgsql immutable parallel safe set search_path=pg_catalog, pg_temp as a5b1213f0e65;

-- Which of a guess's label and score cannot be registered, or is missing where it is not optional; null when none.
create function nachet._bad_guess_place(p_label jsonb, p_score jsonb, p_optional boolean)
returns text
language sql immutable parallel safe as 7ae5ef9a8edc;

-- The first place in an inference's boxes that cannot be registered; null when all can.
create function nachet._bad_inference_place(p_boxes jsonb)
returns text
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as b064de3b5a4a;

-- The first place in an inference's list of models that is no name or no version; null when all are.
create function nachet._bad_model_place(p_result jsonb)
returns text
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as a3526cf5c433;

-- The name in a cleaned label, without the number of the class that models put before it.
create function nachet._bare_label(p_name text)
returns text
language sql immutable parallel safe as 3647eade7be0;

-- The four coordinates of a box, without anything else that it holds.
create function nachet._box_corners(p_box jsonb)
returns jsonb
language sql stable parallel safe as a291eeb1c304;

-- Calls off the moves of the blobs of pictures that leave a container.
create function nachet._call_off_moves(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as ed6a9a71d51a;

-- Gives a group a name and an owner.
create function nachet._change_group(p_group_id uuid, p_name text, p_owner_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 3dda58cae2f6;

-- Refuses what is no list of blob tasks.
create function nachet._check_blob_tasks(p_tasks jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 80cbcff24724;

-- Refuses a model's document that cannot be registered.
create function nachet._check_inference(p_result jsonb, p_place text)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 8173b7ffd681;

-- Refuses a document of pipelines and models that cannot be imported.
create function nachet._check_ml_structure(p_structure jsonb)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 469eb875d0b1;

-- Refuses a filter of pictures with an unknown key or value.
create function nachet._check_picture_filter(p_filter jsonb)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 4da53af546e0;

-- Refuses descriptions of pictures that cannot be stored.
create function nachet._check_pictures(p_pictures jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as e11ef6a7d4fd;

-- Refuses a wrong description of a species.
create function nachet._check_seed_options(p_options jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 6b150be065e8;

-- Refuses a feedback document that has no one meaning.
create function nachet._check_verification(p_boxes jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as a5c94291049a;

-- Claims blob tasks of a container that are due.
create function nachet._claim_container_tasks(p_container_id uuid, p_claim text, p_limit integer, p_lease interval)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as f5ea8db87bcb;

-- A species' name as it was typed, without the quotes around it and with single blanks; empty when nothing is left.
create function nachet._clean_label(p_label text)
returns text
language sql immutable parallel safe as b5b056ed36d8;

-- Descriptions of pictures with their ids and their species' ids.
create function nachet._complete_pictures(p_pictures jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 691037761c18;

-- Writes the inferences of pictures, with all that belongs to them, into another container.
create function nachet._copy_inferences(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 49464fbe846b;

-- Writes pictures with their species into another container.
create function nachet._copy_pictures(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 4b5213502dee;

-- Writes the tasks that delete the descriptions of purged folders.
create function nachet._delete_folder_blobs(p_container_id uuid, p_picture_set_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as bb4027d278b6;

-- Containers as a user sees them, with the access and where it comes from.
create function nachet._describe_access(p_user_id uuid, p_container_ids uuid[])
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 557224f6759d;

-- What a folder's json in the blob store says: nothing that renaming changes.
create function nachet._describe_picture_set(p_container_id uuid, p_picture_set_id uuid, p_owner_id uuid, p_upload_date timestamp with time zone, p_metadata jsonb)
returns jsonb
language sql stable parallel safe as b11e4ad1aebf;

-- What rows of one container say of blobs.
create function nachet._described_blobs(p_container_id uuid, p_store_container_id uuid, p_from text, p_to text, p_limit integer)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 47ffb49d2d05;

-- Parts crops from parents that are about to go.
create function nachet._detach_crops(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 4223cc6020ea;

-- What rows say of the blobs in a container of the store.
create function nachet._expected_blobs(p_container_id uuid, p_from text, p_to text, p_limit integer)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 6381bdbe30ec;

-- A group as documents show one.
create function nachet._group_document(p_group_id uuid)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as b195bb067ba6;

-- What a user is to a group: owner, admin or member.
create function nachet._group_role(p_user_id uuid, p_group_id uuid)
returns text
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 509296462208;

-- The id of a guess: that of its box, the guess's place in the last of the random digits. A random number of its own for each guess takes longer than the rest of its row.
create function nachet._guess_id(p_object_id uuid, p_place bigint)
returns uuid
language sql immutable parallel safe as 124a8f1aae4e;

-- The guesses of a box of an inference; without any it is its own guess.
create function nachet._guesses_of(p_box jsonb)
returns jsonb
language sql stable parallel safe as 552724069ebc;

-- Keeps species from being merged or renamed until the transaction ends.
create function nachet._hold_catalogue()
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 17c7f0bb2802;

-- The name that a picture's blob bears in its folder; it keeps the extension of the name it has.
create function nachet._home_of(p_picture_set_id uuid, p_picture_id uuid, p_blob_name text)
returns text
language sql stable parallel safe as 60511cc7dbd8;

-- Imports the models of a document, without their versions.
create function nachet._import_models(p_structure jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 892631d0b4f0;

-- Imports the pipelines of a document whose models are there.
create function nachet._import_pipelines(p_structure jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as d57d8c3f352d;

-- Imports the versions of the models of a document, with their secrets.
create function nachet._import_versions(p_structure jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as dbe38a66fad6;

-- Whether nothing is left of a text without blanks and quotes: no label of a species.
create function nachet._is_blank(p_text text)
returns boolean
language sql immutable parallel safe as 1529b9eee3a1;

-- Whether a document's value is a box: topX, topY, bottomX, bottomY, ordered, in pixels; null where there is no value.
create function nachet._is_box(p_box jsonb)
returns boolean
language sql immutable parallel safe as 8749fd70938f;

-- Whether something is still to be done with a blob.
create function nachet._is_busy(p_container_id uuid, p_store_container_id uuid, p_blob_name text)
returns boolean
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e9221d5b89ce;

-- Whether a document's value can be a species' label: text, not blank; null where there is no value.
create function nachet._is_label(p_value jsonb)
returns boolean
language sql immutable parallel safe as f0cc742f05ad;

-- Whether a document's value is a number between two others that a double holds; null where there is no value.
create function nachet._is_number(p_value jsonb, p_low numeric, p_high numeric)
returns boolean
language sql immutable parallel safe as 05374a7ba85c;

-- Whether a key of a model's document is an address or a key of its deployment, by its name or by its value, or has one within its value.
create function nachet._is_secret(p_key text, p_value jsonb)
returns boolean
language sql stable parallel safe as 958aa6285f4a;

-- Whether a document's value can name a model or a pipeline.
create function nachet._is_structure_name(p_value jsonb)
returns boolean
language sql immutable parallel safe as b349eaff471c;

-- Whether a document's value is a whole number between two others; null where there is no value.
create function nachet._is_whole_number(p_value jsonb, p_low numeric, p_high numeric)
returns boolean
language sql immutable parallel safe as a1aecd1be0ba;

-- The guesses of a box and their species, best first, in one row.
create function nachet._known_guesses(p_container_id uuid, p_object_id uuid, p_manual boolean)
returns TABLE(ids uuid[], seed_ids uuid[])
language sql stable parallel safe as ee4d4ab82646;

-- The blob tasks that a claim holds in a container.
create function nachet._list_claimed_tasks(p_container_id uuid, p_claim text)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e206154c89f8;

-- The id of the archive, locked against other moves to it.
create function nachet._lock_archive()
returns uuid
language plpgsql volatile set search_path=pg_catalog, pg_temp as ff3981e12a14;

-- Refuses who may not act on a group; locks it.
create function nachet._lock_group(p_user_id uuid, p_group_id uuid, p_role text)
returns nachet_data.groups
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 2cb4d6bb586d;

-- Refuses an inference that is not there; locks the picture of one that is.
create function nachet._lock_inference(p_container_id uuid, p_inference_id uuid)
returns uuid
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as a5de64cbcd07;

-- Refuses a picture that is not there; locks one that is.
create function nachet._lock_picture(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as f67329d9a8b1;

-- Locks the pictures of a folder with their crops.
create function nachet._lock_picture_tree(p_container_id uuid, p_picture_set_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 6109f21ea660;

-- Refuses pictures that are not there; locks those that are.
create function nachet._lock_pictures(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 18ee303d3a50;

-- Refuses new pictures whose parents are not there; locks what they will touch.
create function nachet._lock_relatives(p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as f3cc38699e61;

-- How much is still to be done in the blob store.
create function nachet._measure_backlog()
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e3626382417a;

-- Each table with its size and its rows.
create function nachet._measure_tables()
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as c7fa2345211b;

-- A model with its versions, without secrets.
create function nachet._model_document(p_model_id uuid)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 6e3acb1c5f7d;

-- A species' name as it is compared: the generated columns name_key use the same expression.
create function nachet._name_key(p_name text)
returns text
language sql immutable parallel safe as 3e4e59cee69c;

-- Records the species that an uploader named.
create function nachet._name_pictures(p_container_id uuid, p_pictures jsonb)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 232fd87f4e17;

-- The id that a caller chose for something new, else a new one.
create function nachet._new_id(p_options jsonb, p_key text)
returns uuid
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as b01c7d4ec42a;

-- The present: start of the transaction, in one place, so that a test can set it.
create function nachet._now()
returns timestamp with time zone
language sql stable parallel safe as 4e637bf9509c;

-- A permission by its name.
create function nachet._permission_id(p_name text, p_highest smallint)
returns smallint
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 4a3a0bb2bdae;

-- The conditions of a filter on picture p as SQL: constant texts alone, the container is $1, the filter $2.
create function nachet._picture_condition(p_filter jsonb)
returns text
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 60bf1ef014c2;

-- A pipeline as documents show one.
create function nachet._pipeline_document(p_pipeline_id uuid)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 09cbb1e1c1b9;

-- An inference's document without the ids that registering added: what two requests are compared by.
create function nachet._plain_inference(p_document jsonb)
returns jsonb
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 9c81261ff57d;

-- Deletes for good what is old in the trash of one container.
create function nachet._purge_container(p_container_id uuid, p_before timestamp with time zone, p_limit integer)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as a38fc4bfa087;

-- Deletes pictures for good; their blobs go by tasks.
create function nachet._purge_pictures(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 830b5d176645;

-- Refuses a group's name that is taken.
create function nachet._raise_group_exists(p_owner_id uuid, p_name text)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 3930ff4a5caa;

-- Says what is wrong with the description of a species.
create function nachet._raise_invalid_seed(p_field text, p_value jsonb)
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as 9be0f9fff52a;

-- Says that there is no such model or version.
create function nachet._raise_model_not_found(p_detail jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 2f2ac8164f3a;

-- Refuses a folder's name that is taken.
create function nachet._raise_picture_set_exists(p_container_id uuid, p_name text)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 1d7ef67ffe22;

-- Refuses a folder that is not there.
create function nachet._raise_picture_set_not_found(p_picture_set_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 426551598f02;

-- Says that there is no such pipeline.
create function nachet._raise_pipeline_not_found(p_detail jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as f444c77a2202;

-- Says that there is no such species.
create function nachet._raise_seed_not_found(p_detail jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as a67f62b7539a;

-- What a feedback document says of each box, as rows.
create function nachet._read_feedback(p_boxes jsonb, p_seeds jsonb)
returns TABLE(n bigint, is_new boolean, object_id uuid, plain boolean, rejected boolean, class_id uuid, named jsonb, label jsonb, box jsonb, comment text)
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as a128d2f1fc15;

-- How many rows a page holds, by its option.
create function nachet._read_limit(p_options jsonb)
returns integer
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp as e970d00934e7;

-- The models of a document of pipelines and models, as rows.
create function nachet._read_models(p_structure jsonb)
returns TABLE(place integer, name text, version text, endpoint_name text, task text, data jsonb, secret jsonb)
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as 0c72293b899d;

-- The value of an option, refused when it is of another type.
create function nachet._read_option(p_options jsonb, p_key text, p_type text)
returns text
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp as c9265c2f2bd5;

-- The pipelines of a document of pipelines and models, as rows.
create function nachet._read_pipelines(p_structure jsonb)
returns TABLE(place integer, name text, pipeline_id uuid, model_ids uuid[], is_default boolean, data jsonb)
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e5505b1667d3;

-- A time in seconds, by its option.
create function nachet._read_seconds(p_options jsonb, p_key text, p_default numeric, p_highest numeric)
returns interval
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp as c27fb30fef3c;

-- What a person means by each box of a feedback document, against the boxes as they are.
create function nachet._read_verification(p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb)
returns TABLE(n bigint, object_id uuid, is_new boolean, done boolean, problem text, act_id uuid, act text, valid boolean, seed_id uuid, verified_id uuid, verified_box jsonb, box jsonb, manual_detection boolean, before jsonb, label jsonb, new_species boolean, comment text)
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as c5ebcf3fc787;

-- Does what a person means by each box of a feedback document; answers with the boxes as they are now.
create function nachet._record_acts(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_seeds jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 762aba71bce7;

-- Refuses a feedback document of which one box cannot be done.
create function nachet._refuse_act(p_refused jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as cf4538d302fe;

-- Registers an inference of a picture; answers with the same document, plus the ids of all in it.
create function nachet._register_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb, p_place text)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as f3ac199f21d7;

-- Makes reservations of pictures young again.
create function nachet._renew_reservations(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 0fe3bebc3f0c;

-- The answer to a creation of a container that met an existing one.
create function nachet._repeat_create_container(p_user_id uuid, p_options jsonb)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as ff4c130d1e2a;

-- The answer to a creation of a folder that met an existing one.
create function nachet._repeat_create_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_name text)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e503ab996301;

-- The answer to a creation of a user that met an existing one.
create function nachet._repeat_create_user(p_email text, p_options jsonb)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as c90974e9c0e1;

-- The answer to a registration of an inference whose id is there already.
create function nachet._repeat_register_inference(p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_result jsonb)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as eda9115d3f67;

-- Refuses a user who may not read, write or manage in a container.
create function nachet._require_access(p_user_id uuid, p_container_id uuid, p_permission text)
returns smallint
language plpgsql stable strict set search_path=pg_catalog, pg_temp as e6397e0d53bf;

-- Refuses a user who is no administrator.
create function nachet._require_admin(p_user_id uuid)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 091f74846a7a;

-- Refuses a request for pictures of which one was not found.
create function nachet._require_found(p_picture_ids uuid[], p_found uuid[])
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as aeb55cd8f677;

-- A name without the blanks around it; refuses what is no name.
create function nachet._require_name(p_name text)
returns text
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp as ed0ccc9ed426;

-- Refuses a label that stands for another species.
create function nachet._require_name_free(p_name text, p_seed_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 6fba766d02a5;

-- Refuses pictures for a folder that has the same bytes already.
create function nachet._require_no_twins(p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as c5112f9653af;

-- Refuses the archive.
create function nachet._require_not_archive(p_container_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 95f729494fd1;

-- Refuses options with an unknown key.
create function nachet._require_options(p_options jsonb, p_known text[])
returns void
language plpgsql immutable parallel safe set search_path=pg_catalog, pg_temp as 8c9dad5a1abf;

-- Refuses a user whose own permission does not go that far.
create function nachet._require_permission(p_user_id uuid, p_permission text)
returns smallint
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 40810e281638;

-- Refuses a folder that is not there.
create function nachet._require_picture_set(p_container_id uuid, p_picture_set_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as d44d433c2f2f;

-- The active pipeline that a text names, or that applies to the user without a text.
create function nachet._require_pipeline(p_user_id uuid, p_pipeline text)
returns uuid
language plpgsql stable set search_path=pg_catalog, pg_temp as 01e4c8b996f3;

-- Refuses pictures for which no row could be reserved.
create function nachet._require_reserved(p_pictures jsonb, p_reserved jsonb)
returns void
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as a1ce6c616db8;

-- Refuses what is no species or was merged into another.
create function nachet._require_seed(p_seed_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 4d33049ed55d;

-- A species' name, cleaned; refuses what is none.
create function nachet._require_seed_name(p_name text)
returns text
language plpgsql immutable strict set search_path=pg_catalog, pg_temp as e27e4c6fca3c;

-- Refuses what the archive has under the same id.
create function nachet._require_unarchived_ids(p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as ceb4a209e14b;

-- Refuses ids of new pictures that are not quite free yet.
create function nachet._require_unused_ids(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 662b48bee0d3;

-- Refuses a user that there is not.
create function nachet._require_user(p_user_id uuid)
returns void
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 710a91fa6172;

-- The species that a feedback document names by text, new ones added to the catalogue.
create function nachet._resolve_feedback_labels(p_boxes jsonb)
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as b8a67d9f6f67;

-- The species that labels stand for, by label; unknown labels are left out.
create function nachet._resolve_labels(p_labels text[])
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as 5ad571bf4d8f;

-- The species that labels stand for, by label; unknown labels are added as unconfirmed species.
create function nachet._resolve_or_add_labels(p_labels text[])
returns jsonb
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 8168224dfd96;

-- The letters of a name's key alone, for a search: without accents, blanks, marks, and what a pattern reads otherwise.
create function nachet._search_key(p_name_key text)
returns text
language sql immutable parallel safe as a9ce087ac9cc;

-- A species as documents show one.
create function nachet._seed_document(p_seed_id uuid)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 9e76053eafb9;

-- Brings an inference and its picture in line with what is reviewed.
create function nachet._settle_inference(p_container_id uuid, p_inference_id uuid, p_picture_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 4b4fb4fd4b9c;

-- Brings a picture's species and state in line with its verified inferences.
create function nachet._settle_picture(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 0d0c2725fdeb;

-- A task's name as it is compared: the generated column name_key uses the same expression.
create function nachet._task_key(p_name text)
returns text
language sql immutable parallel safe as af8cd0f41755;

-- The instant that a document gives as text; null when the text is none.
create function nachet._to_timestamp(p_text text)
returns timestamp with time zone
language plpgsql stable strict set search_path=pg_catalog, pg_temp as 8bb3075d0490;

-- The id that a document gives as text; null when the text is no UUID.
create function nachet._to_uuid(p_text text)
returns uuid
language sql immutable parallel safe as 968e6c88cf3a;

-- A user as documents show one.
create function nachet._user_document(p_user_id uuid)
returns jsonb
language plpgsql stable strict set search_path=pg_catalog, pg_temp as df8620854824;

-- Writes the task that makes a container in the blob store.
create function nachet._write_container_task(p_container_id uuid, p_claim text)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as be1eee4ca87b;

-- Writes the tasks that put the descriptions of folders into the blob store.
create function nachet._write_folder_tasks(p_container_id uuid, p_picture_set_ids uuid[], p_claim text)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as a00c26cd5389;

-- Writes the tasks that bring blobs to where their pictures are.
create function nachet._write_move_tasks(p_container_id uuid, p_picture_ids uuid[], p_claim text)
returns void
language plpgsql volatile strict set search_path=pg_catalog, pg_temp as 056174da5873;

-- Makes an imported version of a model the one in use; answers with the model. Administrators only.
create function nachet.activate_model_version(p_user_id uuid, p_model_id uuid, p_version text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f57c13214844;
grant execute on nachet.activate_model_version to nachet_backend;

-- Makes a user a member of a group.
create function nachet.add_group_member(p_user_id uuid, p_group_id uuid, p_member_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c7604692af4e;
grant execute on nachet.add_group_member to nachet_backend;

-- Lets a label stand for a species; answers with the species. Administrators only.
create function nachet.add_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d7de1b1dd579;
grant execute on nachet.add_seed_alias to nachet_backend;

-- Makes a pipeline the user's own choice; answers with it.
create function nachet.choose_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 343e08d6420f;
grant execute on nachet.choose_pipeline to nachet_backend;

-- Hands out blob tasks that are due to a worker.
create function nachet.claim_blob_tasks(p_limit integer, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 0a1bd1859184;
grant execute on nachet.claim_blob_tasks to nachet_backend;

-- Ends the user's own choice of a pipeline; answers with whether there was one.
create function nachet.clear_pipeline_choice(p_user_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d039e8af6991;
grant execute on nachet.clear_pipeline_choice to nachet_backend;

-- Takes note that a blob task is done; answers with those that follow; options claim, etag.
create function nachet.complete_blob_task(p_container_id uuid, p_task_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5fd12be31f6c;
grant execute on nachet.complete_blob_task to nachet_backend;

-- Takes note that blob tasks of a container are done; answers with those that follow.
create function nachet.complete_blob_tasks(p_container_id uuid, p_tasks jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as dbf0accba623;
grant execute on nachet.complete_blob_tasks to nachet_backend;

-- Confirms pictures whose blobs are written.
create function nachet.confirm_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as e1cb68456f7b;
grant execute on nachet.confirm_pictures to nachet_backend;

-- Vouches for a species; answers with it. Administrators only.
create function nachet.confirm_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bfd4469b83e4;
grant execute on nachet.confirm_seed to nachet_backend;

-- Creates a further container with its default folder; options name, public, container_id.
create function nachet.create_container(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 7a21ce7b8291;
grant execute on nachet.create_container to nachet_backend;

-- Creates a group that the user owns; option group_id.
create function nachet.create_group(p_user_id uuid, p_name text, p_permission text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as fbbbaa5b8b73;
grant execute on nachet.create_group to nachet_backend;

-- Creates a folder in a container; options name, metadata, picture_set_id.
create function nachet.create_picture_set(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 410513161413;
grant execute on nachet.create_picture_set to nachet_backend;

-- Creates a user by e-mail, with the personal container and the default folder; answers with the user.
create function nachet.create_user(p_email text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as fd7b089895bb;
grant execute on nachet.create_user to nachet_backend;

-- Deletes a group with its memberships and shares, never a container.
create function nachet.delete_group(p_user_id uuid, p_group_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 687274e78dc9;
grant execute on nachet.delete_group to nachet_backend;

-- Puts a folder into the trash; its verified pictures go along or, where asked for, to the archive.
create function nachet.delete_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_keep_verified boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 7729c14a1398;
grant execute on nachet.delete_picture_set to nachet_backend;

-- Puts pictures into the trash.
create function nachet.delete_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 60bce0031411;
grant execute on nachet.delete_pictures to nachet_backend;

-- Writes the task that deletes a blob which no row has.
create function nachet.discard_blob(p_container_id uuid, p_blob_name text, p_etag text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6157483a05e0;
grant execute on nachet.discard_blob to nachet_backend;

-- Takes note that a blob task failed: it is tried again later, and parked after twenty tries.
create function nachet.fail_blob_task(p_container_id uuid, p_task_id uuid, p_claim text, p_error text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3cee92ded6c2;
grant execute on nachet.fail_blob_task to nachet_backend;

-- Pictures of a container that match a filter, newest first, page by page.
create function nachet.find_pictures(p_user_id uuid, p_container_id uuid, p_filter jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c36d3a025a4f;
grant execute on nachet.find_pictures to nachet_backend;

-- What a user may do in a container and where it comes from.
create function nachet.get_container_access(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as cffb22ccd494;
grant execute on nachet.get_container_access to nachet_backend;

-- What the database knows of a name in a container of the store.
create function nachet.get_expected_blob(p_container_id uuid, p_blob_name text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 964e2a6ae07e;
grant execute on nachet.get_expected_blob to nachet_backend;

-- A group with its members and the containers shared with it.
create function nachet.get_group(p_user_id uuid, p_group_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d3427475be03;
grant execute on nachet.get_group to nachet_backend;

-- An inference as it was registered, with what people decided since in each box.
create function nachet.get_inference(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 23417dc93329;
grant execute on nachet.get_inference to nachet_backend;

-- Pipelines and models in use as one document; with addresses and keys for administrators alone.
create function nachet.get_ml_structure(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 347ad728a393;
grant execute on nachet.get_ml_structure to nachet_backend;

-- Address and keys of a model, as imported; for the backend.
create function nachet.get_model_secret(p_model_name text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 32c56791034c;
grant execute on nachet.get_model_secret to nachet_backend;

-- Every human act on a box, oldest first.
create function nachet.get_object_history(p_user_id uuid, p_container_id uuid, p_object_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 69ed3fe5d55f;
grant execute on nachet.get_object_history to nachet_backend;

-- A picture: the columns of the view picture_summary.
create function nachet.get_picture(p_user_id uuid, p_container_id uuid, p_picture_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 7a5ee3c5d93e;
grant execute on nachet.get_picture to nachet_backend;

-- The newest inference of a picture, as get_inference gives it.
create function nachet.get_picture_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1702bbaa1985;
grant execute on nachet.get_picture_inference to nachet_backend;

-- A folder: the columns of the view picture_set_summary.
create function nachet.get_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5dcd62b72bd3;
grant execute on nachet.get_picture_set to nachet_backend;

-- The pipeline that serves a user, and whether they chose it.
create function nachet.get_pipeline_for(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5c8578effac4;
grant execute on nachet.get_pipeline_for to nachet_backend;

-- A species by its id, with its aliases; follows a merge.
create function nachet.get_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 30774cf49925;
grant execute on nachet.get_seed to nachet_backend;

-- Versions, what was deployed, what was changed by hand since, what is still to be done, and sizes.
create function nachet.get_status()
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 64260a809176;
grant execute on nachet.get_status to nachet_analyst;
grant execute on nachet.get_status to nachet_backend;

-- The user with this e-mail address.
create function nachet.get_user(p_email text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 425250c10687;
grant execute on nachet.get_user to nachet_backend;

-- Gives a group to another user.
create function nachet.hand_over_group(p_user_id uuid, p_group_id uuid, p_new_owner_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as db27181d9845;
grant execute on nachet.hand_over_group to nachet_backend;

-- Whether a folder holds verified pictures, and how many of how many.
create function nachet.has_verified_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d76d19b0df1c;
grant execute on nachet.has_verified_pictures to nachet_backend;

-- Imports a document of pipelines and models; answers with what was added, updated and unchanged. Administrators only.
create function nachet.import_ml_structure(p_user_id uuid, p_structure jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c0a96fc86e65;
grant execute on nachet.import_ml_structure to nachet_backend;

-- The groups with which a container is shared.
create function nachet.list_container_shares(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3e1bdec1b459;
grant execute on nachet.list_container_shares to nachet_backend;

-- The containers that a user can read, with the access and where it comes from.
create function nachet.list_containers(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 433de9ec3965;
grant execute on nachet.list_containers to nachet_backend;

-- What rows say of the blobs in a container of the store, page by page; options from, limit.
create function nachet.list_expected_blobs(p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a6eaa18cf352;
grant execute on nachet.list_expected_blobs to nachet_backend;

-- The containers that the store should have, page by page; options after, limit.
create function nachet.list_expected_containers(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 0018ce455f49;
grant execute on nachet.list_expected_containers to nachet_backend;

-- The groups that a user can see.
create function nachet.list_groups(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 81e5faf04b3b;
grant execute on nachet.list_groups to nachet_backend;

-- The pictures of a folder, page by page; options after, limit.
create function nachet.list_picture_set_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a94ccdc162db;
grant execute on nachet.list_picture_set_pictures to nachet_backend;

-- The folders of a container with the state of their pictures, the default folder first.
create function nachet.list_picture_sets(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f38ba0e3b16c;
grant execute on nachet.list_picture_sets to nachet_backend;

-- All pipelines by their place in the import: active, the default, or the user's choice.
create function nachet.list_pipelines(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 05d63a2a2277;
grant execute on nachet.list_pipelines to nachet_backend;

-- Boxes of a container that wait for a person, the least sure first.
create function nachet.list_review_queue(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1d21c1a3438e;
grant execute on nachet.list_review_queue to nachet_backend;

-- Ids and names of all species, by name. Options: confirmed (only those confirmed, or only those not).
create function nachet.list_seeds(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 02ef9aaf57ec;
grant execute on nachet.list_seeds to nachet_backend;

-- Blob tasks that no worker gets done; options overdue_seconds, failing, after, limit.
create function nachet.list_stuck_blob_tasks(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f18587a771be;
grant execute on nachet.list_stuck_blob_tasks to nachet_backend;

-- What can be restored in a container.
create function nachet.list_trash(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5cc14d4f05fc;
grant execute on nachet.list_trash to nachet_backend;

-- Makes one species of two; all history follows, the merged name stays as an alias. Administrators only.
create function nachet.merge_seeds(p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as be833c08350f;
grant execute on nachet.merge_seeds to nachet_backend;

-- Moves pictures to another folder of the container.
create function nachet.move_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6da5fb70ef9a;
grant execute on nachet.move_pictures to nachet_backend;

-- Deletes for good what was put into the trash before a time, part by part.
create function nachet.purge_trash(p_before timestamp with time zone, p_limit integer)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f442fab667ca;
grant execute on nachet.purge_trash to nachet_backend;

-- Registers an inference of a picture; answers with the same document, plus the ids of all in it.
create function nachet.register_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a90ee9d82d68;
grant execute on nachet.register_inference to nachet_backend;

-- Registers many inferences in one transaction; answers with their documents in order.
create function nachet.register_inferences(p_user_id uuid, p_container_id uuid, p_inferences jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as ef4b27d61f0a;
grant execute on nachet.register_inferences to nachet_backend;

-- Reserves pictures in a folder: where each blob is to be written, or which picture has the same bytes already.
create function nachet.register_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 66a5f0559f18;
grant execute on nachet.register_pictures to nachet_backend;

-- Adds a species. Options: seed_id, information, confirmed (administrators), gbif_key, eppo_code, itis_tsn.
create function nachet.register_seed(p_user_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3ea9387fff35;
grant execute on nachet.register_seed to nachet_backend;

-- Ends a membership in a group.
create function nachet.remove_group_member(p_user_id uuid, p_group_id uuid, p_member_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f61225e7c4a3;
grant execute on nachet.remove_group_member to nachet_backend;

-- Ends that a label stands for a species; answers with the species. Administrators only.
create function nachet.remove_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4493d90d3cd7;
grant execute on nachet.remove_seed_alias to nachet_backend;

-- Gives a container another name.
create function nachet.rename_container(p_user_id uuid, p_container_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c657d99b45a7;
grant execute on nachet.rename_container to nachet_backend;

-- Gives a group another name.
create function nachet.rename_group(p_user_id uuid, p_group_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 31ceb7b3024c;
grant execute on nachet.rename_group to nachet_backend;

-- Gives a folder another name.
create function nachet.rename_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 2743db119783;
grant execute on nachet.rename_picture_set to nachet_backend;

-- Gives a species another name and keeps the old one as an alias; answers with the species. Administrators only.
create function nachet.rename_seed(p_user_id uuid, p_seed_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d137382929a5;
grant execute on nachet.rename_seed to nachet_backend;

-- Writes down steps in the blob store anew; options container, picture_set_id, picture_id.
create function nachet.renew_blob_tasks(p_container_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 099afb3c4d39;
grant execute on nachet.renew_blob_tasks to nachet_backend;

-- Takes back what was decided on a box, so that it can be decided anew.
create function nachet.reopen_object(p_user_id uuid, p_container_id uuid, p_object_id uuid, p_comment text DEFAULT ''::text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 07f2c851516e;
grant execute on nachet.reopen_object to nachet_backend;

-- The species that a label stands for: by its name, without its class number, or by an alias; never by a part.
create function nachet.resolve_seed(p_label text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 52592b79490f;
grant execute on nachet.resolve_seed to nachet_backend;

-- Brings a folder back from the trash; option name.
create function nachet.restore_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 57a6b79fbdcf;
grant execute on nachet.restore_picture_set to nachet_backend;

-- Takes pictures out of the trash.
create function nachet.restore_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 641df9b3550f;
grant execute on nachet.restore_pictures to nachet_backend;

-- Makes parked blob tasks due again; option container_id.
create function nachet.retry_blob_tasks(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 95dccd813c74;
grant execute on nachet.retry_blob_tasks to nachet_backend;

-- Version of the published interface, major.minor: a client works with its own major version from its own minor on.
create function nachet.schema_version()
returns text
language sql immutable security definer set search_path=pg_catalog, pg_temp as 35f9bc4ef30c;
grant execute on nachet.schema_version to nachet_analyst;
grant execute on nachet.schema_version to nachet_backend;

-- The species most like a text, best first: seed_id, seed_name, similarity (0 to 1), and the name or alias that matched.
create function nachet.search_seeds(p_text text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d2f28bfa3355;
grant execute on nachet.search_seeds to nachet_backend;

-- Publishes a container to every user, or takes that back.
create function nachet.set_container_public(p_user_id uuid, p_container_id uuid, p_public boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1a310431a267;
grant execute on nachet.set_container_public to nachet_backend;

-- Makes a pipeline the default for everyone; answers with it. Administrators only.
create function nachet.set_default_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 280dda605e63;
grant execute on nachet.set_default_pipeline to nachet_backend;

-- Sets what the members of a group may do in the containers shared with it.
create function nachet.set_group_permission(p_user_id uuid, p_group_id uuid, p_permission text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as b06c88837b24;
grant execute on nachet.set_group_permission to nachet_backend;

-- Takes a model out of use or back into it; answers with the model. Administrators only.
create function nachet.set_model_active(p_user_id uuid, p_model_id uuid, p_active boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 9de4b52abb36;
grant execute on nachet.set_model_active to nachet_backend;

-- Takes a pipeline out of use or back into it; answers with the pipeline. Administrators only.
create function nachet.set_pipeline_active(p_user_id uuid, p_pipeline_id uuid, p_active boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 03727a99dc2f;
grant execute on nachet.set_pipeline_active to nachet_backend;

-- Sets the most that a user may do anywhere.
create function nachet.set_user_permission(p_user_id uuid, p_target_user_id uuid, p_permission text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 533f04d1178e;
grant execute on nachet.set_user_permission to nachet_backend;

-- Confirms or removes a reservation whose uploader is gone; options grace_seconds, etag.
create function nachet.settle_reservation(p_container_id uuid, p_picture_id uuid, p_written boolean, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a006765d5aed;
grant execute on nachet.settle_reservation to nachet_backend;

-- Shares a container with a group.
create function nachet.share_container(p_user_id uuid, p_container_id uuid, p_group_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 0403c160529b;
grant execute on nachet.share_container to nachet_backend;

-- Takes back the share of a container with a group.
create function nachet.unshare_container(p_user_id uuid, p_container_id uuid, p_group_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 55ac75fd7823;
grant execute on nachet.unshare_container to nachet_backend;

-- Replaces what is known of a species. Options: information, confirmed, gbif_key, eppo_code, itis_tsn.
create function nachet.update_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bd1e4312f25b;
grant execute on nachet.update_seed to nachet_backend;

-- Records what a person says of the boxes of an inference; answers with the boxes as they are now.
create function nachet.verify_seed(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6178301247f0;
grant execute on nachet.verify_seed to nachet_backend;

-- A new UUID, version 7: ordered by the time that it was made at. The server's own where it has one.
create function nachet_data.uuid7()
returns uuid
language sql volatile parallel safe;
