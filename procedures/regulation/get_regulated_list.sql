create or replace function nachet.get_regulated_list(
    p_user_id uuid, p_list text, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- p_list: its id or its name, whatever its case. Each entry with the species of the catalogue that
-- have its class by it; an entry that the catalogue lacks has none.
-- Options: on (a day, e.g. 2026-03-14: the period that holds then; by default all).
-- Locks: nothing.
-- Raises: NX001, NX081, NX210, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_on date;
    v_id uuid;
    v_list jsonb;
    v_periods jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    v_options := nachet._read_options(p_options, '{"on": "string"}');
    if v_options ? 'on' and (
        v_options ->> 'on' !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        or nachet._to_timestamp(v_options ->> 'on') is null
    ) then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', 'on', 'value', v_options -> 'on')
        );
    end if;
    v_on := nachet._to_timestamp(v_options ->> 'on')::date;
    select
        l.id,
        jsonb_build_object(
            'list_id', l.id, 'name', l.name, 'authority', l.authority,
            'jurisdiction', l.jurisdiction, 'upload_date', l.upload_date,
            'updated_at', l.updated_at
        )
    into v_id, v_list
    from nachet_data.regulated_list as l
    where l.id = nachet._to_uuid(p_list) or l.name_key = nachet_data.fold(p_list);
    select jsonb_agg(
        to_jsonb(p) - '{id,list_id}'::text[] || jsonb_build_object(
            'period_id', p.id, 'classes', (
                select coalesce(
                    jsonb_agg(
                        to_jsonb(c) - 'period_id' || jsonb_build_object('entries', (
                            select coalesce(
                                jsonb_agg(
                                    jsonb_build_object(
                                        'name', e.name, 'rank', e.rank, 'note', e.note,
                                        'seed_ids', (
                                            select coalesce(
                                                jsonb_agg(distinct s.current_id), '[]'
                                            )
                                            from nachet.regulated_seed as g
                                            inner join nachet_data.seed as s on g.seed_id = s.id
                                            where g.period_id = p.id and g.entry_name = e.name
                                        )
                                    )
                                    order by e.name collate "C"
                                ),
                                '[]'
                            )
                            from nachet_data.regulated_entry as e
                            where e.period_id = p.id and e.class_number = c.number
                        ))
                        order by c.number
                    ),
                    '[]'
                )
                from nachet_data.regulated_class as c
                where c.period_id = p.id
            )
        )
        order by p.valid_from
    )
    into v_periods
    from nachet_data.regulated_period as p
    where p.list_id = v_id
        and (
            v_on is null
            or (p.valid_from <= v_on and (p.valid_to > v_on or p.valid_to is null))
        );
    if v_list is null or (v_periods is null and v_on is not null) then
        perform nachet._raise('NX081', jsonb_build_object('regulated_list', p_list, 'on', v_on));
    end if;
    return v_list || jsonb_build_object('periods', coalesce(v_periods, '[]'));
end
$function$;

comment on function nachet.get_regulated_list is
'Returns a regulated list with its periods, classes and entries.';
grant execute on function nachet.get_regulated_list to nachet_backend;
