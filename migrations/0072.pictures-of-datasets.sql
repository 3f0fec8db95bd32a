-- Pictures of datasets: what each was and showed when it was pinned, with its specimens.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to.
lock table nachet_data.picture in share row exclusive mode;
set local lock_timeout = '100ms';

create table nachet_data.dataset_picture (
    container_id uuid not null,
    dataset_id uuid not null,
    picture_id uuid not null,
    held_id uuid generated always as (
        case when purged_at is null then picture_id end
    ) stored,
    purged_at timestamptz,
    digest bytea not null,
    pinned_container_id uuid not null,
    picture_set_id uuid not null,
    folder_name text not null,
    name text,
    media_type text not null,
    byte_size bigint not null,
    sha256 bytea not null,
    width integer,
    height integer,
    orientation smallint not null,
    zoom double precision,
    nb_seeds integer,
    description text,
    device text,
    lens text,
    tray text,
    sample text,
    taken_at timestamptz,
    uploaded_at timestamptz not null,
    parent_id uuid,
    split_group text not null,
    verified boolean not null,
    specimen_ids uuid[],
    states text[],
    seed_ids uuid[],
    object_type_ids smallint[],
    qualifiers text[],
    tops_x double precision[],
    tops_y double precision[],
    bottoms_x double precision[],
    bottoms_y double precision[],
    partly_outsides boolean[],
    identified_bys uuid[],
    identified_ats timestamptz[],
    nb_readers smallint[],
    nb_agreeings smallint[],
    manual_detections boolean[],
    inference_ids uuid[],
    pipeline_ids uuid[],
    pipeline_names text[],
    model_names text[],
    model_versions text[],
    model_seed_ids uuid[],
    model_scores double precision[],
    constraint dataset_picture_pkey primary key (container_id, dataset_id, picture_id),
    constraint dataset_picture_dataset_id_fkey
    foreign key (dataset_id) references nachet_data.dataset (id) on delete cascade,
    constraint dataset_picture_container_id_held_id_fkey
    foreign key (container_id, held_id) references nachet_data.picture (container_id, id),
    constraint dataset_picture_digest_check check (octet_length(digest) = 32),
    constraint dataset_picture_sha256_check check (octet_length(sha256) = 32)
);
create index dataset_picture_dataset_id_picture_id_idx
on nachet_data.dataset_picture (dataset_id, picture_id);
create index dataset_picture_container_id_held_id_idx
on nachet_data.dataset_picture (container_id, held_id)
where held_id is not null;
create index dataset_picture_dataset_id_purged_at_idx
on nachet_data.dataset_picture (dataset_id)
where purged_at is not null;
comment on table nachet_data.dataset_picture is
'A picture of a dataset with its specimens, as they were when it was pinned. It goes with the '
'picture to the archive and back, and stays when the picture is purged.';
comment on column nachet_data.dataset_picture.container_id is
'The container that the picture is in now, or was in when it was purged.';
comment on column nachet_data.dataset_picture.dataset_id is 'The dataset.';
comment on column nachet_data.dataset_picture.picture_id is 'The picture.';
comment on column nachet_data.dataset_picture.held_id is
'The picture, while it is there; what is held cannot be purged unnoticed. Null since it was '
'purged.';
comment on column nachet_data.dataset_picture.purged_at is
'When the picture was purged; null while it is there.';
comment on column nachet_data.dataset_picture.digest is
'SHA-256 of its line and the lines of its specimens: what the digest of the dataset is made of.';
comment on column nachet_data.dataset_picture.pinned_container_id is
'The container that it was in.';
comment on column nachet_data.dataset_picture.picture_set_id is 'The folder that it was in.';
comment on column nachet_data.dataset_picture.folder_name is 'The folder''s name.';
comment on column nachet_data.dataset_picture.name is 'The name of its file.';
comment on column nachet_data.dataset_picture.media_type is 'Media type of its bytes.';
comment on column nachet_data.dataset_picture.byte_size is 'Size of its blob in bytes.';
comment on column nachet_data.dataset_picture.sha256 is 'SHA-256 of its bytes.';
comment on column nachet_data.dataset_picture.width is 'Width in pixels, as people see it.';
comment on column nachet_data.dataset_picture.height is 'Height in pixels, as people see it.';
comment on column nachet_data.dataset_picture.orientation is
'How its bytes are turned, as EXIF counts.';
comment on column nachet_data.dataset_picture.zoom is 'Magnification of the microscope.';
comment on column nachet_data.dataset_picture.nb_seeds is
'Number of seeds, as the uploader stated it.';
comment on column nachet_data.dataset_picture.description is 'The uploader''s description.';
comment on column nachet_data.dataset_picture.device is 'What it was taken with.';
comment on column nachet_data.dataset_picture.lens is 'The lens that it was taken through.';
comment on column nachet_data.dataset_picture.tray is 'The tray that the seeds lay in.';
comment on column nachet_data.dataset_picture.sample is 'The sample that the seeds are from.';
comment on column nachet_data.dataset_picture.taken_at is 'When it was taken.';
comment on column nachet_data.dataset_picture.uploaded_at is 'When it was uploaded.';
comment on column nachet_data.dataset_picture.parent_id is
'For a crop: the picture that it was cut out of.';
comment on column nachet_data.dataset_picture.split_group is
'What stays on one side when pictures are split into sets.';
comment on column nachet_data.dataset_picture.verified is 'Whether its species were known.';
comment on column nachet_data.dataset_picture.specimen_ids is
'Its specimens, by id; null without. The further lists have one item for each of them.';
comment on column nachet_data.dataset_picture.states is
'Their states: open, settled, disputed or rejected.';
comment on column nachet_data.dataset_picture.seed_ids is
'Their species as of then; names are in dataset_seed.';
comment on column nachet_data.dataset_picture.object_type_ids is 'What kind of thing each was.';
comment on column nachet_data.dataset_picture.qualifiers is 'What the deciding person doubted.';
comment on column nachet_data.dataset_picture.tops_x is 'Left edges in pixels.';
comment on column nachet_data.dataset_picture.tops_y is 'Upper edges in pixels.';
comment on column nachet_data.dataset_picture.bottoms_x is 'Right edges in pixels.';
comment on column nachet_data.dataset_picture.bottoms_y is 'Lower edges in pixels.';
comment on column nachet_data.dataset_picture.partly_outsides is
'Whether the box was partly outside the picture.';
comment on column nachet_data.dataset_picture.identified_bys is
'The users from whose identifications the states came.';
comment on column nachet_data.dataset_picture.identified_ats is 'When that was said.';
comment on column nachet_data.dataset_picture.nb_readers is 'How many people said what it was.';
comment on column nachet_data.dataset_picture.nb_agreeings is
'How many of them said last what it was then.';
comment on column nachet_data.dataset_picture.manual_detections is
'Whether a person had added the box.';
comment on column nachet_data.dataset_picture.inference_ids is
'The inferences of the boxes that were looked at.';
comment on column nachet_data.dataset_picture.pipeline_ids is 'The pipelines that ran for these.';
comment on column nachet_data.dataset_picture.pipeline_names is 'Names of the pipelines.';
comment on column nachet_data.dataset_picture.model_names is 'The last models of the inferences.';
comment on column nachet_data.dataset_picture.model_versions is 'Their versions.';
comment on column nachet_data.dataset_picture.model_seed_ids is
'The species of the models'' best guesses.';
comment on column nachet_data.dataset_picture.model_scores is 'Scores of these guesses, 0 to 1.';

reset role;
