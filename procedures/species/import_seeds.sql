create or replace function nachet._check_seeds(p_seeds jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Each entry by itself, before the catalogue is looked at. A key that is null is not given.
-- Raises: NX206, with the first wrong place.
declare
    v_bad record;
begin
    if jsonb_typeof(p_seeds) is distinct from 'array' or jsonb_array_length(p_seeds) > 10000 then
        perform nachet._raise('NX206', jsonb_build_object('place', 'seeds'));
    end if;
    with given as (
        select e.n, format('seeds[%s]', e.n - 1) as place, e.value, k.key, k.value as said
        from jsonb_array_elements(p_seeds) with ordinality as e (value, n)
        left join lateral jsonb_each(
            case when jsonb_typeof(e.value) = 'object' then e.value end
        ) as k on k.value <> 'null'
    ),

    label as (
        select g.n, g.place || '.' || g.key as place, g.said
        from given as g
        where g.key in ('name', 'parent', 'family')
        union all
        select g.n, format('%s.synonyms[%s]', g.place, l.n - 1), l.value
        from given as g
        cross join lateral jsonb_path_query(g.said, 'strict $[*]', silent => true)
            with ordinality as l (value, n)
        where g.key = 'synonyms'
    ),

    vernacular as (
        select g.n, g.place || '.vernacular_names.' || l.key as place, l.key as language, l.value
        from given as g
        cross join lateral jsonb_each(
            case when jsonb_typeof(g.said) = 'object' then g.said else '{}' end
        ) as l
        where g.key = 'vernacular_names'
    )

    select c.n, c.place, c.value
    into v_bad
    from (
        select g.n, g.place, g.value
        from given as g
        where jsonb_typeof(g.value) <> 'object'
        union all
        select e.n, format('seeds[%s].name', e.n - 1), null
        from jsonb_array_elements(p_seeds) with ordinality as e (value, n)
        where jsonb_typeof(e.value) = 'object' and e.value ->> 'name' is null
        union all
        select g.n, g.place || '.' || g.key, g.said
        from given as g
        where g.key is not null
            and (case g.key
                when 'name' then true
                when 'parent' then true
                when 'family' then g.value ->> 'parent' is null
                when 'rank' then jsonb_typeof(g.said) = 'string' and g.said <@ '[
                    "family", "genus", "group", "species", "subspecies", "variety", "form"
                ]'
                when 'eppo_code'
                    then jsonb_typeof(g.said) = 'string' and g.said #>> '{}' ~ '^[A-Za-z0-9]{5,6}$'
                when 'gbif_key' then nachet._to_number(g.said, 1, 999999999999999999) % 1 = 0
                when 'itis_tsn' then nachet._to_number(g.said, 1, 999999999999999999) % 1 = 0
                when 'synonyms' then jsonb_typeof(g.said) = 'array'
                when 'vernacular_names' then jsonb_typeof(g.said) = 'object'
                else false
            end) is not true
        union all
        select l.n, l.place, l.said
        from label as l
        cross join lateral nachet._read_label(
            case when jsonb_typeof(l.said) = 'string' then l.said #>> '{}' end
        ) as r
        where coalesce(char_length(r.name), 0) not between 1 and 200
        union all
        select v.n, v.place, v.value
        from vernacular as v
        where v.language !~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' or jsonb_typeof(v.value) <> 'array'
            or jsonb_array_length(v.value) > 1000
        union all
        select v.n, format('%s[%s]', v.place, w.n - 1), w.value
        from vernacular as v
        cross join lateral jsonb_path_query(v.value, 'strict $[*]', silent => true)
            with ordinality as w (value, n)
        where jsonb_typeof(w.value) <> 'string'
            or nachet_data.is_blank(w.value #>> '{}')
            or char_length(w.value #>> '{}') > 200
    ) as c
    order by c.n, c.place collate "C"
    limit 1;
    if found then
        perform nachet._raise(
            'NX206', jsonb_build_object('place', v_bad.place, 'value', v_bad.value)
        );
    end if;
end
$function$;

comment on function nachet._check_seeds is 'Refuses a list of species that cannot be imported.';

create or replace function nachet._read_seed_labels(p_seeds jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_nestloop = off set jit = off as $function$
-- Nested loops are off, since a plan made for a small catalogue would read it once for each label.
-- Each label of each entry once, its name first: n (of the entry), place, label, key, is_name;
-- seed_id: the species in the catalogue that it stands for, null for none; by_name: whether by its
-- name, else by an alias.
-- Raises: NX206 for a label that two entries share, with the place of both.
declare
    v_labels jsonb;
    v_bad record;
begin
    select jsonb_agg(jsonb_build_object(
        'n', u.n, 'place', u.place, 'label', u.label, 'key', u.key, 'is_name', u.is_name,
        'seed_id', coalesce(s.id, o.current_id), 'by_name', s.id is not null
    ) order by u.n, u.position)
    into v_labels
    from (
        select distinct on (l.n, r.name_key)
            l.n, l.position, l.place, r.name as label, r.name_key as key, l.position = 0 as is_name
        from (
            select
                e.n, 0 as position, format('seeds[%s].name', e.n - 1) as place,
                e.value ->> 'name' as label
            from jsonb_array_elements(p_seeds) with ordinality as e (value, n)
            union all
            select e.n, a.n, format('seeds[%s].synonyms[%s]', e.n - 1, a.n - 1), a.value #>> '{}'
            from jsonb_array_elements(p_seeds) with ordinality as e (value, n)
            cross join lateral jsonb_path_query(e.value, '$.synonyms[*]')
                with ordinality as a (value, n)
            where e.value -> 'synonyms' <> 'null'
        ) as l
        cross join lateral nachet._read_label(l.label) as r
        order by l.n, r.name_key, l.position
    ) as u
    left join nachet_data.seed as s on u.key = s.name_key and s.merged_into is null
    left join nachet_data.seed_alias as a on u.key = a.name_key
    left join nachet_data.seed as o on a.seed_id = o.id;

    select l.place, l.label, l.other into v_bad
    from (
        select
            d.n, d.place, d.label,
            first_value(d.place) over w as other, first_value(d.n) over w as first_n
        from jsonb_to_recordset(v_labels) as d (
            n integer, place text, label text, key text, is_name boolean, seed_id uuid
        )
        -- Of a label that the catalogue does not know, and of two that stand for one species.
        window w as (partition by coalesce(d.seed_id::text, d.key) order by d.n)
    ) as l
    where l.first_n <> l.n
    order by l.n
    limit 1;
    if found then
        perform nachet._raise('NX206', jsonb_build_object(
            'place', v_bad.place, 'value', v_bad.label, 'other_place', v_bad.other
        ));
    end if;
    return coalesce(v_labels, '[]');
end
$function$;

comment on function nachet._read_seed_labels is
'Returns the names and synonyms of a checked list of species, and what they stand for already.';

create or replace function nachet._check_seed_list(p_labels jsonb, p_rows jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_nestloop = off set jit = off as $function$
-- p_labels: the result of _read_seed_labels. p_rows: that of _read_seed_list.
-- Raises: NX103, NX111 for a synonym that stands for another species; NX122 for an external id of
-- another species; NX123 for an entry that is its own parent; NX206 for an id that two entries
-- have. All with the place.
declare
    v_bad record;
begin
    select r.place, r.name into v_bad
    from jsonb_to_recordset(p_rows) as r (
        n integer, place text, seed_id uuid, name text, parent_id uuid
    )
    where r.parent_id = r.seed_id
    order by r.n
    limit 1;
    if found then
        perform nachet._raise('NX123', jsonb_build_object(
            'place', v_bad.place || '.parent', 'value', v_bad.name
        ));
    end if;
    select l.place, l.label, l.by_name, s.id, s.name
    into v_bad
    from jsonb_to_recordset(p_labels) as l (
        n integer, place text, label text, seed_id uuid, by_name boolean
    )
    inner join jsonb_to_recordset(p_rows) as r (n integer, seed_id uuid) on l.n = r.n
    inner join nachet_data.seed as s on l.seed_id = s.id
    where l.seed_id <> r.seed_id
    order by l.n, l.place
    limit 1;
    if found then
        perform nachet._raise(
            case when v_bad.by_name then 'NX103' else 'NX111' end,
            jsonb_build_object(
                'place', v_bad.place, 'label', v_bad.label, 'seed_id', v_bad.id,
                'seed_name', v_bad.name
            )
        );
    end if;

    select k.place || '.' || k.field as place, k.value, k.other, s.id, s.name
    into v_bad
    from (
        select
            r.n, r.place, r.seed_id, f.field, f.value,
            lag(r.place) over (partition by f.field, f.value order by r.n) as other
        from jsonb_to_recordset(p_rows) as r (
            n integer, place text, seed_id uuid, gbif_key bigint, eppo_code text, itis_tsn bigint
        )
        cross join lateral (
            values
            ('gbif_key', r.gbif_key::text),
            ('eppo_code', r.eppo_code),
            ('itis_tsn', r.itis_tsn::text)
        ) as f (field, value)
        where f.value is not null
    ) as k
    left join (
        select 'gbif_key' as field, e.gbif_key::text as value, e.id, e.name
        from nachet_data.seed as e
        where e.gbif_key is not null and e.merged_into is null
        union all
        select 'eppo_code', e.eppo_code, e.id, e.name
        from nachet_data.seed as e
        where e.eppo_code is not null and e.merged_into is null
        union all
        select 'itis_tsn', e.itis_tsn::text, e.id, e.name
        from nachet_data.seed as e
        where e.itis_tsn is not null and e.merged_into is null
    ) as s on k.field = s.field and k.value = s.value and k.seed_id <> s.id
    where s.id is not null or k.other is not null
    order by k.n, k.field
    limit 1;
    if found then
        perform nachet._raise(
            case when v_bad.id is null then 'NX206' else 'NX122' end,
            jsonb_build_object(
                'place', v_bad.place, 'value', v_bad.value, 'other_place', v_bad.other,
                'seed_id', v_bad.id, 'seed_name', v_bad.name
            )
        );
    end if;
end
$function$;

comment on function nachet._check_seed_list is
'Refuses a list of species with a label or an external id of another species.';

create or replace function nachet._read_seed_list(p_seeds jsonb, p_labels jsonb)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- n, place, seed_id, is_new, name, rank, parent_id, gbif_key, eppo_code, itis_tsn of each entry,
-- and of each family that neither the list nor the catalogue has (without n). p_labels: the result
-- of _read_seed_labels.
-- Raises: NX007 for a parent that is nowhere, with its place.
declare
    v_rows jsonb;
    v_parents jsonb;
    v_known jsonb;
    v_families jsonb;
    v_bad record;
begin
    select jsonb_agg(jsonb_build_object(
        'n', l.n, 'place', format('seeds[%s]', l.n - 1), 'name', l.label,
        'seed_id', coalesce(l.seed_id, nachet_data.uuid7()), 'is_new', l.seed_id is null,
        'rank', e.value -> 'rank', 'gbif_key', e.value -> 'gbif_key',
        'eppo_code', upper(e.value ->> 'eppo_code'), 'itis_tsn', e.value -> 'itis_tsn'
    ) order by l.n)
    into v_rows
    from jsonb_to_recordset(p_labels) as l (n integer, label text, seed_id uuid, is_name boolean)
    inner join jsonb_array_elements(p_seeds) with ordinality as e (value, n) on l.n = e.n
    where l.is_name;

    -- A parent is an entry of the list, or a species of the catalogue.
    select jsonb_agg(jsonb_build_object(
        'n', e.n, 'label', p.label, 'key', k.name_key, 'name', k.name, 'seed_id', r.seed_id,
        'is_family', e.value ->> 'family' is not null
    ) order by e.n)
    into v_parents
    from jsonb_array_elements(p_seeds) with ordinality as e (value, n)
    cross join lateral (
        select coalesce(e.value ->> 'parent', e.value ->> 'family') as label
    ) as p
    cross join lateral nachet._read_label(p.label) as k
    left join jsonb_to_recordset(p_labels) as l (n integer, key text) on k.name_key = l.key
    left join jsonb_to_recordset(v_rows) as r (n integer, seed_id uuid) on l.n = r.n
    where p.label is not null;
    v_known := nachet._resolve_labels(
        array(
            select distinct p.label
            from jsonb_to_recordset(v_parents) as p (label text, seed_id uuid)
            where p.seed_id is null
        ),
        false
    );
    select p.n, p.label into v_bad
    from jsonb_to_recordset(v_parents) as p (n integer, label text, seed_id uuid, is_family boolean)
    where p.seed_id is null and not p.is_family and not v_known ? p.label
    order by p.n
    limit 1;
    if found then
        perform nachet._raise('NX007', jsonb_build_object(
            'place', format('seeds[%s].parent', v_bad.n - 1), 'value', v_bad.label
        ));
    end if;
    select jsonb_agg(jsonb_build_object(
        'key', f.key, 'name', f.name, 'rank', 'family', 'is_new', true,
        'seed_id', nachet_data.uuid7()
    ))
    into v_families
    from (
        select distinct on (p.key) p.key, p.name
        from jsonb_to_recordset(v_parents) as p (label text, key text, name text, seed_id uuid)
        where p.seed_id is null and not v_known ? p.label
        order by p.key
    ) as f;

    return coalesce(v_families, '[]') || (
        select coalesce(
            jsonb_agg(
                r.value || jsonb_build_object(
                    'parent_id', coalesce(p.seed_id, (v_known ->> p.label)::uuid, f.seed_id),
                    'is_family', p.is_family
                )
                order by r.n
            ),
            '[]'
        )
        from jsonb_array_elements(coalesce(v_rows, '[]')) with ordinality as r (value, n)
        left join jsonb_to_recordset(v_parents)
            as p (n integer, label text, key text, seed_id uuid, is_family boolean) on r.n = p.n
        left join jsonb_to_recordset(v_families) as f (key text, seed_id uuid)
            on p.seed_id is null and not v_known ? p.label and p.key = f.key
    );
end
$function$;

comment on function nachet._read_seed_list is
'Returns the entries of a checked list of species as rows, with ids and parents.';

create or replace function nachet._write_seed_list(p_seeds jsonb, p_labels jsonb, p_rows jsonb)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' set enable_nestloop = off set jit = off as $function$
-- Rows that stay the same are not written. p_labels: the result of _read_seed_labels. p_rows: that
-- of _read_seed_list.
declare
    v_now constant timestamptz := nachet._now();
begin
    insert into nachet_data.seed (id, name, rank, confirmed, upload_date, updated_at)
    select
        r.seed_id, r.name, coalesce(r.rank, nachet_data.rank_of(r.name)), true, v_now, v_now
    from jsonb_to_recordset(p_rows) as r (seed_id uuid, name text, rank text, is_new boolean)
    where r.is_new;
    update nachet_data.seed as s
    set
        rank = r.rank, parent_id = r.parent_id, confirmed = true, gbif_key = r.gbif_key,
        eppo_code = r.eppo_code, itis_tsn = r.itis_tsn, updated_at = v_now
    from (
        select
            t.seed_id,
            coalesce(t.rank, e.rank) as rank,
            case when c.current_id = t.parent_id then e.parent_id
                else coalesce(t.parent_id, e.parent_id)
            end as parent_id,
            coalesce(t.gbif_key, e.gbif_key) as gbif_key,
            coalesce(t.eppo_code, e.eppo_code) as eppo_code,
            coalesce(t.itis_tsn, e.itis_tsn) as itis_tsn
        from jsonb_to_recordset(p_rows) as t (
            seed_id uuid, rank text, parent_id uuid, gbif_key bigint, eppo_code text,
            itis_tsn bigint
        )
        inner join nachet_data.seed as e on t.seed_id = e.id
        left join nachet_data.seed as c on e.parent_id = c.id
    ) as r
    where s.id = r.seed_id
        and (s.rank, s.parent_id, s.confirmed, s.gbif_key, s.eppo_code, s.itis_tsn)
            is distinct from
            (r.rank, r.parent_id, true, r.gbif_key, r.eppo_code, r.itis_tsn);

    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select r.seed_id, l.label, v_now
    from jsonb_to_recordset(p_labels) as l (
        n integer, label text, key text, seed_id uuid, is_name boolean
    )
    inner join jsonb_to_recordset(p_rows) as r (n integer, seed_id uuid) on l.n = r.n
    where l.seed_id is null and not l.is_name
    order by l.key;

    delete from nachet_data.vernacular_name as v
    using jsonb_to_recordset(p_rows) as r (n integer, seed_id uuid),
        jsonb_array_elements(p_seeds) with ordinality as e (value, n)
    where r.n = e.n
        and v.seed_id = r.seed_id
        and jsonb_typeof(e.value #> array['vernacular_names', v.language]) = 'array'
        and not e.value #> array['vernacular_names', v.language] @> to_jsonb(v.name);
    insert into nachet_data.vernacular_name (seed_id, language, name, position)
    select distinct on (r.seed_id, l.key, w.name_key) r.seed_id, l.key, m.name, m.position
    from jsonb_to_recordset(p_rows) as r (n integer, seed_id uuid)
    inner join jsonb_array_elements(p_seeds) with ordinality as e (value, n) on r.n = e.n
    cross join lateral jsonb_each(
        case
            when jsonb_typeof(e.value -> 'vernacular_names') = 'object'
                then e.value -> 'vernacular_names'
            else '{}'
        end
    ) as l
    cross join lateral jsonb_array_elements_text(l.value) with ordinality as m (name, position)
    cross join lateral (
        select nachet_data.fold(
            regexp_replace(btrim(m.name) collate "C", E'\\s+', ' ', 'g')
        ) as name_key
    ) as w
    order by r.seed_id, l.key, w.name_key, m.position
    on conflict (seed_id, language, name_key) do update
    set name = excluded.name, position = excluded.position
    where (vernacular_name.name, vernacular_name.position)
        is distinct from (excluded.name, excluded.position);
end
$function$;

comment on function nachet._write_seed_list is 'Stores the entries of a list of species.';

create or replace function nachet.import_seeds(
    p_user_id uuid, p_seeds jsonb, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Each of p_seeds (10,000 at most): name; optional: rank (see register_seed), parent (an entry of
-- the list or of the catalogue, by name) or family (added if it is new), gbif_key, eppo_code,
-- itis_tsn, synonyms (labels that become aliases), vernacular_names ({language: names}; those of a
-- language are replaced). An entry whose name is known, also as an alias, changes that species;
-- what it does not say stays. The species are confirmed. Returns for each entry its species and the
-- outcome: added, changed or unchanged.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007 (parent), NX103, NX111, NX122, NX123, NX206, NX210, NX302, NX303, with the
-- place.
-- Repeat: the same answer, all unchanged.
declare
    v_reason text;
    v_labels jsonb;
    v_rows jsonb;
    v_before jsonb[];
    v_after jsonb[];
    v_places text[];
    v_bad record;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    perform nachet._check_seeds(p_seeds);
    lock table nachet_data.seed in exclusive mode;
    v_labels := nachet._read_seed_labels(p_seeds);
    v_rows := nachet._read_seed_list(p_seeds, v_labels);
    perform nachet._check_seed_list(v_labels, v_rows);
    select
        array_agg(
            case
                when r.is_new then jsonb_build_object('seed_id', r.seed_id)
                else nachet._seed_document(r.seed_id)
            end
            order by r.n nulls first
        ),
        array_agg(r.place order by r.n nulls first)
    into v_before, v_places
    from jsonb_to_recordset(v_rows) as r (n integer, place text, seed_id uuid, is_new boolean);
    if v_before is null then
        return '[]'::jsonb;
    end if;
    perform nachet._write_seed_list(p_seeds, v_labels, v_rows);
    select r.place, p.name into v_bad
    from jsonb_to_recordset(v_rows) as r (
        n integer, place text, parent_id uuid, is_family boolean
    )
    inner join nachet_data.seed as p on r.parent_id = p.id
    where r.is_family and p.rank <> 'family'
    order by r.n
    limit 1;
    if found then
        perform nachet._raise('NX123', jsonb_build_object(
            'place', v_bad.place || '.family', 'value', v_bad.name
        ));
    end if;
    v_after := nachet._record_seed_changes(
        p_user_id, 'update', v_reason, v_before, p_places => v_places
    );
    -- A family that was added has no place.
    return (
        select jsonb_agg(
            jsonb_build_object(
                'seed_id', d.after -> 'seed_id',
                'seed_name', d.after -> 'seed_name',
                'outcome', case
                    when d.before - 'seed_id' = '{}' then 'added'
                    when d.after - 'updated_at' = d.before - 'updated_at' then 'unchanged'
                    else 'changed'
                end
            )
            order by d.n
        )
        from unnest(v_before, v_after, v_places) with ordinality as d (before, after, place, n)
        where d.place is not null
    );
end
$function$;

comment on function nachet.import_seeds is
'Imports a list of species with their ranks, external ids, synonyms and vernacular names; for '
'administrators only.';
grant execute on function nachet.import_seeds to nachet_backend;
