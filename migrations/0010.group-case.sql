-- Groups: names are compared alike in every locale.
-- A small table, locked for the blink in which it is written anew.
-- squawk-ignore-file ban-drop-column
-- squawk-ignore-file adding-field-with-default
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file disallowed-unique-constraint
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.groups drop column name_key;
alter table nachet_data.groups add column name_key text not null
generated always as (nachet_data.fold(name)) stored;

do $do$
declare
    v_ids text;
begin
    select string_agg(t.ids, '; ') into v_ids
    from (
        select string_agg(o.id::text, ', ' order by o.id) as ids
        from nachet_data.groups as o
        group by o.owner_id, o.name_key
        having count(*) > 1
    ) as t;
    if v_ids is not null then
        raise unique_violation using
            message = 'groups of one owner with one name, whatever its case',
            detail = v_ids,
            hint = 'Rename all but one of each, then deploy again.';
    end if;
end
$do$;

alter table nachet_data.groups
add constraint groups_owner_id_name_key_key unique (owner_id, name_key);
comment on column nachet_data.groups.name_key is
'The name as it is compared: case and composition of letters folded.';

reset role;
