create or replace function nachet._check_pictures(p_pictures jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses descriptions of pictures that cannot be stored, naming the first bad place.
-- Raises: NX203.
declare
    v_place text;
begin
    if jsonb_typeof(p_pictures) <> 'array' or p_pictures = '[]' then
        v_place := 'pictures';
    else
        select 'pictures[' || d.ordinality - 1 || ']' || f.field
        into v_place
        from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
        cross join lateral (
            values
            (1, '', jsonb_typeof(d.value) = 'object'),
            (2, '.media_type', d.value ->> 'media_type' ~ '^[a-z]{1,20}/[a-z0-9.+-]{1,80}$'),
            (3, '.extension', d.value ->> 'extension' ~ '^(?!json$)[a-z0-9]{1,8}$'),
            (4, '.byte_size', nachet._is_whole_number(d.value -> 'byte_size', 1, 9007199254740991)),
            (5, '.sha256', d.value ->> 'sha256' ~ '^[0-9a-f]{64}$'),
            (
                6, '.width',
                nachet._is_whole_number(nullif(d.value -> 'width', 'null'), 1, 2147483647)
            ),
            (
                7, '.height',
                nachet._is_whole_number(nullif(d.value -> 'height', 'null'), 1, 2147483647)
            ),
            (8, '.zoom', nachet._is_number(nullif(d.value -> 'zoom', 'null'), 1, 1e6)),
            (
                9, '.nb_seeds',
                nachet._is_whole_number(nullif(d.value -> 'nb_seeds', 'null'), 1, 2147483647)
            ),
            (
                10, '.description',
                jsonb_typeof(d.value -> 'description') in ('string', 'null')
                    and coalesce(char_length(d.value ->> 'description'), 0) <= 10000
            ),
            (
                11, '.metadata',
                jsonb_typeof(d.value -> 'metadata') in ('object', 'null')
                    and char_length(d.value ->> 'metadata') <= 100000
            ),
            (
                12, '.picture_id',
                d.value ->> 'picture_id' is null
                    or nachet._to_uuid(d.value ->> 'picture_id') is not null
            ),
            (
                13, '.parent',
                d.value ->> 'parent' is null or nachet._to_uuid(d.value ->> 'parent') is not null
            ),
            (14, '.parent_box', nachet._is_box(nullif(d.value -> 'parent_box', 'null'))),
            (
                15, '.seed_id',
                d.value ->> 'seed_id' is null or nachet._to_uuid(d.value ->> 'seed_id') is not null
            ),
            (16, '.seed_name', nachet._is_label(nullif(d.value -> 'seed_name', 'null')))
        ) as f (n, field, fine)
        -- What is optional gives null where it is missing; what is not must be there.
        where not coalesce(f.fine, f.n > 5)
        order by d.ordinality, f.n
        limit 1;
    end if;
    if v_place is not null then
        raise exception using
            errcode = 'NX203',
            message = 'not a valid description of a picture',
            detail = jsonb_build_object('place', v_place)::text,
            hint = 'Correct the field that the detail names.';
    end if;
end
$function$;

comment on function nachet._check_pictures(jsonb) is
'Refuses descriptions of pictures that cannot be stored.';
revoke all on function nachet._check_pictures(jsonb) from public;
