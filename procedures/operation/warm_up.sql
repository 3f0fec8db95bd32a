create or replace function nachet.warm_up()
returns jsonb language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set lock_timeout = '100ms' as $function$
-- For a new connection, ahead of need: what the server's process reads of the catalogue, compiles
-- and plans when it first needs it costs more than a call. It runs what register_inference,
-- get_inference and verify_seed are made of, on nothing: no row is written or locked, and no id is
-- used. Nobody acts: NX001, which refuses that, is caught. False, at once, where the server takes
-- no writes.
-- Locks: no more than a call, and waits for none longer than 100 ms.
-- Raises: nothing of its own.
-- Repeat: harmless.
declare
    c_none constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
    c_guess constant jsonb := '{"label": "none", "score": 1}'::jsonb;
    v_rule record;
    v_read record;
    v_judged record;
    v_call text;
begin
    if current_setting('transaction_read_only')::boolean then
        return 'false'::jsonb;
    end if;
    perform nachet._resolve_labels(array['none'], false);
    perform nachet._read_inference(
        c_none, c_none,
        jsonb_build_object('boxes', jsonb_build_array(c_guess || jsonb_build_object(
            'box', '{"topX": 0, "topY": 0, "bottomX": 1, "bottomY": 1}'::jsonb,
            'topN', jsonb_build_array(c_guess)
        ))),
        jsonb_build_object('none', c_none), 1, 1
    );
    perform nachet._add_inference_models(c_none, c_none, c_none, '{}');
    perform nachet._find_specimens(c_none, c_none, null);
    perform nachet._update_pictures(c_none, array[c_none], '{}');
    perform nachet._overlay_decisions(c_none, c_none, c_none, '{"boxes": []}', null, false, false);

    select 1::smallint as readers, 1::smallint as agreeing, false as decides into v_rule;
    -- A box that does not exist runs more of these two; what is stored then is of no box.
    v_read := nachet._read_feedback(jsonb_build_array(jsonb_build_object('boxId', c_none)), 1, 1);
    perform nachet._judge_feedback(c_none, c_none, c_none, v_read, '{}', null, null, v_rule);
    v_read := nachet._read_feedback('[]', 1, 1);
    v_judged := nachet._judge_feedback(
        c_none, c_none, c_none, v_read, '{}', null, null, v_rule
    );
    perform nachet._record_identifications(c_none, c_none, c_none, c_none, v_judged);
    perform nachet._settle_picture(c_none, c_none, null, c_none, false);
    perform nachet._end_leases(c_none, c_none, null, null);

    -- The functions themselves, up to where they look for the user.
    foreach v_call in array array[
        'register_inference($1, $1, $1, ''{}'')', 'get_inference($1, $1, $1)',
        'verify_seed($1, $1, $1, ''[]'')'
    ] loop
        begin
            execute 'select nachet.' || v_call using c_none;
        exception when sqlstate 'NX001' then
            null;
        end;
    end loop;
    return 'true'::jsonb;
end
$function$;

comment on function nachet.warm_up is
'Prepares a new connection for its first inference and its first review; changes nothing.';
grant execute on function nachet.warm_up to nachet_backend;
