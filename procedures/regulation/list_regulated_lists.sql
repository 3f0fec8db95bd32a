create or replace function nachet.list_regulated_lists(p_user_id uuid)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- By name. Each with its periods, the first one first, without classes and entries.
-- Locks: nothing.
-- Raises: NX001, NX303.
-- Repeat: the same answer.
declare
    v_lists jsonb;
begin
    perform nachet._require_user(p_user_id, 'read');
    select jsonb_agg(
        jsonb_build_object(
            'list_id', l.id, 'name', l.name, 'authority', l.authority,
            'jurisdiction', l.jurisdiction, 'upload_date', l.upload_date,
            'updated_at', l.updated_at, 'periods', (
                select coalesce(
                    jsonb_agg(
                        jsonb_build_object(
                            'period_id', p.id, 'title', p.title, 'valid_from', p.valid_from,
                            'valid_to', p.valid_to, 'per_weight', p.per_weight, 'nb_entries', (
                                select count(*)
                                from nachet_data.regulated_entry as e
                                where e.period_id = p.id
                            )
                        )
                        order by p.valid_from
                    ),
                    '[]'
                )
                from nachet_data.regulated_period as p
                where p.list_id = l.id
            )
        )
        order by l.name_key
    )
    into v_lists
    from nachet_data.regulated_list as l;
    return coalesce(v_lists, '[]');
end
$function$;

comment on function nachet.list_regulated_lists is
'Lists the regulated lists with their periods, by name.';
grant execute on function nachet.list_regulated_lists to nachet_backend;
