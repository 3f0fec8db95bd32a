create or replace function nachet.select_specimens(p_filter jsonb)
returns setof nachet.export_specimen language sql stable as $function$
-- For analysts, who have the views: it runs with the rights of the caller and is put in place of
-- its call. What the filter does not have is left out of the plan; lists of ids are constants of
-- it, which find indexes. What is wrong with the filter, resolve_dataset_filter says before any row
-- is read. The order is the caller's.
-- Locks: nothing.
-- Raises: NX007, NX008, NX009, NX208.
-- Repeat: the same answer.
with f as materialized (
    select nachet.resolve_dataset_filter(p_filter) as filter
)

select v.*
from nachet.export_specimen as v
where
    nachet.resolve_dataset_filter(p_filter) is not null
    and v.state = any(
        coalesce(string_to_array(translate(p_filter ->> 'states', '[]" ', ''), ','), '{settled}')
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
        or v.sample = any(
            array(select i.value from jsonb_array_elements_text(p_filter -> 'samples') as i (value))
        )
        or v.picture_set_id = any(
            array(
                select ps.id
                from nachet.picture_set as ps
                inner join nachet.sample as sa
                    on ps.container_id = sa.container_id and ps.sample_id = sa.id
                where p_filter -> 'samples' ? sa.number
            )
        )
    )
    and (
        not p_filter ? 'seeds'
        or v.seed_id = any(
            array(
                select i.value::uuid
                from f
                cross join lateral jsonb_array_elements_text(f.filter -> 'seed_ids') as i (value)
            )
        )
    )
    and (
        not p_filter ? 'seed_ids'
        or v.seed_id = any(
            case
                when p_filter ->> 'seed_ids'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(translate(p_filter ->> 'seed_ids', '[]" ', ''), ',')::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'readers'
        or v.identified_by = any(
            case
                when p_filter ->> 'readers'
                    ~* '^[[]("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"(, )?)+[]]$'
                    then
                        string_to_array(translate(p_filter ->> 'readers', '[]" ', ''), ',')::uuid[]
            end
        )
    )
    and (
        not p_filter ? 'from'
        or v.identified_at >= (select (f.filter ->> 'from')::timestamptz from f)
    )
    and (
        not p_filter ? 'until'
        or v.identified_at < (select (f.filter ->> 'until')::timestamptz from f)
    )
    and (
        not p_filter ? 'pipeline'
        or v.pipeline_id = (select (f.filter ->> 'pipeline')::uuid from f)
    )
    and (not p_filter ? 'model' or v.model_name = (select f.filter ->> 'model' from f))
    and (not p_filter ? 'model_version' or v.model_version = p_filter ->> 'model_version')
    and (
        not p_filter ? 'min_readers'
        or v.nb_reader >= (select (f.filter -> 'min_readers')::integer from f)
    )
    and (
        not p_filter ? 'min_agreement'
        or (
            v.nb_reader > 0
            and v.nb_agreeing
            >= (select (f.filter -> 'min_agreement')::double precision from f) * v.nb_reader
        )
    )
    and (p_filter -> 'exclude_doubtful' is distinct from 'true' or v.qualifier is null);
$function$;

comment on function nachet.select_specimens is
'Returns the rows of export_specimen that a filter of specimens finds, in no order; for analysts.';
grant execute on function nachet.select_specimens to nachet_analyst;
