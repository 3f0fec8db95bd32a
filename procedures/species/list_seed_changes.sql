create or replace function nachet.list_seed_changes(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The newest first. Of a species also the merges into it and the splits of it. Only administrators
-- get the e-mail address of who made a change.
-- Options: seed_id (of this species only), after (`next` of the previous page), limit (1 to 1000;
-- default 100).
-- Locks: nothing.
-- Raises: NX001, NX210, NX303.
-- Repeat: the same answer while nobody changes a species.
declare
    v_options jsonb;
    v_limit integer;
    v_changes jsonb;
    v_is_admin boolean;
begin
    v_is_admin := nachet._require_user(p_user_id, 'read') = nachet._level('admin');
    v_options := nachet._read_options(
        p_options, '{"seed_id": "uuid", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    select jsonb_agg(
        jsonb_build_object(
            'change_id', c.id,
            'act', c.act,
            'seed_id', c.seed_id,
            'seed_name', s.name,
            'other_id', c.other_id,
            'other_name', o.name,
            'user_id', c.user_id,
            'email', case when v_is_admin then u.email end,
            'reason', c.reason,
            'before', c.before,
            'after', c.after,
            'undone_id', c.undone_id,
            'undone_by', (
                select n.id
                from nachet_data.seed_change as n
                where n.undone_id = c.id
            ),
            'upload_date', c.upload_date
        )
        order by c.id desc
    )
    into v_changes
    from (
        select h.*
        from nachet_data.seed_change as h
        where (
            not v_options ? 'seed_id'
            or (v_options ->> 'seed_id')::uuid in (h.seed_id, h.other_id)
        )
        and (not v_options ? 'after' or h.id < (v_options ->> 'after')::uuid)
        order by h.id desc
        limit v_limit + 1
    ) as c
    inner join nachet_data.seed as s on c.seed_id = s.id
    inner join nachet_data.users as u on c.user_id = u.id
    left join nachet_data.seed as o on c.other_id = o.id;
    return nachet._page(v_changes, v_limit, 'change_id');
end
$function$;

comment on function nachet.list_seed_changes is
'Lists what people changed of species, newest first: who, when, what, before, after and why.';
grant execute on function nachet.list_seed_changes to nachet_backend;
