-- What the SQL tests share. Loaded once into the template database, never deployed.
create schema test;

-- Runs a statement that must fail with this SQLSTATE; answers with the error's detail.
create function test.raises(p_sql text, p_sqlstate text)
returns jsonb
language plpgsql
as $function$
declare
    v_detail text;
    v_state text;
    v_message text;
begin
    begin
        execute p_sql;
    exception when others then
        get stacked diagnostics
            v_detail = pg_exception_detail, v_state = returned_sqlstate, v_message = message_text;
    end;
    if v_state is distinct from p_sqlstate then
        raise exception 'expected %, got % (%) from: %',
            p_sqlstate, coalesce(v_state, 'no error'), v_message, p_sql;
    end if;
    return case when p_sqlstate like 'NX%' then v_detail::jsonb end;
end
$function$;

-- Sets the clock until the transaction ends.
create function test.set_now(p_now timestamptz)
returns void
language plpgsql
as $function$
begin
    create or replace function nachet._now() returns timestamptz language sql stable
    return current_setting('test.now')::timestamptz;
    perform set_config('test.now', p_now::text, true);
end
$function$;

create function test.add_user(p_email text, p_permission text default 'manage')
returns uuid
language sql
as $function$
select (
    nachet.create_user(p_email, jsonb_build_object('permission', p_permission)) ->> 'user_id'
)::uuid;
$function$;

create function test.add_group(
    p_user_id uuid, p_name text default 'Seed lab', p_permission text default 'read'
)
returns uuid
language sql
as $function$
select (nachet.create_group(p_user_id, p_name, p_permission) ->> 'group_id')::uuid;
$function$;

-- Makes a user a member of a group, whether or not its owner can see the user already.
create function test.add_member(p_user_id uuid, p_group_id uuid, p_member_id uuid)
returns jsonb
language sql
as $function$
select nachet.add_group_member_by_email(p_user_id, p_group_id, u.email)
from nachet_data.users as u
where u.id = p_member_id;
$function$;

-- A reserved picture in a folder of the user's own container (the default folder unless said).
create function test.reserve_picture(
    p_user_id uuid, p_description jsonb default '{}', p_picture_set_id uuid default null
)
returns uuid
language sql
as $function$
select (
    nachet.register_pictures(
        p_user_id, p_user_id, coalesce(p_picture_set_id, p_user_id),
        jsonb_build_array(
            jsonb_build_object(
                'media_type', 'image/png', 'extension', 'png', 'byte_size', 1000,
                'sha256', encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'),
                'width', 1920, 'height', 1080
            ) || p_description
        )
    ) #>> '{0,picture_id}'
)::uuid;
$function$;

-- A confirmed picture in a folder of the user's own container (the default folder unless said).
create function test.add_picture(
    p_user_id uuid, p_picture_set_id uuid default null, p_description jsonb default '{}'
)
returns uuid
language plpgsql
as $function$
declare
    v_id constant uuid := test.reserve_picture(p_user_id, p_description, p_picture_set_id);
begin
    perform nachet.confirm_pictures(p_user_id, p_user_id, array[v_id]);
    return v_id;
end
$function$;

create function test.add_pipeline(p_name text default 'Swin transformer')
returns uuid
language sql
as $function$
insert into nachet_data.pipeline (name) values (p_name)
on conflict (name) do update set name = excluded.name
returning id;
$function$;

-- Two pipelines that share a detector, and their models, not in the order in which they run.
create function test.ml_structure()
returns jsonb
language sql
as $function$
select '{
    "version": "0.1.4",
    "pipelines": [
        {"pipeline_name": "Swin", "model_name": "Swin", "models": ["detector", "swin"],
            "default": true, "metrics": []},
        {"pipeline_name": "Six seeds", "model_name": "Six seeds", "models": ["detector", "six"],
            "created_by": "AI Lab"}
    ],
    "models": [
        {"model_name": "swin", "task": "Classification", "version": "1",
            "endpoint_name": "swin-endpoint", "endpoint": "https://example.org/swin",
            "api_key": "swin-key", "dataset": "", "metrics": []},
        {"model_name": "detector", "task": "Object Detection", "version": "1",
            "endpoint_name": "detector-endpoint", "endpoint": "https://example.org/detector",
            "api_key": "detector-key", "created_by": "AI Lab"},
        {"model_name": "six", "task": "Classification", "version": "1",
            "endpoint_name": "", "endpoint": "", "api_key": ""}
    ]
}'::jsonb;
$function$;

-- A new administrator who has imported it; answers with what the import answered.
create function test.import_ml_structure(out admin_id uuid, out answer jsonb)
language plpgsql
as $function$
begin
    admin_id := test.add_user('curator@example.org', 'admin');
    answer := nachet.import_ml_structure(admin_id, test.ml_structure());
end
$function$;

create function test.model_id(p_name text)
returns uuid
language sql
as $function$
select m.id from nachet.model as m where m.name = p_name;
$function$;

create function test.pipeline_id(p_name text)
returns uuid
language sql
as $function$
select p.id from nachet.pipeline as p where p.name = p_name;
$function$;

-- A detector's document: distinct boxes in a row, guesses in falling order of score over known
-- species.
create function test.sample_inference(p_boxes integer, p_guesses integer)
returns jsonb
language sql
as $function$
select jsonb_build_object(
    'filename', 'sample',
    'boxes', coalesce((
        select jsonb_agg(
            jsonb_build_object(
                'box',
                jsonb_build_object(
                    'topX', b % 150 * 10, 'topY', b / 150 * 10, 'bottomX', b % 150 * 10 + 8,
                    'bottomY', b / 150 * 10 + 8
                ),
                'label', coalesce(n.documents -> 0 ->> 'label', '000 Brassica napus'),
                'score', 0.9,
                'topN', coalesce(n.documents, '[]'),
                'overlapping', false, 'overlappingIndices', 0, 'color', '#ED1C24'
            ) order by b
        )
        from generate_series(1, p_boxes) as b
        cross join lateral (
            select jsonb_agg(
                jsonb_build_object('label', s.name, 'score', 0.9 / g.g) order by g.g
            ) as documents
            from generate_series(1, p_guesses) as g (g)
            inner join (
                select x.name, row_number() over (order by x.name_key) as n
                from nachet_data.seed as x where x.merged_into is null
            ) as s on s.n = (b + g.g) % 28 + 1
        ) as n
    ), '[]'),
    'labelOccurrence', '{}'::jsonb,
    'totalBoxes', p_boxes,
    'models', '[{"name": "seed-detector-1", "version": "1"}]'::jsonb
);
$function$;

-- A user with a confirmed picture and a registered inference of it, all new.
create function test.register(
    p_boxes integer, p_guesses integer,
    out user_id uuid, out picture_id uuid, out inference_id uuid, out document jsonb
)
language plpgsql
as $function$
begin
    user_id := test.add_user(gen_random_uuid() || '@example.org');
    picture_id := test.add_picture(user_id);
    document := nachet.register_inference(
        user_id, user_id, picture_id, test.sample_inference(p_boxes, p_guesses),
        jsonb_build_object('pipeline_id', test.add_pipeline())
    );
    inference_id := document ->> 'inference_id';
end
$function$;

-- A further inference of it.
create function test.register_again(p_user_id uuid, p_picture_id uuid, p_document jsonb)
returns jsonb
language sql
as $function$
select nachet.register_inference(
    p_user_id, p_user_id, p_picture_id, p_document,
    jsonb_build_object('pipeline_id', test.add_pipeline())
);
$function$;

-- One box of feedback on a box of a registered document, with what is said of it.
create function test.feedback(p_document jsonb, p_box integer, p_said jsonb default '{}')
returns jsonb
language sql
as $function$
select jsonb_build_array(
    jsonb_build_object('boxId', p_document #> array['boxes', p_box::text, 'box_id']) || p_said
);
$function$;

-- Three who may write in a user's container, which now asks several readers.
create function test.ask_readers(p_user_id uuid, p_readers integer, p_agreeing integer)
returns uuid[]
language plpgsql
as $function$
declare
    v_group constant uuid := test.add_group(p_user_id, 'Readers', 'write');
    v_ids uuid[];
begin
    for v_n in 1 .. 3 loop
        v_ids[v_n] := test.add_user(format('reader%s@example.org', v_n));
        perform test.add_member(p_user_id, v_group, v_ids[v_n]);
    end loop;
    perform nachet.share_container(p_user_id, p_user_id, v_group);
    perform nachet.set_review_rule(
        p_user_id, p_user_id, jsonb_build_object('readers', p_readers, 'agreeing', p_agreeing)
    );
    return v_ids;
end
$function$;

-- What a person says of one box of an inference: the answer's box.
create function test.say(
    p_user_id uuid, p_container_id uuid, p_document jsonb, p_box integer, p_said jsonb default '{}'
)
returns jsonb
language sql
as $function$
select nachet.verify_seed(
    p_user_id, p_container_id, (p_document ->> 'inference_id')::uuid,
    test.feedback(p_document, p_box, p_said)
) #> '{boxes,0}';
$function$;

-- Blob tasks as a worker reports them done: of each, the etag of the blob that it saw.
create function test.done(p_tasks jsonb)
returns jsonb
language sql
as $function$
select jsonb_agg(t.value || '{"etag": "e"}') from jsonb_array_elements(p_tasks) as t (value);
$function$;

-- What reviews keep beside their rows, of a picture whose rows were stored without them.
create function test.count_reviews(p_container_id uuid, p_picture_id uuid)
returns void
language sql
as $function$
select
    nachet._tally_picture(p_container_id, p_picture_id, array(
        select i.id
        from nachet_data.inference as i
        where i.container_id = p_container_id and i.picture_id = p_picture_id
    )),
    nachet._tally_opinions(p_container_id, p_picture_id),
    nachet._tally_activity(p_container_id, p_picture_id);
$function$;
