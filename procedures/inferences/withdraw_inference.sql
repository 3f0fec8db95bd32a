create or replace function nachet._set_withdrawn(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_act text, p_reason text
)
returns jsonb language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- p_act: withdraw_inference or reinstate_inference. The caller has checked access.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX005.
declare
    v_now constant timestamptz := nachet._now();
    v_withdraws constant boolean := p_act = 'withdraw_inference';
    v_picture_id uuid;
    v_is_there boolean;
    v_before jsonb;
    v_after jsonb;
    v_answer jsonb;
begin
    perform nachet._hold_catalogue();
    select i.picture_id into v_picture_id
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id;
    select p.deleted_at is null into v_is_there
    from nachet_data.picture as p
    where p.container_id = p_container_id and p.id = v_picture_id
    for no key update;
    if v_is_there is not true then
        perform nachet._raise('NX005', jsonb_build_object('inference_id', p_inference_id));
    end if;
    select jsonb_build_object('withdrawn_at', i.withdrawn_at, 'withdrawn_by', i.withdrawn_by)
    into v_before
    from nachet_data.inference as i
    where i.container_id = p_container_id and i.id = p_inference_id;
    update nachet_data.inference as i
    set
        withdrawn_at = case when v_withdraws then v_now end,
        withdrawn_by = case when v_withdraws then p_user_id end,
        withdrawn_reason = case when v_withdraws then p_reason end,
        updated_at = v_now
    where i.container_id = p_container_id
        and i.id = p_inference_id
        and (i.withdrawn_at is null) = v_withdraws
    returning jsonb_build_object('withdrawn_at', i.withdrawn_at, 'withdrawn_by', i.withdrawn_by)
    into v_after;
    if found then
        update nachet_data.picture as p
        set
            nb_object = (
                select i.nb_object
                from nachet_data.inference as i
                where i.container_id = p_container_id
                    and i.picture_id = v_picture_id
                    and i.withdrawn_at is null
                order by i.upload_date desc, i.id desc
                limit 1
            ),
            updated_at = v_now
        where p.container_id = p_container_id and p.id = v_picture_id;
        perform nachet._settle_picture(p_container_id, v_picture_id, null, p_user_id, false);
        perform nachet._record_acts(
            p_user_id, p_container_id, p_act, 'inference', array[p_inference_id],
            array[v_before], array[v_after], p_reason
        );
    end if;
    select jsonb_build_object(
        'inference_id', i.id,
        'picture_id', i.picture_id,
        'withdrawn_at', i.withdrawn_at,
        'withdrawn_by', i.withdrawn_by,
        'withdrawn_reason', i.withdrawn_reason,
        'picture_verified', p.verified
    )
    into v_answer
    from nachet_data.inference as i
    inner join nachet_data.picture as p on p.container_id = p_container_id and i.picture_id = p.id
    where i.container_id = p_container_id and i.id = p_inference_id;
    return v_answer;
end
$function$;

comment on function nachet._set_withdrawn is
'Withdraws an inference or reinstates it, and settles its picture.';

create or replace function nachet.withdraw_inference(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- For example of a wrong pipeline. It is kept: it is read by its id, and listed on request. But it
-- is not the picture's newest inference, its boxes are not to be reviewed, and no view for
-- evaluation counts it. What people identified through it stays true. The picture stays verified
-- only if another inference is, or if a species was named at the upload.
-- Options: reason.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX001, NX002, NX005, NX210, NX301, NX303.
-- Repeat: the same answer; the first reason stays.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    return nachet._set_withdrawn(
        p_user_id, p_container_id, p_inference_id, 'withdraw_inference',
        coalesce(nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason', '')
    );
end
$function$;

comment on function nachet.withdraw_inference is
'Withdraws an inference: it is kept, but neither read as the picture''s, nor reviewed, nor '
'counted.';
grant execute on function nachet.withdraw_inference to nachet_backend;

create or replace function nachet.reinstate_inference(
    p_user_id uuid, p_container_id uuid, p_inference_id uuid, p_options jsonb default '{}'
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- Its boxes show what people identified meanwhile, too.
-- Options: reason.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX001, NX002, NX005, NX210, NX301, NX303.
-- Repeat: the same answer; one that was never withdrawn stays as it is.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    return nachet._set_withdrawn(
        p_user_id, p_container_id, p_inference_id, 'reinstate_inference',
        nachet._read_options(p_options, '{"reason": "reason"}') ->> 'reason'
    );
end
$function$;

comment on function nachet.reinstate_inference is
'Brings a withdrawn inference back: it is read, reviewed and counted again.';
grant execute on function nachet.reinstate_inference to nachet_backend;
