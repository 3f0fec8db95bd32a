create or replace function nachet._require_pipeline(p_user_id uuid, p_pipeline text)
returns uuid language plpgsql stable
set search_path = pg_catalog, pg_temp as $function$
-- A text in the form of an id is an id; the case of a name does not matter. Without a
-- text: the user's choice if it is active, else the default.
-- Raises: NX008.
declare
    v_named_id constant uuid := nachet._to_uuid(p_pipeline);
    v_id uuid;
begin
    if p_pipeline is null then
        select p.id into v_id
        from nachet_data.pipeline as p
        left join nachet_data.pipeline_default as d
            on p.id = d.pipeline_id and d.user_id = p_user_id
        where p.active and (d.user_id is not null or p.is_default)
        order by d.user_id is null
        limit 1;
    elsif v_named_id is null then
        select p.id into v_id
        from nachet_data.pipeline as p
        where p.active and p.name_key = nachet_data.fold(p_pipeline);
    else
        select p.id into v_id
        from nachet_data.pipeline as p
        where p.active and p.id = v_named_id;
    end if;
    if v_id is null then
        perform nachet._raise('NX008', jsonb_build_object('pipeline', p_pipeline));
    end if;
    return v_id;
end
$function$;

comment on function nachet._require_pipeline is
'Returns the active pipeline with this id or name; without a text, the user''s pipeline.';
