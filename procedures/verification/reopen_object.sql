create or replace function nachet.reopen_object(
    p_user_id uuid, p_container_id uuid, p_object_id uuid, p_comment text default ''
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Takes back what was decided on a box, so that it can be decided anew; its history keeps both.
-- The inference, and unless something else vouches for it the picture, is no longer verified.
-- Locks: the catalogue, shared; the picture.
-- Raises: NX001, NX002, NX005, NX006, NX106, NX301.
-- Repeat: NX106.
declare
    v_now constant timestamptz := nachet._now();
    v_act_id constant uuid := nachet_data.uuid7();
    v_inference_id uuid;
    v_picture_id uuid;
    v_before jsonb;
    v_box jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    perform nachet._hold_catalogue();
    select o.inference_id into v_inference_id
    from nachet_data.object as o
    where o.container_id = p_container_id and o.id = p_object_id;
    if v_inference_id is null then
        raise exception using
            errcode = 'NX006',
            message = 'box not found in this inference',
            detail = jsonb_build_object('box_id', p_object_id)::text,
            hint = 'Read the inference again and use the box ids that it gives.';
    end if;
    v_picture_id := nachet._lock_inference(p_container_id, v_inference_id);

    select
        jsonb_build_object(
            'valid', o.valid,
            'seed_id', o.verified_seed_id,
            'box', coalesce(o.verified_box, nachet._box_corners(o.box_metadata -> 'box'))
        ),
        nachet._box_corners(o.box_metadata -> 'box')
    into v_before, v_box
    from nachet_data.object as o
    where o.container_id = p_container_id and o.id = p_object_id and o.valid is not null;
    if v_before is null then
        raise exception using
            errcode = 'NX106',
            message = 'the box is not reviewed',
            detail = jsonb_build_object('box_id', p_object_id)::text,
            hint = 'There is nothing to reopen; verify the box instead.';
    end if;

    update nachet_data.object as o
    set
        valid = null, verified_seed_id = null, verified_id = null, verified_box = null,
        updated_at = v_now
    where o.container_id = p_container_id and o.id = p_object_id;
    insert into nachet_data.verification (
        container_id, id, object_id, user_id, act, before, after, comment, upload_date
    )
    values (
        p_container_id, v_act_id, p_object_id, p_user_id, 'reopen', v_before,
        jsonb_build_object('valid', null, 'seed_id', null, 'box', v_box), p_comment, v_now
    );
    perform nachet._settle_inference(p_container_id, v_inference_id, v_picture_id);
    return jsonb_build_object(
        'inference_id', v_inference_id, 'box_id', p_object_id, 'verification_id', v_act_id
    );
end
$function$;

comment on function nachet.reopen_object(uuid, uuid, uuid, text) is
'Takes back what was decided on a box, so that it can be decided anew.';
revoke all on function nachet.reopen_object(uuid, uuid, uuid, text) from public;
grant execute on function nachet.reopen_object(uuid, uuid, uuid, text) to nachet_backend;
