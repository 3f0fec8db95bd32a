create or replace function nachet.delete_sample(
    p_user_id uuid, p_container_id uuid, p_sample_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Its folders stay, and belong to none. The act log keeps what was said of it.
-- Locks: the sample, then its folders by id.
-- Raises: NX001, NX002, NX080, NX181, NX301, NX303.
-- Repeat: NX080.
declare
    v_now constant timestamptz := nachet._now();
    v_before jsonb;
    v_reports bigint;
    v_ids uuid[];
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id
    for update;
    select jsonb_build_object(
        'number', s.number, 'lot', s.lot, 'crop', s.crop, 'crop_seed_id', s.crop_seed_id,
        'weight', s.weight, 'examined_weight', s.examined_weight, 'tests', s.tests,
        'received_at', s.received_at, 'metadata', s.metadata
    )
    into v_before
    from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id;
    if v_before is null then
        perform nachet._raise('NX080', jsonb_build_object('sample_id', p_sample_id));
    end if;
    select count(*) into v_reports
    from nachet_data.report as r
    where r.container_id = p_container_id and r.sample_id = p_sample_id;
    if v_reports > 0 then
        perform nachet._raise(
            'NX181', jsonb_build_object('sample_id', p_sample_id, 'reports', v_reports)
        );
    end if;
    v_ids := array(
        select ps.id
        from nachet_data.picture_set as ps
        where ps.container_id = p_container_id and ps.sample_id = p_sample_id
        order by ps.id
        for no key update
    );
    update nachet_data.picture_set as ps
    set sample_id = null, updated_at = v_now
    where ps.container_id = p_container_id and ps.sample_id = p_sample_id;
    delete from nachet_data.sample as s
    where s.container_id = p_container_id and s.id = p_sample_id;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_sample', 'picture_set', v_ids,
        array_fill(jsonb_build_object('sample_id', p_sample_id), array[cardinality(v_ids)]),
        array_fill('{"sample_id": null}'::jsonb, array[cardinality(v_ids)])
    );
    perform nachet._record_acts(
        p_user_id, p_container_id, 'delete_sample', 'sample', array[p_sample_id],
        array[v_before], null
    );
    return jsonb_build_object('sample_id', p_sample_id, 'picture_sets', cardinality(v_ids));
end
$function$;

comment on function nachet.delete_sample is
'Deletes a sample of which no report was issued; its folders stay.';
grant execute on function nachet.delete_sample to nachet_backend;
