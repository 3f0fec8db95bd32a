create or replace function nachet._lock_picture_tree(p_container_id uuid, p_picture_set_id uuid)
returns void
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Stops whatever else is done to the pictures of a folder and to their crops, wherever in the
-- container: what is under way ends first, what comes after waits.
-- Locks: these pictures, in the order of their ids.
begin
    perform
    from nachet_data.picture as p
    where
        p.container_id = p_container_id
        and p.id in (
            with recursive tree as (
                select r.id
                from nachet_data.picture as r
                where r.container_id = p_container_id and r.picture_set_id = p_picture_set_id
                union
                select c.id
                from tree as t
                inner join nachet_data.picture as c
                    on t.id = c.parent and c.container_id = p_container_id
            )

            select t.id
            from tree as t
        )
    order by p.id
    for update;
end
$function$;

comment on function nachet._lock_picture_tree(uuid, uuid) is
'Locks the pictures of a folder with their crops.';
revoke all on function nachet._lock_picture_tree(uuid, uuid) from public;
