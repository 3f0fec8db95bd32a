create or replace function nachet._check_regulated_list(p_list jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A key that is null is not given.
-- Raises: NX280, with the first wrong place.
declare
    v_place text;
begin
    with period as (
        select p.n, format('periods[%s]', p.n - 1) as place, p.value
        from jsonb_path_query(p_list, '$.periods[*]') with ordinality as p (value, n)
    ),

    class as (
        select p.n, c.n as m, format('%s.classes[%s]', p.place, c.n - 1) as place, c.value
        from period as p
        cross join lateral jsonb_path_query(p.value, '$.classes[*]')
            with ordinality as c (value, n)
    ),

    entry as (
        select
            c.n, c.m, e.n as o, format('%s.entries[%s]', c.place, e.n - 1) as place, e.value
        from class as c
        cross join lateral jsonb_path_query(c.value, '$.entries[*]')
            with ordinality as e (value, n)
    ),

    given as (
        select 0 as n, 0 as m, 0 as o, '' as place, 'list' as kind, p_list as value
        union all
        select p.n, 0, 0, p.place || '.', 'period', p.value
        from period as p
        union all
        select c.n, c.m, 0, c.place || '.', 'class', c.value
        from class as c
        union all
        select e.n, e.m, e.o, e.place || '.', 'entry', e.value
        from entry as e
    ),

    field (kind, key, form, needed) as (
        values
        ('list', 'name', 'name', true),
        ('list', 'authority', 'name', true),
        ('list', 'jurisdiction', 'name', true),
        ('list', 'periods', 'array', true),
        ('period', 'title', 'name', true),
        ('period', 'valid_from', 'date', true),
        ('period', 'valid_to', 'date', false),
        ('period', 'per_weight', 'weight', false),
        ('period', 'source', 'text', false),
        ('period', 'note', 'text', false),
        ('period', 'classes', 'array', true),
        ('class', 'number', 'number', true),
        ('class', 'name_en', 'name', true),
        ('class', 'name_fr', 'name', true),
        ('class', 'meaning', 'text', false),
        ('class', 'complete', 'boolean', true),
        ('class', 'entries', 'array', true),
        ('entry', 'name', 'name', true),
        ('entry', 'rank', 'rank', false),
        ('entry', 'synonyms', 'array', false),
        ('entry', 'note', 'text', false)
    )

    select w.place into v_place
    from (
        select g.n, g.m, g.o, g.place || k.key as place
        from given as g
        cross join lateral jsonb_object_keys(
            case jsonb_typeof(g.value) when 'object' then g.value else '{"": null}' end
        ) as k (key)
        left join field as f on g.kind = f.kind and k.key = f.key
        where f.key is null
        union all
        select g.n, g.m, g.o, g.place || f.key
        from given as g
        inner join field as f on g.kind = f.kind
        cross join lateral (
            select nullif(g.value -> f.key, 'null') as value
        ) as v
        where case f.form
            when 'name' then
                jsonb_typeof(v.value) = 'string'
                and char_length(v.value #>> '{}') <= 200
                and not nachet_data.is_blank(v.value #>> '{}')
            when 'date' then
                jsonb_typeof(v.value) = 'string'
                and v.value #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                and nachet._to_timestamp(v.value #>> '{}') is not null
            when 'weight' then nachet._to_number(v.value, 1e-6, 1e9) is not null
            when 'number' then nachet._to_number(v.value, 1, 1000) % 1 = 0
            when 'rank' then v.value in ('"genus"', '"species"')
            when 'text'
                then jsonb_typeof(v.value) = 'string' and char_length(v.value #>> '{}') <= 10000
            else jsonb_typeof(v.value) = f.form
        end is not true
            and (f.needed or v.value is not null)
        union all
        select e.n, e.m, e.o, format('%s.synonyms[%s]', e.place, s.n - 1)
        from entry as e
        cross join lateral jsonb_path_query(e.value, 'strict $.synonyms[*]', silent => true)
            with ordinality as s (value, n)
        where jsonb_typeof(s.value) <> 'string'
            or char_length(s.value #>> '{}') > 200
            or nachet_data.is_blank(s.value #>> '{}')
    ) as w
    order by w.n, w.m, w.o, w.place collate "C"
    limit 1;
    if found then
        perform nachet._raise('NX280', jsonb_build_object('place', rtrim(v_place, '.')));
    end if;
end
$function$;

comment on function nachet._check_regulated_list is
'Refuses a regulated list that cannot be imported.';

create or replace function nachet._read_regulated_entries(p_list jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Of a checked list: valid_from, class_number, name, rank, keys, genus_key, note of each entry.
-- Raises: NX280 for a class or a name that stands in a period twice, and for periods that share a
-- day, with both places.
declare
    v_entries jsonb;
    v_bad record;
begin
    select jsonb_agg(jsonb_build_object(
        'place', x.place, 'valid_from', x.valid_from, 'class_number', x.class_number,
        'name', x.name, 'rank', x.rank, 'note', x.note,
        'genus_key', case x.rank when 'genus' then nachet_data.fold(x.name) end,
        'keys', (
            select jsonb_agg(distinct r.name_key || t.ending)
            from unnest(array[x.name] || x.synonyms) as s (name)
            cross join lateral nachet._read_label(s.name) as r
            cross join unnest(
                case x.rank
                    when 'genus' then array['', ' sp', ' sp.', ' spp', ' spp.']
                    else array['']
                end
            ) as t (ending)
        )
    ) order by x.p, x.c, x.e)
    into v_entries
    from (
        select
            p.n as p, c.n as c, e.n as e,
            format('periods[%s].classes[%s].entries[%s].name', p.n - 1, c.n - 1, e.n - 1) as place,
            p.value -> 'valid_from' as valid_from, c.value -> 'number' as class_number,
            coalesce(
                e.value ->> 'rank',
                case nachet_data.rank_of(e.value ->> 'name') when 'genus' then 'genus' end,
                'species'
            ) as rank,
            regexp_replace(
                (nachet._read_label(e.value ->> 'name')).name, ' spp?[.]?$', '', 'i'
            ) as name,
            coalesce(e.value ->> 'note', '') as note,
            array(
                select s.value #>> '{}'
                from jsonb_path_query(e.value, '$.synonyms[*]') as s (value)
                where s.value <> 'null'
            ) as synonyms
        from jsonb_path_query(p_list, '$.periods[*]') with ordinality as p (value, n)
        cross join lateral jsonb_path_query(p.value, '$.classes[*]')
            with ordinality as c (value, n)
        cross join lateral jsonb_path_query(c.value, '$.entries[*]')
            with ordinality as e (value, n)
    ) as x;
    select d.place, d.other into v_bad
    from (
        select e.place, lag(e.place) over (partition by e.valid_from, k.key order by e.n) as other
        from jsonb_array_elements(v_entries) with ordinality as j (value, n)
        cross join lateral (
            select j.n, j.value ->> 'place' as place, j.value ->> 'valid_from' as valid_from
        ) as e
        cross join lateral jsonb_array_elements_text(j.value -> 'keys') as k (key)
        union all
        select
            format('periods[%s].classes[%s].number', p.n - 1, c.n - 1),
            lag(format('periods[%s].classes[%s].number', p.n - 1, c.n - 1))
                over (partition by p.n, c.value -> 'number' order by c.n)
        from jsonb_path_query(p_list, '$.periods[*]') with ordinality as p (value, n)
        cross join lateral jsonb_path_query(p.value, '$.classes[*]')
            with ordinality as c (value, n)
    ) as d
    where d.other is not null and d.place <> d.other
    order by d.place collate "C"
    limit 1;
    if found then
        perform nachet._raise(
            'NX280', jsonb_build_object('place', v_bad.place, 'other_place', v_bad.other)
        );
    end if;
    return coalesce(v_entries, '[]');
end
$function$;

comment on function nachet._read_regulated_entries is
'Returns the entries of a checked regulated list as rows, with what they are found by.';

create or replace function nachet._regulated_facts(p_list_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Null for none. Of the entries of a period a digest: thousands are too many for the act log.
begin
    return (
        select jsonb_build_object(
            'name', l.name, 'authority', l.authority, 'jurisdiction', l.jurisdiction,
            'periods', (
                select coalesce(
                    jsonb_agg(
                        to_jsonb(p) - '{list_id}'::text[] || jsonb_build_object(
                            'digest', (
                                select md5(
                                    coalesce(
                                        string_agg(c::text, ' ' order by c.number), ''
                                    )
                                )
                                from nachet_data.regulated_class as c
                                where c.period_id = p.id
                            ) || (
                                select md5(
                                    coalesce(
                                        string_agg(e::text, ' ' order by e.name collate "C"), ''
                                    )
                                )
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
        from nachet_data.regulated_list as l
        where l.id = p_list_id
    );
end
$function$;

comment on function nachet._regulated_facts is
'Returns what an import can change of a regulated list, in short.';

create or replace function nachet._store_regulated_list(p_list jsonb)
returns uuid language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_list: checked. Of a list that is there: a period is known by its first day and keeps its id;
-- what the import does not name stays.
-- Locks: the list.
-- Raises: NX280.
declare
    v_now constant timestamptz := nachet._now();
    v_entries constant jsonb := nachet._read_regulated_entries(p_list);
    v_ids uuid[];
    v_id uuid;
    v_other date;
begin
    insert into nachet_data.regulated_list (name, authority, jurisdiction, upload_date, updated_at)
    values (
        p_list ->> 'name', p_list ->> 'authority', p_list ->> 'jurisdiction', v_now, v_now
    )
    on conflict (name_key) do update
    set authority = excluded.authority, jurisdiction = excluded.jurisdiction
    returning id into v_id;
    insert into nachet_data.regulated_period (
        list_id, title, valid_from, valid_to, per_weight, source, note
    )
    select
        v_id, p.value ->> 'title', (p.value ->> 'valid_from')::date,
        (p.value ->> 'valid_to')::date, (p.value ->> 'per_weight')::double precision,
        coalesce(p.value ->> 'source', ''), coalesce(p.value ->> 'note', '')
    from jsonb_array_elements(p_list -> 'periods') as p
    order by p.value ->> 'valid_from'
    on conflict (list_id, valid_from) do update
    set
        title = excluded.title, valid_to = excluded.valid_to, per_weight = excluded.per_weight,
        source = excluded.source, note = excluded.note;
    select max(b.valid_from) into v_other
    from nachet_data.regulated_period as a
    inner join nachet_data.regulated_period as b
        on a.list_id = b.list_id and a.valid_from < b.valid_from
    where a.list_id = v_id and (a.valid_to > b.valid_from or a.valid_to is null);
    if v_other is not null then
        perform nachet._raise(
            'NX280', jsonb_build_object('place', 'periods', 'valid_from', v_other)
        );
    end if;
    v_ids := array(
        select p.id
        from nachet_data.regulated_period as p
        where p.list_id = v_id
            and p.valid_from in (
                select (g.value ->> 'valid_from')::date
                from jsonb_array_elements(p_list -> 'periods') as g
            )
    );
    delete from nachet_data.regulated_class as c
    where c.period_id = any (v_ids);
    insert into nachet_data.regulated_class (
        period_id, number, name_en, name_fr, meaning, complete
    )
    select
        p.id, (c.value -> 'number')::smallint, c.value ->> 'name_en', c.value ->> 'name_fr',
        coalesce(c.value ->> 'meaning', ''), (c.value -> 'complete')::boolean
    from jsonb_array_elements(p_list -> 'periods') as g
    inner join nachet_data.regulated_period as p
        on p.list_id = v_id and (g.value ->> 'valid_from')::date = p.valid_from
    cross join lateral jsonb_array_elements(g.value -> 'classes') as c;
    insert into nachet_data.regulated_entry (
        period_id, class_number, name, rank, keys, genus_key, note
    )
    select
        p.id, e.class_number, e.name, e.rank,
        array(select jsonb_array_elements_text(e.keys)), e.genus_key, e.note
    from jsonb_to_recordset(v_entries) as e (
        valid_from date, class_number smallint, name text, rank text, keys jsonb, genus_key text,
        note text
    )
    inner join nachet_data.regulated_period as p
        on p.list_id = v_id and e.valid_from = p.valid_from;
    return v_id;
end
$function$;

comment on function nachet._store_regulated_list is
'Stores a checked regulated list and returns its id.';

create or replace function nachet.import_regulated_list(
    p_user_id uuid, p_list jsonb, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- p_list: name, authority, jurisdiction, periods (title, valid_from, valid_to: the first day on
-- which it holds no more, per_weight in grams, source, note, classes (number, name_en, name_fr,
-- meaning, complete, entries (name, rank: genus or species, synonyms, note))). A list is known by
-- its name, a period by its first day; a period that is named is replaced, others stay.
-- Options: reason.
-- Locks: the list; waits for a concurrent import of it.
-- Raises: NX001, NX210, NX280 (with the place), NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_before jsonb;
    v_after jsonb;
    v_id uuid;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    perform nachet._check_regulated_list(p_list);
    select l.id into v_id
    from nachet_data.regulated_list as l
    where l.name_key = nachet_data.fold(p_list ->> 'name')
    for no key update;
    v_before := nachet._regulated_facts(v_id);
    v_id := nachet._store_regulated_list(p_list);
    v_after := nachet._regulated_facts(v_id);
    if v_before <> v_after then
        update nachet_data.regulated_list as l
        set updated_at = nachet._now()
        where l.id = v_id;
    end if;
    perform nachet._record_acts(
        p_user_id, null, 'import_regulated_list', 'regulated_list', array[v_id],
        case when v_before is not null then array[v_before] end, array[v_after], v_reason
    );
    return (
        select jsonb_build_object(
            'list_id', l.id, 'name', l.name, 'authority', l.authority,
            'jurisdiction', l.jurisdiction, 'upload_date', l.upload_date,
            'updated_at', l.updated_at,
            'outcome', case
                when v_before is null then 'added'
                when v_before <> v_after then 'changed'
                else 'unchanged'
            end
        )
        from nachet_data.regulated_list as l
        where l.id = v_id
    );
end
$function$;

comment on function nachet.import_regulated_list is
'Imports a list of species that an authority regulates, by class and period; for administrators '
'only.';
grant execute on function nachet.import_regulated_list to nachet_backend;
