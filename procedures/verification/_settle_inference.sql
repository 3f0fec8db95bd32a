create or replace function nachet._settle_inference(
    p_container_id uuid, p_inference_id uuid, p_picture_id uuid
)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Brings an inference and its picture in line with the boxes: verified when no box is left to
-- review.
-- The caller holds the lock on the picture.
declare
    v_now constant timestamptz := nachet._now();
    v_verified constant boolean := not exists (
        select
        from nachet_data.object as o
        where o.container_id = p_container_id
            and o.inference_id = p_inference_id
            and o.valid is null
    );
    v_changed uuid;
begin
    update nachet_data.inference as i
    set verified = v_verified, updated_at = v_now
    where i.container_id = p_container_id and i.id = p_inference_id and i.verified <> v_verified
    returning i.id into v_changed;
    -- One more box of an inference that stays verified may name one more species.
    if v_changed is not null or v_verified then
        perform nachet._settle_picture(p_container_id, p_picture_id);
    end if;
end
$function$;

comment on function nachet._settle_inference(uuid, uuid, uuid) is
'Brings an inference and its picture in line with what is reviewed.';
revoke all on function nachet._settle_inference(uuid, uuid, uuid) from public;
