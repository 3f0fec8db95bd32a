create or replace function nachet.merge_seeds(p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Makes one species of two: guesses, decisions, known pictures and aliases go over, in all
-- containers; the name stays as an alias, the row as a pointer. Administrators only. Answers
-- with the species that remains.
-- Locks: the catalogue, then the rows of the merged species. Reads every guess and box once, as
-- no index leads from a species to them: minutes where there are many millions, during which
-- nothing can be registered.
-- Raises: NX001, NX007, NX206, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
begin
    perform nachet._require_admin(p_user_id);
    if p_seed_id = p_into_seed_id then
        perform nachet._raise_invalid_seed('into_seed_id', to_jsonb(p_into_seed_id));
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

    update nachet_data.object as o
    set verified_seed_id = p_into_seed_id
    where o.verified_seed_id = p_seed_id;
    update nachet_data.seed_object as g
    set seed_id = p_into_seed_id
    where g.seed_id = p_seed_id;
    -- Where a picture is known to show both, one fact remains.
    with dropped as (
        delete from nachet_data.picture_seed as f
        using nachet_data.picture_seed as i
        where f.seed_id = p_seed_id
            and i.container_id = f.container_id
            and i.picture_id = f.picture_id
            and i.seed_id = p_into_seed_id
        returning f.container_id, f.picture_id, f.named_at_upload, f.upload_date
    )

    update nachet_data.picture_seed as i
    set
        named_at_upload = i.named_at_upload or d.named_at_upload,
        upload_date = least(i.upload_date, d.upload_date)
    from dropped as d
    where i.container_id = d.container_id
        and i.picture_id = d.picture_id
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

comment on function nachet.merge_seeds(uuid, uuid, uuid) is
'Makes one species of two; all history follows, the merged name stays as an alias. Administrators '
'only.';
revoke all on function nachet.merge_seeds(uuid, uuid, uuid) from public;
grant execute on function nachet.merge_seeds(uuid, uuid, uuid) to nachet_backend;
