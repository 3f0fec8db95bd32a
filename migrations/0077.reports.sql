-- Reports: what was issued of a sample, as it was issued.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

-- Foreign keys lock what they refer to. Only the first lock may be waited for.
lock table nachet_data.users in share row exclusive mode;
set local lock_timeout = '100ms';
lock table nachet_data.sample in share row exclusive mode;

create table nachet_data.report (
    container_id uuid not null,
    id uuid not null default nachet_data.uuid7(),
    sample_id uuid not null,
    number text not null,
    version integer not null,
    supersedes uuid,
    reason text not null default '',
    content text not null,
    digest bytea not null,
    user_id uuid not null,
    upload_date timestamptz not null default now(),
    constraint report_pkey primary key (container_id, id),
    constraint report_container_id_number_version_key unique (container_id, number, version),
    constraint report_container_id_supersedes_key unique (container_id, supersedes),
    constraint report_container_id_sample_id_fkey
    foreign key (container_id, sample_id) references nachet_data.sample (container_id, id),
    constraint report_container_id_supersedes_fkey
    foreign key (container_id, supersedes) references nachet_data.report (container_id, id),
    constraint report_user_id_fkey foreign key (user_id) references nachet_data.users (id),
    constraint report_number_check check (char_length(number) between 1 and 220),
    constraint report_version_check check (version >= 1),
    constraint report_supersedes_check
    check ((version = 1) = (supersedes is null) and supersedes <> id),
    constraint report_reason_check
    check ((version = 1) = (reason = '') and char_length(reason) <= 10000),
    constraint report_digest_check check (digest = sha256(convert_to(content, 'UTF8')))
);
create index report_container_id_sample_id_id_idx
on nachet_data.report (container_id, sample_id, id);
comment on table nachet_data.report is
'What was issued of a sample: appended, never changed. A correction is a later version.';
comment on column nachet_data.report.container_id is 'The container of the sample.';
comment on column nachet_data.report.id is 'The report.';
comment on column nachet_data.report.sample_id is 'The sample.';
comment on column nachet_data.report.number is
'Its number, unique in its container; all versions of a report have the same.';
comment on column nachet_data.report.version is
'1, or one more than the version that it supersedes.';
comment on column nachet_data.report.supersedes is 'The report that it corrects.';
comment on column nachet_data.report.reason is 'Why it was corrected; empty for the first version.';
comment on column nachet_data.report.content is 'What was issued, as JSON, to the letter.';
comment on column nachet_data.report.digest is 'SHA-256 of the content in UTF-8.';
comment on column nachet_data.report.user_id is 'The user who issued it.';
comment on column nachet_data.report.upload_date is 'When it was issued.';

reset role;
