create or replace function nachet.add_seed_alias(
    p_user_id uuid, p_seed_id uuid, p_alias text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For example a model's spelling. The alias also matches with any class number before it.
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007, NX103, NX111, NX206, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_alias text;
    v_reason text;
    v_before jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    v_before := nachet._seed_document(p_seed_id);
    v_alias := nachet._require_label_free(p_alias, p_seed_id, 'alias');
    -- The species' own name needs no alias.
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, v_alias, nachet._now()
    from nachet_data.seed as s
    where s.id = p_seed_id and s.name_key <> (nachet._read_label(v_alias)).name_key
    on conflict do nothing;
    return (nachet._record_seed_changes(p_user_id, 'add_alias', v_reason, array[v_before]))[1];
end
$function$;

comment on function nachet.add_seed_alias is
'Makes a label an alias of a species and returns the species; for administrators only.';
grant execute on function nachet.add_seed_alias to nachet_backend;
