-- Metadata: their limits and what counts as empty; shares: when one is in force; folders of the
-- archive: where they came from, in columns.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create function nachet_data.is_metadata(p_value jsonb) returns boolean
language sql immutable parallel safe
as $function$
select
    jsonb_typeof(p_value) = 'object'
    and not p_value @? '$.**{33}'
    and char_length(p_value::text) <= 100000;
$function$;
comment on function nachet_data.is_metadata(jsonb) is
'Whether a document can be stored as metadata: an object of up to 100,000 characters, nested up to '
'32 deep.';

create function nachet_data.is_empty(p_value jsonb) returns boolean
language sql immutable parallel safe
as $function$
select
    coalesce(p_value in ('null', '[]', '{}'), true)
    or (jsonb_typeof(p_value) = 'string' and nachet_data.is_blank(p_value #>> '{}'));
$function$;
comment on function nachet_data.is_empty(jsonb) is
'Whether a value says nothing: it is missing or null, an array or object without items, or a blank '
'text.';

create function nachet_data.in_force(p_until timestamptz, p_now timestamptz) returns boolean
language sql immutable parallel safe
as $function$
select p_until is null or p_until > p_now;
$function$;
comment on function nachet_data.in_force(timestamptz, timestamptz) is
'Whether a share that lasts until a time (null: no end) is in force.';

alter table nachet_data.picture_set
add column former_container_id uuid,
add column former_picture_set_id uuid;
comment on column nachet_data.picture_set.former_container_id is
'For a folder of the archive: the container that its pictures came from.';
comment on column nachet_data.picture_set.former_picture_set_id is
'For a folder of the archive: the folder that its pictures came from.';

-- Until here the document said it; functions that were there before go on with that until 0066.
update nachet_data.picture_set as ps
set
    former_container_id = (ps.picture_set ->> 'former_container_id')::uuid,
    former_picture_set_id = (ps.picture_set ->> 'former_picture_set_id')::uuid
from nachet_data.container as c
where
    c.id = ps.container_id
    and c.kind = 'archive'
    and ps.picture_set ->> 'former_container_id'
    ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    and ps.picture_set ->> 'former_picture_set_id'
    ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
create index picture_set_former_idx
on nachet_data.picture_set (container_id, former_picture_set_id)
where former_picture_set_id is not null;

reset role;
