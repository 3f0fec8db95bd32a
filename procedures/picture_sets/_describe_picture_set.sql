create or replace function nachet._describe_picture_set(
    p_container_id uuid, p_picture_set_id uuid, p_owner_id uuid, p_upload_date timestamptz,
    p_metadata jsonb, p_former_container_id uuid, p_former_picture_set_id uuid
)
returns jsonb language sql stable parallel safe as $function$
select jsonb_build_object(
    'picture_set_id', p_picture_set_id,
    'container_id', p_container_id,
    'owner_id', p_owner_id,
    'upload_date', p_upload_date,
    'picture_set', p_metadata || jsonb_strip_nulls(jsonb_build_object(
        'former_container_id', p_former_container_id,
        'former_picture_set_id', p_former_picture_set_id
    ))
);
$function$;

comment on function nachet._describe_picture_set is
'Returns the description of a folder for the blob store: nothing in it changes when the folder is '
'renamed. Of a folder of the archive it says where it came from.';
