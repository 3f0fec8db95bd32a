-- Folders and pictures: what is in the blob store, row for row.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.picture_set (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    name text not null,
    name_key text not null generated always as (lower(normalize(name, nfkd))) stored,
    picture_set jsonb not null default '{}',
    owner_id uuid,
    is_default boolean not null default false,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    constraint picture_set_pkey primary key (container_id, id),
    constraint picture_set_container_id_fkey
    foreign key (container_id) references nachet_data.container (id),
    constraint picture_set_owner_id_fkey foreign key (owner_id) references nachet_data.users (id),
    constraint picture_set_name_check check (char_length(name) between 1 and 200),
    constraint picture_set_picture_set_check check (jsonb_typeof(picture_set) = 'object'),
    constraint picture_set_is_default_check check (not is_default or deleted_at is null)
);
create unique index picture_set_container_id_name_key_key
on nachet_data.picture_set (container_id, name_key) where deleted_at is null;
create unique index picture_set_is_default_key
on nachet_data.picture_set (container_id) where is_default;
create index picture_set_deleted_at_idx
on nachet_data.picture_set (deleted_at) where deleted_at is not null;
comment on table nachet_data.picture_set is
'A folder of pictures; in the blob store the folder <id>/ with its description <id>.json.';
comment on column nachet_data.picture_set.container_id is 'The container that it is in.';
comment on column nachet_data.picture_set.id is
'The folder; a container''s default folder has the container''s id.';
comment on column nachet_data.picture_set.name is
'Name for people; unique in the container whatever its case.';
comment on column nachet_data.picture_set.name_key is
'The name as it is compared: case and composition of letters folded.';
comment on column nachet_data.picture_set.picture_set is
'What else its maker says of it, as a document.';
comment on column nachet_data.picture_set.owner_id is 'The user who created it.';
comment on column nachet_data.picture_set.is_default is
'Whether it is the one that takes pictures without a folder; one a container.';
comment on column nachet_data.picture_set.upload_date is 'When it was created.';
comment on column nachet_data.picture_set.updated_at is
'When it was renamed, deleted or restored last.';
comment on column nachet_data.picture_set.deleted_at is 'Since when it is in the trash.';

create table nachet_data.picture (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    picture_set_id uuid not null,
    parent uuid,
    parent_box jsonb,
    user_id uuid,
    state text not null default 'pending',
    picture jsonb not null default '{}',
    media_type text not null,
    byte_size bigint not null,
    sha256 bytea not null,
    width integer,
    height integer,
    zoom double precision,
    nb_seeds integer,
    description text,
    nb_object integer,
    verified boolean not null default false,
    blob_container_id uuid not null,
    blob_name text collate "C" not null,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    search tsvector not null generated always as (
        to_tsvector('simple', coalesce(description, ''))
        || jsonb_to_tsvector('simple', picture, '["string", "numeric"]')
    ) stored,
    constraint picture_pkey primary key (container_id, id),
    constraint picture_container_id_picture_set_id_fkey
    foreign key (container_id, picture_set_id)
    references nachet_data.picture_set (container_id, id),
    constraint picture_container_id_parent_fkey
    foreign key (container_id, parent) references nachet_data.picture (container_id, id),
    constraint picture_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint picture_parent_check check (parent <> id),
    constraint picture_parent_box_check check (
        (parent_box ->> 'topX')::double precision
        <= (parent_box ->> 'bottomX')::double precision
        and (parent_box ->> 'topY')::double precision
        <= (parent_box ->> 'bottomY')::double precision
    ),
    constraint picture_state_check check (state in ('pending', 'confirmed')),
    constraint picture_picture_check check (jsonb_typeof(picture) = 'object'),
    constraint picture_media_type_check check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
    constraint picture_byte_size_check check (byte_size > 0),
    constraint picture_sha256_check check (octet_length(sha256) = 32),
    constraint picture_width_check check (width > 0),
    constraint picture_height_check check (height > 0),
    constraint picture_zoom_check check (zoom >= 1 and zoom < 'infinity'),
    constraint picture_nb_seeds_check check (nb_seeds >= 1),
    constraint picture_nb_object_check check (nb_object >= 0)
);
create index picture_container_id_picture_set_id_id_idx
on nachet_data.picture (container_id, picture_set_id, id);
create index picture_container_id_verified_id_idx
on nachet_data.picture (container_id, verified, id);
create index picture_container_id_upload_date_idx
on nachet_data.picture (container_id, upload_date);
create index picture_container_id_byte_size_idx on nachet_data.picture (container_id, byte_size);
create index picture_container_id_width_idx on nachet_data.picture (container_id, width);
create index picture_container_id_height_idx on nachet_data.picture (container_id, height);
create index picture_container_id_media_type_id_idx
on nachet_data.picture (container_id, media_type, id);
create index picture_search_idx on nachet_data.picture using gin (search);
create unique index picture_container_id_picture_set_id_sha256_key
on nachet_data.picture (container_id, picture_set_id, sha256) where deleted_at is null;
create index picture_container_id_parent_idx
on nachet_data.picture (container_id, parent) where parent is not null;
create unique index picture_blob_key
on nachet_data.picture (container_id, blob_container_id, blob_name);
create index picture_pending_idx on nachet_data.picture (upload_date) where state = 'pending';
create index picture_container_id_deleted_at_id_idx
on nachet_data.picture (container_id, deleted_at, id) where deleted_at is not null;
comment on table nachet_data.picture is
'A picture: reserved before its blob is written, confirmed after.';
comment on column nachet_data.picture.container_id is 'The container that it is in.';
comment on column nachet_data.picture.id is 'The picture.';
comment on column nachet_data.picture.picture_set_id is 'The folder that it is in.';
comment on column nachet_data.picture.parent is 'The picture that this one was cut out of.';
comment on column nachet_data.picture.parent_box is
'Where it was cut: topX, topY, bottomX, bottomY in pixels of the parent.';
comment on column nachet_data.picture.user_id is 'The user who uploaded it.';
comment on column nachet_data.picture.state is
'pending: its blob may not be there yet; confirmed: its blob is there.';
comment on column nachet_data.picture.picture is
'What else its uploader says of it, as a document.';
comment on column nachet_data.picture.media_type is 'What its bytes are, e.g. image/tiff.';
comment on column nachet_data.picture.byte_size is 'Size of the blob in bytes.';
comment on column nachet_data.picture.sha256 is
'SHA-256 of the bytes; the same bytes in the same folder are one picture.';
comment on column nachet_data.picture.width is
'Pixels from left to right; unknown for arrays that are no picture.';
comment on column nachet_data.picture.height is
'Pixels from top to bottom; unknown for arrays that are no picture.';
comment on column nachet_data.picture.zoom is 'Magnification of the microscope, from 1.';
comment on column nachet_data.picture.nb_seeds is
'Number of seeds in it, as its uploader counted them.';
comment on column nachet_data.picture.description is 'What its uploader says of it, as text.';
comment on column nachet_data.picture.nb_object is
'Boxes in its newest inference; null while it has no inference.';
comment on column nachet_data.picture.verified is
'Whether its species are known: said at the upload, or all boxes of one of its inferences are '
'reviewed.';
comment on column nachet_data.picture.blob_container_id is
'The container whose blobs hold it now; another one while it moves to the archive.';
comment on column nachet_data.picture.blob_name is
'Name of its blob now; another folder''s while it moves.';
comment on column nachet_data.picture.upload_date is 'When it was reserved.';
comment on column nachet_data.picture.updated_at is
'When it was confirmed, verified, moved, deleted or restored last.';
comment on column nachet_data.picture.deleted_at is 'Since when it is in the trash.';
comment on column nachet_data.picture.search is
'Words of its description and document, for free-text search.';

create table nachet_data.picture_seed (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    picture_id uuid not null,
    seed_id uuid not null,
    named_at_upload boolean not null default false,
    upload_date timestamptz not null default now(),
    constraint picture_seed_pkey primary key (container_id, picture_id, seed_id),
    constraint picture_seed_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade,
    constraint picture_seed_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id)
);
create index picture_seed_container_id_seed_id_picture_id_idx
on nachet_data.picture_seed (container_id, seed_id, picture_id);
comment on table nachet_data.picture_seed is 'A species that is known to be in a picture.';
comment on column nachet_data.picture_seed.container_id is 'The container of the picture.';
comment on column nachet_data.picture_seed.id is 'The fact.';
comment on column nachet_data.picture_seed.picture_id is 'The picture.';
comment on column nachet_data.picture_seed.seed_id is 'The species.';
comment on column nachet_data.picture_seed.named_at_upload is
'Whether the uploader named it; otherwise it follows from verified boxes and goes when they are '
'reopened.';
comment on column nachet_data.picture_seed.upload_date is 'Since when it is known.';

reset role;
