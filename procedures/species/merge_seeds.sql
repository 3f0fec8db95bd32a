create or replace function nachet.merge_seeds(p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Guesses, decisions, known species of pictures and aliases change to the remaining species, in all
-- containers. The merged row stays and points to it. Returns the remaining species.
-- Locks: the catalogue, then the rows of the merged species. Reads every guess and box once, since
-- no index leads from a species to them: minutes for many millions of rows, during which nothing
-- can be registered.
-- Raises: NX001, NX007, NX206, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_user(p_user_id, 'admin');
    if p_seed_id = p_into_seed_id then
        perform nachet._raise(
            'NX206', jsonb_build_object('field', 'into_seed_id', 'value', to_jsonb(p_into_seed_id))
        );
    end if;
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_into_seed_id);
    if exists (
        select
        from nachet_data.seed as s
        where s.id = p_seed_id and s.merged_into = p_into_seed_id
    ) then
        return nachet._seed_document(p_into_seed_id);
    end if;
    perform nachet._require_seed(p_seed_id);

    -- For Citus: the reference tables below are written after the tables of containers.
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
    update nachet_data.specimen as s
    set seed_id = p_into_seed_id
    where s.seed_id = p_seed_id;
    update nachet_data.object as o
    set
        guess_seed_ids = array_replace(o.guess_seed_ids, p_seed_id, p_into_seed_id),
        top_seed_id = case
            when o.top_seed_id = p_seed_id then p_into_seed_id else o.top_seed_id
        end
    where p_seed_id = any (o.guess_seed_ids);
    -- If a picture shows both species, keep one row.
    update nachet_data.picture_seed as i
    set
        named_at_upload = i.named_at_upload or f.named_at_upload,
        upload_date = least(i.upload_date, f.upload_date)
    from nachet_data.picture_seed as f
    where i.seed_id = p_into_seed_id
        and f.container_id = i.container_id
        and f.picture_id = i.picture_id
        and f.seed_id = p_seed_id;
    delete from nachet_data.picture_seed as f
    using nachet_data.picture_seed as i
    where f.seed_id = p_seed_id
        and i.container_id = f.container_id
        and i.picture_id = f.picture_id
        and i.seed_id = p_into_seed_id;
    update nachet_data.picture_seed as f
    set seed_id = p_into_seed_id
    where f.seed_id = p_seed_id;

    update nachet_data.seed_alias as a
    set seed_id = p_into_seed_id
    where a.seed_id = p_seed_id;
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select p_into_seed_id, s.name, v_now
    from nachet_data.seed as s
    where s.id = p_seed_id
    on conflict do nothing;
    update nachet_data.seed as s
    set merged_into = p_into_seed_id, updated_at = v_now
    where s.id = p_seed_id or s.merged_into = p_seed_id;
    return nachet._seed_document(p_into_seed_id);
end
$function$;

comment on function nachet.merge_seeds is
'Merges a species into another, with its history; its name becomes an alias; for administrators '
'only.';
grant execute on function nachet.merge_seeds to nachet_backend;
