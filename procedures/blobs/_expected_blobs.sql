create or replace function nachet._expected_blobs(
    p_container_id uuid, p_from text, p_to text, p_limit integer
)
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- What rows say of the blobs in a container of the store, by name from one name to another: its
-- own rows, and those of the archive whose blobs have not moved there yet.
declare
    v_archive_id uuid;
    v_own jsonb;
    v_archived jsonb;
begin
    select c.id into v_archive_id
    from nachet_data.container as c
    where c.kind = 'archive';
    v_own := nachet._described_blobs(p_container_id, p_container_id, p_from, p_to, p_limit);
    if v_archive_id = p_container_id then
        return v_own;
    end if;
    v_archived := nachet._described_blobs(v_archive_id, p_container_id, p_from, p_to, p_limit);
    if v_archived = '[]' then
        return v_own;
    end if;
    return (
        select jsonb_agg(b.value order by (b.value ->> 'blob_name') collate "C")
        from (
            select e.value
            from jsonb_array_elements(v_own || v_archived) as e (value)
            order by (e.value ->> 'blob_name') collate "C"
            limit p_limit
        ) as b
    );
end
$function$;

comment on function nachet._expected_blobs(uuid, text, text, integer) is
'What rows say of the blobs in a container of the store.';
revoke all on function nachet._expected_blobs(uuid, text, text, integer) from public;
