create or replace function nachet._check_refusals(p_refusals jsonb)
returns void language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX203, with the first wrong place.
declare
    v_place text;
begin
    if jsonb_typeof(p_refusals) is distinct from 'array' or p_refusals = '[]' then
        perform nachet._raise('NX203', jsonb_build_object('place', 'refusals'));
    end if;
    select 'refusals[' || d.ordinality - 1 || ']' || f.field into v_place
    from jsonb_array_elements(p_refusals) with ordinality as d (value, ordinality)
    cross join lateral (
        values
        (1, '', jsonb_typeof(d.value) = 'object'),
        (
            2, '.code',
            jsonb_typeof(d.value -> 'code') = 'string'
            and char_length(d.value ->> 'code') between 1 and 100
        ),
        (
            3, '.message',
            jsonb_typeof(d.value -> 'message') = 'string'
            and char_length(d.value ->> 'message') <= 1000
        ),
        (
            4, '.name',
            jsonb_typeof(d.value -> 'name') = 'string'
            and char_length(d.value ->> 'name') <= 255
            and not nachet_data.is_blank(d.value ->> 'name')
        ),
        (
            5, '.sha256',
            jsonb_typeof(d.value -> 'sha256') = 'string'
            and d.value ->> 'sha256' ~ '^[0-9a-f]{64}$'
        ),
        (
            6, '.detail',
            nachet_data.is_metadata(d.value -> 'detail')
            and char_length(d.value ->> 'detail') <= 10000
        )
    ) as f (n, field, fine)
    -- An optional key may be missing or null.
    where f.fine is not true
        and not (f.n > 3 and d.value ->> ltrim(f.field, '.') is null)
    order by d.ordinality, f.n
    limit 1;
    if found then
        perform nachet._raise('NX203', jsonb_build_object('place', v_place));
    end if;
end
$function$;

comment on function nachet._check_refusals is 'Refuses refusals that cannot be stored.';

create or replace function nachet.record_refusals(
    p_user_id uuid, p_container_id uuid, p_batch_id uuid, p_refusals jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- For what is refused before or beside register_pictures: an unreadable file, a blob that could not
-- be written. Each of p_refusals: code (of the error, or the name of its class), message (up to
-- 1,000 characters); optional: name (of the file), sha256 (hexadecimal), detail (a JSON object of
-- up to 10,000 characters, nested up to 32 deep). A file whose picture is confirmed stays stored.
-- Locks: the batch, shared; the rows of these files.
-- Raises: NX001, NX002, NX050, NX151, NX203, NX301, NX303.
-- Repeat: the same file is one row, with the last reason. A refusal without a name and sha256 is
-- none that can be known again: each counts.
declare
    v_now constant timestamptz := nachet._now();
    v_ended boolean;
    v_files jsonb;
    v_batch jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._check_refusals(p_refusals);
    select b.ended_at is not null into v_ended
    from nachet_data.batch as b
    inner join nachet_data.picture_set as ps
        on ps.container_id = p_container_id and b.picture_set_id = ps.id
    where b.container_id = p_container_id and b.id = p_batch_id and ps.deleted_at is null
    for share of b;
    if not found then
        perform nachet._raise('NX050', jsonb_build_object('batch_id', p_batch_id));
    elsif v_ended then
        perform nachet._raise('NX151', jsonb_build_object('batch_id', p_batch_id));
    end if;

    select jsonb_agg(jsonb_build_object(
        'name', d.name, 'sha256', d.sha256,
        'refusal', jsonb_build_object('code', d.code, 'message', d.message, 'detail', d.detail)
    ))
    into v_files
    from (
        select distinct on (
                e.value ->> 'name', e.value ->> 'sha256',
                case when coalesce(e.value ->> 'name', e.value ->> 'sha256') is null
                    then e.ordinality
                end
            )
            e.value -> 'name' as name, e.value -> 'sha256' as sha256, e.value -> 'code' as code,
            e.value -> 'message' as message,
            coalesce(nullif(e.value -> 'detail', 'null'), '{}') as detail
        from jsonb_array_elements(p_refusals) with ordinality as e (value, ordinality)
        order by
            e.value ->> 'name', e.value ->> 'sha256',
            case when coalesce(e.value ->> 'name', e.value ->> 'sha256') is null
                then e.ordinality
            end,
            e.ordinality desc
    ) as d;
    insert into nachet_data.batch_file as f (
        container_id, batch_id, name, sha256, refusal, upload_date, updated_at
    )
    select p_container_id, p_batch_id, d.name, decode(d.sha256, 'hex'), d.refusal, v_now, v_now
    from jsonb_to_recordset(v_files) as d (name text, sha256 text, refusal jsonb)
    where d.name is not null or d.sha256 is not null
    -- In one order: two requests with the same files cannot deadlock.
    order by d.name, d.sha256
    on conflict (container_id, batch_id, name, sha256)
    where name is not null or sha256 is not null
    do update set refusal = excluded.refusal, updated_at = excluded.updated_at;
    -- What cannot be known again: each for itself.
    insert into nachet_data.batch_file (
        container_id, batch_id, refusal, upload_date, updated_at
    )
    select p_container_id, p_batch_id, d.refusal, v_now, v_now
    from jsonb_to_recordset(v_files) as d (name text, sha256 text, refusal jsonb)
    where d.name is null and d.sha256 is null
    on conflict do nothing;
    select to_jsonb(s) into v_batch
    from nachet.batch_summary as s
    where s.container_id = p_container_id and s.batch_id = p_batch_id;
    return v_batch;
end
$function$;

comment on function nachet.record_refusals is
'Records files of a batch that were refused, with the reasons, and returns the batch.';
grant execute on function nachet.record_refusals to nachet_backend;
