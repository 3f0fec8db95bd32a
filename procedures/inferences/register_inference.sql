create or replace function nachet.register_inference(
    p_user_id uuid, p_container_id uuid, p_picture_id uuid, p_result jsonb,
    p_options jsonb default '{}'
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Registers what the models found in a picture; answers with the document and the ids of all in it.
-- Options: pipeline_id or pipeline (id or name; unless given, the one that applies to the user),
-- inference_id.
-- Locks: the catalogue, shared; the picture; waits for a concurrent transaction that adds the same
-- species.
-- Raises: NX001, NX002, NX004, NX008, NX108, NX204, NX210, NX301.
-- Repeat: with the same inference_id and document, stored once, the same answer.
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    return nachet._register_inference(
        p_user_id, p_container_id, p_picture_id, p_result, p_options, ''
    );
end
$function$;

comment on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb) is
'Registers an inference of a picture; answers with the same document, plus the ids of all in it.';
revoke all on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb) from public;
grant execute on function nachet.register_inference(uuid, uuid, uuid, jsonb, jsonb)
to nachet_backend;
