create or replace function nachet.set_review_rule(
    p_user_id uuid, p_container_id uuid, p_options jsonb
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Options: readers (how many people are asked for each specimen, 1 to 100); agreeing (how many of
-- them must agree); decides (the permission, write, manage or admin, from which on a person's word
-- decides where several are asked). What is not given stays, but that at least as many are asked as
-- must agree. It holds for what people say later. Where one reader is asked, as by default, anybody
-- who may write decides.
-- Locks: the container.
-- Raises: NX001, NX002, NX210, NX301, NX303.
-- Repeat: the same answer.
declare
    v_options jsonb;
    v_readers numeric;
    v_agreeing numeric;
    v_decides smallint;
    v_bad text;
    v_old jsonb;
    v_new jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'manage');
    v_options := nachet._read_options(
        p_options, '{"readers": "number", "agreeing": "number", "decides": "string"}'
    );
    v_readers := (v_options -> 'readers')::numeric;
    v_agreeing := (v_options -> 'agreeing')::numeric;
    v_decides := nachet._level(v_options ->> 'decides');
    v_bad := case
        when v_readers not between 1 and 100 or v_readers % 1 <> 0 then 'readers'
        when v_agreeing not between 1 and 100 or v_agreeing % 1 <> 0 then 'agreeing'
        when v_options ? 'decides' and coalesce(v_decides < nachet._level('write'), true)
            then 'decides'
    end;
    if v_bad is not null then
        perform nachet._raise(
            'NX210', jsonb_build_object('option', v_bad, 'value', v_options -> v_bad)
        );
    end if;
    select jsonb_build_object('readers', c.readers, 'agreeing', c.agreeing, 'decides', p.name)
    into v_old
    from nachet_data.container as c
    inner join nachet_data.permission as p on c.decides = p.id
    where c.id = p_container_id
    for no key update of c;
    update nachet_data.container as c
    set
        readers = greatest(coalesce(v_readers, c.readers), v_agreeing),
        agreeing = coalesce(v_agreeing, least(c.agreeing, v_readers)),
        decides = coalesce(v_decides, c.decides),
        updated_at = nachet._now()
    where c.id = p_container_id
        and (c.readers, c.agreeing, c.decides) <> (
            greatest(coalesce(v_readers, c.readers), v_agreeing),
            coalesce(v_agreeing, least(c.agreeing, v_readers)),
            coalesce(v_decides, c.decides)
        );
    select jsonb_build_object('readers', c.readers, 'agreeing', c.agreeing, 'decides', p.name)
    into v_new
    from nachet_data.container as c
    inner join nachet_data.permission as p on c.decides = p.id
    where c.id = p_container_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'set_review_rule', 'container', array[p_container_id],
        array[v_old], array[v_new]
    );
    return nachet._describe_access(p_user_id, array[p_container_id]) -> 0;
end
$function$;

comment on function nachet.set_review_rule is
'Sets how many readers a container asks for each specimen, how many must agree and whose word '
'decides, and returns the container.';
grant execute on function nachet.set_review_rule to nachet_backend;
