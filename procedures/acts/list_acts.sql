create or replace function nachet._describe_acts(p_acts jsonb, p_limit integer)
returns jsonb language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- p_acts: the rows, newest first, one more than p_limit if there is another page.
begin
    return nachet._page(
        (
            select jsonb_agg(
                a.value - 'id'
                || jsonb_build_object('act_id', a.value -> 'id', 'email', u.email)
                order by a.n
            )
            from jsonb_array_elements(p_acts) with ordinality as a (value, n)
            left join nachet_data.users as u on (a.value ->> 'user_id')::uuid = u.id
        ),
        p_limit, 'act_id'
    );
end
$function$;

comment on function nachet._describe_acts is 'Returns a page of acts.';

create or replace function nachet.list_acts(
    p_user_id uuid, p_container_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- The newest first. before: null when it was made, after: null when it is gone. What people said of
-- specimens: get_object_history.
-- Options: entity_id (of this thing only), act (of this function only), by (of this user only),
-- after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX002, NX210, NX301, NX303.
-- Repeat: the same answer while nobody changes anything there.
declare
    v_options jsonb;
    v_limit integer;
    v_acts jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_options := nachet._read_options(
        p_options,
        '{"entity_id": "uuid", "act": "string", "by": "uuid", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    select jsonb_agg(to_jsonb(b) order by b.id desc) into v_acts
    from (
        select a.*
        from nachet_data.act as a
        where a.container_id = p_container_id
            and (not v_options ? 'entity_id' or a.entity_id = (v_options ->> 'entity_id')::uuid)
            and (not v_options ? 'act' or a.act = v_options ->> 'act')
            and (not v_options ? 'by' or a.user_id = (v_options ->> 'by')::uuid)
            and (not v_options ? 'after' or a.id < (v_options ->> 'after')::uuid)
        order by a.id desc
        limit v_limit + 1
    ) as b;
    return nachet._describe_acts(v_acts, v_limit);
end
$function$;

comment on function nachet.list_acts is
'Lists what was changed in a container, newest first: who, when, what, before, after and why.';
grant execute on function nachet.list_acts to nachet_backend;

create or replace function nachet.list_all_acts(p_user_id uuid, p_options jsonb default '{}')
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For administrators. Changes of species are among them, with the entity seed; act is then one of
-- those of list_seed_changes.
-- Options: entity_id (of this thing only), act (of this function only), by (of this user only),
-- after (`next` of the previous page), limit (1 to 1000; default 100).
-- Locks: nothing.
-- Raises: NX001, NX210, NX302, NX303.
-- Repeat: the same answer while nobody changes anything.
declare
    v_options jsonb;
    v_limit integer;
    v_acts jsonb;
begin
    perform nachet._require_user(p_user_id, 'admin');
    v_options := nachet._read_options(
        p_options,
        '{"entity_id": "uuid", "act": "string", "by": "uuid", "after": "uuid", "limit": "limit"}'
    );
    v_limit := (v_options -> 'limit')::integer;
    select jsonb_agg(to_jsonb(b) order by b.id desc) into v_acts
    from (
        (
            select
                a.container_id, a.id, a.user_id, a.act, a.entity, a.entity_id, a.before, a.after,
                a.reason, a.upload_date
            from nachet_data.act as a
            where (not v_options ? 'entity_id' or a.entity_id = (v_options ->> 'entity_id')::uuid)
                and (not v_options ? 'act' or a.act = v_options ->> 'act')
                and (not v_options ? 'by' or a.user_id = (v_options ->> 'by')::uuid)
                and (not v_options ? 'after' or a.id < (v_options ->> 'after')::uuid)
            order by a.id desc
            limit v_limit + 1
        )
        union all
        (
            select
                '00000000-0000-0000-0000-000000000000'::uuid, c.id, c.user_id, c.act, 'seed',
                c.seed_id, c.before, c.after, c.reason, c.upload_date
            from nachet_data.seed_change as c
            where (
                not v_options ? 'entity_id'
                or (v_options ->> 'entity_id')::uuid in (c.seed_id, c.other_id)
            )
            and (not v_options ? 'act' or c.act = v_options ->> 'act')
            and (not v_options ? 'by' or c.user_id = (v_options ->> 'by')::uuid)
            and (not v_options ? 'after' or c.id < (v_options ->> 'after')::uuid)
            order by c.id desc
            limit v_limit + 1
        )
        order by id desc
        limit v_limit + 1
    ) as b;
    return nachet._describe_acts(v_acts, v_limit);
end
$function$;

comment on function nachet.list_all_acts is
'Lists what was changed anywhere, newest first: who, when, what, before, after and why.';
grant execute on function nachet.list_all_acts to nachet_backend;
