create or replace function nachet.select_pictures(p_filter jsonb)
returns setof nachet.export_picture language sql stable as $function$
-- For analysts, who have the views: it runs with the rights of the caller and is put in place of
-- its call. What the filter does not have is left out of the plan; lists of ids are constants of
-- it, which find indexes. What is wrong with the filter, resolve_dataset_filter says before any row
-- is read. The order is the caller's.
-- Pictures with specimens in some states, or without any, where the filter says no more of
-- specimens; else those of the specimens that it finds.
-- Locks: nothing.
-- Raises: NX007, NX008, NX009, NX208.
-- Repeat: the same answer.
select v.*
from nachet.export_picture as v
where
    nachet.resolve_dataset_filter(p_filter) is not null
    and case
        when not p_filter ?| array[
                'seeds', 'seed_ids', 'from', 'until', 'pipeline', 'model', 'model_version',
                'readers', 'min_readers', 'min_agreement', 'exclude_doubtful'
            ]
            then
                v.specimen_states && coalesce(
                    string_to_array(translate(p_filter ->> 'states', '[]" ', ''), ','), '{settled}'
                )
                or (
                    (
                        p_filter -> 'pictures_without_specimens' = 'true'
                        or not p_filter ?| array['states', 'pictures_without_specimens']
                    )
                    and v.background
                )
        else
            p_filter -> 'pictures_without_specimens' = 'true'
            and v.background
            -- Pictures with rejected specimens are those of specimens.
            and ((p_filter -> 'states' ? 'rejected') is not true or v.specimen_states = '{}')
    end
    and (
        not p_filter ? 'container_ids'
        or v.container_id = any(
            case
                when p_filter ->> 'container_ids'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(
                            translate(p_filter ->> 'container_ids', '[]" ', ''), ','
                        )::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'picture_set_ids'
        or v.picture_set_id = any(
            case
                when p_filter ->> 'picture_set_ids'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(
                            translate(p_filter ->> 'picture_set_ids', '[]" ', ''), ','
                        )::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'samples'
        or p_filter -> 'samples' ?| array[v.sample, v.sample_number]
    )
union all
select v.*
from nachet.export_picture as v
where
    nachet.resolve_dataset_filter(p_filter) is not null
    and p_filter ?| array[
        'seeds', 'seed_ids', 'from', 'until', 'pipeline', 'model', 'model_version', 'readers',
        'min_readers', 'min_agreement', 'exclude_doubtful'
    ]
    and (v.container_id, v.picture_id) in (
        select
            s.container_id,
            s.picture_id
        from nachet.select_specimens(p_filter) as s
    )
    and (
        not p_filter ? 'container_ids'
        or v.container_id = any(
            case
                when p_filter ->> 'container_ids'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(
                            translate(p_filter ->> 'container_ids', '[]" ', ''), ','
                        )::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'picture_set_ids'
        or v.picture_set_id = any(
            case
                when p_filter ->> 'picture_set_ids'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(
                            translate(p_filter ->> 'picture_set_ids', '[]" ', ''), ','
                        )::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'samples'
        or p_filter -> 'samples' ?| array[v.sample, v.sample_number]
    );
$function$;

comment on function nachet.select_pictures is
'Returns the rows of export_picture with specimens that a filter of specimens finds, in no order; '
'for analysts.';
grant execute on function nachet.select_pictures to nachet_analyst;
