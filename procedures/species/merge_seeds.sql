create or replace function nachet._weigh_again(
    p_container_id uuid, p_specimen_ids uuid[],
    out specimen_ids uuid[], out states text[], out seed_ids uuid[], out act_ids uuid[],
    out user_ids uuid[], out places text[]
)
returns record language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = 'force_generic_plan' as $function$
-- Of each specimen that changes: its state, as if the last one who spoke of it repeated that, as
-- _weigh_words says (where one reader is asked, all must agree); that one (user_ids: the last
-- word first), what they said, and where the last one of those who agree moved it.
begin
    with word as materialized (
        select distinct on (d.specimen_id, d.user_id)
            d.specimen_id, d.id, d.user_id, d.seed_id, e.current_id,
            d.top_x, d.top_y, d.bottom_x, d.bottom_y,
            (d.top_x, d.top_y, d.bottom_x, d.bottom_y)
            <> (m.top_x, m.top_y, m.bottom_x, m.bottom_y) as moved
        from nachet_data.identification as d
        inner join nachet_data.object as m
            on m.container_id = p_container_id and d.object_id = m.id
        left join nachet_data.seed as e on d.seed_id = e.id
        where d.container_id = p_container_id
            and d.specimen_id = any (p_specimen_ids)
            and d.act <> 'reopen'
            and not exists (
                select
                from nachet_data.identification as r
                where r.container_id = p_container_id
                    and r.specimen_id = d.specimen_id
                    and r.act = 'reopen'
                    and r.id > d.id
            )
        order by d.specimen_id, d.user_id, d.id desc
    ),

    last_word as (
        select distinct on (w.specimen_id) w.*
        from word as w
        order by w.specimen_id, w.id desc
    ),

    counted as (
        select
            g.specimen_id, g.current_id, count(*) as words,
            (
                array_agg(array[g.top_x, g.top_y, g.bottom_x, g.bottom_y]::text order by g.id desc)
                filter (where g.moved)
            )[1] as place
        from word as g
        group by g.specimen_id, g.current_id
    ),

    weighed as (
        select
            l.*,
            sum(c.words) filter (where c.current_id is not distinct from l.current_id) as agreeing,
            max(c.place) filter (where c.current_id = l.current_id) as place,
            coalesce(max(c.words) filter (where c.current_id is distinct from l.current_id), 0)
                as rivals
        from last_word as l
        inner join counted as c on l.specimen_id = c.specimen_id
        group by
            l.specimen_id, l.id, l.user_id, l.seed_id, l.current_id, l.top_x, l.top_y, l.bottom_x,
            l.bottom_y, l.moved
    )

    select
        array_agg(a.specimen_id), array_agg(a.state), array_agg(a.seed_id), array_agg(a.id),
        array_agg(a.user_id order by a.id desc), array_agg(a.place)
    into specimen_ids, states, seed_ids, act_ids, user_ids, places
    from (
        select
            w.specimen_id, w.seed_id, w.id, w.user_id, w.place, n.state,
            s.state as old_state
        from weighed as w
        inner join nachet_data.specimen as s
            on s.container_id = p_container_id and w.specimen_id = s.id
        inner join nachet_data.container as k on k.id = p_container_id
        cross join lateral (
            select case
                when w.agreeing >= k.agreeing and w.agreeing > w.rivals
                    and (k.readers > 1 or w.rivals = 0)
                    then case when w.seed_id is null then 'rejected' else 'settled' end
                when w.rivals > 0 then 'disputed'
                else 'open'
            end as state
        ) as n
    ) as a
    where a.state <> a.old_state;
end
$function$;

comment on function nachet._weigh_again is
'Returns what becomes of specimens by what people said of them, as the species are called now.';

create or replace function nachet._follow_species(p_seed_ids uuid[], p_is_undo boolean)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $function$
-- p_seed_ids: species that became one; with p_is_undo, that are no longer one, so that also what
-- people agreed on may be disputed. What somebody decided stays. The caller has locked the
-- catalogue.
-- Locks: the pictures of what may change, container by container.
declare
    v_now constant timestamptz := nachet._now();
    v_container record;
    v_ids uuid[];
    v_weighed record;
    v_picture record;
begin
    for v_container in
        select c.id, c.readers, c.agreeing
        from nachet_data.container as c
        where c.readers > 1
            or c.id in (
                select s.container_id
                from nachet_data.specimen as s
                where s.state = 'disputed'
            )
        order by c.id
    loop
        v_ids := array(
            select a.id
            from (
                select s.id
                from nachet_data.specimen as s
                where s.container_id = v_container.id and s.state = 'disputed'
                union all
                select s.id
                from nachet_data.specimen as s
                where p_is_undo
                    and v_container.agreeing > 2
                    and s.container_id = v_container.id
                    and s.state = 'open'
                union all
                select s.id
                from nachet_data.specimen as s
                where p_is_undo
                    and v_container.readers > 1
                    and s.container_id = v_container.id
                    and s.seed_id = any (p_seed_ids)
                    and not s.decided
            ) as a
            where exists (
                select
                from nachet_data.identification as d
                where d.container_id = v_container.id
                    and d.specimen_id = a.id
                    and d.seed_id = any (p_seed_ids)
            )
        );
        continue when v_ids = '{}';
        perform
        from nachet_data.picture as p
        where p.container_id = v_container.id
            and p.id in (
                select s.picture_id
                from nachet_data.specimen as s
                where s.container_id = v_container.id and s.id = any (v_ids)
            )
        order by p.id
        for no key update;
        for v_picture in
            select s.picture_id, array_agg(s.id) as specimen_ids
            from nachet_data.specimen as s
            where s.container_id = v_container.id and s.id = any (v_ids)
            group by s.picture_id
            order by s.picture_id
        loop
            v_weighed := nachet._weigh_again(v_container.id, v_picture.specimen_ids);
            continue when v_weighed.specimen_ids is null;
            update nachet_data.specimen as s
            set
                state = a.state,
                seed_id = case when a.state = 'settled' then a.seed_id end,
                identification_id = a.act_id,
                top_x = coalesce(a.place[1], s.top_x),
                top_y = coalesce(a.place[2], s.top_y),
                bottom_x = coalesce(a.place[3], s.bottom_x),
                bottom_y = coalesce(a.place[4], s.bottom_y),
                moved = s.moved or a.place is not null,
                updated_at = v_now
            from (
                select
                    u.specimen_id, u.state, u.seed_id, u.act_id,
                    case when u.state = 'settled' then u.place::double precision[] end as place
                from unnest(
                    v_weighed.specimen_ids, v_weighed.states, v_weighed.seed_ids, v_weighed.act_ids,
                    v_weighed.places
                ) as u (specimen_id, state, seed_id, act_id, place)
            ) as a
            where s.container_id = v_container.id and s.id = a.specimen_id;
            perform nachet._settle_picture(
                v_container.id, v_picture.picture_id, null, v_weighed.user_ids[1], true
            );
        end loop;
    end loop;
end
$function$;

comment on function nachet._follow_species is
'Ends the disputes that a merge of species ends, and starts those that its undo starts.';

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

create or replace function nachet.merge_seeds(
    p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The merged row stays and points to the remaining species, as do the species that were merged into
-- it before. No row that names a species changes, so that undo_seed_change can undo it: views and
-- functions read a species through its current_id. Only what people differ about is weighed again:
-- who said the one and who said the other agree now. No other box is read, so the time does not
-- grow with their number. Returns the remaining species.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it; pictures of disputes.
-- Raises: NX001, NX007, NX123, NX206, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_reason text;
    v_moved uuid[];
    v_ids uuid[];
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_into_seed_id);
    if p_seed_id = p_into_seed_id then
        perform nachet._raise(
            'NX206', jsonb_build_object('field', 'into_seed_id', 'value', to_jsonb(p_into_seed_id))
        );
    end if;
    if exists (
        select
        from nachet_data.seed as s
        where s.id = p_seed_id and s.merged_into = p_into_seed_id
    ) then
        return nachet._seed_document(p_into_seed_id);
    end if;
    perform nachet._require_seed(p_seed_id);

    v_moved := array(
        select s.id
        from nachet_data.seed as s
        where s.merged_into = p_seed_id
        order by s.id
    );
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, s.name, v_now
    from nachet_data.seed as s
    where s.id = p_seed_id
    on conflict do nothing;
    update nachet_data.seed as s
    set merged_into = p_into_seed_id, updated_at = v_now
    where s.id = p_seed_id or s.id = any (v_moved);
    perform nachet._record_seed_changes(
        p_user_id, 'merge', v_reason,
        array[jsonb_build_object('seed_id', p_seed_id, 'merged_into', null, 'moved', '[]'::jsonb)],
        array[jsonb_build_object(
            'seed_id', p_seed_id, 'merged_into', p_into_seed_id, 'moved', to_jsonb(v_moved)
        )],
        p_into_seed_id
    );
    v_ids := array(
        select s.id
        from nachet_data.seed as s
        where s.current_id = p_into_seed_id
    );
    perform nachet._follow_species(v_ids, false);
    return nachet._seed_document(p_into_seed_id);
end
$function$;

comment on function nachet.merge_seeds is
'Merges a species into another, with its history; its name becomes an alias; for administrators '
'only.';
grant execute on function nachet.merge_seeds to nachet_backend;

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
-- Raises: NX001, NX017, NX103, NX111, NX121, NX122, NX123, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_reason text;
    v_change record;
    v_before jsonb;
    v_again jsonb;
    v_facts jsonb;
    v_into_id uuid;
    v_ids uuid[];
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
        v_ids := array(
            select s.id
            from nachet_data.seed as s
            where s.current_id in (v_change.seed_id, v_change.other_id, v_into_id)
        );
        perform nachet._follow_species(v_ids, v_change.act = 'merge');
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
