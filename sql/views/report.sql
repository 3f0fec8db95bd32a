create or replace view nachet.report
with (security_barrier) as
select
    r.id,
    r.sample_id,
    r.number,
    r.version,
    r.supersedes,
    n.id as superseded_by,
    r.reason,
    encode(r.digest, 'hex') as digest,
    r.user_id,
    r.upload_date,
    r.container_id
from nachet_data.report as r
inner join nachet_data.container as c on r.container_id = c.id
left join nachet_data.report as n on r.container_id = n.container_id and r.id = n.supersedes
where c.deleted_at is null;

comment on view nachet.report is 'What was issued of a sample; a correction is a later version.';
comment on column nachet.report.id is 'The report.';
comment on column nachet.report.sample_id is 'The sample.';
comment on column nachet.report.number is 'Its number; all versions have the same.';
comment on column nachet.report.version is '1, or one more than the version that it supersedes.';
comment on column nachet.report.supersedes is 'The report that it corrects.';
comment on column nachet.report.superseded_by is
'The report that corrects it; null while it holds.';
comment on column nachet.report.reason is 'Why it was corrected; empty for the first version.';
comment on column nachet.report.digest is 'SHA-256 of its content, hexadecimal.';
comment on column nachet.report.user_id is 'The user who issued it.';
comment on column nachet.report.upload_date is 'When it was issued.';
comment on column nachet.report.container_id is 'The container of the sample.';
grant select on nachet.report to nachet_analyst;
