-- Users: one e-mail address is one user in every locale.
-- A small table, locked for the blink in which it is written anew.
-- squawk-ignore-file require-concurrent-index-deletion
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file ban-drop-constraint

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

do $do$
declare
    v_ids text;
begin
    select string_agg(t.ids, '; ') into v_ids
    from (
        select string_agg(o.id::text, ', ' order by o.id) as ids
        from nachet_data.users as o
        group by nachet_data.fold(o.email)
        having count(*) > 1
    ) as t;
    if v_ids is not null then
        raise unique_violation using
            message = 'users with one e-mail address, whatever its case',
            detail = v_ids,
            hint = 'Rename all but one of each, then deploy again.';
    end if;
end
$do$;

drop index nachet_data.users_email_key;
create unique index users_email_key on nachet_data.users (nachet_data.fold(email));
alter table nachet_data.users drop constraint users_email_check;
alter table nachet_data.users add constraint users_email_check check (
    email collate "C" ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 320
) not valid;

reset role;
