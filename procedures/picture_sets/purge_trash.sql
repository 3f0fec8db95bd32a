create or replace function nachet._lock_trashed_pictures(
    p_container_id uuid, p_before timestamptz, p_limit integer, p_datasets boolean
)
returns uuid[] language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- Returns the pictures, those that were deleted first; those of datasets only with p_datasets.
-- Locks: of a container in the trash the samples; the folders in the trash, their batches, then the
-- pictures with their crops, each by id: a concurrent restore either finishes first or is refused.
-- Raises: NX210 for no time.
declare
    v_ids uuid[];
    v_is_trashed boolean;
begin
    if p_before is null then
        perform nachet._raise('NX210', jsonb_build_object('option', 'before'));
    end if;
    select c.deleted_at < p_before into v_is_trashed
    from nachet_data.container as c
    where c.id = p_container_id;
    perform
    from nachet_data.sample as s
    where s.container_id = p_container_id and v_is_trashed
    order by s.id
    for update;
    v_ids := array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id and ps.deleted_at < p_before
        order by ps.id
        for update
    );
    perform
    from nachet_data.batch as b
    where b.container_id = p_container_id and b.picture_set_id = any (v_ids)
    order by b.id
    for update;
    v_ids := array(
        select p.id
        from nachet_data.picture as p
        where p.container_id = p_container_id
            and p.deleted_at < p_before
            and (
                p_datasets
                or not exists (
                    select
                    from nachet_data.dataset_picture as dp
                    where dp.container_id = p_container_id and dp.held_id = p.id
                )
            )
        order by p.deleted_at, p.id
        limit p_limit
    );
    select coalesce(
        array_agg(l.id) filter (where l.deleted_at < p_before and l.id = any (v_ids)), '{}'
    )
    into v_ids
    from (
        select p.id, p.deleted_at
        from nachet_data.picture as p
        where p.container_id = p_container_id and (p.id = any (v_ids) or p.parent = any (v_ids))
        order by p.id
        for update
    ) as l;
    if p_datasets then
        return v_ids;
    end if;
    -- Some may have been pinned while this waited.
    return array(
        select i.id
        from unnest(v_ids) as i (id)
        where not exists (
            select
            from nachet_data.dataset_picture as dp
            where dp.container_id = p_container_id and dp.held_id = i.id
        )
    );
end
$function$;

comment on function nachet._lock_trashed_pictures is
'Locks what was put into the trash of a container before a time; returns pictures of it.';

create or replace function nachet._list_empty_picture_sets(
    p_container_id uuid, p_before timestamptz, p_picture_ids uuid[]
)
returns uuid[] language plpgsql stable
set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $function$
-- A folder is not empty while a folder below it stays, the default folder not while its container
-- has pictures. p_picture_ids: the pictures that go.
-- Each folder is asked for one picture and one folder below, by the indexes: for exists, all of the
-- container's could be read, also where few go.
declare
    v_any constant boolean := exists (
        select
        from nachet_data.picture as p
        where p.container_id = p_container_id and p.id <> all (p_picture_ids)
    );
begin
    return array(
        with recursive stays as (
            select ps.id, ps.parent
            from nachet_data.picture_set as ps
            where ps.container_id = p_container_id
                and ps.deleted_at < p_before
                and (
                    (
                        select true
                        from nachet_data.picture as p
                        where p.container_id = p_container_id
                            and p.picture_set_id = ps.id
                            and p.id <> all (p_picture_ids)
                        limit 1
                    )
                    or (
                        select true
                        from nachet_data.picture_set as below
                        where below.container_id = p_container_id
                            and below.parent = ps.id
                            and (below.deleted_at < p_before) is not true
                        limit 1
                    )
                    or (ps.is_default and v_any)
                )
            union
            select above.id, above.parent
            from stays as s
            inner join nachet_data.picture_set as above
                on s.parent = above.id and above.container_id = p_container_id
        )

        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id
            and ps.deleted_at < p_before
            and ps.id not in (select s.id from stays as s)
    );
end
$function$;

comment on function nachet._list_empty_picture_sets is
'Returns the folders that were put into the trash before a time and have no pictures left.';

create or replace function nachet._purge_samples(
    p_user_id uuid, p_container_id uuid, p_act text
)
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- The act log keeps number and digest of each report.
-- Locks: nothing new. The caller has locked the container, in which no folder is left, and the
-- samples.
declare
    v_gone record;
begin
    select
        coalesce(array_agg(r.id order by r.id), '{}') as ids,
        array_agg(
            jsonb_build_object(
                'sample_id', r.sample_id, 'number', r.number, 'version', r.version,
                'digest', encode(r.digest, 'hex')
            )
            order by r.id
        ) as facts
    into v_gone
    from nachet_data.report as r
    where r.container_id = p_container_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'report', v_gone.ids, v_gone.facts, null
    );
    delete from nachet_data.report as r
    where r.container_id = p_container_id;
    select
        coalesce(array_agg(s.id order by s.id), '{}') as ids,
        array_agg(jsonb_build_object('number', s.number) order by s.id) as facts
    into v_gone
    from nachet_data.sample as s
    where s.container_id = p_container_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'sample', v_gone.ids, v_gone.facts, null
    );
    delete from nachet_data.sample as s
    where s.container_id = p_container_id;
end
$function$;

comment on function nachet._purge_samples is
'Permanently deletes the samples of a container, with their reports.';

create or replace function nachet._close_container(
    p_user_id uuid, p_container_id uuid, p_act text, p_reports boolean
)
returns integer language plpgsql volatile
set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $function$
-- Only a container in the trash in which nothing is left; returns how many, 0 or 1. Its row stays
-- without a name: nothing else may have its id, whose blobs may not be gone yet. p_user_id and
-- p_act: who purges, by which function. p_reports: also its reports; else it stays while it has
-- some.
-- Locks: nothing new. The caller has locked the container and its samples.
declare
    v_now constant timestamptz := nachet._now();
    v_owner_id uuid;
begin
    if exists (
        select from nachet_data.picture_set as ps where ps.container_id = p_container_id
    ) then
        return 0;
    elsif not p_reports and exists (
        select from nachet_data.report as r where r.container_id = p_container_id
    ) then
        return 0;
    end if;
    delete from nachet_data.quota_usage as q
    where q.container_id = p_container_id;
    update nachet_data.container as c
    set name = c.id::text, public = false, quota = null, purged_at = v_now, updated_at = v_now
    where c.id = p_container_id
    returning c.owner_id into v_owner_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, p_act, 'container', array[p_container_id],
        array[jsonb_build_object('owner_id', v_owner_id)], null
    );
    return 1;
end
$function$;

comment on function nachet._close_container is
'Permanently deletes a container in the trash when nothing is left in it.';

create or replace function nachet._count_left_picture_sets(p_before timestamptz)
returns bigint language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- Not those that pictures of datasets hold there, themselves or in a folder below.
begin
    return (
        with recursive held as (
            select p.container_id, p.picture_set_id as id
            from nachet_data.picture as p
            inner join nachet_data.dataset_picture as dp
                on p.container_id = dp.container_id and p.id = dp.held_id
            where p.deleted_at < p_before
            union
            select ps.container_id, ps.parent as id
            from held as h
            inner join nachet_data.picture_set as ps
                on h.container_id = ps.container_id and h.id = ps.id
            where ps.parent is not null
        )

        select count(*)
        from nachet_data.picture_set as ps
        where ps.deleted_at < p_before
            and (ps.container_id, ps.id) not in (select h.container_id, h.id from held as h)
            -- The default folder stays while its container has pictures.
            and not (
                ps.is_default
                and ps.container_id in (select h.container_id from held as h)
            )
    );
end
$function$;

comment on function nachet._count_left_picture_sets is
'Counts the folders in the trash since before a time that can still be purged.';

create or replace function nachet.purge_container(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For the container's owner and administrators, who repeat the call while remaining is above 0.
-- Only a container in the trash; its shares go first. Blob tasks delete the blobs.
-- Options: limit (pictures in one call: 1 to 1000; default 100), include_datasets (true: also
-- pictures of datasets, which then name them as purged), reports (by default not: a container in
-- which reports were issued is refused; true: they go with it).
-- Locks: the container and its shares; the catalogue, shared; the samples, the folders, their
-- batches and the pictures, by id.
-- Raises: NX001, NX002, NX131, NX161, NX184, NX210, NX301, NX303.
-- Repeat: deletes the next part; NX002 when all is gone.
declare
    v_owner_id uuid;
    v_deleted_at timestamptz;
    v_level smallint;
    v_options jsonb;
    v_reports bigint;
    v_closed integer;
    v_ids uuid[];
    v_folder_ids uuid[];
    v_left bigint;
    v_share_ids uuid[];
begin
    select c.owner_id, c.deleted_at into v_owner_id, v_deleted_at
    from nachet_data.container as c
    where c.id = p_container_id
    for no key update;
    v_level := nachet._require_access(p_user_id, p_container_id, 'manage', true);
    if v_level < nachet._level('admin') and v_owner_id is distinct from p_user_id then
        perform nachet._raise(
            'NX301', jsonb_build_object('container_id', p_container_id, 'required', 'owner')
        );
    end if;
    v_options := '{"reports": false}'::jsonb || nachet._read_options(
        p_options, '{"limit": "limit", "include_datasets": "boolean", "reports": "boolean"}'
    );
    if v_deleted_at is null then
        perform nachet._raise('NX131', jsonb_build_object('container_id', p_container_id));
    end if;
    select count(*) into v_reports
    from nachet_data.report as r
    where r.container_id = p_container_id;
    if v_reports > 0 and not (v_options -> 'reports')::boolean then
        perform nachet._raise(
            'NX184', jsonb_build_object('container_id', p_container_id, 'reports', v_reports)
        );
    end if;
    v_share_ids := array(
        select gc.id from nachet_data.group_container as gc where gc.container_id = p_container_id
        union all
        select uc.id from nachet_data.user_container as uc where uc.container_id = p_container_id
    );
    perform nachet._end_shares(p_user_id, 'purge_container', v_share_ids);
    perform nachet._hold_catalogue();
    v_ids := nachet._lock_trashed_pictures(
        p_container_id, 'infinity', (v_options -> 'limit')::integer, true
    );
    v_folder_ids := nachet._list_empty_picture_sets(p_container_id, 'infinity', v_ids);
    perform nachet._purge_picture_sets(
        p_user_id, p_container_id, 'purge_container', v_folder_ids, v_ids, null,
        v_options -> 'include_datasets' = 'true'
    );
    v_closed := nachet._close_container(
        p_user_id, p_container_id, 'purge_container', (v_options -> 'reports')::boolean
    );
    if v_closed > 0 then
        perform nachet._purge_samples(p_user_id, p_container_id, 'purge_container');
    end if;
    select count(*) into v_left
    from nachet_data.picture as p
    where p.container_id = p_container_id;
    return jsonb_build_object(
        'container_id', p_container_id,
        'picture_sets', cardinality(v_folder_ids),
        'pictures', cardinality(v_ids),
        'remaining', v_left
    );
end
$function$;

comment on function nachet.purge_container is
'Permanently deletes a container in the trash with all that is in it, part by part.';
grant execute on function nachet.purge_container to nachet_backend;

create or replace function nachet.purge_trash(p_before timestamptz, p_options jsonb default '{}')
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For an operator, who repeats the call while remaining is above 0. Containers in the trash, too; a
-- container of which a part is purged has no shares any more. Pictures of datasets are left out and
-- counted, with their folders. Blob tasks delete the blobs.
-- Options: limit (pictures in one call: 1 to 1000; default 100), include_datasets (true: also
-- pictures of datasets, which then name them as purged), reports (by default not: a container in
-- which reports were issued stays in the trash, empty but for its samples and reports; true: they
-- go with it).
-- Locks: the containers of what is deleted and those in the trash, by id; the shares of the latter;
-- the catalogue, shared; in each container, the deleted rows.
-- Raises: NX210.
-- Repeat: deletes the next part.
declare
    v_options constant jsonb := '{"reports": false}'::jsonb || nachet._read_options(
        p_options, '{"limit": "limit", "include_datasets": "boolean", "reports": "boolean"}'
    );
    v_limit constant integer := (v_options -> 'limit')::integer;
    v_datasets constant boolean := coalesce(v_options -> 'include_datasets' = 'true', false);
    v_trashed uuid[];
    v_container_ids uuid[];
    v_container_id uuid;
    v_ids uuid[];
    v_folder_ids uuid[];
    v_closed integer;
    v_containers integer := 0;
    v_picture_sets integer := 0;
    v_pictures integer := 0;
    v_left_pictures bigint;
    v_held bigint;
    v_share_ids uuid[];
begin
    -- As many as the limit takes.
    v_container_ids := array(
        select b.container_id
        from (
            select h.container_id, sum(h.nb) over (order by h.container_id) - h.nb as nb_before
            from (
                select d.container_id, sum(d.nb) as nb
                from (
                    select p.container_id, count(distinct p.id) as nb
                    from nachet_data.picture as p
                    left join nachet_data.dataset_picture as dp
                        on p.container_id = dp.container_id and p.id = dp.held_id
                    where p.deleted_at < p_before and (v_datasets or dp.held_id is null)
                    group by p.container_id
                    union all
                    select ps.container_id, 0
                    from nachet_data.picture_set as ps
                    where ps.deleted_at < p_before
                ) as d
                group by d.container_id
            ) as h
        ) as b
        where b.nb_before < v_limit
        order by b.container_id
    );
    -- Also those that are in use: a call that brings something from one into another, such as
    -- restore_picture_set, has both locked.
    v_trashed := array(
        select c.id
        from nachet_data.container as c
        where c.id = any (v_container_ids) or (c.deleted_at < p_before and c.purged_at is null)
        order by c.id
        for no key update
    );
    v_trashed := array(
        select c.id
        from nachet_data.container as c
        where c.id = any (v_trashed) and c.deleted_at < p_before and c.purged_at is null
    );
    v_share_ids := array(
        select gc.id from nachet_data.group_container as gc where gc.container_id = any (v_trashed)
        union all
        select uc.id from nachet_data.user_container as uc where uc.container_id = any (v_trashed)
    );
    perform nachet._end_shares(null, 'purge_trash', v_share_ids);
    perform nachet._hold_catalogue();
    foreach v_container_id in array v_container_ids loop
        v_ids := nachet._lock_trashed_pictures(
            v_container_id, p_before, v_limit - v_pictures, v_datasets
        );
        v_folder_ids := nachet._list_empty_picture_sets(v_container_id, p_before, v_ids);
        perform nachet._purge_picture_sets(
            null, v_container_id, 'purge_trash', v_folder_ids, v_ids, null, v_datasets
        );
        v_picture_sets := v_picture_sets + cardinality(v_folder_ids);
        v_pictures := v_pictures + cardinality(v_ids);
        if v_container_id = any (v_trashed) then
            v_closed := nachet._close_container(
                null, v_container_id, 'purge_trash', (v_options -> 'reports')::boolean
            );
            if v_closed > 0 then
                perform nachet._purge_samples(null, v_container_id, 'purge_trash');
            end if;
            v_containers := v_containers + v_closed;
        end if;
    end loop;

    select
        count(*) filter (where not t.is_held), count(*) filter (where t.is_held)
    into v_left_pictures, v_held
    from (
        select exists (
            select
            from nachet_data.dataset_picture as dp
            where dp.container_id = p.container_id and dp.held_id = p.id
        ) as is_held
        from nachet_data.picture as p
        where p.deleted_at < p_before
    ) as t;
    return jsonb_build_object(
        'containers', v_containers,
        'picture_sets', v_picture_sets,
        'pictures', v_pictures,
        'in_datasets', v_held,
        'remaining', v_left_pictures + case
            when v_datasets then v_held else 0
        end + nachet._count_left_picture_sets(p_before)
    );
end
$function$;

comment on function nachet.purge_trash is
'Permanently deletes what was put into the trash before a time, part by part.';
grant execute on function nachet.purge_trash to nachet_backend;
