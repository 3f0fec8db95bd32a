create or replace function nachet.register_inferences(
    p_user_id uuid, p_container_id uuid, p_inferences jsonb
)
returns jsonb
language plpgsql
volatile
strict
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
-- Registers many inferences, all or none; answers with their documents in order.
-- Each of p_inferences: picture_id, result, and optionally the options of register_inference.
-- Locks: the catalogue, shared; the pictures, in the order of their ids; waits for a concurrent
-- transaction that adds the same species.
-- Raises: as register_inference, with the entry in the place; NX204 where an entry has no
-- picture_id or no result.
-- Repeat: harmless where each has its inference_id.
declare
    v_answers jsonb[];
    v_entry record;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'write');
    if jsonb_typeof(p_inferences) <> 'array' then
        raise exception using
            errcode = 'NX204',
            message = 'not a valid inference',
            detail = jsonb_build_object('place', 'inferences')::text,
            hint = 'Correct the place that the detail names and send the document again.';
    end if;
    -- New species of all of them first, in one order: two calls that name the same wait for each
    -- other and never both. What is no label is refused below.
    perform nachet._hold_catalogue();
    perform nachet._resolve_or_add_labels(array(
        select distinct g.value ->> 'label'
        from jsonb_path_query(p_inferences, '$[*].result.boxes[*]') as b (value)
        cross join lateral jsonb_array_elements(nachet._guesses_of(b.value)) as g (value)
        where nachet._is_label(g.value -> 'label')
    ));
    v_answers := array_fill(null::jsonb, array[jsonb_array_length(p_inferences)]);
    -- One call an inference: each is set-based, and each is a document of its own.
    for v_entry in
        select
            e.ordinality as n,
            case
                when jsonb_typeof(e.value) = 'object' then e.value - array['picture_id', 'result']
            end as options,
            e.value -> 'result' as result,
            nachet._to_uuid(e.value ->> 'picture_id') as picture_id
        from jsonb_array_elements(p_inferences) with ordinality as e (value, ordinality)
        order by nachet._to_uuid(e.value ->> 'picture_id'), e.ordinality
    loop
        if v_entry.picture_id is null or v_entry.result is null then
            raise exception using
                errcode = 'NX204',
                message = 'not a valid inference',
                detail = jsonb_build_object(
                    'place',
                    format(
                        'inferences[%s].%s', v_entry.n - 1,
                        case when v_entry.picture_id is null then 'picture_id' else 'result' end
                    )
                )::text,
                hint = 'Correct the place that the detail names and send the document again.';
        end if;
        v_answers[v_entry.n] := nachet._register_inference(
            p_user_id, p_container_id, v_entry.picture_id, v_entry.result, v_entry.options,
            format('inferences[%s].result', v_entry.n - 1)
        );
    end loop;
    return to_jsonb(v_answers);
end
$function$;

comment on function nachet.register_inferences(uuid, uuid, jsonb) is
'Registers many inferences in one transaction; answers with their documents in order.';
revoke all on function nachet.register_inferences(uuid, uuid, jsonb) from public;
grant execute on function nachet.register_inferences(uuid, uuid, jsonb) to nachet_backend;
