create or replace function nachet.get_report(
    p_user_id uuid, p_container_id uuid, p_report_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- With its content, to the letter: the digest is the SHA-256 of that text in UTF-8.
-- Locks: nothing.
-- Raises: NX001, NX002, NX082, NX303.
-- Repeat: the same answer; superseded_by once it is amended.
declare
    v_report jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select jsonb_build_object(
        'container_id', r.container_id, 'report_id', r.id, 'sample_id', r.sample_id,
        'number', r.number, 'version', r.version, 'supersedes', r.supersedes,
        'superseded_by', n.id, 'reason', r.reason, 'digest', encode(r.digest, 'hex'),
        'user_id', r.user_id, 'upload_date', r.upload_date, 'content', r.content
    )
    into v_report
    from nachet_data.report as r
    left join nachet_data.report as n
        on n.container_id = p_container_id and r.id = n.supersedes
    where r.container_id = p_container_id and r.id = p_report_id;
    if v_report is null then
        perform nachet._raise('NX082', jsonb_build_object('report_id', p_report_id));
    end if;
    return v_report;
end
$function$;

comment on function nachet.get_report is
'Returns a report as it was issued, and by which version it is superseded.';
grant execute on function nachet.get_report to nachet_backend;
