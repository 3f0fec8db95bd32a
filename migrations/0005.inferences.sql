-- Inferences: what the models said of a picture, box by box, and what people made of it.
set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.inference (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    picture_id uuid not null,
    user_id uuid not null,
    pipeline_id uuid not null,
    inference jsonb not null,
    nb_object integer not null,
    top_score double precision,
    verified boolean not null default false,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint inference_pkey primary key (container_id, id),
    constraint inference_container_id_picture_id_fkey
    foreign key (container_id, picture_id)
    references nachet_data.picture (container_id, id) on delete cascade,
    constraint inference_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint inference_pipeline_id_fkey
    foreign key (pipeline_id) references nachet_data.pipeline (id),
    constraint inference_inference_check check (jsonb_typeof(inference) = 'object'),
    constraint inference_nb_object_check check (nb_object >= 0),
    constraint inference_top_score_check check (top_score between 0 and 1)
);
create index inference_container_id_picture_id_idx
on nachet_data.inference (container_id, picture_id, id);
create index inference_container_id_pipeline_id_picture_id_idx
on nachet_data.inference (container_id, pipeline_id, picture_id);
create index inference_container_id_top_score_picture_id_idx
on nachet_data.inference (container_id, top_score, picture_id);
comment on table nachet_data.inference is 'One run of a pipeline over a picture.';
comment on column nachet_data.inference.container_id is 'The container of the picture.';
comment on column nachet_data.inference.id is
'The inference; the caller''s own where a retry must be harmless.';
comment on column nachet_data.inference.picture_id is 'The picture.';
comment on column nachet_data.inference.user_id is 'Who asked for it.';
comment on column nachet_data.inference.pipeline_id is 'The pipeline that ran.';
comment on column nachet_data.inference.inference is
'The registered document as it is given back, without its boxes.';
comment on column nachet_data.inference.nb_object is 'Boxes that the models found.';
comment on column nachet_data.inference.top_score is
'Score of the surest guess of all boxes; null without boxes.';
comment on column nachet_data.inference.verified is 'Whether each of its boxes is reviewed.';
comment on column nachet_data.inference.upload_date is 'When it was registered.';
comment on column nachet_data.inference.updated_at is
'When it was registered, verified or reopened last.';

create table nachet_data.inference_model (
    container_id uuid not null,
    inference_id uuid not null,
    position smallint not null,
    name text not null,
    version text not null default '',
    model_version_id uuid,
    constraint inference_model_pkey primary key (container_id, inference_id, position),
    constraint inference_model_container_id_inference_id_fkey
    foreign key (container_id, inference_id)
    references nachet_data.inference (container_id, id) on delete cascade,
    constraint inference_model_model_version_id_fkey
    foreign key (model_version_id) references nachet_data.model_version (id)
);
comment on table nachet_data.inference_model is 'A model version that ran for an inference.';
comment on column nachet_data.inference_model.container_id is 'The container of the inference.';
comment on column nachet_data.inference_model.inference_id is 'The inference.';
comment on column nachet_data.inference_model.position is 'Its turn, from 1.';
comment on column nachet_data.inference_model.name is 'The model''s name as the document gave it.';
comment on column nachet_data.inference_model.version is
'The version as the document gave it, as text.';
comment on column nachet_data.inference_model.model_version_id is
'The imported version of that name and number, where there is one.';

create table nachet_data.object (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    inference_id uuid not null,
    position integer not null,
    type_id smallint not null default 1,
    box_metadata jsonb not null,
    top_x double precision not null,
    top_y double precision not null,
    bottom_x double precision not null,
    bottom_y double precision not null,
    top_score double precision not null,
    manual_detection boolean not null default false,
    valid boolean,
    verified_seed_id uuid,
    verified_id uuid,
    verified_box jsonb,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint object_pkey primary key (container_id, id),
    constraint object_container_id_inference_id_position_key
    unique (container_id, inference_id, position),
    constraint object_container_id_inference_id_fkey
    foreign key (container_id, inference_id)
    references nachet_data.inference (container_id, id) on delete cascade,
    constraint object_type_id_fkey foreign key (type_id) references nachet_data.object_type (id),
    constraint object_verified_seed_id_fkey
    foreign key (verified_seed_id) references nachet_data.seed (id),
    constraint object_position_check check (position >= 1),
    constraint object_box_metadata_check check (jsonb_typeof(box_metadata) = 'object'),
    constraint object_box_check check (top_x <= bottom_x and top_y <= bottom_y),
    constraint object_top_score_check check (top_score between 0 and 1),
    constraint object_valid_check check (coalesce(valid, false) = (verified_seed_id is not null)),
    constraint object_verified_id_check check ((verified_seed_id is null) = (verified_id is null)),
    constraint object_verified_box_check check (
        verified_box is null
        or (
            (verified_box ->> 'topX')::double precision
            <= (verified_box ->> 'bottomX')::double precision
            and (verified_box ->> 'topY')::double precision
            <= (verified_box ->> 'bottomY')::double precision
        ) is true
    )
);
create index object_container_id_top_score_id_idx
on nachet_data.object (container_id, top_score, id) where valid is null;
comment on table nachet_data.object is
'A box: one thing found in a picture, by the models or by a person.';
comment on column nachet_data.object.container_id is 'The container of the inference.';
comment on column nachet_data.object.id is 'The box.';
comment on column nachet_data.object.inference_id is 'The inference that it belongs to.';
comment on column nachet_data.object.position is
'Its place in the document, from 1; boxes that a person added come last.';
comment on column nachet_data.object.type_id is 'What kind of thing it frames.';
comment on column nachet_data.object.box_metadata is
'The box as it was answered at registration, guesses and labels as sent; never changed.';
comment on column nachet_data.object.top_x is 'Left edge as first drawn, in pixels.';
comment on column nachet_data.object.top_y is 'Upper edge as first drawn, in pixels.';
comment on column nachet_data.object.bottom_x is 'Right edge as first drawn, in pixels.';
comment on column nachet_data.object.bottom_y is 'Lower edge as first drawn, in pixels.';
comment on column nachet_data.object.top_score is
'Score of its best guess; 1 for a box that a person added.';
comment on column nachet_data.object.manual_detection is 'Whether a person added it.';
comment on column nachet_data.object.valid is
'Null until reviewed; true when verified, false when judged wrong.';
comment on column nachet_data.object.verified_seed_id is 'The species that a person decided on.';
comment on column nachet_data.object.verified_id is
'The guess of that species, or for a species outside the guesses the verification that named it.';
comment on column nachet_data.object.verified_box is
'Where a person moved it: topX, topY, bottomX, bottomY in pixels.';
comment on column nachet_data.object.upload_date is 'When it was registered.';
comment on column nachet_data.object.updated_at is
'When it was registered, reviewed or reopened last.';

create table nachet_data.seed_object (
    container_id uuid not null,
    object_id uuid not null,
    rank smallint not null,
    id uuid not null default nachet_data.uuid7(),
    seed_id uuid not null,
    score double precision not null,
    constraint seed_object_pkey primary key (container_id, object_id, rank),
    constraint seed_object_container_id_object_id_fkey
    foreign key (container_id, object_id)
    references nachet_data.object (container_id, id) on delete cascade,
    constraint seed_object_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint seed_object_rank_check check (rank >= 1),
    constraint seed_object_score_check check (score between 0 and 1)
);
comment on table nachet_data.seed_object is 'A guess: a species that a model proposes for a box.';
comment on column nachet_data.seed_object.container_id is 'The container of the box.';
comment on column nachet_data.seed_object.object_id is 'The box.';
comment on column nachet_data.seed_object.rank is
'Place among the box''s guesses, from 1, the best score; the first wins a tie.';
comment on column nachet_data.seed_object.id is 'The guess, as documents name it.';
comment on column nachet_data.seed_object.seed_id is 'The species.';
comment on column nachet_data.seed_object.score is 'How sure the model is, 0 to 1.';

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

reset role;
