create or replace function nachet._check_verification(p_boxes jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a feedback document that has no one meaning, naming the first bad place. label and
-- classId both missing confirm the box, both empty reject it; a box without boxId is added and
-- needs its coordinates and a species. A box stands once in a request.
-- Raises: NX205.
declare
    v_place text;
begin
    if jsonb_typeof(p_boxes) <> 'array' or p_boxes = '[]' then
        v_place := 'boxes';
    else
        select 'boxes[' || d.ordinality - 1 || ']' || f.field
        into v_place
        from (
            select
                b.ordinality,
                b.value as document,
                coalesce(b.value ->> 'boxId', '') = '' as is_new,
                nachet._is_blank(b.value ->> 'label') as blank_label,
                btrim(b.value ->> 'classId') = '' as blank_class,
                count(*) over (partition by lower(nullif(b.value ->> 'boxId', ''))) as times
            from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
        ) as d
        cross join lateral (
            values
            (1, '', jsonb_typeof(d.document) = 'object'),
            (
                2, '.boxId',
                d.is_new or (nachet._to_uuid(d.document ->> 'boxId') is not null and d.times = 1)
            ),
            (3, '.label', jsonb_typeof(d.document -> 'label') in ('string', 'null')),
            (4, '.label', char_length(d.document ->> 'label') <= 200),
            (5, '.classId', jsonb_typeof(d.document -> 'classId') in ('string', 'null')),
            (
                6, '.label',
                not (d.is_new and coalesce(d.blank_label, true) and coalesce(d.blank_class, true))
            ),
            (7, '.label', not (coalesce(d.blank_label, true) and coalesce(d.blank_class, true))
                or (d.blank_label and d.blank_class)
                or not d.document ?| array['label', 'classId']),
            (8, '.box', nachet._is_box(nullif(d.document -> 'box', 'null'))),
            (8, '.box', not d.is_new or nachet._is_box(d.document -> 'box') is true),
            (9, '.comment', jsonb_typeof(d.document -> 'comment') in ('string', 'null'))
        ) as f (n, field, fine)
        where not coalesce(f.fine, f.n in (3, 4, 5, 8, 9))
        order by d.ordinality, f.n
        limit 1;
    end if;
    if v_place is not null then
        raise exception using
            errcode = 'NX205',
            message = 'not a valid verification',
            detail = jsonb_build_object('place', v_place)::text,
            hint = 'Correct the place that the detail names; nothing of the request was stored.';
    end if;
end
$function$;

comment on function nachet._check_verification(jsonb) is
'Refuses a feedback document that has no one meaning.';
revoke all on function nachet._check_verification(jsonb) from public;
