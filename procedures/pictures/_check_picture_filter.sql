create or replace function nachet._check_picture_filter(p_filter jsonb)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a filter with an unknown key or a value of the wrong kind: a misspelled filter must
-- not find everything.
-- Raises: NX208.
declare
    v_bad text;
begin
    if jsonb_typeof(p_filter) <> 'object' then
        v_bad := '';
    else
        select f.key into v_bad
        from jsonb_each(p_filter) as f
        where not coalesce(
            case
                when f.key in ('picture_set_id', 'parent', 'seed_id', 'pipeline_id', 'after')
                    then nachet._to_uuid(f.value #>> '{}') is not null
                when f.key in ('verified', 'has_inference') then jsonb_typeof(f.value) = 'boolean'
                when f.key in ('uploaded_from', 'uploaded_to')
                    then nachet._to_timestamp(f.value #>> '{}') is not null
                when f.key in (
                    'min_byte_size', 'max_byte_size', 'min_width', 'max_width',
                    'min_height', 'max_height'
                )
                    then nachet._is_whole_number(f.value, 0, 9007199254740991)
                when f.key in ('min_top_score', 'max_top_score')
                    then nachet._is_number(f.value, 0, 1)
                when f.key in ('text', 'media_type')
                    then jsonb_typeof(f.value) = 'string'
                        and char_length(f.value #>> '{}') <= 1000
                when f.key = 'limit' then nachet._is_whole_number(f.value, 1, 1000)
            end,
            false
        )
        order by f.key
        limit 1;
    end if;
    if v_bad is not null then
        raise exception using
            errcode = 'NX208',
            message = 'not a valid filter',
            detail = jsonb_build_object('key', v_bad, 'value', p_filter -> v_bad)::text,
            hint = 'Use the keys and values that the function''s description lists.';
    end if;
end
$function$;

comment on function nachet._check_picture_filter(jsonb) is
'Refuses a filter of pictures with an unknown key or value.';
revoke all on function nachet._check_picture_filter(jsonb) from public;
