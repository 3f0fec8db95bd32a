create or replace function nachet._check_inference(p_result jsonb, p_place text)
returns void
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- Refuses a model's document that cannot be registered, naming the first bad place, e.g.
-- boxes[3].box.topX; p_place says where the document itself is.
-- Raises: NX204.
declare
    v_place text;
begin
    if jsonb_typeof(p_result) <> 'object' then
        v_place := '';
    elsif jsonb_typeof(p_result -> 'boxes') is distinct from 'array' then
        v_place := 'boxes';
    elsif p_result -> 'totalBoxes' <> to_jsonb(jsonb_array_length(p_result -> 'boxes')) then
        v_place := 'totalBoxes';
    elsif jsonb_typeof(p_result -> 'models') <> 'array'
        or jsonb_array_length(p_result -> 'models') > 1000 then
        v_place := 'models';
    else
        v_place := coalesce(
            nachet._bad_inference_place(p_result -> 'boxes'), nachet._bad_model_place(p_result)
        );
    end if;
    if v_place is not null then
        raise exception using
            errcode = 'NX204',
            message = 'not a valid inference',
            detail = jsonb_build_object(
                'place', trim('.' from p_place || '.' || v_place),
                'value', p_result #> string_to_array(translate(v_place, '[]', '.'), '.')
            )::text,
            hint = 'Correct the place that the detail names and send the document again.';
    end if;
end
$function$;

comment on function nachet._check_inference(jsonb, text) is
'Refuses a model''s document that cannot be registered.';
revoke all on function nachet._check_inference(jsonb, text) from public;
