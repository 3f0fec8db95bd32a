create or replace function nachet._describe_picture_set(
    p_container_id uuid,
    p_picture_set_id uuid,
    p_owner_id uuid,
    p_upload_date timestamptz,
    p_metadata jsonb
)
returns jsonb
language sql
stable
parallel safe
return jsonb_build_object(
    'picture_set_id', p_picture_set_id,
    'container_id', p_container_id,
    'owner_id', p_owner_id,
    'upload_date', p_upload_date,
    'picture_set', p_metadata
);

comment on function nachet._describe_picture_set(uuid, uuid, uuid, timestamptz, jsonb) is
'What a folder''s json in the blob store says: nothing that renaming changes.';
revoke all on function nachet._describe_picture_set(uuid, uuid, uuid, timestamptz, jsonb)
from public;
