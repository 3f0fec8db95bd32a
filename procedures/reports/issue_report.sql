create or replace function nachet._lock_sample(p_container_id uuid, p_sample_id uuid)
returns uuid[] language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Nobody adds, deletes, moves or verifies pictures of it until the transaction ends. Returns the
-- pictures.
-- Locks: the container, shared; the sample; its folders and their pictures, by id.
-- Raises: NX080.
declare
    v_sets uuid[];
begin
    perform
    from nachet_data.container as c
    where c.id = p_container_id
    for share;
    perform
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id
    for no key update;
    if not found then
        perform nachet._raise('NX080', jsonb_build_object('sample_id', p_sample_id));
    end if;
    v_sets := array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.sample_id = p_sample_id
            and ps.deleted_at is null
        order by ps.id
        for no key update
    );
    return array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.picture_set_id = any (v_sets)
            and p.state = 'confirmed'
            and p.deleted_at is null
        order by p.id
        for share
    );
end
$function$;

comment on function nachet._lock_sample is
'Locks a sample with its folders and pictures; refuses one that does not exist.';

create or replace function nachet._read_report_options(p_options jsonb, p_kinds jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX210.
declare
    v_options jsonb;
    v_bad text;
begin
    v_options := '{"allow_open": false}'::jsonb || nachet._read_options(
        p_options,
        '{
            "regulated_list": "string", "on": "string", "per_weight": "number",
            "allow_open": "boolean"
        }'::jsonb || p_kinds
    );
    v_bad := case
        when char_length(v_options ->> 'number') > 200 then 'number'
        when v_options ? 'number' and nachet_data.is_blank(v_options ->> 'number') then 'number'
        when (v_options ->> 'on') !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then 'on'
        when v_options ? 'on' and nachet._to_timestamp(v_options ->> 'on') is null then 'on'
        when v_options ? 'per_weight'
            and nachet._to_number(v_options -> 'per_weight', 1e-6, 1e9) is null
            then 'per_weight'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', v_bad, 'value', v_options -> v_bad)
        );
    end if;
    return v_options;
end
$function$;

comment on function nachet._read_report_options is
'Returns the options of a report; refuses those that are wrong.';

create or replace function nachet._describe_report(p_container_id uuid, p_report_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select jsonb_build_object(
            'container_id', r.container_id, 'report_id', r.id, 'sample_id', r.sample_id,
            'number', r.number, 'version', r.version, 'supersedes', r.supersedes,
            'superseded_by', r.superseded_by, 'reason', r.reason, 'digest', r.digest,
            'user_id', r.user_id, 'upload_date', r.upload_date
        )
        from nachet.report as r
        where r.container_id = p_container_id and r.id = p_report_id
    );
end
$function$;

comment on function nachet._describe_report is
'Returns a report in the form of lists; null for none.';

create or replace function nachet._write_report(
    p_user_id uuid, p_container_id uuid, p_report jsonb, p_picture_ids uuid[], p_counts jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_report: report_id, sample_id, number, version, supersedes, reason. Nobody is named in the
-- content but by id: it outlives people.
-- Locks: the new row.
declare
    v_now constant timestamptz := nachet._now();
    v_sample jsonb;
    v_pictures jsonb;
    v_models jsonb;
    v_readers jsonb;
    v_content text;
begin
    select
        to_jsonb(s) - '{number_key,user_id,upload_date,updated_at,id,container_id}'::text[]
        || jsonb_build_object('sample_id', s.id, 'crop_seed_name', e.name)
    into v_sample
    from nachet_data.sample as s
    left join nachet_data.seed as x on s.crop_seed_id = x.id
    left join nachet_data.seed as e on x.current_id = e.id
    where s.container_id = p_container_id and s.id = (p_report ->> 'sample_id')::uuid;
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'picture_id', p.id, 'picture_set_id', p.picture_set_id, 'name', p.name,
                'sha256', encode(p.sha256, 'hex'), 'byte_size', p.byte_size,
                'media_type', p.media_type, 'parent', p.parent, 'taken_at', p.taken_at
            )
            order by p.id
        ),
        '[]'
    )
    into v_pictures
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = any (p_picture_ids);
    select coalesce(
        jsonb_agg(to_jsonb(m) order by m.name collate "C", m.version collate "C"), '[]'
    )
    into v_models
    from (
        select im.name, im.version, count(distinct i.picture_id) as nb_pictures
        from nachet_data.inference as i
        inner join nachet_data.inference_model as im
            on im.container_id = p_container_id and i.id = im.inference_id
        where i.container_id = p_container_id
            and i.picture_id = any (p_picture_ids)
            and i.withdrawn_at is null
        group by im.name, im.version
    ) as m;
    select coalesce(jsonb_agg(to_jsonb(u) order by u.user_id), '[]') into v_readers
    from (
        select d.user_id, count(distinct d.specimen_id) as nb_specimen
        from nachet_data.specimen as s
        -- offset 0: each specimen's are looked up by themselves, whatever the tables held when it
        -- was planned.
        cross join lateral (
            select i.user_id, i.specimen_id
            from nachet_data.identification as i
            where i.container_id = p_container_id and i.specimen_id = s.id
            offset 0
        ) as d
        where s.container_id = p_container_id and s.picture_id = any (p_picture_ids)
        group by d.user_id
    ) as u;
    v_content := jsonb_build_object(
        'report_id', p_report -> 'report_id', 'container_id', p_container_id,
        'number', p_report -> 'number', 'version', p_report -> 'version',
        'supersedes', p_report -> 'supersedes', 'reason', p_report -> 'reason',
        'issued_at', v_now, 'issued_by', p_user_id, 'sample', v_sample,
        'pictures', v_pictures, 'counts', p_counts, 'identified_by', v_readers,
        'models', v_models
    )::text;
    insert into nachet_data.report (
        container_id, id, sample_id, number, version, supersedes, reason, content, digest,
        user_id, upload_date
    )
    values (
        p_container_id, (p_report ->> 'report_id')::uuid, (p_report ->> 'sample_id')::uuid,
        p_report ->> 'number', (p_report -> 'version')::integer,
        (p_report ->> 'supersedes')::uuid, p_report ->> 'reason', v_content,
        sha256(convert_to(v_content, 'UTF8')), p_user_id, v_now
    );
end
$function$;

comment on function nachet._write_report is
'Stores what is issued of a sample, to the letter, with its digest.';

create or replace function nachet._require_settled(p_counts jsonb, p_allow_open boolean)
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX182, with the counts.
begin
    if (p_allow_open or (p_counts -> 'is_settled')::boolean) is not true then
        perform nachet._raise('NX182', jsonb_build_object(
            'sample_id', p_counts -> 'sample_id', 'nb_open', p_counts -> 'nb_open',
            'nb_disputed', p_counts -> 'nb_disputed',
            'nb_unreviewed', p_counts -> 'nb_unreviewed',
            'nb_unverified', p_counts -> 'nb_unverified'
        ));
    end if;
end
$function$;

comment on function nachet._require_settled is
'Refuses a report of a sample of which something is open, unless it is allowed.';

create or replace function nachet.issue_report(
    p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- What it says is stored to the letter and never changes: amend_report issues a later version.
-- Options: regulated_list, on, per_weight (as get_sample_counts), allow_open (by default not: what
-- is open, disputed or not reviewed refuses the report), number (up to 200 characters; by default
-- the sample's number, a slash and the next number that is free), report_id (the caller's own
-- id).
-- Locks: the container, shared; the sample; its folders and their pictures, by id; the new row.
-- Raises: NX001, NX002, NX080, NX081, NX108, NX182, NX185, NX210, NX301, NX303.
-- Repeat: with the same report_id and sample, the first answer; without, a further report.
declare
    v_options jsonb;
    v_id uuid;
    v_pictures uuid[];
    v_counts jsonb;
    v_found uuid;
    v_number text;
    v_sample text;
    v_n bigint;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_options := nachet._read_report_options(
        p_options, '{"number": "string", "report_id": "uuid"}'
    );
    if v_options ? 'number' then
        v_number := nachet._require_name(v_options ->> 'number');
    end if;
    v_id := coalesce((v_options ->> 'report_id')::uuid, nachet_data.uuid7());
    v_pictures := nachet._lock_sample(p_container_id, p_sample_id);
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select r.sample_id into v_found
    from nachet_data.report as r
    where r.container_id = p_container_id and r.id = v_id and r.version = 1;
    if v_found = p_sample_id then
        return nachet._describe_report(p_container_id, v_id);
    elsif exists (
        select
        from nachet_data.report as r
        where r.container_id = p_container_id and r.id = v_id
    ) then
        perform nachet._raise('NX108', jsonb_build_object('report_id', v_id));
    end if;
    v_counts := nachet.get_sample_counts(
        p_user_id, p_container_id, p_sample_id,
        v_options - '{allow_open,number,report_id}'::text[]
    );
    perform nachet._require_settled(v_counts, (v_options -> 'allow_open')::boolean);
    select s.number into v_sample
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id;
    select count(*) + 1 into v_n
    from nachet_data.report as r
    where r.container_id = p_container_id and r.sample_id = p_sample_id and r.version = 1;
    -- Somebody may have chosen the next number for another report.
    while exists (
        select
        from nachet_data.report as r
        where r.container_id = p_container_id
            and r.number = format('%s/%s', v_sample, v_n)
            and r.version = 1
    ) loop
        v_n := v_n + 1;
    end loop;
    begin
        perform nachet._write_report(
            p_user_id, p_container_id,
            jsonb_build_object(
                'report_id', v_id, 'sample_id', p_sample_id, 'version', 1, 'supersedes', null,
                'reason', '', 'number', coalesce(v_number, format('%s/%s', v_sample, v_n))
            ),
            v_pictures, v_counts
        );
    exception
        when unique_violation then
            perform nachet._raise('NX185', jsonb_build_object(
                'number', coalesce(v_number, format('%s/%s', v_sample, v_n))
            ));
    end;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'issue_report', 'report', array[v_id], null,
        array[nachet._describe_report(p_container_id, v_id)]
    );
    return nachet._describe_report(p_container_id, v_id);
end
$function$;

comment on function nachet.issue_report is
'Issues a report of a sample: what was counted, in which pictures, by whom; it never changes.';
grant execute on function nachet.issue_report to nachet_backend;

create or replace function nachet.amend_report(
    p_user_id uuid, p_container_id uuid, p_report_id uuid, p_reason text,
    p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Under the same number, as a later version; the one that it corrects stays readable and tells by
-- which it is superseded. Only the last version is amended.
-- Options: as issue_report without number and report_id; what is not given of regulated_list, on
-- and per_weight is as in the version that is corrected; new_report_id (the caller's own id for
-- the later version).
-- Locks: the container, shared; the sample; its folders and their pictures, by id; the new row.
-- Raises: NX001, NX002, NX081, NX082, NX108, NX182, NX183, NX210, NX281, NX301, NX303.
-- Repeat: with the same new_report_id, the first answer; without, NX183.
declare
    v_options jsonb;
    v_old record;
    v_content jsonb;
    v_id uuid;
    v_pictures uuid[];
    v_counts jsonb;
    v_later record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    if char_length(p_reason) > 10000 or nachet_data.is_blank(p_reason) then
        perform nachet._raise('NX281', jsonb_build_object('reason', p_reason));
    end if;
    v_options := nachet._read_report_options(p_options, '{"new_report_id": "uuid"}');
    v_id := coalesce((v_options ->> 'new_report_id')::uuid, nachet_data.uuid7());
    select r.sample_id, r.number, r.version, r.content into v_old
    from nachet_data.report as r
    where r.container_id = p_container_id and r.id = p_report_id;
    if not found then
        perform nachet._raise('NX082', jsonb_build_object('report_id', p_report_id));
    end if;
    v_pictures := nachet._lock_sample(p_container_id, v_old.sample_id);
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    select r.id, r.number, r.version into v_later
    from nachet_data.report as r
    where r.container_id = p_container_id and r.supersedes = p_report_id;
    if v_later.id = v_id then
        return nachet._describe_report(p_container_id, v_id);
    elsif v_later.id is not null then
        perform nachet._raise('NX183', jsonb_build_object(
            'report_id', p_report_id, 'superseded_by', v_later.id, 'version', v_later.version
        ));
    elsif exists (
        select
        from nachet_data.report as r
        where r.container_id = p_container_id and r.id = v_id
    ) then
        perform nachet._raise('NX108', jsonb_build_object('report_id', v_id));
    end if;
    v_content := v_old.content::jsonb;
    v_counts := nachet.get_sample_counts(
        p_user_id, p_container_id, v_old.sample_id,
        jsonb_strip_nulls(jsonb_build_object(
            'regulated_list', v_content #> '{counts,regulated_list,list_id}',
            'on', v_content #> '{counts,regulated_list,on}',
            'per_weight', v_content #> '{counts,per_weight}'
        )) || (v_options - '{allow_open,new_report_id}'::text[])
    );
    perform nachet._require_settled(v_counts, (v_options -> 'allow_open')::boolean);
    perform nachet._write_report(
        p_user_id, p_container_id,
        jsonb_build_object(
            'report_id', v_id, 'sample_id', v_old.sample_id, 'number', v_old.number,
            'version', v_old.version + 1, 'supersedes', p_report_id, 'reason', p_reason
        ),
        v_pictures, v_counts
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, 'amend_report', 'report', array[v_id], null,
        array[nachet._describe_report(p_container_id, v_id)], p_reason
    );
    return nachet._describe_report(p_container_id, v_id);
end
$function$;

comment on function nachet.amend_report is
'Issues a report of a sample again, with a reason, as a later version that supersedes one.';
grant execute on function nachet.amend_report to nachet_backend;
