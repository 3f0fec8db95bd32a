create or replace function nachet.get_inference(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Options: include_rejected (default false): also the rejected boxes, each with is_rejected.
-- Locks: nothing.
-- Raises: NX001, NX002, NX005, NX210.
-- Repeat: the same answer.
declare
    v_include_rejected boolean;
    v_document jsonb;
    v_is_there boolean;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    v_include_rejected := coalesce(
        (
            nachet._read_options(p_options, '{"include_rejected": "boolean"}')
            -> 'include_rejected'
        )::boolean,
        false
    );
    select
        i.inference || jsonb_build_object('boxes', (
            select
                coalesce(
                    jsonb_agg(
                        case
                            when sp.state = 'settled' then o.box_metadata
                                || jsonb_build_object(
                                    'is_verified', true, 'label', s.name, 'score', 1,
                                    'top_id', coalesce(
                                        (
                                            select g.id
                                            from nachet_data.seed_object as g
                                            where g.container_id = p_container_id
                                                and g.object_id = o.id
                                                and g.seed_id = sp.seed_id
                                            order by g.rank
                                            limit 1
                                        ),
                                        sp.identification_id
                                    )
                                )
                                || case
                                    when sp.moved then jsonb_build_object(
                                        'box', (o.box_metadata -> 'box')
                                        || jsonb_build_object(
                                            'topX', sp.top_x, 'topY', sp.top_y,
                                            'bottomX', sp.bottom_x, 'bottomY', sp.bottom_y
                                        )
                                    )
                                    else '{}'
                                end
                            when sp.state = 'rejected'
                                then o.box_metadata
                                || '{"is_verified": false, "is_rejected": true}'
                            else o.box_metadata || '{"is_verified": false}'
                        end
                        order by o.position
                    ),
                    '[]'
                )
            from nachet_data.object as o
            left join nachet_data.specimen as sp
                on sp.container_id = p_container_id and o.specimen_id = sp.id
            left join nachet_data.seed as s on sp.seed_id = s.id
            where o.container_id = p_container_id
                and o.inference_id = p_inference_id
                and (sp.state is distinct from 'rejected' or v_include_rejected)
        )),
        p.deleted_at is null
    into v_document, v_is_there
    from nachet_data.inference as i
    inner join nachet_data.picture as p on i.container_id = p.container_id and i.picture_id = p.id
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and p.container_id = p_container_id;
    if v_is_there is not true then
        perform nachet._raise('NX005', jsonb_build_object('inference_id', p_inference_id));
    end if;
    return v_document;
end
$function$;

comment on function nachet.get_inference is
'Returns an inference as it was registered, with people''s decisions in each box.';
grant execute on function nachet.get_inference to nachet_backend;
