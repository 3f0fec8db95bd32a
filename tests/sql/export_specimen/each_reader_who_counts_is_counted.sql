-- As the view opinion says, whatever was said in whatever order.
do $test$
declare
    r record;
    v_readers uuid[];
    v_box jsonb;
begin
    select * into r from test.register(3, 5);
    v_readers := test.ask_readers(r.user_id, 2, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 0);
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    perform test.say(
        v_readers[3], r.user_id, r.document, 0, '{"label": "Avena fatua", "classId": ""}'
    );
    perform test.say(v_readers[1], r.user_id, r.document, 1, '{"label": "", "classId": ""}');
    perform test.say(v_readers[2], r.user_id, r.document, 1, '{"label": "", "classId": ""}');
    perform test.say(v_readers[1], r.user_id, r.document, 2);
    perform test.say(v_readers[1], r.user_id, r.document, 2);
    perform nachet.reopen_object(
        r.user_id, r.user_id, (r.document #>> '{boxes,0,box_id}')::uuid
    );
    perform test.say(v_readers[2], r.user_id, r.document, 0);
    assert (
        select array_agg((e.state, e.nb_reader, e.nb_agreeing)::text order by e.top_x)
        = array['(open,1,0)', '(rejected,2,2)', '(open,1,0)']
        from nachet.export_specimen as e
    );
    assert not exists (
        select e.specimen_id, e.nb_reader from nachet.export_specimen as e
        except
        select o.specimen_id, count(*)::integer from nachet.opinion as o group by o.specimen_id
    );
end
$test$;
