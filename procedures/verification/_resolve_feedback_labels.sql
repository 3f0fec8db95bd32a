create or replace function nachet._resolve_feedback_labels(p_boxes jsonb)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The species that a feedback document names by text: an object from the text as sent to seed_id
-- and new.
-- A label without classId may be new, then it is added to the catalogue; a classId that is no id
-- must be known.
declare
    v_named text[];
    v_added text[];
    v_known jsonb;
    v_seeds jsonb;
begin
    select
        array_agg(distinct n.name),
        array_agg(distinct n.name) filter (where n.is_label)
    into v_named, v_added
    from jsonb_array_elements(p_boxes) as b (value)
    cross join lateral (
        select
            coalesce(nullif(btrim(b.value ->> 'classId'), ''), b.value ->> 'label') as name,
            coalesce(btrim(b.value ->> 'classId'), '') = '' as is_label
    ) as n
    where not nachet._is_blank(n.name) and nachet._to_uuid(n.name) is null;
    if v_named is null then
        return '{}'::jsonb;
    end if;

    v_known := nachet._resolve_labels(v_named);
    v_seeds := v_known || nachet._resolve_or_add_labels(
        array(select a.label from unnest(v_added) as a (label) where not v_known ? a.label)
    );
    return (
        select coalesce(
            jsonb_object_agg(
                s.key, jsonb_build_object('seed_id', s.value, 'new', not v_known ? s.key)
            ),
            '{}'
        )
        from jsonb_each(v_seeds) as s
    );
end
$function$;

comment on function nachet._resolve_feedback_labels(jsonb) is
'The species that a feedback document names by text, new ones added to the catalogue.';
revoke all on function nachet._resolve_feedback_labels(jsonb) from public;
