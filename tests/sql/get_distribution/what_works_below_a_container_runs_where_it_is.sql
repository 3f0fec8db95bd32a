-- Whether a function names a table itself, in a view or in what it calls; a comment is no use.
create view nachet.example with (security_barrier) as
select
    p.container_id,
    p.id
from nachet_data.picture as p;
create function nachet._example(p_container_id uuid) returns jsonb language plpgsql as $function$
begin
    return (
        select to_jsonb(e) from nachet.example as e where e.container_id = p_container_id limit 1
    );
end
$function$;
create function nachet.example(p_container_id uuid) returns jsonb language plpgsql as $function$
begin
    return nachet._example(p_container_id);
end
$function$;
create function nachet.example_everywhere(p_id uuid) returns jsonb language plpgsql as $function$
begin
    return nachet._example(p_id);
end
$function$;
create function nachet.example_of_names(p_container_id uuid) returns jsonb
language plpgsql as $function$
-- Not from nachet_data.picture.
begin
    return (select to_jsonb(c) from nachet_data.container as c where c.id = p_container_id);
end
$function$;
do $test$
declare
    v_plan constant jsonb := nachet._plan_distribution();
    v_kinds jsonb;
begin
    select jsonb_object_agg(p ->> 'name', p ->> 'kind') into v_kinds
    from jsonb_array_elements(v_plan) as p;
    assert v_kinds @> '{
        "nachet.example": "view",
        "nachet._example(uuid)": "carried",
        "nachet.example(uuid)": "delegated",
        "nachet.example_everywhere(uuid)": "carried",
        "nachet.example_of_names(uuid)": "carried",
        "nachet.verify_seed(uuid,uuid,uuid,jsonb,jsonb)": "delegated",
        "nachet.list_container_users(uuid,uuid)": "carried",
        "nachet_data.fold(text)": "carried"
    }';
    assert (
        select count(*) from jsonb_array_elements(v_plan) as p
        where p ->> 'kind' in ('carried', 'delegated')
    ) = (
        select count(*) from pg_catalog.pg_proc as f
        where f.pronamespace in ('nachet'::regnamespace, 'nachet_data'::regnamespace)
    );
end
$test$;
