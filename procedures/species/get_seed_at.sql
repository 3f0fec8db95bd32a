create or replace function nachet._merged_into_at(p_seed_id uuid, p_at timestamptz)
returns uuid language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A later merge of what the species was merged into is a change of that one.
declare
    v_change record;
    v_merged_into uuid;
begin
    select (c.after ->> 'merged_into')::uuid as merged_into into v_change
    from nachet_data.seed_change as c
    where c.seed_id = p_seed_id and c.after ? 'merged_into' and c.upload_date <= p_at
    order by c.id desc
    limit 1;
    if found then
        return v_change.merged_into;
    end if;
    -- What was merged before changes were recorded has none.
    select s.merged_into into v_merged_into
    from nachet_data.seed as s
    where s.id = p_seed_id
        and not exists (
            select
            from nachet_data.seed_change as c
            where c.seed_id = p_seed_id and c.after ? 'merged_into'
        );
    return v_merged_into;
end
$function$;

comment on function nachet._merged_into_at is
'Returns the species into which a species was merged as of a time; null for none.';

create or replace function nachet.get_seed_at(p_user_id uuid, p_seed_id uuid, p_at timestamptz)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Its name, rank, parent and other facts as they were recorded then; for a species that was merged
-- by then, the one that it was merged into. The aliases are those of today.
-- Locks: nothing.
-- Raises: NX001, NX303; NX007 also when the species was added later.
-- Repeat: the same answer.
declare
    v_seed_id uuid := p_seed_id;
    v_into_id uuid;
    v_document jsonb;
    v_change record;
begin
    perform nachet._require_user(p_user_id, 'read');
    loop
        v_into_id := nachet._merged_into_at(v_seed_id, p_at);
        exit when v_into_id is null;
        v_seed_id := v_into_id;
    end loop;
    v_document := nachet._seed_document(v_seed_id);
    if (v_document ->> 'upload_date')::timestamptz <= p_at is not true then
        perform nachet._raise('NX007', jsonb_build_object('seed_id', p_seed_id, 'at', p_at));
    end if;
    for v_change in
        select c.before - array['aliases', 'merged_into', 'moved'] as before
        from nachet_data.seed_change as c
        where c.seed_id = v_seed_id and c.upload_date > p_at
        order by c.id desc
    loop
        v_document := v_document || v_change.before;
    end loop;
    return v_document;
end
$function$;

comment on function nachet.get_seed_at is
'Returns a species as it was at a time, by the recorded changes.';
grant execute on function nachet.get_seed_at to nachet_backend;
