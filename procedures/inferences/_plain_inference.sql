create or replace function nachet._plain_inference(p_document jsonb)
returns jsonb
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- A registered document without the ids that registering added.
begin
    return (p_document - array['inference_id', 'pipeline_id']) || jsonb_build_object('boxes', (
        select
            jsonb_agg(
                (b.value - array['box_id', 'object_type_id', 'top_id'])
                || case
                    when jsonb_typeof(b.value -> 'topN') = 'array'
                        then
                            jsonb_build_object('topN', (
                                select jsonb_agg(g.value - 'object_id' order by g.ordinality)
                                from
                                    jsonb_array_elements(b.value -> 'topN')
                                    with ordinality as g (value, ordinality)
                            ))
                    else '{}'
                end
                order by b.ordinality
            )
        from jsonb_array_elements(p_document -> 'boxes') with ordinality as b (value, ordinality)
    ));
end
$function$;

comment on function nachet._plain_inference(jsonb) is
'An inference''s document without the ids that registering added: what two requests are compared '
'by.';
revoke all on function nachet._plain_inference(jsonb) from public;
