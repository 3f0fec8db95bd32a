create or replace function nachet.remove_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Ends that a label stands for a species; what was registered by it stays. Administrators only.
-- Locks: the catalogue; waits until those who use it have committed.
-- Raises: NX001, NX007, NX014, NX302.
-- Repeat: NX014.
declare
    v_id uuid;
begin
    perform nachet._require_admin(p_user_id);
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    delete from nachet_data.seed_alias as a
    where a.seed_id = p_seed_id and a.name_key = nachet._name_key(
            nachet._bare_label(nachet._clean_label(p_alias))
        )
    returning a.id into v_id;
    if v_id is null then
        raise exception using
            errcode = 'NX014',
            message = 'the label is no alias of the species',
            detail = jsonb_build_object('seed_id', p_seed_id, 'alias', p_alias)::text,
            hint = 'Get the species and use one of the aliases that it lists.';
    end if;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.remove_seed_alias(uuid, uuid, text) is
'Ends that a label stands for a species; answers with the species. Administrators only.';
revoke all on function nachet.remove_seed_alias(uuid, uuid, text) from public;
grant execute on function nachet.remove_seed_alias(uuid, uuid, text) to nachet_backend;
