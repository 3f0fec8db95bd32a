create or replace function nachet.set_user_email(
    p_user_id uuid, p_target_user_id uuid, p_email text
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- p_email: blank for none. For the user and administrators. A personal container that has the
-- former address for a name gets the new one.
-- Locks: the user, then the personal container; waits for a concurrent transaction that uses the
-- same address.
-- Raises: NX001, NX101, NX201, NX302, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_email constant text := nullif(btrim(p_email), '');
    v_old text;
    v_state text;
begin
    select u.email, u.state into v_old, v_state
    from nachet_data.users as u
    where u.id = p_target_user_id
    for no key update;
    perform nachet._require_user(
        p_user_id, case when p_target_user_id = p_user_id then 'read' else 'admin' end
    );
    if coalesce(v_state = 'former', true) then
        perform nachet._raise('NX001', jsonb_build_object('user_id', p_target_user_id));
    elsif v_email collate "C" !~ '^[^@[:space:]]+@[^@[:space:]]+$' or char_length(v_email) > 320
    then
        perform nachet._raise('NX201', jsonb_build_object('email', p_email));
    end if;
    begin
        update nachet_data.users as u
        set email = v_email, updated_at = v_now
        where u.id = p_target_user_id and u.email is distinct from v_email;
    exception
        -- The constraint decides: a lookup before the change could miss a concurrent one.
        when unique_violation then
            perform nachet._raise('NX101', jsonb_build_object('email', p_email));
    end;
    update nachet_data.container as c
    set name = coalesce(left(v_email, 200), c.id::text), updated_at = v_now
    where c.id = p_target_user_id
        and c.kind = 'personal'
        and c.name = coalesce(left(v_old, 200), c.id::text)
        and c.name <> coalesce(left(v_email, 200), c.id::text);
    if v_email is distinct from v_old then
        perform nachet._record_acts(
            p_user_id, null, 'set_user_email', 'users', array[p_target_user_id],
            array[jsonb_build_object('email', case when v_old is not null then 'former' end)],
            array[jsonb_build_object('email', case when v_email is not null then 'new' end)]
        );
    end if;
    return nachet._user_document(p_target_user_id);
end
$function$;

comment on function nachet.set_user_email is
'Sets the e-mail address of a user, or takes it away, and returns the user.';
grant execute on function nachet.set_user_email to nachet_backend;
