create or replace function nachet._home_of(
    p_picture_set_id uuid, p_picture_id uuid, p_blob_name text
)
returns text
language sql
stable
parallel safe
return p_picture_set_id || '/' || p_picture_id || substring(p_blob_name from '\.[^./]*$');

comment on function nachet._home_of(uuid, uuid, text) is
'The name that a picture''s blob bears in its folder; it keeps the extension of the name it has.';
revoke all on function nachet._home_of(uuid, uuid, text) from public;
