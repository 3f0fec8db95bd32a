create or replace function nachet.end_batch(
    p_user_id uuid, p_container_id uuid, p_batch_id uuid
)
returns jsonb language plpgsql volatile strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- It takes no further file; a file that it has may still be sent again.
-- Locks: the batch; waits for uploads that are being registered in it.
-- Raises: NX001, NX002, NX050, NX301, NX303.
-- Repeat: the same answer.
declare
    v_now constant timestamptz := nachet._now();
    v_before jsonb;
    v_batch jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    select jsonb_build_object('ended_at', b.ended_at) into v_before
    from nachet_data.batch as b
    where b.container_id = p_container_id and b.id = p_batch_id
    for no key update;
    update nachet_data.batch as b
    set ended_at = v_now
    where b.container_id = p_container_id and b.id = p_batch_id and b.ended_at is null;
    select to_jsonb(s) into v_batch
    from nachet.batch_summary as s
    where s.container_id = p_container_id and s.batch_id = p_batch_id;
    if v_batch is null then
        perform nachet._raise('NX050', jsonb_build_object('batch_id', p_batch_id));
    end if;
    perform nachet._record_acts(
        p_user_id, p_container_id, 'end_batch', 'batch', array[p_batch_id], array[v_before],
        array[jsonb_build_object('ended_at', v_batch -> 'ended_at')]
    );
    return v_batch;
end
$function$;

comment on function nachet.end_batch is 'Ends a batch and returns it.';
grant execute on function nachet.end_batch to nachet_backend;
