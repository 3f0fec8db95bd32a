create or replace function nachet._read_feedback(p_boxes jsonb, p_seeds jsonb)
returns table (
    n bigint, is_new boolean, object_id uuid, plain boolean, rejected boolean, class_id uuid,
    named jsonb, label jsonb, box jsonb, comment text
)
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What a checked feedback document says of each box: n (its place in the request), is_new, plain
-- (confirmed by its id alone), rejected, class_id (a guess, an act or a species), named (the
-- species of its text, out of p_seeds: seed_id, new), label (as sent), box. A classId wins over
-- its label.
begin
    return query
    select
        b.ordinality,
        coalesce(b.value ->> 'boxId', '') = '',
        nachet._to_uuid(b.value ->> 'boxId'),
        not b.value ?| array['label', 'classId'],
        coalesce(
            nachet._is_blank(b.value ->> 'label') and btrim(b.value ->> 'classId') = '', false
        ),
        nachet._to_uuid(btrim(b.value ->> 'classId')),
        p_seeds -> coalesce(nullif(btrim(b.value ->> 'classId'), ''), b.value ->> 'label'),
        b.value -> 'label',
        nachet._box_corners(b.value -> 'box'),
        coalesce(b.value ->> 'comment', '')
    from jsonb_array_elements(p_boxes) with ordinality as b (value, ordinality);
end
$function$;

comment on function nachet._read_feedback(jsonb, jsonb) is
'What a feedback document says of each box, as rows.';
revoke all on function nachet._read_feedback(jsonb, jsonb) from public;
