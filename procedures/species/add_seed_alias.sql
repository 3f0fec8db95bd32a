create or replace function nachet.add_seed_alias(p_user_id uuid, p_seed_id uuid, p_alias text)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Lets a label stand for a species, e.g. as a model spells it, with any number of a class before it
-- or none; answers with the species. Administrators only.
-- Locks: the catalogue; waits until those who use it have committed.
-- Raises: NX001, NX007, NX103, NX111, NX206, NX302.
-- Repeat: the same answer.
declare
    v_alias constant text := nachet._bare_label(nachet._clean_label(p_alias));
begin
    perform nachet._require_admin(p_user_id);
    if char_length(v_alias) not between 1 and 200 then
        perform nachet._raise_invalid_seed('alias', to_jsonb(p_alias));
    end if;
    lock table nachet_data.seed in exclusive mode;
    perform nachet._require_seed(p_seed_id);
    perform nachet._require_name_free(v_alias, p_seed_id);
    -- Its own name needs no alias.
    insert into nachet_data.seed_alias (seed_id, name, upload_date)
    select s.id, v_alias, nachet._now()
    from nachet_data.seed as s
    where s.id = p_seed_id and s.name_key <> nachet._name_key(v_alias)
    on conflict do nothing;
    return nachet._seed_document(p_seed_id);
end
$function$;

comment on function nachet.add_seed_alias(uuid, uuid, text) is
'Lets a label stand for a species; answers with the species. Administrators only.';
revoke all on function nachet.add_seed_alias(uuid, uuid, text) from public;
grant execute on function nachet.add_seed_alias(uuid, uuid, text) to nachet_backend;
