-- Kinds of things: names are unique whatever their case; some are not in use any more.
-- A small table, locked for the blink in which it is written anew.
-- squawk-ignore-file adding-field-with-default
-- squawk-ignore-file require-concurrent-index-creation
-- squawk-ignore-file disallowed-unique-constraint
-- squawk-ignore-file constraint-missing-not-valid

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.object_type
add column active boolean not null default true,
add column name_key text not null generated always as (nachet_data.fold(name)) stored;

do $do$
declare
    v_ids text;
begin
    select string_agg(t.ids, '; ') into v_ids
    from (
        select string_agg(o.id::text, ', ' order by o.id) as ids
        from nachet_data.object_type as o
        group by o.name_key
        having count(*) > 1
    ) as t;
    if v_ids is not null then
        raise unique_violation using
            message = 'kinds of things with one name, whatever its case',
            detail = v_ids,
            hint = 'Rename all but one of each, then deploy again.';
    end if;
end
$do$;

alter table nachet_data.object_type add constraint object_type_name_key_key unique (name_key);
comment on column nachet_data.object_type.name_key is
'The name as it is compared: case and composition of letters folded.';
comment on column nachet_data.object_type.active is
'Whether people may choose it; what is of this kind already stays so.';

reset role;
