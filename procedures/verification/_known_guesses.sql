create or replace function nachet._known_guesses(
    p_container_id uuid, p_object_id uuid, p_manual boolean
)
returns table (ids uuid[], seed_ids uuid[])
language sql
stable
parallel safe
as $function$
-- The guesses of a box, best first, and their species. A box that a person added has one: theirs.
select array_agg(a.id order by a.rank), array_agg(a.seed_id order by a.rank)
from (
    select so.id, so.seed_id, so.rank
    from nachet_data.seed_object as so
    where so.container_id = p_container_id and so.object_id = p_object_id
    union all
    select v.id, coalesce(s.merged_into, s.id), 1
    from nachet_data.verification as v
    inner join nachet_data.seed as s on (v.after ->> 'seed_id')::uuid = s.id
    where p_manual
        and v.container_id = p_container_id
        and v.object_id = p_object_id
        and v.act = 'add'
) as a;
$function$;

comment on function nachet._known_guesses(uuid, uuid, boolean) is
'The guesses of a box and their species, best first, in one row.';
revoke all on function nachet._known_guesses(uuid, uuid, boolean) from public;
