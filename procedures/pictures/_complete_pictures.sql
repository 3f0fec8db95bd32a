create or replace function nachet._complete_pictures(p_pictures jsonb)
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Gives each description its id, and its species as an id; new names are added to the catalogue.
-- Locks: the catalogue, shared, where a species is named; waits for a concurrent transaction that
-- adds the same name.
-- Raises: NX007.
declare
    v_labels text[];
    v_label_seeds jsonb;
    v_missing jsonb;
    v_pictures jsonb;
begin
    if p_pictures @? '$[*] ? (@.seed_id != null || @.seed_name != null)' then
        perform nachet._hold_catalogue();
    end if;
    select array_agg(distinct d.value ->> 'seed_name')
    into v_labels
    from jsonb_array_elements(p_pictures) as d (value)
    where d.value ->> 'seed_id' is null and d.value ->> 'seed_name' is not null;
    if v_labels is not null then
        v_label_seeds := nachet._resolve_or_add_labels(v_labels);
    end if;

    select jsonb_agg(
        d.value || jsonb_build_object(
            'picture_id', coalesce(nachet._to_uuid(d.value ->> 'picture_id'), nachet_data.uuid7()),
            'seed_id', case
                when d.value ->> 'seed_id' is not null then coalesce(s.merged_into, s.id)
                else nachet._to_uuid(v_label_seeds ->> (d.value ->> 'seed_name'))
            end
        )
        order by d.ordinality
    )
    into v_pictures
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    left join nachet_data.seed as s on s.id = nachet._to_uuid(d.value ->> 'seed_id');

    select d.value -> 'seed_id' into v_missing
    from jsonb_array_elements(p_pictures) with ordinality as d (value, ordinality)
    where d.value ->> 'seed_id' is not null
        and v_pictures #>> array[(d.ordinality - 1)::text, 'seed_id'] is null
    limit 1;
    if v_missing is not null then
        raise exception using
            errcode = 'NX007',
            message = 'species not found',
            detail = jsonb_build_object('seed_id', v_missing)::text,
            hint = 'Search the catalogue; register the species if it is new.';
    end if;
    return v_pictures;
end
$function$;

comment on function nachet._complete_pictures(jsonb) is
'Descriptions of pictures with their ids and their species'' ids.';
revoke all on function nachet._complete_pictures(jsonb) from public;
