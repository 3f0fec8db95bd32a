create or replace function nachet._read_sample(p_options jsonb, p_kinds jsonb)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_kinds: further options. Those that are null are left out.
-- Raises: NX210.
declare
    v_options jsonb;
    v_bad text;
    v_place text;
begin
    v_options := nachet._read_options(
        p_options,
        '{
            "lot": "string", "crop": "string", "crop_seed_id": "uuid", "weight": "number",
            "examined_weight": "number", "tests": "array", "received_at": "string",
            "metadata": "metadata"
        }'::jsonb || p_kinds
    );
    select f.key into v_bad
    from (
        values
        (0, 'number', char_length(v_options ->> 'number') <= 200),
        (0, 'number', not nachet_data.is_blank(v_options ->> 'number')),
        (1, 'lot', char_length(v_options ->> 'lot') <= 200),
        (2, 'lot', not nachet_data.is_blank(v_options ->> 'lot')),
        (3, 'crop', char_length(v_options ->> 'crop') <= 200),
        (4, 'crop', (nachet._read_label(v_options ->> 'crop')).name <> ''),
        (5, 'weight', nachet._to_number(v_options -> 'weight', 1e-6, 1e9) is not null),
        (
            6, 'examined_weight',
            nachet._to_number(v_options -> 'examined_weight', 1e-6, 1e9) is not null
        ),
        (7, 'received_at', nachet._to_timestamp(v_options ->> 'received_at') is not null)
    ) as f (n, key, fine)
    where v_options ? f.key and f.fine is not true
    order by f.n
    limit 1;
    if v_bad is not null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', v_bad, 'value', v_options -> v_bad)
        );
    end if;
    select coalesce(
        min(format('tests[%s]', t.n - 1)) filter (
            where (
                jsonb_typeof(t.value) = 'string'
                and char_length(t.value #>> '{}') <= 200
                and not nachet_data.is_blank(t.value #>> '{}')
            ) is not true
        ),
        case when count(*) > 20 or count(*) > count(distinct t.value) then 'tests' end
    )
    into v_place
    from jsonb_path_query(v_options, 'strict $.tests[*]', silent => true)
        with ordinality as t (value, n);
    if v_place is not null then
        perform nachet._raise('NX210', jsonb_build_object(
            'option', 'tests', 'place', v_place, 'value', v_options -> 'tests'
        ));
    end if;
    if v_options ? 'crop_seed_id' then
        perform nachet._require_seed((v_options ->> 'crop_seed_id')::uuid);
    end if;
    return v_options;
end
$function$;

comment on function nachet._read_sample is
'Returns what is said of a sample; refuses what cannot be stored.';

create or replace function nachet._sample_facts(p_container_id uuid, p_sample_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select jsonb_build_object(
            'number', s.number, 'lot', s.lot, 'crop', s.crop, 'crop_seed_id', s.crop_seed_id,
            'weight', s.weight, 'examined_weight', s.examined_weight, 'tests', s.tests,
            'received_at', s.received_at, 'metadata', s.metadata
        )
        from nachet_data.sample as s
        where s.container_id = p_container_id and s.id = p_sample_id
    );
end
$function$;

comment on function nachet._sample_facts is
'Returns what can be changed of a sample; null for none.';

create or replace function nachet._write_sample(
    p_container_id uuid, p_sample_id uuid, p_given jsonb, p_options jsonb
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_given: the options as they were given, in which null takes a fact away; p_options: the result
-- of _read_sample. A crop that stands for a species of the catalogue is that species unless the
-- options say another.
-- Raises: NX180, NX186, NX202.
declare
    v_old nachet_data.sample;
    v_crop constant text := p_options ->> 'crop';
    v_seeds jsonb := '{}'::jsonb;
    v_number text;
    v_weight double precision;
    v_examined double precision;
begin
    select s.* into v_old
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id;
    if v_crop is not null then
        v_seeds := nachet._resolve_labels(array[v_crop], false);
    end if;
    v_number := nachet._require_name(coalesce(p_options ->> 'number', v_old.number));
    v_weight := case
        when p_given ? 'weight' then (p_options -> 'weight')::double precision
        else v_old.weight
    end;
    v_examined := case
        when p_given ? 'examined_weight' then (p_options -> 'examined_weight')::double precision
        else v_old.examined_weight
    end;
    if v_examined > v_weight then
        perform nachet._raise(
            'NX186', jsonb_build_object('examined_weight', v_examined, 'weight', v_weight)
        );
    end if;
    begin
        update nachet_data.sample as s
        set
            number = v_number,
            lot = case when p_given ? 'lot' then p_options ->> 'lot' else v_old.lot end,
            crop = case when p_given ? 'crop' then v_crop else v_old.crop end,
            crop_seed_id = case
                when p_given ? 'crop_seed_id' then (p_options ->> 'crop_seed_id')::uuid
                when p_given ? 'crop' then (v_seeds ->> v_crop)::uuid
                else v_old.crop_seed_id
            end,
            weight = v_weight,
            examined_weight = v_examined,
            tests = case
                when p_given ? 'tests' then array(
                    select t.value #>> '{}'
                    from jsonb_path_query(p_options, '$.tests[*]') as t (value)
                )
                else v_old.tests
            end,
            received_at = case
                when p_given ? 'received_at' then (p_options ->> 'received_at')::timestamptz
                else v_old.received_at
            end,
            metadata = case
                when p_given ? 'metadata' then coalesce(p_options -> 'metadata', '{}')
                else v_old.metadata
            end
        where s.container_id = p_container_id and s.id = p_sample_id;
    exception
        when unique_violation then
            perform nachet._raise('NX180', jsonb_build_object('number', v_number));
    end;
end
$function$;

comment on function nachet._write_sample is 'Stores what is said of a sample.';

create or replace function nachet._describe_sample(p_container_id uuid, p_sample_id uuid)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
begin
    return (
        select to_jsonb(s)
        from nachet.sample_summary as s
        where s.container_id = p_container_id and s.sample_id = p_sample_id
    );
end
$function$;

comment on function nachet._describe_sample is
'Returns a sample in the form of documents; null for none.';

create or replace function nachet.create_sample(
    p_user_id uuid, p_container_id uuid, p_number text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: lot, crop (up to 200 characters; where it stands for a species of the catalogue, it is
-- that one), crop_seed_id (the species of the crop), weight and examined_weight (grams), tests (up
-- to 20 different texts of up to 200 characters), received_at, metadata (an object of up to 100,000
-- characters, nested up to 32 deep), sample_id (the caller's own id).
-- Locks: the container, shared; the catalogue, shared; the new row; waits for a concurrent
-- transaction that uses the same number.
-- Raises: NX001, NX002, NX007, NX108, NX180, NX186, NX202, NX210, NX301, NX303.
-- Repeat: with the same sample_id and number, the sample; with the number only, NX180.
declare
    v_now constant timestamptz := nachet._now();
    v_options jsonb;
    v_number text;
    v_id uuid;
    v_new_id uuid;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_sample(p_options, '{"sample_id": "uuid"}');
    v_number := nachet._require_name(p_number);
    v_id := coalesce((v_options ->> 'sample_id')::uuid, nachet_data.uuid7());
    -- A deletion of the container waits, or is seen.
    perform
    from nachet_data.container as c
    where c.id = p_container_id
    for share;
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._hold_catalogue();
    insert into nachet_data.sample (container_id, id, number, user_id, upload_date, updated_at)
    values (p_container_id, v_id, v_number, p_user_id, v_now, v_now)
    on conflict do nothing
    returning id into v_new_id;
    if v_new_id is null then
        if not exists (
            select
            from nachet_data.sample as s
            where s.container_id = p_container_id and s.id = v_id
        ) then
            perform nachet._raise('NX180', jsonb_build_object('number', v_number));
        elsif not exists (
            select
            from nachet_data.sample as s
            where s.container_id = p_container_id and s.id = v_id and s.number = v_number
        ) then
            perform nachet._raise('NX108', jsonb_build_object('sample_id', v_id));
        end if;
        return nachet._describe_sample(p_container_id, v_id);
    end if;
    perform nachet._write_sample(p_container_id, v_id, p_options, v_options);
    perform nachet._record_acts(
        p_user_id, p_container_id, 'create_sample', 'sample', array[v_id], null,
        array[nachet._sample_facts(p_container_id, v_id)]
    );
    return nachet._describe_sample(p_container_id, v_id);
end
$function$;

comment on function nachet.create_sample is
'Enters a sample that a laboratory received, under its number, and returns it.';
grant execute on function nachet.create_sample to nachet_backend;

create or replace function nachet.update_sample(
    p_user_id uuid, p_container_id uuid, p_sample_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- What is not given stays; null takes it away. Options: number, and those of create_sample without
-- sample_id; metadata replaces the whole of it. Reports that were issued stay as they are.
-- Locks: the catalogue, shared; the sample; waits for a concurrent transaction that uses the same
-- number.
-- Raises: NX001, NX002, NX007, NX080, NX180, NX186, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_options jsonb;
    v_before jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    v_options := nachet._read_sample(p_options, '{"number": "string"}');
    perform nachet._hold_catalogue();
    perform
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id
    for no key update;
    v_before := nachet._sample_facts(p_container_id, p_sample_id);
    if v_before is null then
        perform nachet._raise('NX080', jsonb_build_object('sample_id', p_sample_id));
    end if;
    perform nachet._write_sample(p_container_id, p_sample_id, p_options, v_options);
    update nachet_data.sample as s
    set updated_at = v_now
    where s.container_id = p_container_id and s.id = p_sample_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'update_sample', 'sample', array[p_sample_id],
        array[v_before], array[nachet._sample_facts(p_container_id, p_sample_id)]
    );
    return nachet._describe_sample(p_container_id, p_sample_id);
end
$function$;

comment on function nachet.update_sample is 'Changes what is said of a sample and returns it.';
grant execute on function nachet.update_sample to nachet_backend;
