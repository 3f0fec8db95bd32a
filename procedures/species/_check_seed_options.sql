create or replace function nachet._check_seed_options(p_options jsonb)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Checks what a caller says of a species besides its name; null is nothing said.
-- Raises: NX206 with the field.
declare
    v_field text;
begin
    select o.key into v_field
    from jsonb_each(p_options) as o
    where jsonb_typeof(o.value) <> 'null'
        and not case
            when o.key = 'information' then jsonb_typeof(o.value) = 'object'
            when o.key = 'confirmed' then jsonb_typeof(o.value) = 'boolean'
            when o.key in ('gbif_key', 'itis_tsn')
                then jsonb_typeof(o.value) = 'number' and o.value::text ~ '^[1-9][0-9]{0,17}$'
            when o.key = 'eppo_code'
                then jsonb_typeof(o.value) = 'string' and o.value #>> '{}' ~ '^[A-Za-z0-9]{5,6}$'
            else true
        end
    limit 1;
    if v_field is not null then
        perform nachet._raise_invalid_seed(v_field, p_options -> v_field);
    end if;
end
$function$;

comment on function nachet._check_seed_options(jsonb) is
'Refuses a wrong description of a species.';
revoke all on function nachet._check_seed_options(jsonb) from public;
