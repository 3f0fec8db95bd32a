-- The schema as the catalogue of a fresh deploy has it: to read, and to see in a diff what a change
-- changes. Made by `make generate`; not to run: a few letters stand for each body and each query.

create schema nachet;
grant usage on nachet to nachet_analyst;
grant usage on nachet to nachet_backend;
grant usage on nachet to nachet_service;

create schema nachet_data;

-- What an inference made of the specimens of its picture, as inference_tally keeps it.
create type nachet_data.inference_count as (
    inference_id uuid,
    nb_specimen integer,
    nb_missed integer,
    nb_false_alarm integer,
    nb_reviewed integer,
    nb_valid integer,
    nb_right integer,
    nb_top5 integer,
    seed_ids uuid[],
    model_seed_ids uuid[],
    nbs integer[],
    sum_scores double precision[],
    wrong_specimen_ids uuid[],
    wrong_pairs integer[],
    wrong_scores double precision[],
    bins integer[],
    bin_nbs integer[],
    bin_nb_rights integer[],
    bin_sum_scores double precision[],
);

-- How often readers said what of the same specimen, as opinion_tally keeps it.
create type nachet_data.opinion_count as (
    specimen_id uuid,
    user_ids uuid[],
    seed_ids uuid[],
    nb integer,
);

-- A box of a model's document, ready to be stored.
create type nachet_data.read_box as (
    id uuid,
    position integer,
    type_id smallint,
    top_x double precision,
    top_y double precision,
    bottom_x double precision,
    bottom_y double precision,
    top_score double precision,
    guess_seed_ids uuid[],
    guess_scores double precision[],
    top_place integer,
    top_seed_id uuid,
    margin double precision,
);

-- What was done besides naming specimens and changing species: one row for each thing that changed, appended. No role may change a row.
create table nachet_data.act (
    container_id uuid not null,  -- The container in which it was done; zeros if it was in none.
    id uuid not null default nachet_data.uuid7(),  -- The act.
    user_id uuid,  -- Who did it; null for an operator.
    act text not null,  -- The function that did it, e.g. rename_picture_set.
    entity text not null,  -- The kind of thing that changed: the name of its table, e.g. picture_set.
    entity_id uuid not null,  -- The thing that changed.
    before jsonb,  -- The facts that changed, as they were; null when it did not exist.
    after jsonb,  -- The same facts, as they became; null when it does not exist any more.
    reason text not null default ''::text,  -- Why, as the person wrote.
    upload_date timestamp with time zone not null default now(),  -- When it was done.
    constraint act_pkey PRIMARY KEY (container_id, id),
    constraint act_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint act_act_check CHECK (act ~ '^[a-z][a-z_]*$'::text),
    constraint act_entity_check CHECK (entity ~ '^[a-z][a-z_]*$'::text),
    constraint act_reason_check CHECK (char_length(reason) <= 10000),
);
CREATE INDEX act_id_idx ON nachet_data.act USING btree (id);

-- What each reader did in a picture on each day. _settle_picture keeps it, for the view reader_activity.
create table nachet_data.activity_tally (
    container_id uuid not null,  -- The container of the picture.
    picture_id uuid not null,  -- The picture.
    user_id uuid not null,  -- The reader.
    day date not null,  -- The day, by UTC.
    nb_identification integer not null,  -- Number of identifications.
    nb_specimen integer not null,  -- Of how many specimens.
    nb_confirm integer not null,  -- How many confirm.
    nb_correct integer not null,  -- How many correct species or box.
    nb_reject integer not null,  -- How many reject.
    nb_add integer not null,  -- How many add a seed.
    nb_reopen integer not null,  -- How many reopen.
    constraint activity_tally_pkey PRIMARY KEY (container_id, picture_id, user_id, day),
    constraint activity_tally_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
);

-- A session in which files are uploaded to a folder; what became of each is in batch_file.
create table nachet_data.batch (
    container_id uuid not null,  -- The container of the folder.
    id uuid not null default nachet_data.uuid7(),  -- The batch.
    picture_set_id uuid not null,  -- The folder that its pictures go to.
    user_id uuid not null,  -- The user who began it.
    expected integer,  -- How many files are to come, where that was said.
    facts jsonb not null default '{}'::jsonb,  -- What holds for each of its pictures unless their upload says otherwise: seed_id, zoom, nb_seeds, description, metadata, device, lens, tray, sample, taken_at.
    upload_date timestamp with time zone not null default now(),  -- When it was begun.
    ended_at timestamp with time zone,  -- When somebody ended it; then it takes no new file.
    constraint batch_pkey PRIMARY KEY (container_id, id),
    constraint batch_container_id_picture_set_id_fkey FOREIGN KEY (container_id, picture_set_id) REFERENCES nachet_data.picture_set(container_id, id) ON DELETE CASCADE,
    constraint batch_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint batch_expected_check CHECK (expected >= 1),
    constraint batch_facts_check CHECK (jsonb_typeof(facts) = 'object'::text),
);
CREATE INDEX batch_container_id_picture_set_id_id_idx ON nachet_data.batch USING btree (container_id, picture_set_id, id);

-- A file of a batch and what became of it; a file that is sent again is one row.
create table nachet_data.batch_file (
    container_id uuid not null,  -- The container of the batch.
    id uuid not null default nachet_data.uuid7(),  -- The row.
    batch_id uuid not null,  -- The batch.
    name text,  -- The name of the file, where it was given.
    sha256 bytea,  -- SHA-256 of its bytes; null where they could not be read.
    picture_id uuid,  -- The picture that has its bytes; null where it was refused.
    is_new boolean not null default false,  -- Whether the picture was not there before this file.
    refusal jsonb,  -- Why it was refused: code, message, detail; null where its picture was registered after that.
    upload_date timestamp with time zone not null default now(),  -- When it came first.
    updated_at timestamp with time zone not null default now(),  -- When it came last.
    former_picture_id uuid,  -- The picture that had its bytes and went to the archive, or from there elsewhere.
    constraint batch_file_pkey PRIMARY KEY (container_id, id),
    constraint batch_file_container_id_batch_id_fkey FOREIGN KEY (container_id, batch_id) REFERENCES nachet_data.batch(container_id, id) ON DELETE CASCADE,
    constraint batch_file_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
    constraint batch_file_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 255),
    constraint batch_file_picture_id_check CHECK (picture_id IS NOT NULL OR refusal IS NOT NULL OR former_picture_id IS NOT NULL),
    constraint batch_file_refusal_check CHECK (jsonb_typeof(refusal) = 'object'::text),
    constraint batch_file_sha256_check CHECK (octet_length(sha256) = 32),
);
CREATE UNIQUE INDEX batch_file_container_id_batch_id_file_key ON nachet_data.batch_file USING btree (container_id, batch_id, name, sha256) NULLS NOT DISTINCT WHERE ((name IS NOT NULL) OR (sha256 IS NOT NULL));
CREATE INDEX batch_file_container_id_batch_id_idx ON nachet_data.batch_file USING btree (container_id, batch_id);
CREATE INDEX batch_file_container_id_picture_id_idx ON nachet_data.batch_file USING btree (container_id, picture_id) WHERE (picture_id IS NOT NULL);
CREATE INDEX batch_file_former_picture_id_idx ON nachet_data.batch_file USING btree (container_id, former_picture_id) WHERE (former_picture_id IS NOT NULL);

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
CREATE INDEX blob_task_create_container_idx ON nachet_data.blob_task USING btree (container_id) WHERE (kind = 'create_container'::text);
CREATE INDEX blob_task_failed_idx ON nachet_data.blob_task USING btree (container_id, id) WHERE (last_error IS NOT NULL);
CREATE INDEX blob_task_parked_idx ON nachet_data.blob_task USING btree (container_id, id) WHERE parked;
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
    readers smallint not null default 1,  -- Review rule: how many people are asked for each specimen.
    agreeing smallint not null default 1,  -- Review rule: how many of them must agree.
    decides smallint not null default 3,  -- Review rule: the permission from which on a person's word decides, where several are asked.
    quota bigint,  -- How many bytes its pictures may have, those in the trash too; null for any number.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    purged_at timestamp with time zone,  -- When it was deleted permanently; the row stays, so that no blob is written under its id again.
    constraint container_pkey PRIMARY KEY (id),
    constraint container_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint container_agreeing_check CHECK (agreeing >= 1 AND agreeing <= readers),
    constraint container_decides_check CHECK (decides >= 2 AND decides <= 4),
    constraint container_deleted_at_check CHECK (kind <> 'archive'::text OR deleted_at IS NULL),
    constraint container_kind_check CHECK (kind = ANY (ARRAY['personal'::text, 'further'::text, 'archive'::text])),
    constraint container_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint container_owner_id_check CHECK ((kind = 'archive'::text) = (owner_id IS NULL)),
    constraint container_personal_check CHECK (kind <> 'personal'::text OR id = owner_id),
    constraint container_public_check CHECK (kind <> 'archive'::text OR NOT public),
    constraint container_purged_at_check CHECK (purged_at IS NULL OR deleted_at IS NOT NULL),
    constraint container_quota_check CHECK (quota >= 0 AND (kind <> 'archive'::text OR quota IS NULL)),
    constraint container_readers_check CHECK (readers >= 1 AND readers <= 100),
);
CREATE UNIQUE INDEX container_archive_key ON nachet_data.container USING btree (kind) WHERE (kind = 'archive'::text);
CREATE INDEX container_deleted_at_idx ON nachet_data.container USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX container_owner_id_idx ON nachet_data.container USING btree (owner_id);
CREATE INDEX container_public_idx ON nachet_data.container USING btree (id) WHERE public;

-- Specimens and pictures that are pinned as they were at a time, e.g. what a model is trained on.
create table nachet_data.dataset (
    id uuid not null default nachet_data.uuid7(),  -- The dataset.
    name text not null,  -- Its name, unique whatever its case.
    description text not null default ''::text,  -- What it is for.
    filter jsonb not null,  -- The filter that chose its specimens, as it was given.
    resolved jsonb not null,  -- The same with ids in place of names.
    digest bytea not null,  -- SHA-256 over all that is pinned: the same rows have the same digest. docs/dba.md says of what.
    nb_picture integer not null default 0,  -- Number of its pictures.
    nb_specimen integer not null default 0,  -- Number of its specimens.
    user_id uuid not null,  -- Who pinned it.
    upload_date timestamp with time zone not null default now(),  -- When.
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    constraint dataset_pkey PRIMARY KEY (id),
    constraint dataset_name_key_key UNIQUE (name_key),
    constraint dataset_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint dataset_description_check CHECK (char_length(description) <= 10000),
    constraint dataset_digest_check CHECK (octet_length(digest) = 32),
    constraint dataset_filter_check CHECK (jsonb_typeof(filter) = 'object'::text),
    constraint dataset_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
);

-- A picture of a dataset with its specimens, as they were when it was pinned. It goes with the picture to the archive and back, and stays when the picture is purged.
create table nachet_data.dataset_picture (
    container_id uuid not null,  -- The container that the picture is in now, or was in when it was purged.
    dataset_id uuid not null,  -- The dataset.
    picture_id uuid not null,  -- The picture.
    held_id uuid generated always as (
CASE
    WHEN purged_at IS NULL THEN picture_id
    ELSE NULL::uuid
END) stored,  -- The picture, while it is there; what is held cannot be purged unnoticed. Null since it was purged.
    purged_at timestamp with time zone,  -- When the picture was purged; null while it is there.
    digest bytea not null,  -- SHA-256 of its line and the lines of its specimens: what the digest of the dataset is made of.
    pinned_container_id uuid not null,  -- The container that it was in.
    picture_set_id uuid not null,  -- The folder that it was in.
    folder_name text not null,  -- The folder's name.
    name text,  -- The name of its file.
    media_type text not null,  -- Media type of its bytes.
    byte_size bigint not null,  -- Size of its blob in bytes.
    sha256 bytea not null,  -- SHA-256 of its bytes.
    width integer,  -- Width in pixels, as people see it.
    height integer,  -- Height in pixels, as people see it.
    orientation smallint not null,  -- How its bytes are turned, as EXIF counts.
    zoom double precision,  -- Magnification of the microscope.
    nb_seeds integer,  -- Number of seeds, as the uploader stated it.
    description text,  -- The uploader's description.
    device text,  -- What it was taken with.
    lens text,  -- The lens that it was taken through.
    tray text,  -- The tray that the seeds lay in.
    sample text,  -- The sample that the seeds are from.
    taken_at timestamp with time zone,  -- When it was taken.
    uploaded_at timestamp with time zone not null,  -- When it was uploaded.
    parent_id uuid,  -- For a crop: the picture that it was cut out of.
    split_group text not null,  -- What stays on one side when pictures are split into sets.
    verified boolean not null,  -- Whether its species were known.
    specimen_ids uuid[],  -- Its specimens, by id; null without. The further lists have one item for each of them.
    states text[],  -- Their states: open, settled, disputed or rejected.
    seed_ids uuid[],  -- Their species as of then; names are in dataset_seed.
    object_type_ids smallint[],  -- What kind of thing each was.
    qualifiers text[],  -- What the deciding person doubted.
    tops_x double precision[],  -- Left edges in pixels.
    tops_y double precision[],  -- Upper edges in pixels.
    bottoms_x double precision[],  -- Right edges in pixels.
    bottoms_y double precision[],  -- Lower edges in pixels.
    partly_outsides boolean[],  -- Whether the box was partly outside the picture.
    identified_bys uuid[],  -- The users from whose identifications the states came.
    identified_ats timestamp with time zone[],  -- When that was said.
    nb_readers smallint[],  -- How many people said what it was.
    nb_agreeings smallint[],  -- How many of them said last what it was then.
    manual_detections boolean[],  -- Whether a person had added the box.
    inference_ids uuid[],  -- The inferences of the boxes that were looked at.
    pipeline_ids uuid[],  -- The pipelines that ran for these.
    pipeline_names text[],  -- Names of the pipelines.
    model_names text[],  -- The last models of the inferences.
    model_versions text[],  -- Their versions.
    model_seed_ids uuid[],  -- The species of the models' best guesses.
    model_scores double precision[],  -- Scores of these guesses, 0 to 1.
    constraint dataset_picture_pkey PRIMARY KEY (container_id, dataset_id, picture_id),
    constraint dataset_picture_container_id_held_id_fkey FOREIGN KEY (container_id, held_id) REFERENCES nachet_data.picture(container_id, id),
    constraint dataset_picture_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES nachet_data.dataset(id) ON DELETE CASCADE,
    constraint dataset_picture_digest_check CHECK (octet_length(digest) = 32),
    constraint dataset_picture_sha256_check CHECK (octet_length(sha256) = 32),
);
CREATE INDEX dataset_picture_container_id_held_id_idx ON nachet_data.dataset_picture USING btree (container_id, held_id) WHERE (held_id IS NOT NULL);
CREATE INDEX dataset_picture_dataset_id_picture_id_idx ON nachet_data.dataset_picture USING btree (dataset_id, picture_id);
CREATE INDEX dataset_picture_dataset_id_purged_at_idx ON nachet_data.dataset_picture USING btree (dataset_id) WHERE (purged_at IS NOT NULL);

-- A species of a dataset, as it was called when it was pinned.
create table nachet_data.dataset_seed (
    dataset_id uuid not null,  -- The dataset.
    seed_id uuid not null,  -- The species.
    name text not null,  -- Its name.
    rank text not null,  -- Its rank.
    genus text,  -- Name of its genus.
    family text,  -- Name of its family.
    gbif_key bigint,  -- Its key in the GBIF backbone taxonomy.
    eppo_code text,  -- Its code in the EPPO global database.
    itis_tsn bigint,  -- Its number in the Integrated Taxonomic Information System.
    confirmed boolean not null,  -- Whether an administrator vouched for it.
    object_type_id smallint not null,  -- What kind of thing it was.
    constraint dataset_seed_pkey PRIMARY KEY (dataset_id, seed_id),
    constraint dataset_seed_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES nachet_data.dataset(id) ON DELETE CASCADE,
    constraint dataset_seed_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
);

-- A share: the group's members may use the container at the group's permission.
create table nachet_data.group_container (
    id uuid not null default nachet_data.uuid7(),  -- The share.
    group_id uuid not null,  -- With whom.
    container_id uuid not null,  -- What is shared, whole.
    upload_date timestamp with time zone not null default now(),  -- Since when.
    permission_id smallint,  -- What its members may do in this container, if that is less than the group's permission; null for the group's.
    until timestamp with time zone,  -- When the share ends; null for no end.
    constraint group_container_pkey PRIMARY KEY (id),
    constraint group_container_container_id_group_id_key UNIQUE (container_id, group_id),
    constraint group_container_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id) ON DELETE CASCADE,
    constraint group_container_group_id_fkey FOREIGN KEY (group_id) REFERENCES nachet_data.groups(id) ON DELETE CASCADE,
    constraint group_container_permission_id_check CHECK (permission_id >= 1 AND permission_id <= 3),
);
CREATE INDEX group_container_group_id_idx ON nachet_data.group_container USING btree (group_id);

-- People who share containers, and what they may do in them.
create table nachet_data.groups (
    id uuid not null default nachet_data.uuid7(),  -- The group.
    name text not null,  -- Name, unique among its owner's groups whatever its case.
    permission_id smallint not null,  -- What its members may do in the containers shared with it: read, write or manage.
    owner_id uuid not null,  -- The user who may rename it, hand it over, delete it, and choose its members.
    upload_date timestamp with time zone not null default now(),  -- When it was created.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    constraint groups_pkey PRIMARY KEY (id),
    constraint groups_owner_id_name_key_key UNIQUE (owner_id, name_key),
    constraint groups_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint groups_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES nachet_data.permission(id),
    constraint groups_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint groups_permission_id_check CHECK (permission_id >= 1 AND permission_id <= 3),
);

-- What one person said of one specimen: appended, never changed.
create table nachet_data.identification (
    container_id uuid not null,  -- The container of the specimen.
    id uuid not null default nachet_data.uuid7(),  -- The identification.
    specimen_id uuid not null,  -- The specimen.
    user_id uuid not null,  -- Who.
    act text not null,  -- confirm, correct (species or box), reject (no seed), add (a seed that the models missed), or reopen (undo the decision).
    seed_id uuid,  -- The species that was said; null for no seed and for reopen.
    object_id uuid not null,  -- The box that was looked at.
    before_state text,  -- State of the specimen before; null when this is the first identification.
    before_seed_id uuid,  -- Its species before.
    top_x double precision not null,  -- Left edge that was said, in pixels.
    top_y double precision not null,  -- Upper edge that was said, in pixels.
    bottom_x double precision not null,  -- Right edge that was said, in pixels.
    bottom_y double precision not null,  -- Lower edge that was said, in pixels.
    comment text not null default ''::text,  -- What the person wrote.
    upload_date timestamp with time zone not null default now(),  -- When.
    qualifier text,  -- What the person doubts, e.g. cf., aff. or ?; null when nothing.
    type_id smallint,  -- The kind of thing that was said; null when none was.
    constraint identification_pkey PRIMARY KEY (container_id, id),
    constraint identification_before_seed_id_fkey FOREIGN KEY (before_seed_id) REFERENCES nachet_data.seed(id),
    constraint identification_container_id_specimen_id_fkey FOREIGN KEY (container_id, specimen_id) REFERENCES nachet_data.specimen(container_id, id) ON DELETE CASCADE,
    constraint identification_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint identification_type_id_fkey FOREIGN KEY (type_id) REFERENCES nachet_data.object_type(id),
    constraint identification_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint identification_act_check CHECK (act = ANY (ARRAY['confirm'::text, 'correct'::text, 'reject'::text, 'add'::text, 'reopen'::text])),
    constraint identification_before_state_check CHECK (before_state = ANY (ARRAY['open'::text, 'settled'::text, 'disputed'::text, 'rejected'::text])),
    constraint identification_box_check CHECK (top_x <= bottom_x AND top_y <= bottom_y),
    constraint identification_qualifier_check CHECK (char_length(qualifier) >= 1 AND char_length(qualifier) <= 32) NOT VALID,
    constraint identification_seed_id_check CHECK ((act = ANY (ARRAY['reject'::text, 'reopen'::text])) = (seed_id IS NULL)),
);
CREATE INDEX identification_container_id_specimen_id_id_idx ON nachet_data.identification USING btree (container_id, specimen_id, id);

-- One run of a pipeline over a picture.
create table nachet_data.inference (
    container_id uuid not null,  -- The container of the picture.
    id uuid not null default nachet_data.uuid7(),  -- The inference; the caller's own where a retry must be harmless.
    picture_id uuid not null,  -- The picture.
    user_id uuid not null,  -- Who asked for it.
    pipeline_id uuid not null,  -- The pipeline that ran.
    inference jsonb not null,  -- The whole document as it was answered at registration, with is_verified false in each box.
    nb_object integer not null,  -- Boxes that the models found.
    top_score double precision,  -- Score of the surest guess of all boxes; null without boxes.
    verified boolean not null default false,  -- Whether each of its boxes is reviewed.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it was registered, verified or reopened last.
    verified_by uuid,  -- Who reviewed the last box, or said that there is none; null while it is not verified.
    empty_said_by uuid[] not null default '{}'::uuid[],  -- Who said that there is nothing in the picture, where several readers are asked; each once.
    withdrawn_at timestamp with time zone,  -- When it was withdrawn: kept, but neither read as the picture's, nor reviewed, nor counted; null while it holds.
    withdrawn_by uuid,  -- Who withdrew it.
    withdrawn_reason text,  -- Why; empty when nobody said.
    constraint inference_pkey PRIMARY KEY (container_id, id),
    constraint inference_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
    constraint inference_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES nachet_data.pipeline(id),
    constraint inference_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint inference_verified_by_fkey FOREIGN KEY (verified_by) REFERENCES nachet_data.users(id) NOT VALID,
    constraint inference_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES nachet_data.users(id) NOT VALID,
    constraint inference_inference_check CHECK (jsonb_typeof(inference) = 'object'::text),
    constraint inference_nb_object_check CHECK (nb_object >= 0),
    constraint inference_top_score_check CHECK (top_score >= 0::double precision AND top_score <= 1::double precision),
    constraint inference_withdrawn_check CHECK (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) = ANY (ARRAY[0, 3])) NOT VALID,
);
CREATE INDEX inference_container_id_picture_id_idx ON nachet_data.inference USING btree (container_id, picture_id, id) WHERE (picture_id IS NOT NULL);
CREATE INDEX inference_container_id_pipeline_id_picture_id_idx ON nachet_data.inference USING btree (container_id, pipeline_id, picture_id) WHERE (pipeline_id IS NOT NULL);
CREATE INDEX inference_container_id_top_score_picture_id_idx ON nachet_data.inference USING btree (container_id, top_score, picture_id) WHERE (top_score IS NOT NULL);

-- A model version that ran for an inference.
create table nachet_data.inference_model (
    container_id uuid not null,  -- The container of the inference.
    inference_id uuid not null,  -- The inference.
    position smallint not null,  -- Its turn, from 1.
    name text not null,  -- The model's name as the document gave it.
    version text not null default ''::text,  -- The version as the document gave it, as text.
    model_version_id uuid,  -- The imported version of that name and number, where there is one.
    presumed boolean not null default false,  -- Whether the document named no model, and this is the pipeline's, in the version that it pins or else in its active version.
    constraint inference_model_pkey PRIMARY KEY (container_id, inference_id, "position"),
    constraint inference_model_container_id_inference_id_fkey FOREIGN KEY (container_id, inference_id) REFERENCES nachet_data.inference(container_id, id) ON DELETE CASCADE,
    constraint inference_model_model_version_id_fkey FOREIGN KEY (model_version_id) REFERENCES nachet_data.model_version(id),
);

-- What an inference made of the specimens of its picture that are settled or rejected. _settle_picture keeps it, for the views.
create table nachet_data.inference_tally (
    container_id uuid not null,  -- The container of the inference.
    inference_id uuid not null,  -- The inference.
    nb_specimen integer not null,  -- Settled specimens of its picture.
    nb_missed integer not null,  -- Of these, how many no box of the models shows.
    nb_false_alarm integer not null,  -- Boxes whose specimen is rejected.
    nb_reviewed integer not null,  -- Boxes with a best guess whose specimen is settled or rejected.
    nb_valid integer not null,  -- Of these, how many have a settled specimen.
    nb_right integer not null,  -- Of these, how many have its species, as stored, as their best guess.
    nb_top5 integer not null,  -- How many have its species, as stored, among their five best guesses.
    seed_ids uuid[] not null,  -- By pair of species: that of the specimens as stored with them; null when they are rejected.
    model_seed_ids uuid[] not null,  -- By pair: the species of the best guess as stored with the boxes; null for none.
    nbs integer[] not null,  -- By pair: how many specimens.
    sum_scores double precision[] not null,  -- By pair: the sum of the scores of the best guesses.
    wrong_specimen_ids uuid[] not null,  -- The specimens of the pairs of two species, by pair and id.
    wrong_pairs integer[] not null,  -- Of each of these specimens: the place of its pair, from 1.
    wrong_scores double precision[] not null,  -- Of each of these specimens: the score of the best guess; null where there is no box.
    bins integer[] not null,  -- The tenths, 1 to 10, in which scores of best guesses are.
    bin_nbs integer[] not null,  -- By tenth: how many boxes.
    bin_nb_rights integer[] not null,  -- By tenth: how many of these have the species of their specimen, as stored, as best guess.
    bin_sum_scores double precision[] not null,  -- By tenth: the sum of the scores.
    constraint inference_tally_pkey PRIMARY KEY (container_id, inference_id),
    constraint inference_tally_container_id_inference_id_fkey FOREIGN KEY (container_id, inference_id) REFERENCES nachet_data.inference(container_id, id) ON DELETE CASCADE,
);

-- This datastore among others that may share a blob store; one row.
create table nachet_data.installation (
    id uuid not null default nachet_data.uuid7(),  -- The mark that its blob containers carry.
    single boolean not null default true,  -- Holds the table to one row.
    creation_date timestamp with time zone not null default now(),  -- When it was installed.
    model_keys text[] not null default '{}'::text[],  -- Keys of models that are shown here, beside those that are shown everywhere.
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
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    constraint model_pkey PRIMARY KEY (id),
    constraint model_name_key UNIQUE (name),
    constraint model_name_key_key UNIQUE (name_key),
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
    dataset_id uuid,  -- The dataset that it was trained on, where somebody said.
    constraint model_version_pkey PRIMARY KEY (id),
    constraint model_version_model_id_id_key UNIQUE (model_id, id),
    constraint model_version_model_id_version_key UNIQUE (model_id, version),
    constraint model_version_dataset_id_fkey FOREIGN KEY (dataset_id) REFERENCES nachet_data.dataset(id) NOT VALID,
    constraint model_version_model_id_fkey FOREIGN KEY (model_id) REFERENCES nachet_data.model(id) ON DELETE CASCADE,
    constraint model_version_data_check CHECK (jsonb_typeof(data) = 'object'::text),
);
CREATE UNIQUE INDEX model_version_active_key ON nachet_data.model_version USING btree (model_id) WHERE active;
CREATE INDEX model_version_dataset_id_idx ON nachet_data.model_version USING btree (dataset_id) WHERE (dataset_id IS NOT NULL);

-- A box: one thing found in a picture, by the models or by a person.
create table nachet_data.object (
    container_id uuid not null,  -- The container of the inference.
    id uuid not null default nachet_data.uuid7(),  -- The box.
    inference_id uuid not null,  -- The inference that it belongs to.
    position integer not null,  -- Its place in the document, from 1; boxes that a person added come last.
    type_id smallint not null default 1,  -- What kind of thing it frames.
    top_x double precision not null,  -- Left edge as first drawn, in pixels.
    top_y double precision not null,  -- Upper edge as first drawn, in pixels.
    bottom_x double precision not null,  -- Right edge as first drawn, in pixels.
    bottom_y double precision not null,  -- Lower edge as first drawn, in pixels.
    top_score double precision not null,  -- Score of its best guess; 1 for a box that a person added.
    manual_detection boolean not null default false,  -- Whether a person added it.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it was registered, reviewed or reopened last.
    specimen_id uuid,  -- The specimen that it shows; null while nobody identified what it frames.
    guess_seed_ids uuid[] not null default '{}'::uuid[],  -- The species of its guesses, by their place in the document; none for a box that a person added.
    guess_scores double precision[] not null default '{}'::double precision[],  -- How sure the model is of each of these, 0 to 1.
    top_place integer,  -- The place of the best guess; the first of equal scores.
    top_seed_id uuid,  -- The species of the best guess.
    margin double precision not null default 1,  -- By how much the score of the best guess is above that of the second one.
    constraint object_pkey PRIMARY KEY (container_id, id),
    constraint object_container_id_inference_id_position_key UNIQUE (container_id, inference_id, "position"),
    constraint object_container_id_inference_id_fkey FOREIGN KEY (container_id, inference_id) REFERENCES nachet_data.inference(container_id, id) ON DELETE CASCADE,
    constraint object_container_id_specimen_id_fkey FOREIGN KEY (container_id, specimen_id) REFERENCES nachet_data.specimen(container_id, id) NOT VALID,
    constraint object_type_id_fkey FOREIGN KEY (type_id) REFERENCES nachet_data.object_type(id),
    constraint object_box_check CHECK (top_x <= bottom_x AND top_y <= bottom_y),
    constraint object_position_check CHECK ("position" >= 1),
    constraint object_top_score_check CHECK (top_score >= 0::double precision AND top_score <= 1::double precision),
);
CREATE INDEX object_container_id_margin_id_idx ON nachet_data.object USING btree (container_id, margin, id) WHERE (specimen_id IS NULL);
CREATE UNIQUE INDEX object_container_id_specimen_id_inference_id_key ON nachet_data.object USING btree (container_id, specimen_id, inference_id) WHERE (specimen_id IS NOT NULL);
CREATE INDEX object_container_id_top_seed_id_margin_id_idx ON nachet_data.object USING btree (container_id, top_seed_id, margin, id) WHERE (specimen_id IS NULL);
CREATE INDEX object_unidentified_idx ON nachet_data.object USING btree (container_id, top_score, id) WHERE (specimen_id IS NULL);

-- What kind of thing a box frames.
create table nachet_data.object_type (
    id smallint not null,  -- The kind; 1 is a seed.
    name text not null,  -- Its name.
    active boolean not null default true,  -- Whether people may choose it; what is of this kind already stays so.
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    constraint object_type_pkey PRIMARY KEY (id),
    constraint object_type_name_key UNIQUE (name),
    constraint object_type_name_key_key UNIQUE (name_key),
);

-- On how many specimens of a picture the same people said the same, where two people at least said something. _settle_picture keeps it, for the views.
create table nachet_data.opinion_tally (
    container_id uuid not null,  -- The container of the picture.
    picture_id uuid not null,  -- The picture.
    specimen_id uuid not null,  -- The first of these specimens.
    user_ids uuid[] not null,  -- Who said something, in order of the ids.
    seed_ids uuid[] not null,  -- What each of them said last, since the specimen was reopened last; null for no seed.
    nb integer not null,  -- How many specimens.
    constraint opinion_tally_pkey PRIMARY KEY (container_id, picture_id, specimen_id),
    constraint opinion_tally_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
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
    sha256 bytea not null,  -- SHA-256 of the bytes; the same bytes in the same folder, cut out of the same place of the same picture or of none, are one picture.
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
    updated_at timestamp with time zone not null default now(),  -- When it was confirmed, changed, verified, moved, deleted or restored last.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    search tsvector not null generated always as (to_tsvector('simple'::regconfig, COALESCE(description, ''::text)) || jsonb_to_tsvector('simple'::regconfig, picture, '["string", "numeric"]'::jsonb)) stored,  -- Words of its description and document, for free-text search.
    orientation smallint not null default 1,  -- How its bytes are turned, as EXIF counts: 1 as they lie, 3 by half, 6 and 8 by a quarter, 2, 4, 5 and 7 mirrored. Width, height and boxes are those of the picture as people see it.
    name text,  -- The name of its file, as its uploader gave it; null where nobody gave one.
    device text,  -- What it was taken with: camera, microscope.
    lens text,  -- The lens that it was taken through.
    tray text,  -- The tray that the seeds lay in.
    sample text,  -- The sample that the seeds are from.
    taken_at timestamp with time zone,  -- When it was taken.
    former_parent uuid,  -- For a crop whose parent is gone from the container: the parent's id.
    constraint picture_pkey PRIMARY KEY (container_id, id),
    constraint picture_container_id_parent_fkey FOREIGN KEY (container_id, parent) REFERENCES nachet_data.picture(container_id, id),
    constraint picture_container_id_picture_set_id_fkey FOREIGN KEY (container_id, picture_set_id) REFERENCES nachet_data.picture_set(container_id, id),
    constraint picture_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint picture_byte_size_check CHECK (byte_size > 0),
    constraint picture_device_check CHECK (char_length(device) >= 1 AND char_length(device) <= 200) NOT VALID,
    constraint picture_height_check CHECK (height > 0),
    constraint picture_lens_check CHECK (char_length(lens) >= 1 AND char_length(lens) <= 200) NOT VALID,
    constraint picture_media_type_check CHECK (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'::text),
    constraint picture_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 255) NOT VALID,
    constraint picture_nb_object_check CHECK (nb_object >= 0),
    constraint picture_nb_seeds_check CHECK (nb_seeds >= 1),
    constraint picture_orientation_check CHECK (orientation >= 1 AND orientation <= 8) NOT VALID,
    constraint picture_parent_box_check CHECK (((parent_box ->> 'topX'::text)::double precision) <= ((parent_box ->> 'bottomX'::text)::double precision) AND ((parent_box ->> 'topY'::text)::double precision) <= ((parent_box ->> 'bottomY'::text)::double precision)),
    constraint picture_parent_check CHECK (parent <> id),
    constraint picture_picture_check CHECK (jsonb_typeof(picture) = 'object'::text),
    constraint picture_sample_check CHECK (char_length(sample) >= 1 AND char_length(sample) <= 200) NOT VALID,
    constraint picture_sha256_check CHECK (octet_length(sha256) = 32),
    constraint picture_state_check CHECK (state = ANY (ARRAY['pending'::text, 'confirmed'::text])),
    constraint picture_tray_check CHECK (char_length(tray) >= 1 AND char_length(tray) <= 200) NOT VALID,
    constraint picture_width_check CHECK (width > 0),
    constraint picture_zoom_check CHECK (zoom >= 1::double precision AND zoom < 'Infinity'::double precision),
);
CREATE UNIQUE INDEX picture_blob_key ON nachet_data.picture USING btree (container_id, blob_container_id, blob_name) WHERE (blob_name IS NOT NULL);
CREATE INDEX picture_container_id_byte_size_idx ON nachet_data.picture USING btree (container_id, byte_size) WHERE (byte_size IS NOT NULL);
CREATE INDEX picture_container_id_deleted_at_id_idx ON nachet_data.picture USING btree (container_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX picture_container_id_height_idx ON nachet_data.picture USING btree (container_id, height) WHERE (height IS NOT NULL);
CREATE INDEX picture_container_id_media_type_id_idx ON nachet_data.picture USING btree (container_id, media_type, id) WHERE (media_type IS NOT NULL);
CREATE INDEX picture_container_id_parent_idx ON nachet_data.picture USING btree (container_id, parent) WHERE (parent IS NOT NULL);
CREATE INDEX picture_container_id_picture_set_id_id_idx ON nachet_data.picture USING btree (container_id, picture_set_id, id) WHERE (picture_set_id IS NOT NULL);
CREATE UNIQUE INDEX picture_container_id_picture_set_id_sha256_parent_key ON nachet_data.picture USING btree (container_id, picture_set_id, sha256, COALESCE(parent, former_parent), nachet_data.corners(parent_box)) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);
CREATE INDEX picture_container_id_upload_date_idx ON nachet_data.picture USING btree (container_id, upload_date) WHERE (upload_date IS NOT NULL);
CREATE INDEX picture_container_id_verified_id_idx ON nachet_data.picture USING btree (container_id, verified, id) WHERE (state = 'confirmed'::text);
CREATE INDEX picture_container_id_width_idx ON nachet_data.picture USING btree (container_id, width) WHERE (width IS NOT NULL);
CREATE INDEX picture_former_parent_idx ON nachet_data.picture USING btree (container_id, former_parent) WHERE (former_parent IS NOT NULL);
CREATE INDEX picture_name_words_idx ON nachet_data.picture USING gin (nachet_data.name_words(name));
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
    name text not null,  -- Name for people; unique within the folder above whatever its case.
    picture_set jsonb not null default '{}'::jsonb,  -- What else its maker says of it, as a document.
    owner_id uuid,  -- The user who created it.
    is_default boolean not null default false,  -- Whether it is the one that takes pictures without a folder; one a container.
    upload_date timestamp with time zone not null default now(),  -- When it was created.
    updated_at timestamp with time zone not null default now(),  -- When it was renamed, changed, moved, deleted or restored last.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    parent uuid,  -- The folder that it lies in; null: at the top of its container.
    former_container_id uuid,  -- For a folder of the archive: the container that its pictures came from.
    former_picture_set_id uuid,  -- For a folder of the archive: the folder that its pictures came from.
    sample_id uuid,  -- The sample whose seeds its pictures show; null for none.
    constraint picture_set_pkey PRIMARY KEY (container_id, id),
    constraint picture_set_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint picture_set_container_id_parent_fkey FOREIGN KEY (container_id, parent) REFERENCES nachet_data.picture_set(container_id, id),
    constraint picture_set_container_id_sample_id_fkey FOREIGN KEY (container_id, sample_id) REFERENCES nachet_data.sample(container_id, id),
    constraint picture_set_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES nachet_data.users(id),
    constraint picture_set_is_default_parent_check CHECK (NOT is_default OR parent IS NULL),
    constraint picture_set_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint picture_set_parent_check CHECK (parent <> id),
    constraint picture_set_picture_set_check CHECK (jsonb_typeof(picture_set) = 'object'::text),
);
CREATE INDEX picture_set_container_id_deleted_at_id_idx ON nachet_data.picture_set USING btree (container_id, deleted_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX picture_set_container_id_parent_idx ON nachet_data.picture_set USING btree (container_id, parent) WHERE (parent IS NOT NULL);
CREATE UNIQUE INDEX picture_set_container_id_parent_name_key_key ON nachet_data.picture_set USING btree (container_id, parent, name_key) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);
CREATE INDEX picture_set_container_id_sample_id_idx ON nachet_data.picture_set USING btree (container_id, sample_id) WHERE (sample_id IS NOT NULL);
CREATE INDEX picture_set_former_idx ON nachet_data.picture_set USING btree (container_id, former_picture_set_id) WHERE (former_picture_set_id IS NOT NULL);
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
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    constraint pipeline_pkey PRIMARY KEY (id),
    constraint pipeline_name_key UNIQUE (name),
    constraint pipeline_name_key_key UNIQUE (name_key),
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
    model_version_id uuid,  -- The version that runs; null: the active one.
    constraint pipeline_model_pkey PRIMARY KEY (id),
    constraint pipeline_model_pipeline_id_position_key UNIQUE (pipeline_id, "position"),
    constraint pipeline_model_model_id_fkey FOREIGN KEY (model_id) REFERENCES nachet_data.model(id),
    constraint pipeline_model_model_id_model_version_id_fkey FOREIGN KEY (model_id, model_version_id) REFERENCES nachet_data.model_version(model_id, id),
    constraint pipeline_model_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES nachet_data.pipeline(id) ON DELETE CASCADE,
    constraint pipeline_model_position_check CHECK ("position" >= 1),
);
CREATE INDEX pipeline_model_model_id_idx ON nachet_data.pipeline_model USING btree (model_id);

-- How many bytes the pictures of a container with a quota have at most; whoever registers pictures there does it one after the other. In no view: container_usage counts.
create table nachet_data.quota_usage (
    container_id uuid not null,  -- The container.
    byte_size bigint,  -- At least what its pictures have: what goes is taken off when it is counted next, which is when the quota would be exceeded. Null: to be counted.
    constraint quota_usage_pkey PRIMARY KEY (container_id),
    constraint quota_usage_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint quota_usage_byte_size_check CHECK (byte_size >= 0),
);

-- A class of a period of a regulated list.
create table nachet_data.regulated_class (
    period_id uuid not null,  -- The period.
    number smallint not null,  -- Its number.
    name_en text not null,  -- Its name in English.
    name_fr text not null,  -- Its name in French.
    meaning text not null default ''::text,  -- What it means.
    complete boolean not null,  -- Whether all its species are entered here; else a species without an entry may belong to it.
    constraint regulated_class_pkey PRIMARY KEY (period_id, number),
    constraint regulated_class_period_id_fkey FOREIGN KEY (period_id) REFERENCES nachet_data.regulated_period(id) ON DELETE CASCADE,
    constraint regulated_class_meaning_check CHECK (char_length(meaning) <= 10000),
    constraint regulated_class_name_en_check CHECK (char_length(name_en) >= 1 AND char_length(name_en) <= 200),
    constraint regulated_class_name_fr_check CHECK (char_length(name_fr) >= 1 AND char_length(name_fr) <= 200),
    constraint regulated_class_number_check CHECK (number >= 1 AND number <= 1000),
);

-- A species or genus of a class of a regulated list, by name: also one that the catalogue lacks.
create table nachet_data.regulated_entry (
    period_id uuid not null,  -- The period.
    class_number smallint not null,  -- The number of its class.
    name text not null,  -- Its scientific name, without author.
    rank text not null,  -- species (or below), or genus: all species of it.
    keys text[] not null,  -- Its name and synonyms in the form for comparison: by these it is found in the catalogue.
    genus_key text,  -- Of a genus: the first word of the names of its species, in the form for comparison.
    note text not null default ''::text,  -- What a reader of it should know.
    constraint regulated_entry_pkey PRIMARY KEY (period_id, name),
    constraint regulated_entry_period_id_class_number_fkey FOREIGN KEY (period_id, class_number) REFERENCES nachet_data.regulated_class(period_id, number) ON DELETE CASCADE,
    constraint regulated_entry_genus_key_check CHECK ((rank = 'genus'::text) = (genus_key IS NOT NULL)),
    constraint regulated_entry_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
    constraint regulated_entry_note_check CHECK (char_length(note) <= 10000),
    constraint regulated_entry_rank_check CHECK (rank = ANY (ARRAY['genus'::text, 'species'::text])),
);
CREATE INDEX regulated_entry_period_id_class_number_idx ON nachet_data.regulated_entry USING btree (period_id, class_number);

-- A list of species that an authority regulates, such as the Weed Seeds Order of Canada.
create table nachet_data.regulated_list (
    id uuid not null default nachet_data.uuid7(),  -- The list.
    name text not null,  -- Its name, unique whatever its case.
    name_key text not null generated always as (nachet_data.fold(name)) stored,  -- The name as it is compared: case and composition of letters folded.
    authority text not null,  -- Who makes it.
    jurisdiction text not null,  -- Where it holds, e.g. CA.
    upload_date timestamp with time zone not null default now(),  -- When it was imported first.
    updated_at timestamp with time zone not null default now(),  -- When an import changed it last.
    constraint regulated_list_pkey PRIMARY KEY (id),
    constraint regulated_list_name_key_key UNIQUE (name_key),
    constraint regulated_list_authority_check CHECK (char_length(authority) >= 1 AND char_length(authority) <= 200),
    constraint regulated_list_jurisdiction_check CHECK (char_length(jurisdiction) >= 1 AND char_length(jurisdiction) <= 200),
    constraint regulated_list_name_check CHECK (char_length(name) >= 1 AND char_length(name) <= 200),
);

-- What a regulated list said from one day to another.
create table nachet_data.regulated_period (
    id uuid not null default nachet_data.uuid7(),  -- The period.
    list_id uuid not null,  -- The list.
    title text not null,  -- The text of law, e.g. Weed Seeds Order, 2016 (SOR/2016-93).
    valid_from date not null,  -- The first day on which it holds.
    valid_to date,  -- The first day on which it holds no more; null while no end is known.
    per_weight double precision,  -- The weight in grams that its limits are said for, e.g. 25; null where it says none.
    source text not null default ''::text,  -- Where its entries were read.
    note text not null default ''::text,  -- What a reader of it should know, such as what could not be confirmed.
    constraint regulated_period_pkey PRIMARY KEY (id),
    constraint regulated_period_list_id_valid_from_key UNIQUE (list_id, valid_from),
    constraint regulated_period_list_id_fkey FOREIGN KEY (list_id) REFERENCES nachet_data.regulated_list(id) ON DELETE CASCADE,
    constraint regulated_period_note_check CHECK (char_length(note) <= 10000),
    constraint regulated_period_per_weight_check CHECK (per_weight > 0::double precision AND per_weight <= '1000000000'::numeric::double precision),
    constraint regulated_period_source_check CHECK (char_length(source) <= 10000),
    constraint regulated_period_title_check CHECK (char_length(title) >= 1 AND char_length(title) <= 200),
    constraint regulated_period_valid_to_check CHECK (valid_to > valid_from),
);

-- What was issued of a sample: appended, never changed. A correction is a later version.
create table nachet_data.report (
    container_id uuid not null,  -- The container of the sample.
    id uuid not null default nachet_data.uuid7(),  -- The report.
    sample_id uuid not null,  -- The sample.
    number text not null,  -- Its number, unique in its container; all versions of a report have the same.
    version integer not null,  -- 1, or one more than the version that it supersedes.
    supersedes uuid,  -- The report that it corrects.
    reason text not null default ''::text,  -- Why it was corrected; empty for the first version.
    content text not null,  -- What was issued, as JSON, to the letter.
    digest bytea not null,  -- SHA-256 of the content in UTF-8.
    user_id uuid not null,  -- The user who issued it.
    upload_date timestamp with time zone not null default now(),  -- When it was issued.
    constraint report_pkey PRIMARY KEY (container_id, id),
    constraint report_container_id_number_version_key UNIQUE (container_id, number, version),
    constraint report_container_id_supersedes_key UNIQUE (container_id, supersedes),
    constraint report_container_id_sample_id_fkey FOREIGN KEY (container_id, sample_id) REFERENCES nachet_data.sample(container_id, id),
    constraint report_container_id_supersedes_fkey FOREIGN KEY (container_id, supersedes) REFERENCES nachet_data.report(container_id, id),
    constraint report_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint report_digest_check CHECK (digest = sha256(convert_to(content, 'UTF8'::name))),
    constraint report_number_check CHECK (char_length(number) >= 1 AND char_length(number) <= 220),
    constraint report_reason_check CHECK ((version = 1) = (reason = ''::text) AND char_length(reason) <= 10000),
    constraint report_supersedes_check CHECK ((version = 1) = (supersedes IS NULL) AND supersedes <> id),
    constraint report_version_check CHECK (version >= 1),
);
CREATE INDEX report_container_id_sample_id_id_idx ON nachet_data.report USING btree (container_id, sample_id, id);

-- Which boxes of the review queue a person has for some time, so that others get other ones.
create table nachet_data.review_lease (
    container_id uuid not null,  -- The container of the box.
    object_id uuid not null,  -- The box.
    user_id uuid not null,  -- Who.
    expires_at timestamp with time zone not null,  -- Until when.
    constraint review_lease_pkey PRIMARY KEY (container_id, object_id, user_id),
    constraint review_lease_container_id_object_id_fkey FOREIGN KEY (container_id, object_id) REFERENCES nachet_data.object(container_id, id) ON DELETE CASCADE,
    constraint review_lease_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
);
CREATE INDEX review_lease_container_id_expires_at_idx ON nachet_data.review_lease USING btree (container_id, expires_at);

-- What a laboratory received and examines: a part of a lot of seed. Folders belong to it.
create table nachet_data.sample (
    container_id uuid not null,  -- The container that it is in.
    id uuid not null default nachet_data.uuid7(),  -- The sample.
    number text not null,  -- Its number as the laboratory writes it, unique in its container whatever its case.
    number_key text not null generated always as (nachet_data.fold(number)) stored,  -- The number as it is compared: case and composition of letters folded.
    lot text,  -- The lot that it was drawn from.
    crop text,  -- The kind of seed that is sold, as the laboratory says.
    crop_seed_id uuid,  -- The species of the catalogue that the crop is, where it is one.
    weight double precision,  -- How much was received, in grams.
    examined_weight double precision,  -- How much of it was examined, in grams.
    tests text[] not null default '{}'::text[],  -- The kinds of test, e.g. purity, other species, germination.
    received_at timestamp with time zone,  -- When it was received.
    metadata jsonb not null default '{}'::jsonb,  -- What else the laboratory says of it, as a document.
    user_id uuid not null,  -- The user who entered it.
    upload_date timestamp with time zone not null default now(),  -- When it was entered.
    updated_at timestamp with time zone not null default now(),  -- When it was changed last.
    constraint sample_pkey PRIMARY KEY (container_id, id),
    constraint sample_container_id_number_key_key UNIQUE (container_id, number_key),
    constraint sample_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint sample_crop_seed_id_fkey FOREIGN KEY (crop_seed_id) REFERENCES nachet_data.seed(id),
    constraint sample_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint sample_crop_check CHECK (char_length(crop) >= 1 AND char_length(crop) <= 200),
    constraint sample_examined_weight_check CHECK (examined_weight > 0::double precision AND examined_weight <= COALESCE(weight, '1000000000'::numeric::double precision)),
    constraint sample_lot_check CHECK (char_length(lot) >= 1 AND char_length(lot) <= 200),
    constraint sample_metadata_check CHECK (jsonb_typeof(metadata) = 'object'::text),
    constraint sample_number_check CHECK (char_length(number) >= 1 AND char_length(number) <= 200),
    constraint sample_tests_check CHECK (cardinality(tests) <= 20),
    constraint sample_weight_check CHECK (weight > 0::double precision AND weight <= '1000000000'::numeric::double precision),
);

-- A species of seed, or a genus, family or other group. Rows are never deleted: a merged one points to the species that it became.
create table nachet_data.seed (
    id uuid not null default nachet_data.uuid7(),  -- The species.
    name text not null,  -- Scientific name; unique whatever its case and spacing, among those not merged.
    information jsonb not null default '{}'::jsonb,  -- What is known of the species, as a document.
    object_type_id smallint not null default 1,  -- What kind of object it is.
    confirmed boolean not null default false,  -- Whether a curator vouches for it; names from models and people start unconfirmed.
    gbif_key bigint,  -- Its usage key in the GBIF backbone taxonomy; unique among those not merged.
    eppo_code text,  -- Its code in the EPPO global database; unique among those not merged.
    itis_tsn bigint,  -- Its serial number in the Integrated Taxonomic Information System; unique among those not merged.
    merged_into uuid,  -- The species that this one turned out to be.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    updated_at timestamp with time zone not null default now(),  -- When it last changed.
    name_key text not null generated always as (nachet_data.fold(regexp_replace(btrim(name) COLLATE "C", '\s+'::text, ' '::text, 'g'::text))) stored,  -- The name as it is compared: case, spacing and composition of letters folded.
    rank text not null default 'species'::text,  -- Its rank: family, genus, species, subspecies, variety, form, or group for any other.
    parent_id uuid,  -- What it belongs to: for a species its genus, for a genus its family.
    current_id uuid not null generated always as (COALESCE(merged_into, id)) stored,  -- The species that it is now: what it was merged into, else itself.
    constraint seed_pkey PRIMARY KEY (id),
    constraint seed_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES nachet_data.seed(id),
    constraint seed_object_type_id_fkey FOREIGN KEY (object_type_id) REFERENCES nachet_data.object_type(id),
    constraint seed_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES nachet_data.seed(id),
    constraint seed_eppo_code_check CHECK (eppo_code ~ '^[A-Z0-9]{5,6}$'::text),
    constraint seed_gbif_key_check CHECK (gbif_key > 0),
    constraint seed_information_check CHECK (jsonb_typeof(information) = 'object'::text),
    constraint seed_itis_tsn_check CHECK (itis_tsn > 0),
    constraint seed_merged_into_check CHECK (merged_into <> id),
    constraint seed_name_check CHECK (char_length(btrim(name)) >= 1 AND char_length(btrim(name)) <= 200),
    constraint seed_parent_id_check CHECK (parent_id <> id),
    constraint seed_rank_check CHECK (rank = ANY (ARRAY['family'::text, 'genus'::text, 'group'::text, 'species'::text, 'subspecies'::text, 'variety'::text, 'form'::text])),
);
CREATE INDEX seed_current_id_idx ON nachet_data.seed USING btree (current_id);
CREATE UNIQUE INDEX seed_eppo_code_key ON nachet_data.seed USING btree (eppo_code) WHERE ((merged_into IS NULL) AND (eppo_code IS NOT NULL));
CREATE UNIQUE INDEX seed_gbif_key_key ON nachet_data.seed USING btree (gbif_key) WHERE ((merged_into IS NULL) AND (gbif_key IS NOT NULL));
CREATE INDEX seed_genus_idx ON nachet_data.seed USING btree (split_part(name_key, ' '::text, 1));
CREATE UNIQUE INDEX seed_itis_tsn_key ON nachet_data.seed USING btree (itis_tsn) WHERE ((merged_into IS NULL) AND (itis_tsn IS NOT NULL));
CREATE INDEX seed_merged_into_idx ON nachet_data.seed USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE UNIQUE INDEX seed_name_key_key ON nachet_data.seed USING btree (name_key) WHERE (merged_into IS NULL);
CREATE INDEX seed_parent_id_idx ON nachet_data.seed USING btree (parent_id) WHERE (parent_id IS NOT NULL);

-- Another way to write a species: a model's label, a misspelling, a former name.
create table nachet_data.seed_alias (
    id uuid not null default nachet_data.uuid7(),  -- The alias.
    seed_id uuid not null,  -- The species that it stands for.
    name text not null,  -- How it is written.
    upload_date timestamp with time zone not null default now(),  -- When it was registered.
    name_key text not null generated always as (nachet_data.fold(regexp_replace(btrim(name) COLLATE "C", '\s+'::text, ' '::text, 'g'::text))) stored,  -- How it is compared: case, spacing and composition of letters folded.
    constraint seed_alias_pkey PRIMARY KEY (id),
    constraint seed_alias_name_key_key UNIQUE (name_key),
    constraint seed_alias_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint seed_alias_name_check CHECK (char_length(btrim(name)) >= 1 AND char_length(btrim(name)) <= 200),
);
CREATE INDEX seed_alias_seed_id_idx ON nachet_data.seed_alias USING btree (seed_id);

-- What a person changed of the species catalogue: one row a change, appended, never changed.
create table nachet_data.seed_change (
    id uuid not null default nachet_data.uuid7(),  -- The change.
    seed_id uuid not null,  -- The species that changed: of a merge the one that was merged, of a split the new one.
    other_id uuid,  -- Of a merge the species that remains, of a split the one that was split.
    user_id uuid not null,  -- Who changed it.
    act text not null,  -- add, update, confirm, rename, add_alias, remove_alias, merge, split or undo.
    reason text not null default ''::text,  -- Why, as the person wrote.
    before jsonb not null,  -- What it was: the facts that changed, by their keys in the document of a species.
    after jsonb not null,  -- What it became, by the same keys. A merge: merged_into, and moved, the species that were merged into the one that changed and point to the remaining one from now on.
    undone_id uuid,  -- Of an undo, the change that it undid.
    upload_date timestamp with time zone not null default now(),  -- When it was changed.
    constraint seed_change_pkey PRIMARY KEY (id),
    constraint seed_change_undone_id_key UNIQUE (undone_id),
    constraint seed_change_other_id_fkey FOREIGN KEY (other_id) REFERENCES nachet_data.seed(id),
    constraint seed_change_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint seed_change_undone_id_fkey FOREIGN KEY (undone_id) REFERENCES nachet_data.seed_change(id),
    constraint seed_change_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint seed_change_act_check CHECK (act = ANY (ARRAY['add'::text, 'update'::text, 'confirm'::text, 'rename'::text, 'add_alias'::text, 'remove_alias'::text, 'merge'::text, 'split'::text, 'undo'::text])),
    constraint seed_change_reason_check CHECK (char_length(reason) <= 10000),
    constraint seed_change_undone_id_check CHECK ((act = 'undo'::text) = (undone_id IS NOT NULL)),
);
CREATE INDEX seed_change_other_id_id_idx ON nachet_data.seed_change USING btree (other_id, id) WHERE (other_id IS NOT NULL);
CREATE INDEX seed_change_seed_id_id_idx ON nachet_data.seed_change USING btree (seed_id, id);

-- One real thing in one picture, whichever inference or person pointed it out.
create table nachet_data.specimen (
    container_id uuid not null,  -- The container of the picture.
    id uuid not null default nachet_data.uuid7(),  -- The specimen.
    picture_id uuid not null,  -- The picture.
    type_id smallint not null default 1,  -- What kind of thing it is taken for until somebody says.
    state text not null default 'open'::text,  -- open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: there is no seed.
    seed_id uuid,  -- Its species, when it is settled.
    identification_id uuid,  -- The identification that its state comes from.
    top_x double precision not null,  -- Left edge in pixels.
    top_y double precision not null,  -- Upper edge in pixels.
    bottom_x double precision not null,  -- Right edge in pixels.
    bottom_y double precision not null,  -- Lower edge in pixels.
    moved boolean not null default false,  -- Whether a person set the edges; otherwise they are those of the box that was looked at first.
    upload_date timestamp with time zone not null default now(),  -- When somebody identified it first.
    updated_at timestamp with time zone not null default now(),  -- When its state or its box changed last.
    decided boolean not null default false,  -- Whether its state was decided by a person whose word decides where several are asked.
    top_score double precision not null default 1,  -- Its place in the review queue: score of the best guess of the box that was looked at last.
    margin double precision not null default 1,  -- Its place in the review queue: by how much that score is above that of the second guess.
    constraint specimen_pkey PRIMARY KEY (container_id, id),
    constraint specimen_container_id_picture_id_fkey FOREIGN KEY (container_id, picture_id) REFERENCES nachet_data.picture(container_id, id) ON DELETE CASCADE,
    constraint specimen_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint specimen_box_check CHECK (top_x <= bottom_x AND top_y <= bottom_y),
    constraint specimen_seed_id_check CHECK ((state = 'settled'::text) = (seed_id IS NOT NULL)),
    constraint specimen_state_check CHECK (state = ANY (ARRAY['open'::text, 'settled'::text, 'disputed'::text, 'rejected'::text])),
    constraint specimen_type_id_check CHECK (type_id = 1) NOT VALID,
);
CREATE INDEX specimen_container_id_picture_id_id_idx ON nachet_data.specimen USING btree (container_id, picture_id, id) WHERE (picture_id IS NOT NULL);
CREATE INDEX specimen_container_id_seed_id_idx ON nachet_data.specimen USING btree (container_id, seed_id) WHERE (seed_id IS NOT NULL);
CREATE INDEX specimen_container_id_state_margin_id_idx ON nachet_data.specimen USING btree (container_id, state, margin, id) WHERE (state = ANY (ARRAY['open'::text, 'disputed'::text]));
CREATE INDEX specimen_container_id_state_top_score_id_idx ON nachet_data.specimen USING btree (container_id, state, top_score, id) WHERE (state = ANY (ARRAY['open'::text, 'disputed'::text]));

-- What a model does.
create table nachet_data.task (
    id smallint not null,  -- The task.
    name text not null,  -- Its name as it is shown.
    name_key text not null generated always as (nachet_data.fold(regexp_replace(name COLLATE "C", '[-_[:space:]]+'::text, ''::text, 'g'::text))) stored,  -- The name as it is compared: case, blanks, dashes and underscores ignored.
    constraint task_pkey PRIMARY KEY (id),
    constraint task_name_key_key UNIQUE (name_key),
);

-- A share with one person, who may use the container at this permission.
create table nachet_data.user_container (
    id uuid not null default nachet_data.uuid7(),  -- The share.
    user_id uuid not null,  -- With whom.
    container_id uuid not null,  -- What is shared, whole.
    permission_id smallint not null,  -- What the person may do there: read, write or manage.
    until timestamp with time zone,  -- When the share ends; null for no end.
    upload_date timestamp with time zone not null default now(),  -- Since when.
    constraint user_container_pkey PRIMARY KEY (id),
    constraint user_container_container_id_user_id_key UNIQUE (container_id, user_id),
    constraint user_container_container_id_fkey FOREIGN KEY (container_id) REFERENCES nachet_data.container(id),
    constraint user_container_user_id_fkey FOREIGN KEY (user_id) REFERENCES nachet_data.users(id),
    constraint user_container_permission_id_check CHECK (permission_id >= 1 AND permission_id <= 3),
);
CREATE INDEX user_container_user_id_idx ON nachet_data.user_container USING btree (user_id);

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
    email text,  -- E-mail address, as given; unique whatever its case. Null for who has none and for former users.
    permission_id smallint not null,  -- The most that this user may do anywhere; an admin may do everything.
    registration_date timestamp with time zone not null default now(),  -- When the user was created.
    updated_at timestamp with time zone not null default now(),  -- When the user last changed.
    state text not null default 'active'::text,  -- active, deactivated (may do nothing) or former (ended: what was personal is gone, the row stays).
    constraint users_pkey PRIMARY KEY (id),
    constraint users_permission_id_fkey FOREIGN KEY (permission_id) REFERENCES nachet_data.permission(id),
    constraint users_email_check CHECK ((email COLLATE "C") ~ '^[^@[:space:]]+@[^@[:space:]]+$'::text AND char_length(email) <= 320) NOT VALID,
    constraint users_former_check CHECK (state <> 'former'::text OR email IS NULL),
    constraint users_state_check CHECK (state = ANY (ARRAY['active'::text, 'deactivated'::text, 'former'::text])),
);
CREATE UNIQUE INDEX users_email_key ON nachet_data.users USING btree (nachet_data.fold(email));

-- What people call a species in a language. Unlike an alias it may be the name of several species.
create table nachet_data.vernacular_name (
    seed_id uuid not null,  -- The species.
    language text not null,  -- The language, e.g. en or fr-CA (BCP 47).
    name text not null,  -- The name.
    name_key text not null generated always as (nachet_data.fold(regexp_replace(btrim(name) COLLATE "C", '\s+'::text, ' '::text, 'g'::text))) stored,  -- The name in the form for comparison: case, spacing and composition of letters folded.
    position smallint not null,  -- Its place among the names of the language; 1 is the preferred one.
    constraint vernacular_name_pkey PRIMARY KEY (seed_id, language, name_key),
    constraint vernacular_name_seed_id_fkey FOREIGN KEY (seed_id) REFERENCES nachet_data.seed(id),
    constraint vernacular_name_language_check CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'::text),
    constraint vernacular_name_name_check CHECK (char_length(btrim(name)) >= 1 AND char_length(btrim(name)) <= 200),
);

-- What was changed, besides identifications: one row for each thing, appended, never changed.
create view nachet.act (
    id uuid,  -- The act.
    container_id uuid,  -- The container in which it was done; zeros if it was in none.
    user_id uuid,  -- Who did it; null for an operator.
    act text,  -- The function that did it, e.g. rename_picture_set; of a species the act of its seed_change.
    entity text,  -- The kind of thing that changed: the name of its table, e.g. picture_set.
    entity_id uuid,  -- The thing that changed.
    before jsonb,  -- The facts that changed, as they were; null when it did not exist.
    after jsonb,  -- The same facts, as they became; null when it does not exist any more.
    reason text,  -- Why, as the person wrote.
    upload_date timestamp with time zone,  -- When it was done.
) as f8ddb27be2a5 of act, seed_change;
grant select on nachet.act to nachet_analyst;

-- Every batch of a folder that is not in the trash.
create view nachet.batch (
    id uuid,  -- The batch.
    picture_set_id uuid,  -- The folder that its pictures go to.
    user_id uuid,  -- The user who began it.
    expected integer,  -- How many files are to come; null where nobody said.
    facts jsonb,  -- What holds for each of its pictures whose upload does not say it.
    upload_date timestamp with time zone,  -- When it was begun.
    ended_at timestamp with time zone,  -- When somebody ended it.
    container_id uuid,  -- The container of the batch.
) as 9a2e481c95df of batch, picture_set;
grant select on nachet.batch to nachet_analyst;

-- Every batch of a folder that is not in the trash, with what became of its files, counted.
create view nachet.batch_summary (
    container_id uuid,  -- The container of the batch.
    batch_id uuid,  -- The batch.
    picture_set_id uuid,  -- The folder that its pictures go to.
    folder_name text,  -- The folder's name.
    user_id uuid,  -- The user who began it.
    expected integer,  -- How many files are to come; null where nobody said.
    facts jsonb,  -- What holds for each of its pictures whose upload does not say it.
    stored bigint,  -- How many pictures are there because of it, or went to the archive.
    duplicates bigint,  -- How many of its files have the bytes of a picture that was there already, or of another file.
    refused bigint,  -- How many files were refused and not sent again with success.
    pending bigint,  -- How many files have a reservation whose blob is not confirmed.
    is_complete boolean,  -- Whether as many files as expected are stored, duplicates or refused.
    upload_date timestamp with time zone,  -- When it was begun.
    ended_at timestamp with time zone,  -- When somebody ended it.
) as e1b81af53d57 of batch, batch_file, picture, picture_set;
grant select on nachet.batch_summary to nachet_analyst;

-- Blob tasks still to be done, by container and kind.
create view nachet.blob_backlog (
    container_id uuid,  -- The container.
    kind text,  -- The kind of blob task.
    nb_task bigint,  -- Number of blob tasks.
    nb_parked bigint,  -- Of these, tasks that failed too often and wait for an operator.
    most_attempts integer,  -- The largest number of attempts of one task.
    oldest timestamp with time zone,  -- When the oldest task was written.
    last_error text,  -- The last error of a task.
) as edceeead9077 of blob_task;
grant select on nachet.blob_backlog to nachet_analyst;

-- ERD: the unit of ownership and sharing.
create view nachet.container (
    id uuid,  -- The container.
    owner_id uuid,  -- The user who owns it; null for the archive.
    public boolean,  -- Whether every user may read it.
    creation_date timestamp with time zone,  -- When it was created.
    updated_at timestamp with time zone,  -- When its name or sharing last changed.
    quota bigint,  -- How many bytes its pictures may have; null for any number.
    deleted_at timestamp with time zone,  -- Since when it is in the trash.
    purged_at timestamp with time zone,  -- When it was deleted permanently.
) as 9420b9743fcc of container;
grant select on nachet.container to nachet_analyst;

-- What each container holds that is not in the trash, and who owns it.
create view nachet.container_usage (
    container_id uuid,  -- The container.
    owner_id uuid,  -- The user who owns it.
    owner_email text,  -- The owner's e-mail address.
    name text,  -- Its name.
    kind text,  -- personal, further or archive.
    nb_pictures bigint,  -- Pictures in it, without those in the trash.
    nb_verified bigint,  -- Of these, verified pictures.
    verified_share double precision,  -- nb_verified / nb_pictures, 0 to 1; null without pictures.
    byte_size bigint,  -- Total size of their blobs in bytes.
    quota bigint,  -- How many bytes its pictures may have, those in the trash too; null for any number.
) as 194b68dcaa4b of container, picture, users;
grant select (byte_size, container_id, kind, nb_pictures, nb_verified, owner_id, quota, verified_share) on nachet.container_usage to nachet_analyst;

-- A dataset: specimens and pictures that are pinned as they were at a time.
create view nachet.dataset (
    dataset_id uuid,  -- The dataset.
    dataset_name text,  -- Its name.
    description text,  -- What it is for.
    filter jsonb,  -- The filter that chose its specimens, as it was given.
    digest text,  -- SHA-256 over all that is pinned, in hexadecimal: the same rows have the same digest.
    nb_picture integer,  -- Number of its pictures, purged ones too.
    nb_specimen integer,  -- Number of its specimens.
    nb_seed integer,  -- Number of its species.
    nb_purged integer,  -- Number of its pictures that were purged since.
    user_id uuid,  -- The administrator who pinned it.
    upload_date timestamp with time zone,  -- When.
) as 8885f2db9604 of dataset, dataset_picture, dataset_seed;
grant select on nachet.dataset to nachet_analyst;

-- The pictures of a dataset, as they were when it was pinned; where their blobs are is said as of now.
create view nachet.dataset_picture (
    dataset_id uuid,  -- The dataset.
    container_id uuid,  -- The container that it was in.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder that it was in.
    folder_name text,  -- The folder's name.
    container_name text,  -- Container in the blob store where its blob is now; null when it was purged.
    blob_name text,  -- Name of its blob now; null when it was purged.
    name text,  -- The name of its file; null where nobody gave one.
    media_type text,  -- Media type of its bytes, e.g. image/tiff.
    byte_size bigint,  -- Size of its blob in bytes.
    sha256 text,  -- SHA-256 of its bytes, in hexadecimal.
    width integer,  -- Width in pixels, as people see it.
    height integer,  -- Height in pixels, as people see it.
    orientation smallint,  -- How its bytes are turned, as EXIF counts: 1 as they lie.
    zoom double precision,  -- Magnification of the microscope.
    nb_seeds integer,  -- Number of seeds, as the uploader stated it.
    description text,  -- The uploader's description.
    device text,  -- What it was taken with: camera, microscope.
    lens text,  -- The lens that it was taken through.
    tray text,  -- The tray that the seeds lay in.
    sample text,  -- The sample that the seeds are from.
    taken_at timestamp with time zone,  -- When it was taken.
    uploaded_at timestamp with time zone,  -- When it was uploaded.
    parent_id uuid,  -- For a crop: the picture that it was cut out of, also where that is gone; else null.
    split_group text,  -- What stays on one side when pictures are split into sets: the same for all pictures of a sample and for a picture and all its crops. The sample of the picture or of the one that it was cut out of, where one is known; else the id of the latter.
    verified boolean,  -- Whether its species are known.
    purged boolean,  -- Whether it was purged since.
    purged_at timestamp with time zone,  -- When it was purged.
    digest text,  -- SHA-256 of its line and the lines of its specimens, in hexadecimal: create_dataset says of what.
) as f95525c8cf92 of dataset_picture, picture;
grant select on nachet.dataset_picture to nachet_analyst;

-- The species of a dataset, as they were called when it was pinned: those of its specimens and those that models guessed.
create view nachet.dataset_seed (
    dataset_id uuid,  -- The dataset.
    seed_id uuid,  -- The species.
    seed_name text,  -- Its name.
    rank text,  -- Its rank: family, genus, group, species, subspecies, variety or form.
    genus text,  -- Name of its genus; null where it is not known.
    family text,  -- Name of its family; null where it is not known.
    gbif_key bigint,  -- Its usage key in the GBIF backbone taxonomy.
    eppo_code text,  -- Its code in the EPPO global database.
    itis_tsn bigint,  -- Its serial number in the Integrated Taxonomic Information System.
    confirmed boolean,  -- Whether an administrator vouches for it.
    object_type_id smallint,  -- What kind of thing it is.
) as 94899d839159 of dataset_seed;
grant select on nachet.dataset_seed to nachet_analyst;

-- The specimens of a dataset, as they were when it was pinned.
create view nachet.dataset_specimen (
    dataset_id uuid,  -- The dataset.
    container_id uuid,  -- The container that the picture was in.
    picture_id uuid,  -- The picture.
    specimen_id uuid,  -- The specimen.
    state text,  -- open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: there is no seed.
    seed_id uuid,  -- Its species, when it is settled, or the one that this was merged into.
    seed_name text,  -- Name of the species.
    rank text,  -- Rank of the species: family, genus, group, species, subspecies, variety or form.
    genus text,  -- Name of its genus; null where it is not known.
    family text,  -- Name of its family; null where it is not known.
    object_type_id smallint,  -- The kind of thing: what the deciding person said, otherwise that of the species, or of the box that was looked at.
    qualifier text,  -- What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.
    top_x double precision,  -- Left edge in pixels.
    top_y double precision,  -- Top edge in pixels.
    bottom_x double precision,  -- Right edge in pixels.
    bottom_y double precision,  -- Bottom edge in pixels.
    partly_outside boolean,  -- Whether the box is partly outside its picture.
    identified_by uuid,  -- The user from whose identification its state comes.
    identified_at timestamp with time zone,  -- When that was said.
    nb_reader integer,  -- How many people said what it is; opinion says whose word counts.
    nb_agreeing integer,  -- How many of them said last what it is now: its species, or no seed where it is rejected.
    manual_detection boolean,  -- Whether a person added the box that was looked at.
    inference_id uuid,  -- The inference of the box that was looked at.
    pipeline_id uuid,  -- The pipeline that ran for it.
    pipeline_name text,  -- Name of the pipeline.
    model_name text,  -- The last model of the inference, which names species; null where none is known or the inference is withdrawn.
    model_version text,  -- Its version.
    model_seed_id uuid,  -- The species of the models' best guess; null for a box that a person added, or of a withdrawn inference.
    model_seed_name text,  -- Name of that species.
    model_score double precision,  -- Score of that guess, 0 to 1.
    picture_set_id uuid,  -- The folder that the picture was in.
    sample text,  -- The sample that the seeds are from.
    purged boolean,  -- Whether its picture was purged since.
) as 55fc4cc26d47 of dataset_picture, dataset_seed;
grant select on nachet.dataset_specimen to nachet_analyst;

-- What each version of the model that finds the boxes missed and invented, over the specimens that are settled or rejected.
create view nachet.detection_metrics (
    model_name text,  -- The first model of the inference, which finds the boxes; null if the inference has none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    nb_specimen bigint,  -- Settled specimens, once for each inference of their picture.
    nb_missed bigint,  -- Of these, how many no box of the models shows.
    nb_false_alarm bigint,  -- Boxes that show no seed: their specimen is rejected.
    precision double precision,  -- Share of the reviewed boxes that show a seed, 0 to 1.
    recall double precision,  -- Share of the specimens that a box shows, 0 to 1.
) as cc5dc4dd1b14 of inference, inference_model, inference_tally, model, model_version, picture;
grant select on nachet.detection_metrics to nachet_analyst;

-- For exports: every confirmed picture that is not in the trash.
create view nachet.export_picture (
    container_id uuid,  -- The container of the picture.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder of the picture.
    folder_name text,  -- The folder's name.
    container_name text,  -- Container in the blob store where its blob is now.
    blob_name text,  -- Name of its blob now.
    name text,  -- The name of its file; null where nobody gave one.
    media_type text,  -- Media type of its bytes, e.g. image/tiff.
    byte_size bigint,  -- Size of its blob in bytes.
    sha256 text,  -- SHA-256 of its bytes, in hexadecimal.
    width integer,  -- Width in pixels, as people see it.
    height integer,  -- Height in pixels, as people see it.
    orientation smallint,  -- How its bytes are turned, as EXIF counts: 1 as they lie.
    zoom double precision,  -- Magnification of the microscope.
    nb_seeds integer,  -- Number of seeds, as the uploader stated it.
    description text,  -- The uploader's description.
    device text,  -- What it was taken with: camera, microscope.
    lens text,  -- The lens that it was taken through.
    tray text,  -- The tray that the seeds lay in.
    sample text,  -- The sample that the seeds are from, as the uploader wrote it.
    taken_at timestamp with time zone,  -- When it was taken.
    uploaded_at timestamp with time zone,  -- When it was uploaded.
    parent_id uuid,  -- For a crop: the picture that it was cut out of, also where that is gone; else null.
    split_group text,  -- What stays on one side when pictures are split into sets: the same for all pictures of a sample and for a picture and all its crops. The number of the sample that the folder belongs to, else what the uploader said of the sample, of the picture that all were cut out of, else of one of its crops; where nothing is known, its id.
    verified boolean,  -- Whether its species are known.
    background boolean,  -- Whether people looked at it and found nothing: it is verified, has no specimen but rejected ones, and nobody named a species.
    specimen_states text[],  -- The states of its specimens, each once.
    sample_number text,  -- The number of the sample that its folder belongs to; null for none.
) as a79a5e8931c7 of picture, picture_seed, picture_set, sample, specimen;
grant select on nachet.export_picture to nachet_analyst;

-- For exports: each species of the catalogue that was not merged into another one.
create view nachet.export_seed (
    seed_id uuid,  -- The species.
    seed_name text,  -- Its name.
    rank text,  -- Its rank: family, genus, group, species, subspecies, variety or form.
    genus text,  -- Name of its genus; null where it is not known.
    family text,  -- Name of its family; null where it is not known.
    gbif_key bigint,  -- Its usage key in the GBIF backbone taxonomy.
    eppo_code text,  -- Its code in the EPPO global database.
    itis_tsn bigint,  -- Its serial number in the Integrated Taxonomic Information System.
    confirmed boolean,  -- Whether an administrator vouches for it.
    object_type_id smallint,  -- What kind of thing it is.
) as 3253b1dfc9a1 of seed, seed_lineage;
grant select on nachet.export_seed to nachet_analyst;

-- For exports: every specimen of a confirmed picture that is not in the trash, whatever its state.
create view nachet.export_specimen (
    container_id uuid,  -- The container of the picture.
    picture_id uuid,  -- The picture.
    specimen_id uuid,  -- The specimen.
    state text,  -- open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: there is no seed.
    seed_id uuid,  -- Its species, when it is settled, or the one that this was merged into.
    seed_name text,  -- Name of the species.
    rank text,  -- Rank of the species: family, genus, group, species, subspecies, variety or form.
    genus text,  -- Name of its genus; null where it is not known.
    family text,  -- Name of its family; null where it is not known.
    object_type_id smallint,  -- The kind of thing: what the deciding person said, otherwise that of the species, or of the box that was looked at.
    qualifier text,  -- What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.
    top_x double precision,  -- Left edge in pixels.
    top_y double precision,  -- Top edge in pixels.
    bottom_x double precision,  -- Right edge in pixels.
    bottom_y double precision,  -- Bottom edge in pixels.
    partly_outside boolean,  -- Whether the box is partly outside its picture.
    identified_by uuid,  -- The user from whose identification its state comes.
    identified_at timestamp with time zone,  -- When that was said.
    nb_reader integer,  -- How many people said what it is; opinion says whose word counts.
    nb_agreeing integer,  -- How many of them said last what it is now: its species, or no seed where it is rejected.
    manual_detection boolean,  -- Whether a person added the box that was looked at.
    inference_id uuid,  -- The inference of the box that was looked at.
    pipeline_id uuid,  -- The pipeline that ran for it.
    pipeline_name text,  -- Name of the pipeline.
    model_name text,  -- The last model of the inference, which names species; null where none is known or the inference is withdrawn.
    model_version text,  -- Its version.
    model_seed_id uuid,  -- The species of the models' best guess; null for a box that a person added, or of a withdrawn inference.
    model_seed_name text,  -- Name of that species.
    model_score double precision,  -- Score of that guess, 0 to 1.
    picture_set_id uuid,  -- The folder of the picture.
    sample text,  -- The sample that the seeds are from.
) as d6a1780e393c of export_seed, identification, inference, inference_model, model, model_version, object, opinion, picture, pipeline, seed, specimen;
grant select on nachet.export_specimen to nachet_analyst;

-- ERD: a group of users who share containers.
create view nachet."group" (
    id uuid,  -- The group.
    name text,  -- Its name.
    permission_id smallint,  -- What its members may do in the containers shared with it.
    owner_id uuid,  -- The user who owns it.
    upload_date timestamp with time zone,  -- When it was created.
) as b76980afa6c5 of groups;
grant select on nachet."group" to nachet_analyst;

-- ERD: a container shared with a group.
create view nachet.group_container (
    id uuid,  -- The share.
    group_id uuid,  -- The group.
    container_id uuid,  -- The container.
    upload_date timestamp with time zone,  -- When it was shared.
    permission_id smallint,  -- What its members may do in this container at most; null for what the group's permission says.
    until timestamp with time zone,  -- When the share ends; null for no end.
) as 562f31dd35d3 of group_container;
grant select on nachet.group_container to nachet_analyst;

-- What one person said of one specimen: appended, never changed.
create view nachet.identification (
    id uuid,  -- The identification.
    specimen_id uuid,  -- The specimen.
    user_id uuid,  -- Who said it.
    act text,  -- confirm, correct (species or box), reject (no seed), add (a seed that the models missed), or reopen (undo the decision).
    said_seed_id uuid,  -- The species that was said; null for no seed and for reopen.
    seed_id uuid,  -- The same, or the species that it was merged into.
    object_id uuid,  -- The box that was looked at.
    before_state text,  -- State of the specimen before; null when this is the first identification.
    before_seed_id uuid,  -- Its species before.
    top_x double precision,  -- Left edge that was said, in pixels.
    top_y double precision,  -- Top edge that was said, in pixels.
    bottom_x double precision,  -- Right edge that was said, in pixels.
    bottom_y double precision,  -- Bottom edge that was said, in pixels.
    comment text,  -- What the person wrote.
    upload_date timestamp with time zone,  -- When it was said.
    container_id uuid,  -- The container of the specimen.
    qualifier text,  -- What the person doubts (Darwin Core: identificationQualifier), e.g. cf., aff. or ?; null when nothing.
    type_id smallint,  -- The kind of thing that was said; null when none was.
) as 77899a4af719 of identification, picture, seed, specimen;
grant select on nachet.identification to nachet_analyst;

-- ERD: one run of a pipeline over a picture; also those that were withdrawn.
create view nachet.inference (
    id uuid,  -- The inference.
    inference jsonb,  -- The whole document as it was registered, before any review.
    picture_id uuid,  -- The picture.
    user_id uuid,  -- The user who registered it.
    upload_date timestamp with time zone,  -- When it was registered.
    pipeline_id uuid,  -- The pipeline that ran.
    verified boolean,  -- Whether all its boxes are reviewed.
    container_id uuid,  -- The container of the picture.
    withdrawn_at timestamp with time zone,  -- When it was withdrawn; null while it holds. The views for evaluation leave withdrawn ones out.
) as 3aef8efe5827 of inference, picture;
grant select on nachet.inference to nachet_analyst;

-- A model version that ran for an inference.
create view nachet.inference_model (
    inference_id uuid,  -- The inference.
    position smallint,  -- Its turn, from 1.
    name text,  -- The model's name, as the document gave it.
    version text,  -- The version, as the document gave it; empty where it gave none.
    model_version_id uuid,  -- The imported version of that name and number; null where there was none: unknown_model_version counts them.
    container_id uuid,  -- The container of the inference.
    presumed boolean,  -- Whether the document named no model, and this is the pipeline's, in the version that it pins or else in its active version.
) as 3c28dde652cb of inference, inference_model, picture;
grant select on nachet.inference_model to nachet_analyst;

-- Every inference that is not withdrawn, with the state of its review.
create view nachet.inference_summary (
    container_id uuid,  -- The container of the picture.
    inference_id uuid,  -- The inference.
    picture_id uuid,  -- The picture.
    pipeline_id uuid,  -- The pipeline that ran.
    pipeline_name text,  -- Its name.
    user_id uuid,  -- The user who registered it.
    verified boolean,  -- Whether all its boxes are reviewed.
    verified_by uuid,  -- The user who reviewed the last box, or verified an inference without boxes.
    nb_object integer,  -- Boxes that the models found.
    top_score double precision,  -- Score of the best guess, 0 to 1.
    nb_reviewed bigint,  -- Boxes that people reviewed.
    nb_valid bigint,  -- Boxes that people verified.
    nb_rejected bigint,  -- Boxes that people rejected.
    nb_added bigint,  -- Boxes that people added.
    upload_date timestamp with time zone,  -- When it was registered.
    updated_at timestamp with time zone,  -- When it was registered, verified or reopened last.
) as ee96abe8cf60 of inference, object, picture, pipeline, specimen;
grant select on nachet.inference_summary to nachet_analyst;

-- ERD: a machine-learning model.
create view nachet.model (
    id uuid,  -- The model.
    name text,  -- Its name.
    endpoint_name text,  -- Name of its deployment, not its address.
    task_id smallint,  -- What the model does.
    active_version uuid,  -- The active version.
    active boolean,  -- Whether the model is active.
) as f18824c5058c of model, model_version;
grant select on nachet.model to nachet_analyst;

-- How often the best guess was right for each model version that took part, over the reviewed boxes.
create view nachet.model_accuracy (
    model_version_id uuid,  -- The imported version; null if it is not imported.
    model_name text,  -- The model.
    version text,  -- The version.
    nb_reviewed bigint,  -- Boxes that people reviewed.
    nb_valid bigint,  -- Of these, boxes that people verified.
    nb_right bigint,  -- Of these, boxes whose best guess was right.
    accuracy double precision,  -- nb_right / nb_reviewed, 0 to 1.
    nb_top5 bigint,  -- Boxes with the verified species among their five best guesses.
    top5_accuracy double precision,  -- nb_top5 / nb_reviewed, 0 to 1.
) as c43a70fc0b0e of inference_model, model, model_version, tally;
grant select on nachet.model_accuracy to nachet_analyst;

-- Two versions of models that name the species, on the same settled specimens: how many both have right, by species and folder. Each pair stands in both orders. A missed specimen is wrong. Of a version that ran twice over a picture, both inferences count.
create view nachet.model_comparison (
    model_name text,  -- The last model of an inference, which names the species.
    version text,  -- Its version.
    other_model_name text,  -- The other model.
    other_version text,  -- Its version.
    container_id uuid,  -- The container of the pictures.
    picture_set_id uuid,  -- Their folder.
    seed_id uuid,  -- The species of the specimens.
    seed_name text,  -- Its name.
    nb_specimen bigint,  -- Settled specimens of the pictures over which both versions ran.
    nb_both_right bigint,  -- Both guess the species.
    nb_only_right bigint,  -- Only the first one does.
    nb_only_other_right bigint,  -- Only the other one does.
    nb_both_wrong bigint,  -- None of the two does.
) as 8aa2195c5f3d of seed, tally;
grant select on nachet.model_comparison to nachet_analyst;

-- ERD: one version of a model, without secrets.
create view nachet.model_version (
    id uuid,  -- The version.
    model_id uuid,  -- The model.
    data jsonb,  -- Its imported document, without secrets.
    version text,  -- Its number or name.
    upload_date timestamp with time zone,  -- When it was imported.
    dataset_id uuid,  -- The dataset that it was trained on, where somebody said.
) as 2005af8a2718 of model_version;
grant select on nachet.model_version to nachet_analyst;

-- ERD: a box that frames one thing in a picture.
create view nachet.object (
    id uuid,  -- The box.
    box_metadata jsonb,  -- The box as it was returned at registration.
    inference_id uuid,  -- The inference of the box.
    type_id smallint,  -- The kind of thing in it.
    verified_id uuid,  -- The guess of the verified species, or the identification that named another species.
    valid boolean,  -- Null until reviewed; true when verified, false when rejected.
    top_inference uuid,  -- The best guess.
    upload_date timestamp with time zone,  -- When it was registered.
    updated_at timestamp with time zone,  -- When it was last registered, reviewed or reopened.
    container_id uuid,  -- The container of the inference.
    specimen_id uuid,  -- The specimen that it shows; null while nobody identified what it frames.
    partly_outside boolean,  -- Whether the models' box is partly outside its picture.
) as 7b47b555de60 of inference, object, picture, seed, specimen;
grant select on nachet.object to nachet_analyst;

-- ERD: a kind of thing in a box.
create view nachet.object_type (
    id smallint,  -- The kind; 1 is a seed.
    name text,  -- Its name.
    active boolean,  -- Whether people may choose it.
) as 8042a712d24c of object_type;
grant select on nachet.object_type to nachet_analyst;

-- What each reader said last of each specimen, since it was reopened last. Where several spoke before it was settled, only that counts: later they could read what the others had said.
create view nachet.opinion (
    specimen_id uuid,  -- The specimen.
    user_id uuid,  -- The reader.
    said_seed_id uuid,  -- The species that was said; null for no seed.
    seed_id uuid,  -- The same, or the species that it was merged into.
    identification_id uuid,  -- The identification that says it.
    picture_id uuid,  -- The picture.
    container_id uuid,  -- The container of the picture.
) as 9da65f1bd136 of identification, picture, seed, specimen;
grant select on nachet.opinion to nachet_analyst;

-- On how many specimens the same readers said the same last (opinion), where there are two readers at least: one row a reader. reader_agreement and species_agreement are sums of it.
create view nachet.opinion_tally (
    word_id bigint,  -- The number of what was said: the same in the rows of its readers; it holds for one query.
    nb_reader integer,  -- How many readers said it.
    nb_specimen bigint,  -- Of how many specimens.
    user_id uuid,  -- A reader.
    seed_id uuid,  -- What this reader said: the species, or the one that it was merged into; null for no seed.
) as a929fe3c2930 of opinion_tally, picture, seed;
grant select on nachet.opinion_tally to nachet_analyst;

-- ERD: a permission.
create view nachet.permission (
    id smallint,  -- Its level: 1 read, 2 write, 3 manage, 4 admin.
    name text,  -- Its name.
) as 6df08ba38a92 of permission;
grant select on nachet.permission to nachet_analyst;

-- ERD: a confirmed picture that is not in the trash.
create view nachet.picture (
    id uuid,  -- The picture.
    picture jsonb,  -- The uploader's metadata, as a document.
    picture_set_id uuid,  -- The folder of the picture.
    parent uuid,  -- For a crop: the picture that it was cut out of.
    nb_object integer,  -- Boxes that the models found in its newest inference; null without an inference.
    verified boolean,  -- Whether its species are known.
    upload_date timestamp with time zone,  -- When it was uploaded.
    container_id uuid,  -- The container of the picture.
) as 581055442201 of picture;
grant select on nachet.picture to nachet_analyst;

-- ERD: a species known to be in a picture; once, also if it was two species that are merged now.
create view nachet.picture_seed (
    id uuid,  -- The row.
    picture_id uuid,  -- The picture.
    seed_id uuid,  -- The species.
    upload_date timestamp with time zone,  -- When this became known.
    container_id uuid,  -- The container of the picture.
) as 864c6c37966e of picture, picture_seed, seed;
grant select on nachet.picture_seed to nachet_analyst;

-- ERD: a folder of pictures that is not in the trash.
create view nachet.picture_set (
    id uuid,  -- The folder.
    picture_set jsonb,  -- The creator's metadata, as a document.
    owner_id uuid,  -- The user who created it.
    upload_date timestamp with time zone,  -- When it was created.
    container_id uuid,  -- The container of the folder.
    name text,  -- Its name.
    parent uuid,  -- The folder that it lies in; null at the top of its container.
    sample_id uuid,  -- The sample that it belongs to; null for none.
) as 8e040c9db89c of picture_set;
grant select on nachet.picture_set to nachet_analyst;

-- Every folder that is not in the trash, with what it holds.
create view nachet.picture_set_summary (
    container_id uuid,  -- The container of the folder.
    picture_set_id uuid,  -- The folder.
    folder_name text,  -- Its name.
    is_default boolean,  -- Whether it is the container's default folder.
    owner_id uuid,  -- The user who created it.
    metadata jsonb,  -- The creator's metadata, as a document.
    nb_pictures bigint,  -- Pictures in it.
    nb_inferred bigint,  -- Of these, pictures with an inference.
    nb_verified bigint,  -- Of these, verified pictures.
    byte_size bigint,  -- Total size of their blobs in bytes.
    last_activity timestamp with time zone,  -- When the folder or a picture in it last changed.
    upload_date timestamp with time zone,  -- When it was created.
    parent uuid,  -- The folder that it lies in; null at the top of its container.
    former_container_id uuid,  -- For a folder of the archive: the container that its pictures came from.
    former_picture_set_id uuid,  -- For a folder of the archive: the folder that its pictures came from.
    sample_id uuid,  -- The sample that it belongs to; null for none.
) as c1cddeafaa5e of picture, picture_set;
grant select on nachet.picture_set_summary to nachet_analyst;

-- Every confirmed picture that is not in the trash.
create view nachet.picture_summary (
    container_id uuid,  -- The container of the picture.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder of the picture.
    folder_name text,  -- The folder's name.
    parent uuid,  -- For a crop: the picture that it was cut out of.
    parent_box jsonb,  -- For a crop: its place in the parent; topX, topY, bottomX, bottomY in pixels.
    user_id uuid,  -- The user who uploaded it.
    media_type text,  -- Media type of its bytes, e.g. image/tiff.
    byte_size bigint,  -- Size of its blob in bytes.
    sha256 text,  -- SHA-256 of its bytes, in hexadecimal.
    width integer,  -- Width in pixels, as people see it.
    height integer,  -- Height in pixels, as people see it.
    orientation smallint,  -- How its bytes are turned, as EXIF counts: 1 as they lie.
    zoom double precision,  -- Magnification of the microscope.
    nb_seeds integer,  -- Number of seeds, as the uploader stated it.
    description text,  -- The uploader's description.
    metadata jsonb,  -- The uploader's metadata, as a document.
    nb_object integer,  -- Boxes that the models found in its newest inference; null without an inference.
    verified boolean,  -- Whether its species are known.
    seeds jsonb,  -- Species known to be in it: seed_id, seed_name, by name.
    container_name text,  -- Container in the blob store where its blob is now.
    blob_name text,  -- Name of its blob now.
    upload_date timestamp with time zone,  -- When it was uploaded.
    updated_at timestamp with time zone,  -- When it was last confirmed, changed, verified or moved.
    name text,  -- The name of its file.
    device text,  -- What it was taken with: camera, microscope.
    lens text,  -- The lens that it was taken through.
    tray text,  -- The tray that the seeds lay in.
    sample text,  -- The sample that the seeds are from.
    taken_at timestamp with time zone,  -- When it was taken.
    former_parent uuid,  -- For a crop whose parent is gone from the container: the picture that it was cut out of.
) as bff91cc89236 of picture, picture_seed, picture_set, seed;
grant select on nachet.picture_summary to nachet_analyst;

-- ERD: a pipeline, an ordered list of models.
create view nachet.pipeline (
    id uuid,  -- The pipeline.
    name text,  -- Its name.
    active boolean,  -- Whether the pipeline is active.
    is_default boolean,  -- Whether it is the default for users without a choice of their own.
    data jsonb,  -- Its imported document.
) as 04c1b51480e4 of pipeline;
grant select on nachet.pipeline to nachet_analyst;

-- ERD: a user's choice of a pipeline.
create view nachet.pipeline_default (
    id uuid,  -- The choice.
    pipeline_id uuid,  -- The pipeline.
    user_id uuid,  -- The user.
    update_date timestamp with time zone,  -- When it was chosen.
) as fa804ebc3451 of pipeline_default;
grant select on nachet.pipeline_default to nachet_analyst;

-- ERD: a model of a pipeline.
create view nachet.pipeline_model (
    id uuid,  -- The row.
    pipeline_id uuid,  -- The pipeline.
    model_id uuid,  -- The model.
    position smallint,  -- Place in the pipeline, from 1.
    model_version_id uuid,  -- The version that runs; null: the active one.
) as ef7d7822cd81 of pipeline_model;
grant select on nachet.pipeline_model to nachet_analyst;

-- seed_confusion at every rank: genera against genera, families against families. A guess or a specimen without an ancestor of a rank is not counted at that rank.
create view nachet.rank_confusion (
    rank text,  -- family, genus, group, species, subspecies, variety or form.
    model_seed_id uuid,  -- What the best guess belongs to.
    model_seed_name text,  -- Its name.
    seed_id uuid,  -- What the settled species belongs to.
    seed_name text,  -- Its name.
    nb_object bigint,  -- Number of boxes.
    pipeline_id uuid,  -- The pipeline that ran.
    pipeline_name text,  -- Its name.
    model_name text,  -- The last model of the inference, which names the species; null if the inference has none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    container_id uuid,  -- The container of the pictures.
    picture_set_id uuid,  -- Their folder.
    month date,  -- The month of the inferences: its first day, by UTC.
) as eded4485a2f3 of seed_confusion, seed_lineage;
grant select on nachet.rank_confusion to nachet_analyst;

-- What each reader did on each day in each container.
create view nachet.reader_activity (
    user_id uuid,  -- The reader.
    day date,  -- The day, by UTC.
    nb_identification bigint,  -- Number of acts.
    nb_specimen bigint,  -- On how many specimens.
    nb_confirm bigint,  -- Confirmed.
    nb_correct bigint,  -- Corrected: species or box.
    nb_reject bigint,  -- Rejected: not a seed.
    nb_add bigint,  -- Added: a seed that the models missed.
    nb_reopen bigint,  -- Reopened.
    container_id uuid,  -- The container of the pictures.
) as 7a7b96eaa7ea of activity_tally, picture;
grant select on nachet.reader_activity to nachet_analyst;

-- How far two readers agree: Cohen's kappa, over the specimens that both identified. Of each person the last identification counts, since the specimen was reopened last; where several are asked, the last one before it was settled. No seed is one of the categories.
create view nachet.reader_agreement (
    user_id uuid,  -- A reader.
    other_user_id uuid,  -- Another reader; each pair has one row.
    nb_specimen bigint,  -- Specimens that both identified.
    nb_same bigint,  -- Of these, how many as the same.
    agreement double precision,  -- nb_same / nb_specimen, 0 to 1.
    kappa double precision,  -- Cohen's kappa: 1 is full agreement, 0 that of chance; null where chance alone gives 1.
) as 2b49b90ba0c1 of opinion_tally;
grant select on nachet.reader_agreement to nachet_analyst;

-- A class of a period of a regulated list.
create view nachet.regulated_class (
    period_id uuid,  -- The period.
    number smallint,  -- Its number.
    name_en text,  -- Its name in English.
    name_fr text,  -- Its name in French.
    meaning text,  -- What it means.
    complete boolean,  -- Whether all its species are entered; else a species without an entry may belong to it.
) as 7d001e5fed7b of regulated_class;
grant select on nachet.regulated_class to nachet_analyst;

-- A species or genus of a class of a regulated list, by name; also one that the catalogue lacks.
create view nachet.regulated_entry (
    period_id uuid,  -- The period.
    class_number smallint,  -- The number of its class.
    name text,  -- Its scientific name.
    rank text,  -- species (or below), or genus: all species of it.
    note text,  -- What a reader of it should know.
) as a845980bc2f9 of regulated_entry;
grant select on nachet.regulated_entry to nachet_analyst;

-- A list of species that an authority regulates.
create view nachet.regulated_list (
    id uuid,  -- The list.
    name text,  -- Its name.
    authority text,  -- Who makes it.
    jurisdiction text,  -- Where it holds, e.g. CA.
    upload_date timestamp with time zone,  -- When it was imported first.
    updated_at timestamp with time zone,  -- When an import changed it last.
) as aec3f0169abe of regulated_list;
grant select on nachet.regulated_list to nachet_analyst;

-- What a regulated list said from one day to another.
create view nachet.regulated_period (
    id uuid,  -- The period.
    list_id uuid,  -- The list.
    title text,  -- The text of law.
    valid_from date,  -- The first day on which it holds.
    valid_to date,  -- The first day on which it holds no more; null while no end is known.
    per_weight double precision,  -- The weight in grams that its limits are said for; null where it says none.
    source text,  -- Where its entries were read.
    note text,  -- What a reader of it should know, such as what could not be confirmed.
) as 954b4ba648af of regulated_period;
grant select on nachet.regulated_period to nachet_analyst;

-- Each species of the catalogue that a regulated list names, or that is below one that it names.
create view nachet.regulated_seed (
    list_id uuid,  -- The list.
    period_id uuid,  -- The period.
    valid_from date,  -- The first day on which the period holds.
    valid_to date,  -- The first day on which it holds no more; null while no end is known.
    class_number smallint,  -- The class: that of the entry of its name before that of a genus, then the lowest.
    entry_name text,  -- The name in the list.
    seed_id uuid,  -- The species; also a merged one, which has the class of the species that it became.
) as 772f6742c5aa of regulated_entry, regulated_period, seed, seed_alias;
grant select on nachet.regulated_seed to nachet_analyst;

-- What was issued of a sample; a correction is a later version.
create view nachet.report (
    id uuid,  -- The report.
    sample_id uuid,  -- The sample.
    number text,  -- Its number; all versions have the same.
    version integer,  -- 1, or one more than the version that it supersedes.
    supersedes uuid,  -- The report that it corrects.
    superseded_by uuid,  -- The report that corrects it; null while it holds.
    reason text,  -- Why it was corrected; empty for the first version.
    digest text,  -- SHA-256 of its content, hexadecimal.
    user_id uuid,  -- The user who issued it.
    upload_date timestamp with time zone,  -- When it was issued.
    container_id uuid,  -- The container of the sample.
) as abed8f86b0a1 of container, report;
grant select on nachet.report to nachet_analyst;

-- What a laboratory received and examines, in a container that is not in the trash.
create view nachet.sample (
    id uuid,  -- The sample.
    number text,  -- Its number as the laboratory writes it.
    lot text,  -- The lot that it was drawn from.
    crop text,  -- The kind of seed that is sold, as the laboratory says.
    crop_seed_id uuid,  -- The species of the catalogue that the crop is now; null where it is none.
    weight double precision,  -- How much was received, in grams.
    examined_weight double precision,  -- How much of it was examined, in grams.
    tests text[],  -- The kinds of test, e.g. purity, other species, germination.
    received_at timestamp with time zone,  -- When it was received.
    metadata jsonb,  -- What else the laboratory says of it, as a document.
    user_id uuid,  -- The user who entered it.
    upload_date timestamp with time zone,  -- When it was entered.
    updated_at timestamp with time zone,  -- When it was changed last.
    container_id uuid,  -- The container that it is in.
) as 5634a5ecff0f of container, sample, seed;
grant select on nachet.sample to nachet_analyst;

-- Every sample with how many folders, pictures and reports it has.
create view nachet.sample_summary (
    container_id uuid,  -- The container that it is in.
    sample_id uuid,  -- The sample.
    number text,  -- Its number as the laboratory writes it.
    lot text,  -- The lot that it was drawn from.
    crop text,  -- The kind of seed that is sold, as the laboratory says.
    crop_seed_id uuid,  -- The species of the catalogue that the crop is now; null where it is none.
    crop_seed_name text,  -- The name of that species.
    weight double precision,  -- How much was received, in grams.
    examined_weight double precision,  -- How much of it was examined, in grams.
    tests text[],  -- The kinds of test, e.g. purity, other species, germination.
    received_at timestamp with time zone,  -- When it was received.
    metadata jsonb,  -- What else the laboratory says of it, as a document.
    user_id uuid,  -- The user who entered it.
    nb_picture_sets bigint,  -- Folders that belong to it, without those in the trash.
    nb_pictures bigint,  -- Pictures in them.
    nb_verified bigint,  -- Of these, verified pictures.
    nb_reports bigint,  -- Reports that were issued of it, all versions.
    upload_date timestamp with time zone,  -- When it was entered.
    updated_at timestamp with time zone,  -- When it was changed last.
) as da89c6d55283 of container, picture, picture_set, report, sample, seed;
grant select on nachet.sample_summary to nachet_analyst;

-- How often the best guess is right, by version of the model that names the species and by tenths of its score: of a calibrated model the accuracy is the mean score. Over the reviewed boxes.
create view nachet.score_calibration (
    model_name text,  -- The last model of the inference, which names the species; null if the inference has none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    bin integer,  -- The tenth of the score, 1 to 10.
    from_score double precision,  -- The least score in it.
    to_score double precision,  -- Its end: the least score in the next one; the last one has the score 1 too.
    nb_object bigint,  -- Number of boxes.
    mean_score double precision,  -- Mean score of their best guesses, 0 to 1.
    accuracy double precision,  -- Share of the best guesses that are right, 0 to 1.
) as 667ed1879110 of tally;
grant select on nachet.score_calibration to nachet_analyst;

-- ERD: a species; without those merged into another.
create view nachet.seed (
    id uuid,  -- The species.
    name text,  -- Its scientific name.
    information jsonb,  -- Further facts, as a document.
    object_type_id smallint,  -- The kind of thing that it is.
    upload_date timestamp with time zone,  -- When it was registered.
    confirmed boolean,  -- Whether an administrator confirmed it.
    rank text,  -- Its rank: family, genus, species, subspecies, variety, form, or group for any other.
    parent_id uuid,  -- What it belongs to: for a species its genus, for a genus its family.
    gbif_key bigint,  -- Its usage key in the GBIF backbone taxonomy.
    eppo_code text,  -- Its code in the EPPO global database.
    itis_tsn bigint,  -- Its serial number in the Integrated Taxonomic Information System.
) as 6b8bed542e16 of seed;
grant select on nachet.seed to nachet_analyst;

-- A label that models use for a species, beside its name.
create view nachet.seed_alias (
    id uuid,  -- The alias.
    seed_id uuid,  -- The species that it stands for.
    name text,  -- The label, without its leading class number.
    upload_date timestamp with time zone,  -- When it was added.
) as bcefb4d085e2 of seed, seed_alias;
grant select on nachet.seed_alias to nachet_analyst;

-- What people changed of the species catalogue: appended, never changed.
create view nachet.seed_change (
    id uuid,  -- The change.
    seed_id uuid,  -- The species that changed: of a merge the one that was merged, of a split the new one.
    other_id uuid,  -- Of a merge the species that remains, of a split the one that was split.
    user_id uuid,  -- Who changed it.
    act text,  -- add, update, confirm, rename, add_alias, remove_alias, merge, split or undo.
    reason text,  -- Why, as the person wrote.
    before jsonb,  -- The facts that changed, as they were.
    after jsonb,  -- The same facts, as they became.
    undone_id uuid,  -- Of an undo, the change that it undid.
    upload_date timestamp with time zone,  -- When it was changed.
) as 0ea5d09e3a2a of seed_change;
grant select on nachet.seed_change to nachet_analyst;

-- The models' best guesses against the settled species: a row for each inference and pair of species, with folder, month, pipeline and version of the model that names the species; sum what is not asked for. Equal pairs are right guesses.
create view nachet.seed_confusion (
    model_seed_id uuid,  -- The species of the best guess.
    model_seed_name text,  -- Its name.
    seed_id uuid,  -- The verified species.
    seed_name text,  -- Its name.
    nb_object bigint,  -- Number of boxes.
    mean_score double precision,  -- Mean score of the best guess, 0 to 1.
    pipeline_id uuid,  -- The pipeline that ran.
    pipeline_name text,  -- Its name.
    model_name text,  -- The last model of the inference, which names the species; null if the inference has none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    container_id uuid,  -- The container of the pictures.
    picture_set_id uuid,  -- Their folder.
    month date,  -- The month of the inferences: its first day, by UTC.
) as e7378162c427 of pipeline, seed, tally;
grant select on nachet.seed_confusion to nachet_analyst;

-- Each species with itself and all its ancestors, to group by genus, family or any other rank.
create view nachet.seed_lineage (
    seed_id uuid,  -- The species; also a merged one, which has the lineage of the species that it became.
    rank text,  -- Rank of the ancestor: family, genus, group, species, subspecies, variety or form.
    ancestor_id uuid,  -- The ancestor, or the species itself; never a merged one.
    ancestor_name text,  -- Its name.
) as e153eb39c95e of seed;
grant select on nachet.seed_lineage to nachet_analyst;

-- ERD: a guess, a species that a model proposes for a box.
create view nachet.seed_object (
    id uuid,  -- The guess.
    seed_id uuid,  -- The species, or the one that it was merged into.
    object_id uuid,  -- The box.
    score double precision,  -- The model's score, 0 to 1.
    rank smallint,  -- Rank among the guesses of its box; 1 is the best.
    container_id uuid,  -- The container of the box.
) as 6c6a0595466f of inference, object, picture, seed;
grant select on nachet.seed_object to nachet_analyst;

-- How far all readers agree: Fleiss' kappa over all and for each species, over the specimens that at least two people identified. Of each person the last identification counts, since the specimen was reopened last; where several are asked, the last one before it was settled. The number of readers may differ by specimen.
create view nachet.species_agreement (
    over_all boolean,  -- True in the row over all species.
    seed_id uuid,  -- The species; null over all, and for what was rejected: no seed.
    seed_name text,  -- Its name.
    nb_specimen bigint,  -- Specimens that at least one of their readers identified as it.
    nb_identification bigint,  -- Identifications as it, on these specimens.
    kappa double precision,  -- Fleiss' kappa: 1 is full agreement, 0 that of chance; null where all is one species.
) as be2c18089cd4 of opinion_tally, seed;
grant select on nachet.species_agreement to nachet_analyst;

-- Precision, recall and F1 of each species, for each version of the model that names the species, and over all. A missed specimen counts against the recall, a false alarm against the precision.
create view nachet.species_metrics (
    over_all boolean,  -- True in the rows that are over all inferences; these have no version.
    model_name text,  -- The last model of the inference, which names the species; null if the inference has none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    seed_id uuid,  -- The species.
    seed_name text,  -- Its name.
    support bigint,  -- Settled specimens of the species, once for each inference of their picture.
    nb_missed bigint,  -- Of these, how many no box of the models shows.
    nb_guessed bigint,  -- Reviewed boxes whose best guess is the species.
    nb_false_alarm bigint,  -- Of these, how many show no seed: their specimen is rejected.
    nb_right bigint,  -- Boxes whose best guess was right.
    precision double precision,  -- nb_right / nb_guessed, 0 to 1; null where it was never guessed.
    recall double precision,  -- nb_right / support, 0 to 1; null without specimens.
    f1 double precision,  -- The harmonic mean of both.
) as 4cf35b802ac3 of seed, tally;
grant select on nachet.species_metrics to nachet_analyst;

-- One real thing in one picture, whichever inference or person pointed it out.
create view nachet.specimen (
    id uuid,  -- The specimen.
    picture_id uuid,  -- The picture.
    type_id smallint,  -- The kind of thing: what the deciding person said, otherwise that of the species, or of the box that was looked at.
    state text,  -- open: to be reviewed again; settled: its species is known; disputed: people differ; rejected: there is no seed.
    seed_id uuid,  -- Its species, when it is settled, or the one that this was merged into.
    identification_id uuid,  -- The identification that its state comes from.
    top_x double precision,  -- Left edge in pixels.
    top_y double precision,  -- Top edge in pixels.
    bottom_x double precision,  -- Right edge in pixels.
    bottom_y double precision,  -- Bottom edge in pixels.
    moved boolean,  -- Whether a person set the edges; otherwise they are those of the box that was looked at first.
    upload_date timestamp with time zone,  -- When somebody identified it first.
    updated_at timestamp with time zone,  -- When its state or its box changed last.
    container_id uuid,  -- The container of the picture.
    qualifier text,  -- What the deciding person doubts, e.g. cf., aff. or ?; null when nothing.
) as 6c821caa548b of identification, object, picture, seed, specimen;
grant select on nachet.specimen to nachet_analyst;

-- Specimens whose label may be wrong: settled ones that models contradict, and rejected ones that two versions insist on. Those with most versions and the highest scores first are worth a look.
create view nachet.suspect_label (
    container_id uuid,  -- The container of the picture.
    picture_set_id uuid,  -- The folder of the picture.
    picture_id uuid,  -- The picture.
    specimen_id uuid,  -- The specimen.
    seed_id uuid,  -- Its species; null when it is rejected.
    seed_name text,  -- Its name.
    model_seed_id uuid,  -- The species that most of the contradicting boxes have as their best guess.
    model_seed_name text,  -- Its name.
    nb_version bigint,  -- How many versions of models that name the species contradict.
    nb_object bigint,  -- How many boxes.
    mean_score double precision,  -- Mean score of their best guesses, 0 to 1.
    max_score double precision,  -- The highest of these scores.
) as 1b58d3c81cd2 of seed, tally;
grant select on nachet.suspect_label to nachet_analyst;

-- What each inference made of the specimens of its picture that are settled or rejected. The other views for evaluation are sums of it.
create view nachet.tally (
    container_id uuid,  -- The container of the picture.
    picture_set_id uuid,  -- The folder of the picture.
    picture_id uuid,  -- The picture.
    inference_id uuid,  -- The inference.
    month date,  -- The month of the inference: its first day, by UTC.
    pipeline_id uuid,  -- The pipeline that ran.
    model_name text,  -- The model that named the species: the last one of the inference, by its current name if it is imported. Null if there is none.
    version text,  -- Its version.
    model_version_id uuid,  -- Its imported version; null if it is not imported.
    nb_specimen integer,  -- Settled specimens of the picture.
    nb_missed integer,  -- Of these, how many no box of the models shows.
    nb_false_alarm integer,  -- Boxes whose specimen is rejected.
    nb_reviewed integer,  -- Boxes with a best guess whose specimen is settled or rejected.
    nb_valid integer,  -- Of these, how many have a settled specimen.
    nb_right bigint,  -- Of these, how many have its species as their best guess.
    nb_top5 bigint,  -- How many have its species among their five best guesses.
    seed_ids uuid[],  -- By pair of species: that of the specimens; null when they are rejected.
    model_seed_ids uuid[],  -- By pair: the species of the best guess; null where no box of the models shows the specimens.
    nbs integer[],  -- By pair: how many specimens.
    sum_scores double precision[],  -- By pair: the sum of the scores of the best guesses.
    wrong_specimen_ids uuid[],  -- The specimens of the pairs of two species, by pair and id; also of two that were merged since.
    wrong_pairs integer[],  -- Of each of these specimens: the place of its pair, from 1.
    wrong_scores double precision[],  -- Of each of these specimens: the score of the best guess; null where there is no box.
    bins integer[],  -- The tenths, 1 to 10, in which scores of best guesses are.
    bin_nbs integer[],  -- By tenth: how many boxes.
    bin_nb_rights bigint[],  -- By tenth: how many of these have the species of their specimen as their best guess.
    bin_sum_scores double precision[],  -- By tenth: the sum of the scores.
) as 99a34a01098e of inference, inference_model, inference_tally, model, model_version, object, picture, seed;
grant select on nachet.tally to nachet_analyst;

-- ERD: a task of a model, e.g. object detection.
create view nachet.task (
    id smallint,  -- The task.
    name text,  -- Its name.
) as 2b457b1e00d7 of task;
grant select on nachet.task to nachet_analyst;

-- A model or version that inferences name and that was not imported when they were registered.
create view nachet.unknown_model_version (
    name text,  -- The model's name, as the documents gave it.
    version text,  -- The version, as the documents gave it; empty where they gave none.
    nb_inferences bigint,  -- How often it was named.
    first_date timestamp with time zone,  -- When such an inference was registered first.
    last_date timestamp with time zone,  -- When such an inference was registered last.
) as 7e85bd99897e of inference, inference_model, picture;
grant select on nachet.unknown_model_version to nachet_analyst;

-- ERD: a user of Nachet.
create view nachet."user" (
    id uuid,  -- The user.
    email text,  -- E-mail address; null for who has none and for former users.
    registration_date timestamp with time zone,  -- When the user was created.
    updated_at timestamp with time zone,  -- When the user last changed.
    permission_id smallint,  -- The highest permission that this user may have anywhere.
    state text,  -- active, deactivated (may do nothing) or former (ended: nothing personal is left).
) as 873ed1ef0e7f of users;
grant select (id, permission_id, registration_date, state, updated_at) on nachet."user" to nachet_analyst;

-- A container shared with one person.
create view nachet.user_container (
    id uuid,  -- The share.
    user_id uuid,  -- The person.
    container_id uuid,  -- The container.
    permission_id smallint,  -- What the person may do there.
    until timestamp with time zone,  -- When the share ends; null for no end.
    upload_date timestamp with time zone,  -- When it was shared.
) as ebe14d8b3571 of user_container;
grant select on nachet.user_container to nachet_analyst;

-- ERD: membership of a user in a group.
create view nachet.user_group (
    id uuid,  -- The membership.
    user_id uuid,  -- The member.
    group_id uuid,  -- The group.
    upload_date timestamp with time zone,  -- When the user became a member.
) as 8a7fda8f6376 of user_group;
grant select on nachet.user_group to nachet_analyst;

-- The training set: every settled specimen once, with its species and the place of its picture.
create view nachet.verified_object (
    container_id uuid,  -- The container of the picture.
    specimen_id uuid,  -- The specimen.
    object_id uuid,  -- The box that the deciding person looked at.
    inference_id uuid,  -- The inference of the box.
    picture_id uuid,  -- The picture.
    picture_set_id uuid,  -- The folder of the picture.
    seed_id uuid,  -- The verified species.
    seed_name text,  -- Its name.
    model_seed_id uuid,  -- The species of the models' best guess; null for a box that a person added, or of a withdrawn inference.
    model_score double precision,  -- Score of that guess, 0 to 1.
    top_x double precision,  -- Left edge in pixels, after a person's correction.
    top_y double precision,  -- Top edge in pixels.
    bottom_x double precision,  -- Right edge in pixels.
    bottom_y double precision,  -- Bottom edge in pixels.
    partly_outside boolean,  -- Whether the box is partly outside its picture.
    manual_detection boolean,  -- Whether a person added it.
    pipeline_id uuid,  -- The pipeline that ran.
    inference_verified boolean,  -- Whether all boxes of its inference are reviewed.
    width integer,  -- Width of the picture in pixels.
    height integer,  -- Height of the picture in pixels.
    zoom double precision,  -- Magnification of the microscope.
    media_type text,  -- Media type of the picture.
    container_name text,  -- Container in the blob store where the picture's blob is now.
    blob_name text,  -- Name of its blob now.
    verified_at timestamp with time zone,  -- When it was verified.
    qualifier text,  -- What the deciding person doubts, e.g. cf., aff. or ?; null when nothing: to leave out the unsure ones.
    object_type_id smallint,  -- The kind of thing: what the deciding person said, otherwise that of the species.
) as fa9412ba5079 of identification, inference, object, picture, seed, specimen;
grant select on nachet.verified_object to nachet_analyst;

-- What people call a species in a language; one name may stand for several species.
create view nachet.vernacular_name (
    seed_id uuid,  -- The species.
    language text,  -- The language, e.g. en or fr-CA (BCP 47).
    name text,  -- The name.
    position smallint,  -- Its place among the names of the language; 1 is the preferred one.
) as 71efd7f2243c of seed, vernacular_name;
grant select on nachet.vernacular_name to nachet_analyst;

-- Adds the default folder of a new container, under the container's id.
create function nachet._add_default_picture_set(p_container_id uuid, p_user_id uuid, p_claim text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 63bc40478c20;

-- Adds qualifiers and kinds to the identifications that the same request has just stored.
create function nachet._add_details(p_container_id uuid, p_act_ids uuid[], p_qualifiers text[], p_type_ids smallint[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as 9bb9a1a828ad;

-- Records the model versions that ran for an inference.
create function nachet._add_inference_models(p_container_id uuid, p_inference_id uuid, p_pipeline_id uuid, p_result jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as aadba87825d2;

-- Reserves pictures, or finds those that have the same bytes.
create function nachet._add_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 7bf9237a438d;

-- Gives a species a further id and returns whether it is new.
create function nachet._add_seed_id(p_seed_id uuid, p_name text, p_known_id uuid)
returns boolean
language plpgsql volatile set search_path=pg_catalog, pg_temp as 15324e00d9d8;

-- Returns descriptions of pictures with what their batch says of all.
create function nachet._apply_batch(p_container_id uuid, p_picture_set_id uuid, p_batch_id uuid, p_pictures jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 898f8b193599;

-- Creates the folders in the archive for pictures that are about to be moved there.
create function nachet._archive_picture_sets(p_container_id uuid, p_picture_ids uuid[], p_archive_id uuid)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as ddc21989983b;

-- Returns where a box is wrong: a corner that is missing or out of order, or '' when the box has no area or is wholly outside its picture; null when it is right.
create function nachet._bad_box_place(p_top_x double precision, p_top_y double precision, p_bottom_x double precision, p_bottom_y double precision, p_width integer, p_height integer)
returns text
language sql immutable parallel safe as 620a71e68955;

-- Returns the first wrong place of a model's document outside its boxes; null when there is none.
create function nachet._bad_envelope_place(p_result jsonb)
returns text
language plpgsql immutable set search_path=pg_catalog, pg_temp as a1b13e252663;

-- Returns the first fact of a picture that cannot be stored.
create function nachet._bad_fact(p_facts jsonb)
returns text
language plpgsql stable set search_path=pg_catalog, pg_temp as e31187777b46;

-- Returns the first wrong field of a box, aside from its guesses; null when there is none.
create function nachet._bad_field(p_box jsonb, p_nb_guess integer, p_score double precision, p_bad_place text)
returns text
language sql immutable parallel safe as a74cad21110f;

-- Finds what is wrong about versions in a document of pipelines and models.
create function nachet._bad_versions(p_structure jsonb)
returns TABLE(place text, expected text)
language plpgsql stable set search_path=pg_catalog, pg_temp as 064512e02df7;

-- Adds the row of a dataset, or finds the same one.
create function nachet._begin_dataset(p_user_id uuid, p_name text, p_filter jsonb, p_options jsonb, OUT id uuid, OUT resolved jsonb, OUT is_new boolean)
returns record
language plpgsql volatile set search_path=pg_catalog, pg_temp as 30c73e7bcfad;

-- Moves pictures from the archive into a container.
create function nachet._bring_back(p_user_id uuid, p_container_id uuid, p_act text, p_archive_id uuid, p_picture_set_id uuid, p_archived jsonb, p_new uuid[], p_claim text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 8b62ea58266a;

-- Returns what is known of a picture after a change.
create function nachet._change_facts(p_facts jsonb, p_options jsonb, p_seeds jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set extra_float_digits=1 as deee6c89875c;

-- Gives a group a name and an owner.
create function nachet._change_group(p_group_id uuid, p_name text, p_owner_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 47c0cf3e548d;

-- Refuses a species whose parent has no higher rank or belongs to the species itself.
create function nachet._check_lineage(p_seed_ids uuid[], p_places text[])
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set enable_material=off set jit=off as f233b0ac90ae;

-- Refuses a document of pipelines and models that cannot be imported.
create function nachet._check_ml_structure(p_structure jsonb, p_last_default boolean)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 190f73d5e2ad;

-- Refuses descriptions of pictures that cannot be stored.
create function nachet._check_pictures(p_pictures jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as d2cb52f7c19f;

-- Refuses refusals that cannot be stored.
create function nachet._check_refusals(p_refusals jsonb)
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as d10d5e7f5542;

-- Refuses a regulated list that cannot be imported.
create function nachet._check_regulated_list(p_list jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 06686993a546;

-- Refuses a list of species with a label or an external id of another species.
create function nachet._check_seed_list(p_labels jsonb, p_rows jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_nestloop=off set jit=off as e61118c53676;

-- Refuses a list of species that cannot be imported.
create function nachet._check_seeds(p_seeds jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 48d922b2f025;

-- Refuses a change of a species on which a later one depends.
create function nachet._check_undoable(p_change record, p_now jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 679508900943;

-- Returns the period of a regulated list that holds on a day.
create function nachet._choose_regulated_period(p_options jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 12c49f3ec85e;

-- Claims blob tasks of a container that are due and returns them.
create function nachet._claim_container_tasks(p_container_id uuid, p_claim text, p_limit integer, p_lease interval)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as 4b2118d7d8ce;

-- Returns the counts of a sample by species and by class of a regulated list.
create function nachet._class_counts(p_counts jsonb, p_period_id uuid, p_crop_seed_id uuid, p_factor double precision)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as be1f5a8ceb67;

-- Permanently deletes a container in the trash when nothing is left in it.
create function nachet._close_container(p_user_id uuid, p_container_id uuid, p_act text, p_reports boolean)
returns integer
language plpgsql volatile set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off as c30bb2d04e37;

-- Compares the qualifiers and kinds of a feedback document with what was said before.
create function nachet._compare_details(p_user_id uuid, p_container_id uuid, p_read record, p_judged record)
returns boolean[]
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as c65d1649cc8c;

-- Returns descriptions of pictures completed with ids and species ids.
create function nachet._complete_pictures(p_pictures jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 02a9a99f39e6;

-- The name of a container in the blob store.
create function nachet._container_name(p_container_id uuid)
returns text
language sql immutable parallel safe as 57b43311a97f;

-- Copies the inferences of pictures, with all their parts, into another container.
create function nachet._copy_inferences(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as e68a67dd1256;

-- Copies pictures with their species into another container.
create function nachet._copy_pictures(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb, p_now timestamp with time zone)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 2645d824a305;

-- Moves what datasets pinned of pictures along with these into another container.
create function nachet._copy_pinned(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 5bba6f526716;

-- Returns totalBoxes and labelOccurrence of the boxes that are returned, where the document has them.
create function nachet._count_boxes(p_document jsonb, p_nb_object integer, p_labels text[])
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as 50ee38425e6e;

-- Counts the folders in the trash since before a time that can still be purged.
create function nachet._count_left_picture_sets(p_before timestamp with time zone)
returns bigint
language plpgsql stable set search_path=pg_catalog, pg_temp as 901310c7da47;

-- Counts the specimens of pictures by state and species.
create function nachet._count_sample(p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as dc899c3e9769;

-- Returns containers with the permission that a user has there and its source.
create function nachet._describe_access(p_user_id uuid, p_container_ids uuid[])
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as a20b5efc2753;

-- Returns a page of acts.
create function nachet._describe_acts(p_acts jsonb, p_limit integer)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 590f98e5a501;

-- Returns the boxes that people added to an inference, with the keys of its first box.
create function nachet._describe_added_boxes(p_container_id uuid, p_inference_id uuid, p_document jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as dfe076849bf7;

-- Returns the description of a folder for the blob store: nothing in it changes when the folder is renamed. Of a folder of the archive it says where it came from.
create function nachet._describe_picture_set(p_container_id uuid, p_picture_set_id uuid, p_owner_id uuid, p_upload_date timestamp with time zone, p_metadata jsonb, p_former_container_id uuid, p_former_picture_set_id uuid)
returns jsonb
language sql stable parallel safe as e09189067a5f;

-- Returns a report in the form of lists; null for none.
create function nachet._describe_report(p_container_id uuid, p_report_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 8ef4e6458568;

-- Returns a sample in the form of documents; null for none.
create function nachet._describe_sample(p_container_id uuid, p_sample_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as d6e844daf627;

-- Hands over containers of a user who ends.
create function nachet._end_containers(p_container_ids uuid[], p_new_owner_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 4ffc4b30a9ed;

-- Hands over or deletes groups of a user.
create function nachet._end_groups(p_user_id uuid, p_group_ids uuid[], p_new_owner_id uuid, p_reason text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 7872fd16a564;

-- Ends the leases of boxes that a user has reviewed, and of those that are settled.
create function nachet._end_leases(p_container_id uuid, p_user_id uuid, p_specimen_ids uuid[], p_states text[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 4ba084664ead;

-- Ends shares, memberships and choices of pipelines, and records that of each.
create function nachet._end_shares(p_user_id uuid, p_act text, p_ids uuid[], p_reason text DEFAULT NULL::text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 646ec94986ef;

-- Each error code with its message and hint.
create function nachet._errors()
returns jsonb
language sql immutable parallel safe as 288286fc289f;

-- Returns the blobs that the rows expect in a container of the blob store.
create function nachet._expected_blobs(p_container_id uuid, p_from text, p_to text, p_limit integer)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as b350d81c8c68;

-- Finds what is known already of the boxes that a person adds.
create function nachet._find_added(p_container_id uuid, p_inference_id uuid, p_read record, OUT ids uuid[], OUT specimen_ids uuid[])
returns record
language plpgsql stable set search_path=pg_catalog, pg_temp as a4ffae94e4ca;

-- Returns the pictures in the archive that were in folders of a container.
create function nachet._find_archived(p_archive_id uuid, p_container_id uuid, p_picture_set_ids uuid[])
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as 203c415b699e;

-- Returns the folders of the archive in which nothing is left.
create function nachet._find_emptied(p_archive_id uuid, p_archived jsonb)
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp as 773431879147;

-- Returns the place in a filter of specimens of an unknown key or a value of the wrong kind.
create function nachet._find_filter_fault(p_filter jsonb)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as 0d92e24f0152;

-- Returns the pipeline and the model that a filter of specimens names.
create function nachet._find_filter_models(p_filter jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 610ea09ff0b7;

-- Returns the species that each label of a filter stands for.
create function nachet._find_filter_seeds(p_labels jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as e8333a6ea23f;

-- Returns the verified pictures of folders with their crops: what the archive keeps.
create function nachet._find_kept(p_container_id uuid, p_picture_set_ids uuid[])
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as 247900a9a4d5;

-- Returns the species of a name, if it has not the id that the caller gives; else null.
create function nachet._find_known_seed(p_seed_id uuid, p_name text)
returns uuid
language plpgsql volatile set search_path=pg_catalog, pg_temp as bd7a6d49e8a3;

-- Returns the pictures of a container that match a filter.
create function nachet._find_picture_ids(p_container_id uuid, p_filter jsonb, p_condition text, p_limit integer)
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp as f0c9b45281c0;

-- Returns a folder and all folders below it.
create function nachet._find_picture_set_tree(p_container_id uuid, p_picture_set_id uuid)
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp as dfa23c3d33a2;

-- Returns the first boxes of a container that are to be reviewed, with what they are ordered by.
create function nachet._find_queue(p_user_id uuid, p_container_id uuid, p_query text, p_options jsonb, p_after jsonb, p_readers integer, p_decides boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as b0a649d34f2a;

-- Finds for new boxes the specimens of their picture that they show, by overlap.
create function nachet._find_specimens(p_container_id uuid, p_picture_id uuid, p_boxes nachet_data.read_box[])
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as a16db09ebbed;

-- Ends the disputes that a merge of species ends, and starts those that its undo starts.
create function nachet._follow_species(p_seed_ids uuid[], p_is_undo boolean)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off as 924526c52ea8;

-- Returns a group in the form of documents.
create function nachet._group_document(p_group_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as cfb14b45835f;

-- Returns a user's role in a group: owner, admin or member.
create function nachet._group_role(p_user_id uuid, p_group_id uuid)
returns text
language plpgsql stable set search_path=pg_catalog, pg_temp as e25ef30a81a1;

-- Locks the folders of the archive from which pictures come back.
create function nachet._hold_archived(p_archive_id uuid, p_archived jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 1838f5a9dc44;

-- Locks the batches of folders that may go.
create function nachet._hold_batches(p_container_id uuid, p_picture_set_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 8962b246d8ff;

-- Keeps species from being merged, renamed or given aliases until the transaction ends.
create function nachet._hold_catalogue()
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 40723c121b15;

-- Locks folders and returns what they are.
create function nachet._hold_picture_sets(p_container_id uuid, p_picture_set_ids uuid[])
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 941d2aac64e8;

-- Locks the pictures that come back with folders, from the trash and from the archive.
create function nachet._hold_pictures(p_container_id uuid, p_picture_set_ids uuid[], p_deleted_at timestamp with time zone, p_archive_id uuid, p_archived uuid[])
returns uuid[]
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as 3889ff336b12;

-- Waits until nobody else leases boxes of containers.
create function nachet._hold_queues(p_container_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 85f9f33fc4ee;

-- Imports the models of a checked document, without their versions, and returns counts.
create function nachet._import_models(p_structure jsonb, p_keys text[])
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as e1ef87433389;

-- Imports the pipelines of a checked document and returns counts.
create function nachet._import_pipelines(p_structure jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 049a18c481c5;

-- Imports the versions of the models of a checked document with their secrets and returns counts.
create function nachet._import_versions(p_structure jsonb, p_keys text[])
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as e8580fea83b7;

-- Whether the label of a box with is_verified is one more guess, after those of topN.
create function nachet._is_own_guess(p_box jsonb, p_guesses jsonb)
returns boolean
language plpgsql immutable set search_path=pg_catalog, pg_temp as d438aa1e0d4c;

-- Whether a key of a pipeline, or a key inside its value, looks like that of an address or a secret, by its name and its value: it is refused there. Of models only what is named is shown.
create function nachet._is_secret(p_key text, p_value jsonb)
returns boolean
language sql stable parallel safe as 074b6e3f471d;

-- Whether a value of a document can be the name of a model, a task or a pipeline.
create function nachet._is_structure_name(p_value jsonb)
returns boolean
language sql immutable parallel safe as 3887178276b7;

-- Compares a feedback document with the stored boxes and returns what to do with each box.
create function nachet._judge_feedback(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_seeds jsonb, p_added uuid[], p_shown uuid[], p_rule record, OUT ids uuid[], OUT are_new boolean[], OUT agrees boolean[], OUT same boolean[], OUT problems text[], OUT act_ids uuid[], OUT acts text[], OUT valid boolean[], OUT seed_ids uuid[], OUT verified_ids uuid[], OUT boxes jsonb[], OUT states text[], OUT decided boolean[], OUT places jsonb[], OUT moved boolean[], OUT manual boolean[], OUT new_species boolean[], OUT comments text[], OUT specimen_ids uuid[], OUT old_states text[], OUT old_seed_ids uuid[], OUT said_ids uuid[], OUT top_scores double precision[], OUT margins double precision[], OUT box_rows tid[], OUT specimen_rows tid[])
returns record
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as c3cdf82ca3be;

-- Finds the inferences of a picture, those whose state changes, and those with boxes that show nothing.
create function nachet._judge_inferences(p_container_id uuid, p_picture_id uuid, p_inference_id uuid, OUT ids uuid[], OUT changed_ids uuid[], OUT unidentified_ids uuid[], OUT reviewed boolean)
returns record
language plpgsql stable set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off set enable_nestloop=off set enable_hashjoin=on set enable_mergejoin=off as 0aad369d2e52;

-- Returns the labels of boxes that are to be reviewed.
create function nachet._label_queue(p_container_id uuid, p_boxes jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as 897d00496ab2;

-- Returns the level of a permission, which is its id; null for any other text.
create function nachet._level(p_permission text)
returns smallint
language sql immutable parallel safe as 438dd753591d;

-- Returns the boxes of a model's document with their guesses.
create function nachet._list_boxes(p_boxes jsonb, p_stem text)
returns TABLE(n bigint, document jsonb, topn jsonb, nb_guess integer, stem text)
language sql immutable parallel safe as cbd58f4a2d2f;

-- Returns the blob tasks of a container that a claim holds.
create function nachet._list_claimed_tasks(p_container_id uuid, p_claim text)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as bd1d5aebe421;

-- Returns the folders that were put into the trash before a time and have no pictures left.
create function nachet._list_empty_picture_sets(p_container_id uuid, p_before timestamp with time zone, p_picture_ids uuid[])
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off as 0396ca02bbf8;

-- Returns the shares, memberships and choices that end with a user.
create function nachet._list_ending_shares(p_target_user_id uuid, p_group_ids uuid[], p_container_ids uuid[], p_options jsonb)
returns uuid[]
language plpgsql stable set search_path=pg_catalog, pg_temp as 131977cabfb1;

-- Returns the labels of the boxes and guesses in models' documents.
create function nachet._list_labels(p_documents jsonb)
returns text[]
language plpgsql immutable set search_path=pg_catalog, pg_temp as cb2238ebd37f;

-- Returns what a user said last of each specimen that is not settled, or that it was reopened since.
create function nachet._list_own_words(p_user_id uuid, p_container_id uuid, p_inference_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as de9c15437b3e;

-- Returns the species that a regulated list names today.
create function nachet._list_regulated_seeds()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as fadbb4a7e2cf;

-- Returns what people said of the specimens that a feedback document speaks of.
create function nachet._list_words(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_added uuid[], p_shown uuid[], p_several boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off set enable_hashjoin=off set enable_mergejoin=off as b54435cbb869;

-- Locks a batch; refuses one that does not exist.
create function nachet._lock_batch(p_container_id uuid, p_batch_id uuid)
returns boolean
language plpgsql volatile set search_path=pg_catalog, pg_temp as 9587b142b9dc;

-- Locks a group; refuses a user without the role.
create function nachet._lock_group(p_user_id uuid, p_group_id uuid, p_role text)
returns nachet_data.groups
language plpgsql volatile set search_path=pg_catalog, pg_temp as 9adeb82618c0;

-- Locks a container and returns it; refuses a user who is neither its owner nor an administrator.
create function nachet._lock_own_container(p_user_id uuid, p_container_id uuid)
returns nachet_data.container
language plpgsql volatile set search_path=pg_catalog, pg_temp as d173fd40c8d9;

-- Locks the picture of an inference; refuses an inference that does not exist or was withdrawn.
create function nachet._lock_picture_of(p_container_id uuid, p_picture_id uuid, p_inference_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 865abfe780ff;

-- Locks the pictures of folders and their crops, and returns them.
create function nachet._lock_picture_tree(p_container_id uuid, p_picture_set_ids uuid[])
returns uuid[]
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as f82aaf45ea9a;

-- Locks confirmed pictures, in the trash or outside it; refuses a picture that is not there.
create function nachet._lock_pictures(p_container_id uuid, p_picture_ids uuid[], p_trashed boolean)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 64104cc70bf2;

-- Locks the pictures that new pictures refer to; refuses a parent that does not exist.
create function nachet._lock_relatives(p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 3a8b8c49e4fb;

-- Locks a sample with its folders and pictures; refuses one that does not exist.
create function nachet._lock_sample(p_container_id uuid, p_sample_id uuid)
returns uuid[]
language plpgsql volatile set search_path=pg_catalog, pg_temp as 335a93a52ed6;

-- Locks what was put into the trash of a container before a time; returns pictures of it.
create function nachet._lock_trashed_pictures(p_container_id uuid, p_before timestamp with time zone, p_limit integer, p_datasets boolean)
returns uuid[]
language plpgsql volatile set search_path=pg_catalog, pg_temp as e8225d5cacb8;

-- Returns the stored boxes of a feedback document, and what people said of them.
create function nachet._look_at_boxes(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_read record, p_seeds jsonb, p_added uuid[], p_shown uuid[], p_several boolean)
returns TABLE(n bigint, plain boolean, rejected boolean, class_id uuid, box jsonb, comment text, is_new boolean, object_id uuid, named jsonb, class_seed_id uuid, known boolean, manual boolean, specimen_id uuid, old_state text, old_seed_id uuid, old_id uuid, decided boolean, is_blind boolean, old_box jsonb, model_box jsonb, guess_seeds uuid[], top_place integer, top_seed uuid, added_id uuid, said_id uuid, said_seed_id uuid, said_box jsonb, others jsonb, seen jsonb, top_score double precision, margin double precision, box_row tid, specimen_row tid)
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off set enable_hashjoin=off set enable_mergejoin=off as a2fa2ab4eaff;

-- How often a blob task is tried before it is parked for an operator.
create function nachet._max_attempts()
returns integer
language sql immutable parallel safe as fe46bdd98e41;

-- Returns how many blob tasks are still to be done.
create function nachet._measure_backlog()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 2bea1efb6f0c;

-- Returns each table with its size and its number of rows.
create function nachet._measure_tables()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 4d3561d8702b;

-- Returns what is known of pictures whose bytes came again; refuses what differs.
create function nachet._merge_facts(p_pictures jsonb, p_stored jsonb, p_replace boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as c4f506d5034f;

-- Returns a document with the changes of a merge patch (RFC 7396).
create function nachet._merge_patch(p_target jsonb, p_patch jsonb)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as dbe05b1e713c;

-- Returns the species into which a species was merged as of a time; null for none.
create function nachet._merged_into_at(p_seed_id uuid, p_at timestamp with time zone)
returns uuid
language plpgsql stable set search_path=pg_catalog, pg_temp as f5aa6797e44c;

-- Returns what of a plan is not found as planned, in its order.
create function nachet._missing_distribution(p_plan jsonb, p_found jsonb)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as c9a3da57b306;

-- Returns the active pipelines and models as one document, with or without addresses and keys.
create function nachet._ml_structure_document(p_with_secrets boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 49dc431ef05d;

-- Returns a model with its versions, without secrets.
create function nachet._model_document(p_model_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as edf21ffb7161;

-- Returns the start of the transaction: the only source of time, so that a test can set it.
create function nachet._now()
returns timestamp with time zone
language sql stable parallel safe as a842ea57a0d2;

-- Returns boxes with the numbers of those that overlap them, among the boxes given.
create function nachet._number_overlaps(p_boxes jsonb[], p_places integer[], p_redrawn boolean[])
returns jsonb[]
language plpgsql immutable set search_path=pg_catalog, pg_temp as 5a5db32327a9;

-- Returns an inference's document with what people decided about its boxes.
create function nachet._overlay_decisions(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_document jsonb, p_added jsonb, p_several boolean, p_include_rejected boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as 722023c81d86;

-- Returns one page of a list: items, and next, the cursor to the next page; null on the last page.
create function nachet._page(p_items jsonb, p_limit integer, p_key text)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as e8dd1c5de59c;

-- Pins the species of a dataset as they are called now, and computes its digest.
create function nachet._pin_seeds(p_dataset_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set extra_float_digits=1 as efd03c9c235f;

-- Returns a pipeline in the form of documents.
create function nachet._pipeline_document(p_pipeline_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as b3ee6ae544d4;

-- Returns an inference's document without what is added at registration and at reading, to compare two requests.
create function nachet._plain_inference(p_document jsonb)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as 41eb571b300a;

-- Returns how each table, view and function is to lie on a cluster, in the order of doing it.
create function nachet._plan_distribution()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 134370dbb22c;

-- Returns which functions a cluster runs where the container is, and which it only carries.
create function nachet._plan_functions(p_tables jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as ab41e9df14b8;

-- Returns how each table lies on the nodes of a cluster, in the order of their foreign keys.
create function nachet._plan_tables()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as febb903f8dad;

-- Permanently deletes pictures and folders of a container, with their blobs.
create function nachet._purge_picture_sets(p_user_id uuid, p_container_id uuid, p_act text, p_picture_set_ids uuid[], p_picture_ids uuid[], p_claim text, p_datasets boolean)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 5bf7ce1bcaf7;

-- Permanently deletes the samples of a container, with their reports.
create function nachet._purge_samples(p_user_id uuid, p_container_id uuid, p_act text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as ff3be4883192;

-- Raises the error of a code, with values as its detail.
create function nachet._raise(p_code text, p_detail jsonb)
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as 45745e6a32ea;

-- Raises the error that names the folder beside it which has this name already.
create function nachet._raise_picture_set_exists(p_container_id uuid, p_parent uuid, p_name text)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 92d99d96ed19;

-- Returns how tables, views and functions lie on the cluster, as Citus has it.
create function nachet._read_distribution()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as c8a9272fc481;

-- Reads a feedback document into arrays; refuses one that is ambiguous or wrong.
create function nachet._read_feedback(p_boxes jsonb, p_width integer, p_height integer, OUT are_new boolean[], OUT ids uuid[], OUT plain boolean[], OUT rejected boolean[], OUT class_ids uuid[], OUT names text[], OUT by_label boolean[], OUT boxes jsonb[], OUT comments text[], OUT qualifiers text[], OUT type_ids smallint[], OUT separate boolean[])
returns record
language plpgsql stable set search_path=pg_catalog, pg_temp as 83365988e665;

-- Reads the guesses of a box: species, scores, text with ids, and the first wrong place.
create function nachet._read_guesses(p_guesses jsonb, p_nb_guess integer, p_stem text, p_seeds jsonb)
returns TABLE(seed_ids uuid[], scores double precision[], best_score double precision, guesses text, bad_guess text)
language sql immutable parallel safe as 68a2cc488163;

-- Reads a model's document into rows, and into the answer and what is stored; or finds the first wrong place.
create function nachet._read_inference(p_inference_id uuid, p_pipeline_id uuid, p_result jsonb, p_seeds jsonb, p_width integer, p_height integer, OUT bad_place text, OUT boxes nachet_data.read_box[], OUT top_score double precision, OUT answer jsonb, OUT stored jsonb)
returns record
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as fa166e0000dc;

-- Returns the species name in a label, and the keys by which the species is found.
create function nachet._read_label(p_label text, OUT name text, OUT name_key text, OUT whole_key text)
returns record
language plpgsql immutable parallel safe set search_path=pg_catalog, pg_temp as 43e1f60f5e16;

-- Returns the versions of models of a checked document of pipelines and models as rows.
create function nachet._read_models(p_structure jsonb, p_keys text[])
returns TABLE(place integer, name text, version text, active boolean, endpoint_name text, task text, data jsonb, secret jsonb)
language plpgsql immutable set search_path=pg_catalog, pg_temp as e5f67da12d70;

-- Returns for each worker which functions everybody may execute there, and which roles it lacks.
create function nachet._read_nodes()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 79db6e59fbe7;

-- Returns the options that a caller gave; refuses unknown options and wrong values.
create function nachet._read_options(p_options jsonb, p_kinds jsonb, p_path text DEFAULT ''::text)
returns jsonb
language plpgsql immutable set search_path=pg_catalog, pg_temp as 83f25d539482;

-- Returns the level of a permission; refuses a text that is not a permission or is above the highest allowed.
create function nachet._read_permission(p_permission text, p_highest text)
returns smallint
language plpgsql immutable set search_path=pg_catalog, pg_temp as 24f8d825b752;

-- Returns the SQL condition on picture p for a filter.
create function nachet._read_picture_filter(p_filter jsonb)
returns text
language plpgsql stable set search_path=pg_catalog, pg_temp as 4fe43723b32f;

-- Returns the pipelines of a checked document of pipelines and models as rows.
create function nachet._read_pipelines(p_structure jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 0006b18bb759;

-- Returns a page of the boxes of containers that are to be reviewed.
create function nachet._read_queue(p_user_id uuid, p_container_ids uuid[], p_permission text, p_options jsonb, p_leases boolean)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 8acc70f93b96;

-- Returns the options of a review queue; refuses those that are wrong.
create function nachet._read_queue_options(p_options jsonb, p_kinds jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 12916644146a;

-- Returns the entries of a checked regulated list as rows, with what they are found by.
create function nachet._read_regulated_entries(p_list jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 82b3582d4fdd;

-- Returns the options of a report; refuses those that are wrong.
create function nachet._read_report_options(p_options jsonb, p_kinds jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 8c9b1bd9b2ce;

-- Returns the review rule of a container for a user who may write there.
create function nachet._read_rule(p_user_id uuid, p_container_id uuid, OUT readers smallint, OUT agreeing smallint, OUT decides boolean)
returns record
language plpgsql stable set search_path=pg_catalog, pg_temp as aae8acc9d041;

-- Returns what is said of a sample; refuses what cannot be stored.
create function nachet._read_sample(p_options jsonb, p_kinds jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as aa000f28fbf5;

-- Returns the facts about a species among the options of a call; refuses wrong values.
create function nachet._read_seed_facts(p_facts jsonb, p_others jsonb, p_seed_id uuid)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as cbe4140c5469;

-- Returns the names and synonyms of a checked list of species, and what they stand for already.
create function nachet._read_seed_labels(p_seeds jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_nestloop=off set jit=off as 68524bb5d105;

-- Returns the entries of a checked list of species as rows, with ids and parents.
create function nachet._read_seed_list(p_seeds jsonb, p_labels jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 3f1d8fab8f6e;

-- Returns the species that a change of a picture names.
create function nachet._read_seeds(p_options jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 23fce166ec5c;

-- Returns when a share ends, as its options say; refuses an end that is past.
create function nachet._read_until(p_options jsonb)
returns timestamp with time zone
language plpgsql stable set search_path=pg_catalog, pg_temp as ccf57b9348d6;

-- Records what a call did: who, when, what, before, after and why; one row for each thing.
create function nachet._record_acts(p_user_id uuid, p_container_id uuid, p_act text, p_entity text, p_entity_ids uuid[], p_before jsonb[], p_after jsonb[], p_reason text DEFAULT NULL::text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 8a8bdb9c1a6b;

-- Records the end of a user, and what became of the user's groups and containers.
create function nachet._record_end(p_user_id uuid, p_target_user_id uuid, p_group_ids uuid[], p_container_ids uuid[], p_options jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 0f5354f6122d;

-- Records the files of a batch that have a picture.
create function nachet._record_files(p_container_id uuid, p_batch_id uuid, p_ended boolean, p_pictures jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as c57ff4657231;

-- Stores one identification for each act, with new and changed specimens, and added boxes.
create function nachet._record_identifications(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_judged record)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off set enable_hashjoin=off set enable_mergejoin=off set enable_material=off as bd2b67b921de;

-- Records which models and pipelines an import added or changed.
create function nachet._record_import(p_user_id uuid, p_before jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 197c984e4e8d;

-- Records what a person changed of species and returns these species.
create function nachet._record_seed_changes(p_user_id uuid, p_act text, p_reason text, p_before jsonb[], p_after jsonb[] DEFAULT NULL::jsonb[], p_other_id uuid DEFAULT NULL::uuid, p_undone_id uuid DEFAULT NULL::uuid, p_places text[] DEFAULT NULL::text[])
returns jsonb[]
language plpgsql volatile set search_path=pg_catalog, pg_temp as 4ad9662bb2f2;

-- Raises the error of the first box of a feedback that is refused.
create function nachet._refuse_feedback(p_problems text[], p_box_ids uuid[])
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as 2c0a6dcd1204;

-- Raises the error that names the wrong place of a model's document.
create function nachet._refuse_inference(p_result jsonb, p_path text, p_place text)
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as d9dd939495ce;

-- Stores an inference of a picture and returns its document with the ids of all its parts.
create function nachet._register_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb, p_seeds jsonb, p_path text, OUT answer jsonb, OUT is_new boolean, OUT has_specimens boolean)
returns record
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as 6110736ffd47;

-- Returns what an import can change of a regulated list, in short.
create function nachet._regulated_facts(p_list_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 0827680511b7;

-- Makes pictures crops again of the parents from which the archive or a purge separated them.
create function nachet._rejoin_crops(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as c25b36fcbab6;

-- Removes the links between pictures that are about to leave a container and what stays there.
create function nachet._release_pictures(p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 6dc48632a95d;

-- Makes the reservations of pictures as young as new ones.
create function nachet._renew_reservations(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 793ca0a26c64;

-- Returns the first answer when a creation repeats an existing folder; refuses another one.
create function nachet._repeat_create_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_parent uuid, p_name text)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 2ddd5a4e7879;

-- Returns the first answer when a creation repeats an existing user; refuses another one.
create function nachet._repeat_create_user(p_email text, p_user_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 62833b81eedd;

-- Returns the first answer when a registration repeats an existing inference; refuses another one under its id.
create function nachet._repeat_register_inference(p_container_id uuid, p_inference_id uuid, p_picture_id uuid, p_result jsonb)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 5eb765b3ed15;

-- Returns the level that a user has in a container; refuses a user whose level is lower than required.
create function nachet._require_access(p_user_id uuid, p_container_id uuid, p_permission text, p_deleted boolean DEFAULT false)
returns smallint
language plpgsql stable set search_path=pg_catalog, pg_temp as a86c3da07afc;

-- Returns the dataset with this id or name; refuses one that does not exist.
create function nachet._require_dataset(p_dataset text)
returns uuid
language plpgsql stable set search_path=pg_catalog, pg_temp as caa1b84104a4;

-- Refuses pictures and inferences whose ids a container has already.
create function nachet._require_free_ids(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 25fe0add95da;

-- Refuses a container that stays with its owner: the archive, and the personal container of a user who was not ended.
create function nachet._require_given(p_container nachet_data.container)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 19aa4ac3688f;

-- Returns the species name in a label that no other species uses; refuses any other label.
create function nachet._require_label_free(p_label text, p_seed_id uuid, p_field text)
returns text
language plpgsql stable set search_path=pg_catalog, pg_temp as e69faf388db4;

-- Returns the name of a folder, container or group without surrounding blanks; refuses a text that is not a name.
create function nachet._require_name(p_name text)
returns text
language plpgsql immutable set search_path=pg_catalog, pg_temp as 6d77f58ddcce;

-- Refuses to bring pictures back into a folder that has, or would get, the same bytes twice.
create function nachet._require_no_same_bytes(p_archive_id uuid, p_container_id uuid, p_archived jsonb, p_folders jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_custom_plan as 6bbda9b84216;

-- Refuses pictures for a folder that has, or would get, the same bytes twice.
create function nachet._require_no_twins(p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as b6045fed6f59;

-- Locks a folder; refuses one that does not exist.
create function nachet._require_picture_set(p_container_id uuid, p_picture_set_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as b620e5744932;

-- Returns the active pipeline with this id or name; without a text, the user's pipeline.
create function nachet._require_pipeline(p_user_id uuid, p_pipeline text)
returns uuid
language plpgsql stable set search_path=pg_catalog, pg_temp as a267d00435fa;

-- Locks a folder and the folder that it shall lie in; refuses a place that a folder cannot have.
create function nachet._require_place(p_container_id uuid, p_picture_set_id uuid, p_parent uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as b8a71bb969c6;

-- Refuses a species that does not exist or was merged into another.
create function nachet._require_seed(p_seed_id uuid)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 63aaea060487;

-- Refuses a report of a sample of which something is open, unless it is allowed.
create function nachet._require_settled(p_counts jsonb, p_allow_open boolean)
returns void
language plpgsql immutable set search_path=pg_catalog, pg_temp as ccf0c58f31cf;

-- Refuses ids of new pictures that are still in use elsewhere.
create function nachet._require_unused_ids(p_container_id uuid, p_picture_ids uuid[], p_pictures jsonb)
returns void
language plpgsql stable set search_path=pg_catalog, pg_temp as 76aa1dfac44a;

-- Returns the level of a user; refuses a user who is deactivated, or whose own permission is lower than required (every user has read).
create function nachet._require_user(p_user_id uuid, p_permission text, p_seen_by uuid DEFAULT NULL::uuid)
returns smallint
language plpgsql stable set search_path=pg_catalog, pg_temp as 7d861b92c4bf;

-- Returns the species that a feedback document names as text; adds new ones to the catalogue.
create function nachet._resolve_feedback_names(p_names text[], p_by_label boolean[])
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 7ae1bd06fc5b;

-- Returns the species of labels; unknown labels are added or left out.
create function nachet._resolve_labels(p_labels text[], p_add boolean)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as 56bb7d032a41;

-- Gives a species the name, the aliases and the vernacular names back that it had before a change.
create function nachet._restore_labels(p_change record)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as d1de8a46279e;

-- Returns what can be changed of a sample; null for none.
create function nachet._sample_facts(p_container_id uuid, p_sample_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as ae81dd13015d;

-- Records that a person finds nothing in a picture; returns whether that verifies the inference.
create function nachet._say_empty(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_rule record)
returns boolean
language plpgsql volatile set search_path=pg_catalog, pg_temp as 171eca233444;

-- Returns the letters of a name's key for a search: without accents, blanks, punctuation and pattern characters.
create function nachet._search_key(p_name_key text)
returns text
language sql immutable parallel safe as 1710cb4fb599;

-- Returns a species in the form of documents.
create function nachet._seed_document(p_seed_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as 36f627a4f8bd;

-- Withdraws an inference or reinstates it, and settles its picture.
create function nachet._set_withdrawn(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_act text, p_reason text)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 7cfa75212ce3;

-- Updates the states of a picture and its inferences, and the species of the picture, from its specimens.
create function nachet._settle_picture(p_container_id uuid, p_picture_id uuid, p_inference_id uuid, p_user_id uuid, p_is_new boolean)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off set enable_hashjoin=off set enable_mergejoin=off as 37b0945b370e;

-- Finds for the boxes of an inference the specimens that they show, by overlap.
create function nachet._show_specimens(p_container_id uuid, p_inference_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off set enable_nestloop=off set enable_hashjoin=on set enable_mergejoin=off as e1259cc31fea;

-- Sorts what versions of models have into what is shown, by these keys, and secrets.
create function nachet._sort_model_keys(p_keys text[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 663d8533d967;

-- Stores a checked regulated list and returns its id.
create function nachet._store_regulated_list(p_list jsonb)
returns uuid
language plpgsql volatile set search_path=pg_catalog, pg_temp as 457b1b4cf609;

-- Returns what people stated about pictures.
create function nachet._stored_facts(p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp set extra_float_digits=1 as f55d9773290b;

-- Returns what the act log says of all models and pipelines; without addresses and keys.
create function nachet._structure_facts()
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as 2f4019e5fb70;

-- Gives the boxes of a page to a user for some time.
create function nachet._take_leases(p_user_id uuid, p_page jsonb, p_options jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 2cfb0bdec2cf;

-- Counts what each reader did in a picture on each day, for the views.
create function nachet._tally_activity(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as cd7e2a470f63;

-- Counts how often readers said what of the same specimen of a picture, for the views.
create function nachet._tally_opinions(p_container_id uuid, p_picture_id uuid)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off set enable_hashjoin=off set enable_mergejoin=off as 24ca63952e2b;

-- Counts what each inference of a picture made of its specimens, for the views.
create function nachet._tally_picture(p_container_id uuid, p_picture_id uuid, p_inference_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set enable_seqscan=off set jit=off set enable_nestloop=off set enable_hashjoin=on set enable_mergejoin=off as 8b797838c59b;

-- Returns a task's name in the form for comparison; the generated column name_key has the same expression.
create function nachet._task_key(p_name text)
returns text
language sql immutable parallel safe as b45b5ecdab06;

-- Returns a document's number if it is between two bounds and fits a double, else null.
create function nachet._to_double(p_value jsonb, p_low jsonb, p_high jsonb)
returns double precision
language sql immutable parallel safe as a01e42f452ea;

-- Returns a document's number if it is between two bounds and fits a double, else null.
create function nachet._to_number(p_value jsonb, p_low numeric, p_high numeric)
returns numeric
language sql immutable parallel safe as 19c7d78e2439;

-- Returns the instant that a document states as text; null when the text is not an ISO date or time.
create function nachet._to_timestamp(p_text text)
returns timestamp with time zone
language plpgsql stable set search_path=pg_catalog, pg_temp as 39440888588b;

-- Returns the id that a document states as text; null when the text is not a UUID.
create function nachet._to_uuid(p_text text)
returns uuid
language sql immutable parallel safe as 125e043ad508;

-- Moves pictures with all that belongs to them into another container.
create function nachet._transfer_pictures(p_container_id uuid, p_picture_ids uuid[], p_target_id uuid, p_folders jsonb)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as fbb46778c9b3;

-- Moves a container with all that is in it to the trash.
create function nachet._trash_container(p_container_id uuid)
returns jsonb
language plpgsql volatile set search_path=pg_catalog, pg_temp as 31214c4f7796;

-- Creates the folder for pictures that are about to come back from the archive.
create function nachet._unarchive_folder(p_archive_id uuid, p_archive_set_id uuid, p_container_id uuid, p_picture_set_id uuid, p_name text)
returns text
language plpgsql volatile set search_path=pg_catalog, pg_temp as 66d01d87f008;

-- Makes a merged species one of its own again.
create function nachet._undo_merge(p_change record)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 2bd67fe21e48;

-- Merges the new species of a split into the one that was split and returns that one.
create function nachet._undo_split(p_change record)
returns uuid
language plpgsql volatile set search_path=pg_catalog, pg_temp as ff21d114ec11;

-- Updates pictures after new inferences: their number of boxes, and what people know already.
create function nachet._update_pictures(p_container_id uuid, p_picture_ids uuid[], p_shown_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as 9bc430187bba;

-- Counts new pictures for the quota of their container; refuses what exceeds it.
create function nachet._use_quota(p_container_id uuid, p_picture_ids uuid[])
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 4fe1a5fdc718;

-- Returns a user in the form of documents.
create function nachet._user_document(p_user_id uuid)
returns jsonb
language plpgsql stable set search_path=pg_catalog, pg_temp as c547b38496a1;

-- Returns what becomes of specimens by what people said of them, as the species are called now.
create function nachet._weigh_again(p_container_id uuid, p_specimen_ids uuid[], OUT specimen_ids uuid[], OUT states text[], OUT seed_ids uuid[], OUT act_ids uuid[], OUT user_ids uuid[], OUT places text[])
returns record
language plpgsql stable set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan as e6eb557fa798;

-- Returns what becomes of a specimen after a person's word, by the rule of several readers.
create function nachet._weigh_words(p_rule record, p_box record, OUT state text, OUT agrees boolean, OUT is_refused boolean, OUT place jsonb, OUT moved boolean)
returns record
language plpgsql immutable set search_path=pg_catalog, pg_temp as 2394647eac8e;

-- Writes the blob tasks for a container, its folders, its pictures and blobs that must go, claimed for the caller.
create function nachet._write_blob_tasks(p_container_id uuid, p_container boolean, p_picture_set_ids uuid[], p_picture_ids uuid[], p_deletions jsonb, p_claim text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as a772be06aa4f;

-- Stores what people state about pictures that are there.
create function nachet._write_facts(p_user_id uuid, p_container_id uuid, p_act text, p_before jsonb, p_after jsonb, p_reason text)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as 015d23c9c2a1;

-- Returns the SQL condition on the boxes of a part of a review queue.
create function nachet._write_queue_filter(p_options jsonb, p_state text, p_several boolean, p_leases boolean)
returns text
language plpgsql immutable set search_path=pg_catalog, pg_temp as acb7885bb308;

-- Returns the SQL query of a part of a review queue.
create function nachet._write_queue_query(p_key text, p_options jsonb, p_state text, p_several boolean, p_leases boolean)
returns text
language plpgsql immutable set search_path=pg_catalog, pg_temp as 3de633d5ac62;

-- Stores what is issued of a sample, to the letter, with its digest.
create function nachet._write_report(p_user_id uuid, p_container_id uuid, p_report jsonb, p_picture_ids uuid[], p_counts jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as a2f6689e6e0a;

-- Stores what is said of a sample.
create function nachet._write_sample(p_container_id uuid, p_sample_id uuid, p_given jsonb, p_options jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp as fa5ce31615e8;

-- Stores the entries of a list of species.
create function nachet._write_seed_list(p_seeds jsonb, p_labels jsonb, p_rows jsonb)
returns void
language plpgsql volatile set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_nestloop=off set jit=off as f0d2953deeee;

-- Makes an imported version of a model the active one and returns the model; for administrators only.
create function nachet.activate_model_version(p_user_id uuid, p_model_id uuid, p_version text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6cb8c45895a9;
grant execute on nachet.activate_model_version to nachet_backend;

-- Makes a user a member of a group.
create function nachet.add_group_member(p_user_id uuid, p_group_id uuid, p_member_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a77e5addb03a;
grant execute on nachet.add_group_member to nachet_backend;

-- Makes the user with an e-mail address a member of a group.
create function nachet.add_group_member_by_email(p_user_id uuid, p_group_id uuid, p_email text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4744a985ea0a;
grant execute on nachet.add_group_member_by_email to nachet_backend;

-- Makes a label an alias of a species and returns the species; for administrators only.
create function nachet.add_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4637d552c84e;
grant execute on nachet.add_seed_alias to nachet_backend;

-- Issues a report of a sample again, with a reason, as a later version that supersedes one.
create function nachet.amend_report(p_user_id uuid, p_container_id uuid, p_report_id uuid, p_reason text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 016eec5e3aae;
grant execute on nachet.amend_report to nachet_backend;

-- Begins a session in which many files are uploaded to a folder, and returns it.
create function nachet.begin_batch(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 38c6be63cf2f;
grant execute on nachet.begin_batch to nachet_backend;

-- Makes a pipeline the user's own choice, whatever the default is, and returns it.
create function nachet.choose_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as ed139349a24d;
grant execute on nachet.choose_pipeline to nachet_backend;

-- Claims blob tasks that are due for a worker and returns them.
create function nachet.claim_blob_tasks(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d0ef7b21136e;
grant execute on nachet.claim_blob_tasks to nachet_backend;

-- Removes the user's choice of a pipeline and returns whether there was one.
create function nachet.clear_pipeline_choice(p_user_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6efbaf211da6;
grant execute on nachet.clear_pipeline_choice to nachet_backend;

-- Records that a blob task is done and returns the tasks that follow from it.
create function nachet.complete_blob_task(p_container_id uuid, p_task_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 08f23aa30fba;
grant execute on nachet.complete_blob_task to nachet_backend;

-- Records that blob tasks of a container are done and returns the tasks that follow from them.
create function nachet.complete_blob_tasks(p_container_id uuid, p_tasks jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1ec62803fab5;
grant execute on nachet.complete_blob_tasks to nachet_backend;

-- Confirms that the blobs of reserved pictures are written and returns the place of each blob.
create function nachet.confirm_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 45ead9f4c182;
grant execute on nachet.confirm_pictures to nachet_backend;

-- Confirms a species that a model or a person named and returns it; for administrators only.
create function nachet.confirm_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 061f6a845d57;
grant execute on nachet.confirm_seed to nachet_backend;

-- Creates a further container of the user, with its default folder General, and returns it.
create function nachet.create_container(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bc4d637f23c1;
grant execute on nachet.create_container to nachet_backend;

-- Pins specimens, their species and pictures as they are now under a name and a digest, and returns the dataset; for administrators only.
create function nachet.create_dataset(p_user_id uuid, p_name text, p_filter jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 set plan_cache_mode=force_custom_plan as a429ac10135a;
grant execute on nachet.create_dataset to nachet_backend;

-- Creates a group, which gives its members a permission in the containers shared with it, and returns it.
create function nachet.create_group(p_user_id uuid, p_name text, p_permission text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 56719a36a61c;
grant execute on nachet.create_group to nachet_backend;

-- Creates a folder in a container and returns it.
create function nachet.create_picture_set(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4603d076263a;
grant execute on nachet.create_picture_set to nachet_backend;

-- Enters a sample that a laboratory received, under its number, and returns it.
create function nachet.create_sample(p_user_id uuid, p_container_id uuid, p_number text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 7d89236cfd7d;
grant execute on nachet.create_sample to nachet_backend;

-- Creates a user by e-mail or by id, with the personal container and its default folder General, and returns the user.
create function nachet.create_user(p_email text DEFAULT ''::text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3dd2bc99ee74;
grant execute on nachet.create_user to nachet_backend;

-- Moves a container with all that is in it to the trash; a personal container stays with its user.
create function nachet.delete_container(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f04ba26883fb;
grant execute on nachet.delete_container to nachet_backend;

-- Deletes a dataset and returns what it was; for administrators only.
create function nachet.delete_dataset(p_user_id uuid, p_dataset text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 9dabdb60ea33;
grant execute on nachet.delete_dataset to nachet_backend;

-- Deletes a group with its memberships and shares; the containers stay.
create function nachet.delete_group(p_user_id uuid, p_group_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bfe05ebd0643;
grant execute on nachet.delete_group to nachet_backend;

-- Moves a folder with its pictures and the folders below it to the trash; the verified pictures can go to the archive instead.
create function nachet.delete_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_keep_verified boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 78f4fdafded8;
grant execute on nachet.delete_picture_set to nachet_backend;

-- Moves pictures to the trash.
create function nachet.delete_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 8e1a43147851;
grant execute on nachet.delete_pictures to nachet_backend;

-- Deletes a sample of which no report was issued; its folders stay.
create function nachet.delete_sample(p_user_id uuid, p_container_id uuid, p_sample_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6e161dac9fe4;
grant execute on nachet.delete_sample to nachet_backend;

-- Compares two datasets: which specimens were added, removed, relabelled or moved, counted and page by page; for administrators only.
create function nachet.diff_datasets(p_user_id uuid, p_dataset text, p_other text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as faaf83537621;
grant execute on nachet.diff_datasets to nachet_backend;

-- Writes the blob task that deletes a blob without a row.
create function nachet.discard_blob(p_container_id uuid, p_blob_name text, p_etag text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 21ff34239a1a;
grant execute on nachet.discard_blob to nachet_backend;

-- Ends a batch and returns it.
create function nachet.end_batch(p_user_id uuid, p_container_id uuid, p_batch_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 5449c796c806;
grant execute on nachet.end_batch to nachet_backend;

-- Ends a user permanently: what is personal goes, containers and groups are handed over or deleted, what the user did stays as that of a former user.
create function nachet.end_user(p_user_id uuid, p_target_user_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 91171286cb8f;
grant execute on nachet.end_user to nachet_backend;

-- Returns the active pipelines and models as one document, with addresses and keys.
create function nachet.export_ml_structure()
returns jsonb
language plpgsql stable security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 2b9ba03012d9;
grant execute on nachet.export_ml_structure to nachet_service;

-- Lists the ids and names of all species, by name; in a language on request.
create function nachet.export_seeds(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f698ad683703;
grant execute on nachet.export_seeds to nachet_service;

-- Records that a blob task failed: it is tried again later, or parked after the last attempt.
create function nachet.fail_blob_task(p_container_id uuid, p_task_id uuid, p_claim text, p_error text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 59f8e59df9bd;
grant execute on nachet.fail_blob_task to nachet_backend;

-- Lists the pictures of all containers that a user can read that match a filter, newest first, page by page.
create function nachet.find_all_pictures(p_user_id uuid, p_filter jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 55946f036ff5;
grant execute on nachet.find_all_pictures to nachet_backend;

-- Lists the pictures of a container that match a filter, newest first, page by page.
create function nachet.find_pictures(p_user_id uuid, p_container_id uuid, p_filter jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 set enable_seqscan=off set jit=off as bc59c0c17190;
grant execute on nachet.find_pictures to nachet_backend;

-- Returns a batch with the columns of the view batch_summary and with its refused files.
create function nachet.get_batch(p_user_id uuid, p_container_id uuid, p_batch_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 536781255deb;
grant execute on nachet.get_batch to nachet_backend;

-- Returns a container with the permission that a user has there and its source.
create function nachet.get_container_access(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as ac85ee9c4cdf;
grant execute on nachet.get_container_access to nachet_backend;

-- Returns how many pictures and bytes a container has, and its quota.
create function nachet.get_container_usage(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as cdb5d1f2dc94;
grant execute on nachet.get_container_usage to nachet_backend;

-- Describes a dataset: what chose it, what is in it, and what was purged since; for administrators only.
create function nachet.get_dataset(p_user_id uuid, p_dataset text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 863511ca9b12;
grant execute on nachet.get_dataset to nachet_backend;

-- Returns what is not distributed, not delegated or open to everybody on a node of a cluster.
create function nachet.get_distribution()
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 19ee24204661;
grant execute on nachet.get_distribution to nachet_analyst;
grant execute on nachet.get_distribution to nachet_backend;

-- Returns what the database knows of a blob name in a container of the blob store.
create function nachet.get_expected_blob(p_container_id uuid, p_blob_name text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as b4012883a3e7;
grant execute on nachet.get_expected_blob to nachet_backend;

-- Returns a group with its members and the containers shared with it.
create function nachet.get_group(p_user_id uuid, p_group_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bcae56f4f44f;
grant execute on nachet.get_group to nachet_backend;

-- Returns an inference as it was registered, with people's decisions in each box.
create function nachet.get_inference(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as 141242c3376f;
grant execute on nachet.get_inference to nachet_backend;

-- Returns the active pipelines and models as one document; with addresses and keys for administrators only.
create function nachet.get_ml_structure(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 8589e6889bd7;
grant execute on nachet.get_ml_structure to nachet_backend;

-- Returns the address and keys of a model, as imported.
create function nachet.get_model_secret(p_model_name text, p_version text DEFAULT ''::text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as b77d3b8ea7e4;
grant execute on nachet.get_model_secret to nachet_service;

-- Lists what people said of a box, oldest first: who, when, before, after and the comment.
create function nachet.get_object_history(p_user_id uuid, p_container_id uuid, p_object_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 141a371b7074;
grant execute on nachet.get_object_history to nachet_backend;

-- Returns a picture with the columns of the view picture_summary.
create function nachet.get_picture(p_user_id uuid, p_container_id uuid, p_picture_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 107bac2f2430;
grant execute on nachet.get_picture to nachet_backend;

-- Returns the newest inference of a picture in the form of get_inference.
create function nachet.get_picture_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 8bd8ca8df2cf;
grant execute on nachet.get_picture_inference to nachet_backend;

-- Returns a folder with the columns of the view picture_set_summary.
create function nachet.get_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5a418d656578;
grant execute on nachet.get_picture_set to nachet_backend;

-- Returns the pipeline that a user gets, and whether the user chose it.
create function nachet.get_pipeline_for(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as ec45b039b0e0;
grant execute on nachet.get_pipeline_for to nachet_backend;

-- Returns a regulated list with its periods, classes and entries.
create function nachet.get_regulated_list(p_user_id uuid, p_list text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 8c6dda245cee;
grant execute on nachet.get_regulated_list to nachet_backend;

-- Returns a report as it was issued, and by which version it is superseded.
create function nachet.get_report(p_user_id uuid, p_container_id uuid, p_report_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 62b017414b85;
grant execute on nachet.get_report to nachet_backend;

-- Returns a sample with its folders, and with how many pictures and reports it has.
create function nachet.get_sample(p_user_id uuid, p_container_id uuid, p_sample_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 5018b341dc49;
grant execute on nachet.get_sample to nachet_backend;

-- Counts the specimens of a sample by species and by class of a regulated list.
create function nachet.get_sample_counts(p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 909b5435d5e6;
grant execute on nachet.get_sample_counts to nachet_backend;

-- Returns a species by its id, with its aliases; for a merged species, the one it was merged into.
create function nachet.get_seed(p_user_id uuid, p_seed_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5d61a8ae7e33;
grant execute on nachet.get_seed to nachet_backend;

-- Returns a species as it was at a time, by the recorded changes.
create function nachet.get_seed_at(p_user_id uuid, p_seed_id uuid, p_at timestamp with time zone)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 37ce0d628b45;
grant execute on nachet.get_seed_at to nachet_backend;

-- Returns versions, migrations, the deployed objects, open blob tasks and table sizes.
create function nachet.get_status()
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a434e8e65fca;
grant execute on nachet.get_status to nachet_analyst;
grant execute on nachet.get_status to nachet_backend;

-- Returns the user with an e-mail address; case does not matter.
create function nachet.get_user(p_email text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as eb9a0bf1aec1;
grant execute on nachet.get_user to nachet_backend;

-- Returns the user with an id.
create function nachet.get_user_by_id(p_user_id uuid, p_target_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 8cb0039ea4f3;
grant execute on nachet.get_user_by_id to nachet_backend;

-- Makes another user the owner of a container; a personal container stays with its user.
create function nachet.hand_over_container(p_user_id uuid, p_container_id uuid, p_new_owner_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6681e6f47a88;
grant execute on nachet.hand_over_container to nachet_backend;

-- Makes another user the owner of a group, and a member, and returns the group.
create function nachet.hand_over_group(p_user_id uuid, p_group_id uuid, p_new_owner_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 629f5ab45693;
grant execute on nachet.hand_over_group to nachet_backend;

-- Returns whether a folder, or one below it, has verified pictures.
create function nachet.has_verified_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3f0d0777ad0a;
grant execute on nachet.has_verified_pictures to nachet_backend;

-- Imports a document of pipelines and models and returns how many were added, updated and unchanged; for administrators only.
create function nachet.import_ml_structure(p_user_id uuid, p_structure jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1695d84dcc49;
grant execute on nachet.import_ml_structure to nachet_backend;

-- Imports a list of species that an authority regulates, by class and period; for administrators only.
create function nachet.import_regulated_list(p_user_id uuid, p_list jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 8bdd8b88251e;
grant execute on nachet.import_regulated_list to nachet_backend;

-- Imports a list of species with their ranks, external ids, synonyms and vernacular names; for administrators only.
create function nachet.import_seeds(p_user_id uuid, p_seeds jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 807fd496fb7e;
grant execute on nachet.import_seeds to nachet_backend;

-- Issues a report of a sample: what was counted, in which pictures, by whom; it never changes.
create function nachet.issue_report(p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 06a74e7d6a43;
grant execute on nachet.issue_report to nachet_backend;

-- Gives boxes of a container that are to be reviewed to a user for some time, so that others get other ones.
create function nachet.lease_review_queue(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as b194844e086f;
grant execute on nachet.lease_review_queue to nachet_backend;

-- Gives boxes that are to be reviewed to a user for some time, from all containers where the user may write.
create function nachet.lease_whole_review_queue(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as eae82f07fd6b;
grant execute on nachet.lease_whole_review_queue to nachet_backend;

-- Lists what was changed in a container, newest first: who, when, what, before, after and why.
create function nachet.list_acts(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 873965d80b97;
grant execute on nachet.list_acts to nachet_backend;

-- Lists what was changed anywhere, newest first: who, when, what, before, after and why.
create function nachet.list_all_acts(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 26621032751b;
grant execute on nachet.list_all_acts to nachet_backend;

-- Lists the folders of all containers that a user can read, newest first, page by page.
create function nachet.list_all_picture_sets(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 3fe7c9d24abd;
grant execute on nachet.list_all_picture_sets to nachet_backend;

-- Lists the batches of a container, the newest first, page by page.
create function nachet.list_batches(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 75ee898fdbf5;
grant execute on nachet.list_batches to nachet_backend;

-- Lists the groups with which a container is shared, by name.
create function nachet.list_container_shares(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as b52d0933b1b1;
grant execute on nachet.list_container_shares to nachet_backend;

-- Lists the persons with whom a container is shared one by one, by e-mail.
create function nachet.list_container_users(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4be906ee4240;
grant execute on nachet.list_container_users to nachet_backend;

-- Lists the containers that a user can read, with the permission and its source.
create function nachet.list_containers(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4433a4fee7a9;
grant execute on nachet.list_containers to nachet_backend;

-- Lists the datasets, the newest first, page by page; for administrators only.
create function nachet.list_datasets(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5e932e493b66;
grant execute on nachet.list_datasets to nachet_backend;

-- Lists the containers in the trash that a user can restore, the last deleted first.
create function nachet.list_deleted_containers(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4436f4589405;
grant execute on nachet.list_deleted_containers to nachet_backend;

-- Lists the blobs that the rows expect in a container of the blob store, page by page.
create function nachet.list_expected_blobs(p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6a69cae297a1;
grant execute on nachet.list_expected_blobs to nachet_backend;

-- Lists the containers that the blob store should have, by name, page by page.
create function nachet.list_expected_containers(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 073aca71820c;
grant execute on nachet.list_expected_containers to nachet_backend;

-- Lists the groups that a user can see, by name.
create function nachet.list_groups(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as af16b02de7a6;
grant execute on nachet.list_groups to nachet_backend;

-- Lists all models with their versions, in the order of their import.
create function nachet.list_models(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4cc8cbeeb698;
grant execute on nachet.list_models to nachet_backend;

-- Lists the kinds of things that a box can frame; the first is a seed.
create function nachet.list_object_types(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 7d9af5e58dbd;
grant execute on nachet.list_object_types to nachet_backend;

-- Lists the inferences of a picture, the newest first, page by page.
create function nachet.list_picture_inferences(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 9e4cbf21624d;
grant execute on nachet.list_picture_inferences to nachet_backend;

-- Lists the pictures of a folder with the newest inference of each, page by page.
create function nachet.list_picture_set_inferences(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 2c27643fb623;
grant execute on nachet.list_picture_set_inferences to nachet_backend;

-- Lists the pictures of a folder, page by page.
create function nachet.list_picture_set_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 73a032cd3749;
grant execute on nachet.list_picture_set_pictures to nachet_backend;

-- Lists the folders of a container with their metadata, each below the folder that it lies in.
create function nachet.list_picture_set_tree(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6aedc3e3d139;
grant execute on nachet.list_picture_set_tree to nachet_backend;

-- Lists the folders of a container with the state of their pictures, the default folder first, then by name.
create function nachet.list_picture_sets(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d1f925c0cb29;
grant execute on nachet.list_picture_sets to nachet_backend;

-- Lists all pipelines in the order of their import.
create function nachet.list_pipelines(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d2e1296124d1;
grant execute on nachet.list_pipelines to nachet_backend;

-- Lists the regulated lists with their periods, by name.
create function nachet.list_regulated_lists(p_user_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as e2509454b0bb;
grant execute on nachet.list_regulated_lists to nachet_backend;

-- Lists the reports of a container, the newest first, page by page.
create function nachet.list_reports(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 164a42f5f84a;
grant execute on nachet.list_reports to nachet_backend;

-- Lists the boxes of a container that are to be reviewed, the least sure first, page by page.
create function nachet.list_review_queue(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 set enable_seqscan=off set jit=off as 943daf1da259;
grant execute on nachet.list_review_queue to nachet_backend;

-- Lists the samples of a container, the newest first, page by page.
create function nachet.list_samples(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 55ccb6bd418d;
grant execute on nachet.list_samples to nachet_backend;

-- Lists what people changed of species, newest first: who, when, what, before, after and why.
create function nachet.list_seed_changes(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 33ccebf53479;
grant execute on nachet.list_seed_changes to nachet_backend;

-- Lists the ids and names of all species, by name; in a language on request.
create function nachet.list_seeds(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a21870af880c;
grant execute on nachet.list_seeds to nachet_backend;

-- Lists blob tasks that no worker completes, page by page.
create function nachet.list_stuck_blob_tasks(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as f2c3eb2fce30;
grant execute on nachet.list_stuck_blob_tasks to nachet_backend;

-- Lists what can be restored in a container, the last deleted first.
create function nachet.list_trash(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c83b800a7775;
grant execute on nachet.list_trash to nachet_backend;

-- Lists the users, in the order of their ids, page by page.
create function nachet.list_users(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 56ba788256ca;
grant execute on nachet.list_users to nachet_backend;

-- Lists the boxes that are to be reviewed in all containers that a user can read, page by page.
create function nachet.list_whole_review_queue(p_user_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 7d4503fb8007;
grant execute on nachet.list_whole_review_queue to nachet_backend;

-- Merges a species into another, with its history; its name becomes an alias; for administrators only.
create function nachet.merge_seeds(p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 48c1649b1c7d;
grant execute on nachet.merge_seeds to nachet_backend;

-- Moves pictures to another folder of the container.
create function nachet.move_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[], p_picture_set_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as bddd5f9aaff6;
grant execute on nachet.move_pictures to nachet_backend;

-- Permanently deletes a container in the trash with all that is in it, part by part.
create function nachet.purge_container(p_user_id uuid, p_container_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c6f39bd18d8c;
grant execute on nachet.purge_container to nachet_backend;

-- Permanently deletes a folder, the folders below it and all their pictures, with the blobs.
create function nachet.purge_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as b51e57fa4386;
grant execute on nachet.purge_picture_set to nachet_backend;

-- Permanently deletes what was put into the trash before a time, part by part.
create function nachet.purge_trash(p_before timestamp with time zone, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 48b53f52ea00;
grant execute on nachet.purge_trash to nachet_backend;

-- Returns the rows of a view of this schema, on a cluster too; for analysts.
create function nachet.read_view(p_view text, p_filter jsonb DEFAULT '{}'::jsonb)
returns SETOF jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d19e78981843;
grant execute on nachet.read_view to nachet_analyst;

-- Records files of a batch that were refused, with the reasons, and returns the batch.
create function nachet.record_refusals(p_user_id uuid, p_container_id uuid, p_batch_id uuid, p_refusals jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 050a272f20f2;
grant execute on nachet.record_refusals to nachet_backend;

-- Registers an inference of a picture and returns its document with the ids of all its parts.
create function nachet.register_inference(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 67e1574956a6;
grant execute on nachet.register_inference to nachet_backend;

-- Registers many inferences, all or none, and returns their documents in order.
create function nachet.register_inferences(p_user_id uuid, p_container_id uuid, p_inferences jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as 1f7cda0dccaf;
grant execute on nachet.register_inferences to nachet_backend;

-- Adds a kind of thing that a box can frame, beside seeds, and returns it; for administrators only.
create function nachet.register_object_type(p_user_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d19573132e42;
grant execute on nachet.register_object_type to nachet_backend;

-- Reserves pictures in a folder before their blobs are written and returns the place of each, or the picture that has the same bytes.
create function nachet.register_pictures(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_pictures jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as dd67c06e4da8;
grant execute on nachet.register_pictures to nachet_backend;

-- Adds a species to the catalogue and returns it.
create function nachet.register_seed(p_user_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 406c56d1ab19;
grant execute on nachet.register_seed to nachet_backend;

-- Brings a withdrawn inference back: it is read, reviewed and counted again.
create function nachet.reinstate_inference(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 76eb2964480c;
grant execute on nachet.reinstate_inference to nachet_backend;

-- Removes a member from a group.
create function nachet.remove_group_member(p_user_id uuid, p_group_id uuid, p_member_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as e9a2b1ed87cb;
grant execute on nachet.remove_group_member to nachet_backend;

-- Removes an alias of a species and returns the species; for administrators only.
create function nachet.remove_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as fd30ab48b9be;
grant execute on nachet.remove_seed_alias to nachet_backend;

-- Gives a container another display name and returns the container.
create function nachet.rename_container(p_user_id uuid, p_container_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 17ee0cfb9db9;
grant execute on nachet.rename_container to nachet_backend;

-- Gives a group another name and returns the group.
create function nachet.rename_group(p_user_id uuid, p_group_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 993520456432;
grant execute on nachet.rename_group to nachet_backend;

-- Gives a model another name and returns the model; for administrators only.
create function nachet.rename_model(p_user_id uuid, p_model_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 13d25dc97858;
grant execute on nachet.rename_model to nachet_backend;

-- Gives a kind of thing another name and returns it; for administrators only.
create function nachet.rename_object_type(p_user_id uuid, p_object_type_id integer, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as fc890c1ff4a3;
grant execute on nachet.rename_object_type to nachet_backend;

-- Gives a folder another name.
create function nachet.rename_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_name text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4d521bb65211;
grant execute on nachet.rename_picture_set to nachet_backend;

-- Gives a pipeline another name and returns the pipeline; for administrators only.
create function nachet.rename_pipeline(p_user_id uuid, p_pipeline_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 0adc54ba8fb9;
grant execute on nachet.rename_pipeline to nachet_backend;

-- Gives a species another name, keeps the old one as an alias and returns the species; for administrators only.
create function nachet.rename_seed(p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3ed9bf629df0;
grant execute on nachet.rename_seed to nachet_backend;

-- Writes blob tasks again for a container, a folder or a picture.
create function nachet.renew_blob_tasks(p_container_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 571dff5b18bf;
grant execute on nachet.renew_blob_tasks to nachet_backend;

-- Undoes the decision on a box, so that it can be reviewed again.
create function nachet.reopen_object(p_user_id uuid, p_container_id uuid, p_object_id uuid, p_comment text DEFAULT ''::text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 9b704c139817;
grant execute on nachet.reopen_object to nachet_backend;

-- Checks a filter of specimens and returns it with ids in place of names.
create function nachet.resolve_dataset_filter(p_filter jsonb)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as ad547e752d10;
grant execute on nachet.resolve_dataset_filter to nachet_analyst;
grant execute on nachet.resolve_dataset_filter to nachet_backend;

-- Returns the species that a label stands for.
create function nachet.resolve_seed(p_label text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 1af6909b3479;
grant execute on nachet.resolve_seed to nachet_backend;

-- Restores a container from the trash, with what was deleted with it, and returns it.
create function nachet.restore_container(p_user_id uuid, p_container_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as e578a12b0f7b;
grant execute on nachet.restore_container to nachet_backend;

-- Restores a folder from the trash, with all that was deleted with it and what the archive kept.
create function nachet.restore_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 011cd8aceefa;
grant execute on nachet.restore_picture_set to nachet_backend;

-- Restores pictures from the trash.
create function nachet.restore_pictures(p_user_id uuid, p_container_id uuid, p_picture_ids uuid[])
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d0435c0dcae6;
grant execute on nachet.restore_pictures to nachet_backend;

-- Makes parked blob tasks due again.
create function nachet.retry_blob_tasks(p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set enable_seqscan=off set jit=off as b44d485cd0d7;
grant execute on nachet.retry_blob_tasks to nachet_backend;

-- Returns the version of the published interface, major.minor: a client needs its own major version and at least its own minor version.
create function nachet.schema_version()
returns text
language sql immutable security definer set search_path=pg_catalog, pg_temp as 9b6c554142a7;
grant execute on nachet.schema_version to nachet_analyst;
grant execute on nachet.schema_version to nachet_backend;

-- Lists the species most similar to a text, best first: seed_id, seed_name, similarity (0 to 1), and the name, alias or vernacular name that matched.
create function nachet.search_seeds(p_text text)
returns jsonb
language plpgsql stable strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c17d9993351d;
grant execute on nachet.search_seeds to nachet_backend;

-- Returns the rows of export_picture with specimens that a filter of specimens finds, in no order; for analysts.
create function nachet.select_pictures(p_filter jsonb)
returns SETOF nachet.export_picture
language sql stable as 0a7e7dd009bf;
grant execute on nachet.select_pictures to nachet_analyst;

-- Returns the rows of export_specimen that a filter of specimens finds, in no order; for analysts.
create function nachet.select_specimens(p_filter jsonb)
returns SETOF nachet.export_specimen
language sql stable as edb014c4ac86;
grant execute on nachet.select_specimens to nachet_analyst;

-- Makes a container public, so that every user may read it, or private again, and returns it.
create function nachet.set_container_public(p_user_id uuid, p_container_id uuid, p_public boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 87879d05ce70;
grant execute on nachet.set_container_public to nachet_backend;

-- Sets how many bytes the pictures of a container may have, or takes the limit away, and returns the container.
create function nachet.set_container_quota(p_user_id uuid, p_container_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 433196e26933;
grant execute on nachet.set_container_quota to nachet_backend;

-- Makes a pipeline the default for all users without a choice of their own and returns it; for administrators only.
create function nachet.set_default_pipeline(p_user_id uuid, p_pipeline_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5ec8e755d777;
grant execute on nachet.set_default_pipeline to nachet_backend;

-- Sets what the members of a group may do in the containers shared with it and returns the group.
create function nachet.set_group_permission(p_user_id uuid, p_group_id uuid, p_permission text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as e575d9fbc85e;
grant execute on nachet.set_group_permission to nachet_backend;

-- Activates or deactivates a model and returns it; for administrators only.
create function nachet.set_model_active(p_user_id uuid, p_model_id uuid, p_active boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 19f07e12b994;
grant execute on nachet.set_model_active to nachet_backend;

-- Takes a kind of thing out of use or back and returns it; for administrators only.
create function nachet.set_object_type_active(p_user_id uuid, p_object_type_id integer, p_active boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d955012d9f72;
grant execute on nachet.set_object_type_active to nachet_backend;

-- Activates or deactivates a pipeline and returns it; for administrators only.
create function nachet.set_pipeline_active(p_user_id uuid, p_pipeline_id uuid, p_active boolean)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as a45d404d45ae;
grant execute on nachet.set_pipeline_active to nachet_backend;

-- Sets how many readers a container asks for each specimen, how many must agree and whose word decides, and returns the container.
create function nachet.set_review_rule(p_user_id uuid, p_container_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as f12a27ae2b36;
grant execute on nachet.set_review_rule to nachet_backend;

-- Names the keys of models that are shown here beside the usual ones and returns all that are; for administrators only.
create function nachet.set_shown_model_keys(p_user_id uuid, p_keys text[], p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 8ec3c32fa748;
grant execute on nachet.set_shown_model_keys to nachet_backend;

-- Records which dataset a version of a model was trained on; for administrators only.
create function nachet.set_training_dataset(p_user_id uuid, p_model_id uuid, p_version text, p_dataset text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 521c9c1fcf18;
grant execute on nachet.set_training_dataset to nachet_backend;

-- Deactivates a user, who then may do nothing, or activates the user again; returns the user.
create function nachet.set_user_active(p_user_id uuid, p_target_user_id uuid, p_active boolean, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 4b0845a903ab;
grant execute on nachet.set_user_active to nachet_backend;

-- Sets the e-mail address of a user, or takes it away, and returns the user.
create function nachet.set_user_email(p_user_id uuid, p_target_user_id uuid, p_email text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as d0b8d3aee2df;
grant execute on nachet.set_user_email to nachet_backend;

-- Sets the highest permission that a user may have anywhere (read, write, manage or admin) and returns the user.
create function nachet.set_user_permission(p_user_id uuid, p_target_user_id uuid, p_permission text)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 3b743c2e28f0;
grant execute on nachet.set_user_permission to nachet_backend;

-- Confirms or removes a reservation whose upload did not finish.
create function nachet.settle_reservation(p_container_id uuid, p_picture_id uuid, p_written boolean, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 87f4a81774b1;
grant execute on nachet.settle_reservation to nachet_backend;

-- Shares a container with a group: its members may use all of it with the permission of the share or the group's.
create function nachet.share_container(p_user_id uuid, p_container_id uuid, p_group_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 6e4fdd93b9e4;
grant execute on nachet.share_container to nachet_backend;

-- Shares a container with one person, who may use all of it with a permission.
create function nachet.share_container_with_user(p_user_id uuid, p_container_id uuid, p_person text, p_permission text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as cb2d3a7af2a1;
grant execute on nachet.share_container_with_user to nachet_backend;

-- Makes a new species of what turned out to be two and returns it; for administrators only.
create function nachet.split_seed(p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as c46ebf519674;
grant execute on nachet.split_seed to nachet_backend;

-- Brings what the archive kept of a folder back to its container, or into another one.
create function nachet.unarchive_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 2311dfa5f9b8;
grant execute on nachet.unarchive_picture_set to nachet_backend;

-- Undoes a change of a species and returns the species; for administrators only.
create function nachet.undo_seed_change(p_user_id uuid, p_change_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 5bddf160f3e4;
grant execute on nachet.undo_seed_change to nachet_backend;

-- Ends the share of a container with a group.
create function nachet.unshare_container(p_user_id uuid, p_container_id uuid, p_group_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as cee514af73af;
grant execute on nachet.unshare_container to nachet_backend;

-- Ends the share of a container with one person.
create function nachet.unshare_container_with_user(p_user_id uuid, p_container_id uuid, p_target_user_id uuid)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 67722bccf6f8;
grant execute on nachet.unshare_container_with_user to nachet_backend;

-- Changes the facts about a picture and its named species, and returns it.
create function nachet.update_picture(p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as 28f04a9137bc;
grant execute on nachet.update_picture to nachet_backend;

-- Changes the metadata of a folder, the folder that it lies in or its sample, and returns it.
create function nachet.update_picture_set(p_user_id uuid, p_container_id uuid, p_picture_set_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 52b28b75d6a2;
grant execute on nachet.update_picture_set to nachet_backend;

-- Changes what is said of a sample and returns it.
create function nachet.update_sample(p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 as b2828d15a016;
grant execute on nachet.update_sample to nachet_backend;

-- Changes the facts about a species and returns it; for administrators only.
create function nachet.update_seed(p_user_id uuid, p_seed_id uuid, p_options jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as daaa0b49a87b;
grant execute on nachet.update_seed to nachet_backend;

-- Records what a person says about the boxes of an inference and returns these boxes as they are now.
create function nachet.verify_seed(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_boxes jsonb, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set extra_float_digits=1 set plan_cache_mode=force_generic_plan set enable_seqscan=off set jit=off as f1a496a3f512;
grant execute on nachet.verify_seed to nachet_backend;

-- Prepares a new connection for its first inference and its first review; changes nothing.
create function nachet.warm_up()
returns jsonb
language plpgsql volatile security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC set lock_timeout=100ms as 0c5f711257d8;
grant execute on nachet.warm_up to nachet_backend;

-- Withdraws an inference: it is kept, but neither read as the picture's, nor reviewed, nor counted.
create function nachet.withdraw_inference(p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb DEFAULT '{}'::jsonb)
returns jsonb
language plpgsql volatile strict security definer set search_path=pg_catalog, pg_temp set TimeZone=UTC as 31a4d1722118;
grant execute on nachet.withdraw_inference to nachet_backend;

-- Returns the corners of a box as numbers: left, upper, right, lower.
create function nachet_data.corners(p_box jsonb)
returns double precision[]
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp;

-- A text as names are compared: without case, and with letters and accents apart, the same in every locale.
create function nachet_data.fold(p_text text)
returns text
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp;

-- Returns the id of a guess: its box's id, with the guess's place in the last random digits.
create function nachet_data.guess_id(p_object_id uuid, p_place integer)
returns uuid
language sql immutable parallel safe;

-- Returns the place of a guess in its box, from its id; null for the id of something else.
create function nachet_data.guess_place(p_object_id uuid, p_id uuid)
returns integer
language sql immutable parallel safe;

-- Whether a share that lasts until a time (null: no end) is in force.
create function nachet_data.in_force(p_until timestamp with time zone, p_now timestamp with time zone)
returns boolean
language sql immutable parallel safe;

-- Whether a text shows nothing: it is empty, or has only blanks and invisible characters.
create function nachet_data.is_blank(p_text text)
returns boolean
language sql immutable strict parallel safe;

-- Whether a value says nothing: it is missing or null, an array or object without items, or a blank text.
create function nachet_data.is_empty(p_value jsonb)
returns boolean
language sql immutable parallel safe;

-- Whether a document can be stored as metadata: an object of up to 100,000 characters, nested up to 32 deep.
create function nachet_data.is_metadata(p_value jsonb)
returns boolean
language sql immutable parallel safe;

-- Whether a key of a model's document is shown with this value, where these keys are shown.
create function nachet_data.is_shown(p_key text, p_value jsonb, p_keys text[])
returns boolean
language sql immutable parallel safe;

-- For each box the number of the specimen that it shows, or null: an intersection over union of 0.5 at least, the best pair first, one to one; specimens with p_last take what the others leave.
create function nachet_data.match_boxes(p_top_x double precision[], p_top_y double precision[], p_bottom_x double precision[], p_bottom_y double precision[], p_last boolean[], p_box_top_x double precision[], p_box_top_y double precision[], p_box_bottom_x double precision[], p_box_bottom_y double precision[])
returns integer[]
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan set enable_nestloop=off set jit=off;

-- Returns the search for names that have each word of a text; null without words.
create function nachet_data.name_query(p_text text)
returns tsquery
language sql immutable strict parallel safe;

-- Returns the words of a file's name, folded as names are: what stands between blanks, dots, hyphens, underscores and the like.
create function nachet_data.name_words(p_name text)
returns tsvector
language plpgsql immutable strict parallel safe set search_path=pg_catalog, pg_temp;

-- The rank that a name tells: genus for one such as "Cuscuta spp.", else species.
create function nachet_data.rank_of(p_name text)
returns text
language sql immutable strict parallel safe;

-- Returns the keys of models that are shown everywhere.
create function nachet_data.shown_model_keys()
returns text[]
language sql immutable parallel safe;

-- A new UUID, version 7: ordered by the time that it was made at. The server's own where it has one.
create function nachet_data.uuid7()
returns uuid
language sql volatile parallel safe;
