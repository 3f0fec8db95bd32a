create or replace function nachet._check_undoable(p_change record, p_now jsonb)
returns void language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_now: the document of the species now.
-- Raises: NX121, with the change that must be undone first, if there is one.
declare
    c_own constant text[] := array['aliases', 'parent_name', 'vernacular_names'];
    v_merged_into uuid;
    v_later_id uuid;
    v_is_in_place boolean;
begin
    select s.merged_into into v_merged_into
    from nachet_data.seed as s
    where s.id = p_change.seed_id;
    v_is_in_place := case p_change.act
        when 'undo' then false
        when 'add' then false
        when 'merge' then (v_merged_into = p_change.other_id) is true
        else v_merged_into is null
            -- Each label as the change left it.
            and not exists (
                select
                from jsonb_array_elements(coalesce(p_change.after -> 'aliases', '[]')) as a (label)
                where not p_change.before -> 'aliases' @> a.label
                    and not p_now -> 'aliases' @> a.label
            )
            and not exists (
                select
                from jsonb_array_elements(coalesce(p_change.before -> 'aliases', '[]')) as b (label)
                where not p_change.after -> 'aliases' @> b.label and p_now -> 'aliases' @> b.label
            )
    end;
    select l.id into v_later_id
    from nachet_data.seed_change as l
    where l.id > p_change.id
        and p_change.act not in ('add', 'undo')
        and l.act <> 'undo'
        and not exists (
            select
            from nachet_data.seed_change as u
            where u.undone_id = l.id
        )
        and case p_change.act
            when 'merge'
                then l.act = 'merge'
                    and l.after -> 'moved' @> to_jsonb(p_change.seed_id)
                    and not v_is_in_place
            when 'split' then p_change.seed_id in (l.seed_id, l.other_id)
            else l.seed_id = p_change.seed_id
                and (
                    (l.act = 'merge' and v_merged_into is not null)
                    or (l.after ? 'aliases' and not v_is_in_place)
                    or l.after ?| array(
                        select k.key
                        from jsonb_object_keys(p_change.after) as k (key)
                        where k.key <> all (c_own)
                    )
                    or (l.after ? 'vernacular_names' and p_change.after ? 'vernacular_names')
                )
        end
    order by l.id desc
    limit 1;
    if v_later_id is not null or not v_is_in_place then
        perform nachet._raise('NX121', jsonb_build_object(
            'change_id', p_change.id, 'act', p_change.act, 'later_change_id', v_later_id
        ));
    end if;
end
$function$;

comment on function nachet._check_undoable is
'Refuses a change of a species on which a later one depends.';

create or replace function nachet._undo_merge(p_change record)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Also what was merged into the species before points to it again.
-- Raises: NX103, NX111.
declare
    v_now constant timestamptz := nachet._now();
    v_seed record;
begin
    select s.name, s.name_key into v_seed
    from nachet_data.seed as s
    where s.id = p_change.seed_id;
    delete from nachet_data.seed_alias as a
    where a.seed_id = p_change.seed_id and a.name_key = v_seed.name_key;
    perform nachet._require_label_free(v_seed.name, p_change.seed_id, 'name');
    update nachet_data.seed as s
    set
        merged_into = case when s.id <> p_change.seed_id then p_change.seed_id end,
        updated_at = v_now
    where s.id = p_change.seed_id
        or (
            p_change.after -> 'moved' @> to_jsonb(s.id)
            and s.merged_into = p_change.other_id
        );
end
$function$;

comment on function nachet._undo_merge is 'Makes a merged species one of its own again.';

create or replace function nachet._undo_split(p_change record)
returns uuid language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- As a merge: what was identified as the new species meanwhile follows, and so do its labels.
declare
    v_now constant timestamptz := nachet._now();
    v_into_id uuid;
begin
    select s.current_id into v_into_id
    from nachet_data.seed as s
    where s.id = p_change.other_id;
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, s.name, v_now
    from nachet_data.seed as s
    where s.id = p_change.seed_id
    on conflict do nothing;
    update nachet_data.seed as s
    set merged_into = v_into_id, updated_at = v_now
    where s.id = p_change.seed_id;
    return v_into_id;
end
$function$;

comment on function nachet._undo_split is
'Merges the new species of a split into the one that was split and returns that one.';

create or replace function nachet._restore_labels(p_change record)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Raises: NX103, NX111.
declare
    v_now constant timestamptz := nachet._now();
    v_lost text[];
begin
    delete from nachet_data.seed_alias as a
    where p_change.after ? 'aliases'
        and p_change.after -> 'aliases' @> to_jsonb(a.name)
        and not p_change.before -> 'aliases' @> to_jsonb(a.name);
    v_lost := array(
        select b.label
        from jsonb_array_elements_text(coalesce(p_change.before -> 'aliases', '[]')) as b (label)
        where not p_change.after -> 'aliases' @> to_jsonb(b.label)
    );
    perform nachet._require_label_free(l.label, p_change.seed_id, 'alias')
    from unnest(v_lost) as l (label);
    if p_change.before ? 'seed_name' then
        perform nachet._require_label_free(
            p_change.before ->> 'seed_name', p_change.seed_id, 'name'
        );
        update nachet_data.seed as s
        set name = p_change.before ->> 'seed_name'
        where s.id = p_change.seed_id;
    end if;
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select p_change.seed_id, l.label, v_now
    from unnest(v_lost) as l (label);

    if p_change.before ? 'vernacular_names' then
        delete from nachet_data.vernacular_name as v
        where v.seed_id = p_change.seed_id;
        insert into nachet_data.vernacular_name (seed_id, language, name, position)
        select p_change.seed_id, l.key, n.name, n.position
        from jsonb_each(p_change.before -> 'vernacular_names') as l
        cross join lateral jsonb_array_elements_text(l.value) with ordinality as n (name, position)
        -- What the species has from one that was merged into it.
        where not exists (
            select
            from nachet_data.seed as m
            inner join nachet_data.vernacular_name as v on m.id = v.seed_id
            where m.current_id = p_change.seed_id and v.language = l.key and v.name = n.name
        );
    end if;
end
$function$;

comment on function nachet._restore_labels is
'Gives a species the name, the aliases and the vernacular names back that it had before a change.';

create or replace function nachet.undo_seed_change(
    p_user_id uuid, p_change_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The undo is a change itself. A change on which a later one depends is refused: that one must be
-- undone first; so is an added species and an undo. Undoing a split merges the new species. Returns
-- the species; for a split, the one that was split.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it; pictures of what people may
-- differ about again.
-- Raises: NX001, NX017, NX103, NX111, NX121, NX122, NX123, NX210, NX302.
-- Repeat: the same answer.
declare
    v_reason text;
    v_change record;
    v_before jsonb;
    v_again jsonb;
    v_facts jsonb;
    v_into_id uuid;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    select c.* into v_change
    from nachet_data.seed_change as c
    where c.id = p_change_id;
    if not found then
        perform nachet._raise('NX017', jsonb_build_object('change_id', p_change_id));
    end if;
    if exists (
        select
        from nachet_data.seed_change as u
        where u.undone_id = p_change_id
    ) then
        select s.current_id into v_into_id
        from nachet_data.seed as s
        where s.id = v_change.seed_id;
        return nachet._seed_document(v_into_id);
    end if;
    v_before := nachet._seed_document(v_change.seed_id);
    perform nachet._check_undoable(v_change, v_before);

    -- What it would have again may belong to another species by now.
    v_again := case when v_change.act = 'merge' then v_before else v_change.before end;
    v_facts := nachet._read_seed_facts(
        jsonb_strip_nulls(jsonb_build_object(
            'gbif_key', v_again -> 'gbif_key',
            'eppo_code', v_again -> 'eppo_code',
            'itis_tsn', v_again -> 'itis_tsn',
            'parent_id', v_change.before -> 'parent_id'
        )),
        '{}', v_change.seed_id
    );

    if v_change.act in ('merge', 'split') then
        if v_change.act = 'merge' then
            perform nachet._undo_merge(v_change);
        else
            v_into_id := nachet._undo_split(v_change);
        end if;
        perform nachet._record_seed_changes(
            p_user_id, 'undo', v_reason,
            array[jsonb_build_object(
                'seed_id', v_change.seed_id, 'merged_into', v_change.after -> 'merged_into',
                'moved', coalesce(v_change.after -> 'moved', '[]')
            )],
            array[jsonb_build_object(
                'seed_id', v_change.seed_id, 'merged_into', v_into_id, 'moved', '[]'::jsonb
            )],
            v_change.other_id, p_change_id
        );
        perform nachet._follow_species(
            array(
                select s.id
                from nachet_data.seed as s
                where s.current_id in (v_change.seed_id, v_change.other_id, v_into_id)
            ),
            v_change.act = 'merge'
        );
        return nachet._seed_document(coalesce(v_into_id, v_change.seed_id));
    end if;

    perform nachet._restore_labels(v_change);
    update nachet_data.seed as s
    set
        rank = coalesce(v_change.before ->> 'rank', s.rank),
        parent_id = case
            when v_change.before ? 'parent_id' then (v_facts ->> 'parent_id')::uuid
            else s.parent_id
        end,
        information = coalesce(v_change.before -> 'information', s.information),
        confirmed = coalesce((v_change.before ->> 'confirmed')::boolean, s.confirmed),
        object_type_id = coalesce(
            (v_change.before ->> 'object_type_id')::smallint, s.object_type_id
        ),
        gbif_key = case
            when v_change.before ? 'gbif_key' then (v_facts ->> 'gbif_key')::bigint
            else s.gbif_key
        end,
        eppo_code = case
            when v_change.before ? 'eppo_code' then v_facts ->> 'eppo_code' else s.eppo_code
        end,
        itis_tsn = case
            when v_change.before ? 'itis_tsn' then (v_facts ->> 'itis_tsn')::bigint
            else s.itis_tsn
        end,
        updated_at = nachet._now()
    where s.id = v_change.seed_id;
    return (nachet._record_seed_changes(
        p_user_id, 'undo', v_reason, array[v_before], p_undone_id => p_change_id
    ))[1];
end
$function$;

comment on function nachet.undo_seed_change is
'Undoes a change of a species and returns the species; for administrators only.';
grant execute on function nachet.undo_seed_change to nachet_backend;
