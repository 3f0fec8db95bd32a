create or replace function nachet.rename_seed(
    p_user_id uuid, p_seed_id uuid, p_name text, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: reason.
-- Locks: the catalogue; waits for concurrent transactions that use it.
-- Raises: NX001, NX007, NX103, NX111, NX206, NX210, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
    v_name_key text;
    v_reason text;
    v_before jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_reason := nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason';
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    v_before := nachet._seed_document(p_seed_id);
    v_name := nachet._require_label_free(p_name, p_seed_id, 'name');
    v_name_key := (nachet._read_label(v_name)).name_key;

    -- A change of case or blanks only needs no alias.
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, s.name, v_now
    from nachet_data.seed as s
    where s.id = p_seed_id and s.name_key <> v_name_key
    on conflict do nothing;
    -- The label was free for this species, so it is an alias of no other.
    delete from nachet_data.seed_alias as a
    where a.name_key = v_name_key;
    update nachet_data.seed as s
    set name = v_name, updated_at = v_now
    where s.id = p_seed_id and s.name <> v_name;
    return (nachet._record_seed_changes(p_user_id, 'rename', v_reason, array[v_before]))[1];
end
$function$;

comment on function nachet.rename_seed is
'Gives a species another name, keeps the old one as an alias and returns the species; for '
'administrators only.';
grant execute on function nachet.rename_seed to nachet_backend;
