create or replace function nachet.rename_seed(p_user_id uuid, p_seed_id uuid, p_name text)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Gives a species another name; the old one stays as an alias. Administrators only.
-- Locks: the catalogue; waits until those who use it have committed.
-- Raises: NX001, NX007, NX103, NX111, NX206, NX302.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_name text;
begin
    perform nachet._require_admin(p_user_id);
    v_name := nachet._require_seed_name(p_name);
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    perform nachet._require_name_free(v_name, p_seed_id);

    -- Only a change of letters: another case, or blanks, needs no alias.
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, s.name, v_now
    from nachet_data.seed as s
    where s.id = p_seed_id and s.name_key <> nachet._name_key(v_name)
    on conflict do nothing;
    delete from nachet_data.seed_alias as a
    where a.seed_id = p_seed_id and a.name_key = nachet._name_key(v_name);
    update nachet_data.seed as s
    set name = v_name, updated_at = v_now
    where s.id = p_seed_id and s.name <> v_name;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.rename_seed(uuid, uuid, text) is
'Gives a species another name and keeps the old one as an alias; answers with the species. '
'Administrators only.';
revoke all on function nachet.rename_seed(uuid, uuid, text) from public;
grant execute on function nachet.rename_seed(uuid, uuid, text) to nachet_backend;
