-- Models: names are unique whatever their case.
-- A small table, locked for the blink in which it is written anew.
-- squawk-ignore-file adding-field-with-default
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file disallowed-unique-constraint
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.model
add column name_key text not null generated always as (nachet_data.fold(name)) stored;

do $do$
declare
    v_ids text;
begin
    select string_agg(t.ids, '; ') into v_ids
    from (
        select string_agg(o.id::text, ', ' order by o.id) as ids
        from nachet_data.model as o
        group by o.name_key
        having count(*) > 1
    ) as t;
    if v_ids is not null then
        raise unique_violation using
            message = 'models with one name, whatever its case',
            detail = v_ids,
            hint = 'Rename all but one of each, then deploy again.';
    end if;
end
$do$;

alter table nachet_data.model add constraint model_name_key_key unique (name_key);
comment on column nachet_data.model.name_key is
'The name as it is compared: case and composition of letters folded.';

reset role;
