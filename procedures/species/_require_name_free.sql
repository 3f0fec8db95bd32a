create or replace function nachet._require_name_free(p_name text, p_seed_id uuid)
returns void
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Lets through a cleaned name or alias that no species but this one goes by: a label must stand
-- for one species.
-- Raises: NX103 when it is the name of another, also behind the number of a model's class, which
-- would win over an alias; NX111 when it is an alias of another.
declare
    v_other record;
begin
    select s.id, s.name, u.by_name
    into v_other
    from (
        select n.id, true as by_name
        from nachet_data.seed as n
        where
            n.name_key in (nachet._name_key(p_name), nachet._name_key(nachet._bare_label(p_name)))
            and n.merged_into is null
        union all
        select a.seed_id, false as by_name
        from nachet_data.seed_alias as a
        where a.name_key in (nachet._name_key(p_name), nachet._name_key(nachet._bare_label(p_name)))
    ) as u
    inner join nachet_data.seed as s on u.id = s.id
    where s.id <> p_seed_id
    order by u.by_name desc
    limit 1;
    if v_other.by_name then
        raise exception using
            errcode = 'NX103',
            message = 'a species with this name exists',
            detail = jsonb_build_object('seed_id', v_other.id, 'seed_name', v_other.name)::text,
            hint = 'Use the existing species; merge the two if they are one.';
    elsif v_other.id is not null then
        raise exception using
            errcode = 'NX111',
            message = 'the label stands for another species',
            detail = jsonb_build_object(
                'label', p_name, 'seed_id', v_other.id, 'seed_name', v_other.name
            )::text,
            hint = 'Remove the alias first or merge the two species.';
    end if;
end
$function$;

comment on function nachet._require_name_free(text, uuid) is
'Refuses a label that stands for another species.';
revoke all on function nachet._require_name_free(text, uuid) from public;
