create or replace function nachet.merge_seeds(
    p_user_id uuid, p_seed_id uuid, p_into_seed_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The merged row stays and points to the remaining species, as do the species that were merged into
-- it before. No row that names a species changes, so that undo_seed_change can undo it: views and
-- functions read a species through its current_id. Only what people differ about is weighed again:
-- who said the one and who said the other agree now. No other box is read, so the time does not grow
-- with their number. Returns the remaining species.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it; pictures of disputes.
-- Raises: NX001, NX007, NX123, NX206, NX210, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_reason text;
    v_moved uuid[];
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
    perform nachet._follow_species(
        array(
            select s.id
            from nachet_data.seed as s
            where s.current_id = p_into_seed_id
        ),
        false
    );
    return nachet._seed_document(p_into_seed_id);
end
$function$;

comment on function nachet.merge_seeds is
'Merges a species into another, with its history; its name becomes an alias; for administrators '
'only.';
grant execute on function nachet.merge_seeds to nachet_backend;
