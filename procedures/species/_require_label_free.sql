create or replace function nachet._require_label_free(p_label text, p_seed_id uuid, p_field text)
returns text language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A label must stand for one species.
-- Raises: NX206 when the label is blank or longer than 200 characters; NX103 when it is the name of
-- another species, also after its class number, since a name wins over an alias; NX111 when it is
-- an alias of another species.
declare
    v_label constant record := nachet._read_label(p_label);
    v_other record;
begin
    if coalesce(char_length(v_label.name), 0) not between 1 and 200 then
        perform nachet._raise('NX206', jsonb_build_object('field', p_field, 'value', p_label));
    end if;
    select s.id, s.name, u.by_name
    into v_other
    from (
        select n.id, true as by_name
        from nachet_data.seed as n
        where n.name_key in (v_label.name_key, v_label.whole_key) and n.merged_into is null
        union all
        select o.current_id, false as by_name
        from nachet_data.seed_alias as a
        inner join nachet_data.seed as o on a.seed_id = o.id
        where a.name_key in (v_label.name_key, v_label.whole_key)
    ) as u
    inner join nachet_data.seed as s on u.id = s.id
    where s.id is distinct from p_seed_id
    order by u.by_name desc
    limit 1;
    if found then
        perform nachet._raise(
            case when v_other.by_name then 'NX103' else 'NX111' end,
            jsonb_build_object(
                'label', v_label.name, 'seed_id', v_other.id, 'seed_name', v_other.name
            )
        );
    end if;
    return v_label.name;
end
$function$;

comment on function nachet._require_label_free is
'Returns the species name in a label that no other species uses; refuses any other label.';
