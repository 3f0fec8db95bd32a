create or replace function nachet._check_verification(p_boxes jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a feedback document that has no one meaning, naming the first bad place. label and
-- classId both missing confirm the box, both empty reject it; a box without boxId is added and
-- needs its coordinates and a species. A box stands once in a request, a new one too.
-- Raises: NX205.
declare
    v_place text;
begin
    if jsonb_typeof(p_boxes) <> 'array' or p_boxes = '[]' then
        v_place := 'boxes';
    else
        select 'boxes[' || p.ordinality - 1 || ']' || p.field
        into v_place
        from (
            select
                d.ordinality,
                case
                    when jsonb_typeof(d.document) <> 'object' then ''
                    when not d.is_new
                        and (nachet._to_uuid(d.document ->> 'boxId') is null or d.times > 1)
                        then '.boxId'
                    when jsonb_typeof(d.document -> 'label') not in ('string', 'null')
                        or char_length(d.document ->> 'label') > 200
                        then '.label'
                    when jsonb_typeof(d.document -> 'classId') not in ('string', 'null')
                        then '.classId'
                    -- Neither a species nor its absence; of a new box, no species.
                    when coalesce(d.blank_label, true) and coalesce(d.blank_class, true)
                        and (
                            d.is_new
                            or (
                                (d.blank_label and d.blank_class) is not true
                                and d.document ?| array['label', 'classId']
                            )
                        )
                        then '.label'
                    when not nachet._is_box(nullif(d.document -> 'box', 'null'))
                        or (
                            d.is_new
                            and (nachet._is_box(d.document -> 'box') is not true or d.times > 1)
                        )
                        then '.box'
                    when jsonb_typeof(d.document -> 'comment') not in ('string', 'null')
                        then '.comment'
                end as field
            from (
                select
                    b.ordinality,
                    b.value as document,
                    coalesce(b.value ->> 'boxId', '') = '' as is_new,
                    nachet._is_blank(b.value ->> 'label') as blank_label,
                    btrim(b.value ->> 'classId') = '' as blank_class,
                    count(*) over (
                        partition by coalesce(
                            lower(nullif(b.value ->> 'boxId', '')),
                            nachet._box_corners(b.value -> 'box')::text
                        )
                    ) as times
                from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality)
            ) as d
        ) as p
        where p.field is not null
        order by p.ordinality
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
