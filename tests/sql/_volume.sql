-- Many rows, for tests of plans and for measuring. Loaded after _support.sql, where wanted.

-- An id of version 7 whose order is that of the number.
create function test.ordered_id(p_n bigint)
returns uuid
language sql
immutable
return (
    lpad(to_hex(1700000000000 + p_n), 12, '0') || '70008' || lpad(to_hex(p_n), 15, '0')
)::uuid;

-- Folders of so many pictures each in a user's own container. Of the pictures every second has an
-- inference of two boxes with two guesses each, every tenth is verified, and some are crops, in
-- the trash or still to be confirmed; of each the blob's former place is to be cleared. Foreign
-- keys are not checked: what is written fits.
create function test.fill_container(p_user_id uuid, p_folders integer, p_pictures integer)
returns void
language plpgsql
set session_replication_role = 'replica'
as $function$
declare
    v_first bigint;
    v_last bigint;
    v_pipelines uuid[] := array[test.add_pipeline('volume'), test.add_pipeline('volume, rare')];
    v_seeds uuid[] := array(select s.id from nachet_data.seed as s order by s.name_key limit 25);
begin
    select count(*) + 1 into v_first
    from nachet_data.picture as p;
    v_last := v_first + p_folders * p_pictures - 1;

    insert into nachet_data.picture_set (container_id, id, name, owner_id)
    select p_user_id, test.ordered_id(v_first + f), 'folder ' || v_first + f, p_user_id
    from generate_series(0, p_folders - 1) as f;

    insert into nachet_data.picture (
        container_id, id, picture_set_id, parent, user_id, state, picture, media_type, byte_size,
        sha256, width, height, zoom, nb_seeds, description, nb_object, verified,
        blob_container_id, blob_name, upload_date, updated_at, deleted_at, name
    )
    select
        p_user_id,
        test.ordered_id(n),
        test.ordered_id(v_first + (n - v_first) / p_pictures),
        case when n % 100 = 2 and n > v_first then test.ordered_id(n - 1) end,
        p_user_id,
        case when n % 500 = 7 then 'pending' else 'confirmed' end,
        jsonb_build_object('microscope', 'M' || n % 7),
        case when n % 100 = 5 then 'image/png' else 'image/tiff' end,
        100000 + (n * 7919) % 6000000,
        sha256(int8send(n)),
        case when n % 100 = 5 then 640 else 1920 end,
        case when n % 100 = 5 then 480 else 1080 end,
        1 + n % 9,
        1 + n % 6,
        'tray ' || n / 96 || case when n % 1000 = 6 then ' contaminated' else '' end,
        case when n % 2 = 0 then 2 end,
        n % 10 = 0,
        p_user_id,
        'volume/' || test.ordered_id(n) || '.tiff',
        timestamptz '2024-01-01Z' + (n - v_first) * interval '1 minute',
        timestamptz '2024-01-01Z' + (n - v_first) * interval '1 minute',
        case when n % 200 = 1 then timestamptz '2024-06-01Z' end,
        'IMG_' || n || case when n % 1000 = 6 then '_scan-7' else '' end || '.tiff'
    from generate_series(v_first, v_last) as n;

    insert into nachet_data.batch (container_id, id, picture_set_id, user_id)
    select p_user_id, test.ordered_id(v_first + f), test.ordered_id(v_first + f), p_user_id
    from generate_series(0, p_folders - 1) as f;
    insert into nachet_data.batch_file (
        container_id, id, batch_id, name, sha256, picture_id, is_new
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(v_first + (n - v_first) / p_pictures),
        'IMG_' || n, sha256(int8send(n)), test.ordered_id(n), true
    from generate_series(v_first, v_last) as n;

    insert into nachet_data.picture_seed (container_id, id, picture_id, seed_id)
    select p_user_id, test.ordered_id(n), test.ordered_id(n), v_seeds[1 + n / 10 % 25]
    from generate_series(v_first, v_last) as n
    where n % 10 = 0;

    insert into nachet_data.inference (
        container_id, id, picture_id, user_id, pipeline_id, inference, nb_object, top_score,
        verified
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(n), p_user_id,
        v_pipelines[case when n % 200 = 0 then 2 else 1 end],
        '{"filename": "volume", "totalBoxes": 2}', 2, (n * 7919) % 1000 / 1000.0, n % 10 = 0
    from generate_series(v_first, v_last) as n
    where n % 2 = 0;

    insert into nachet_data.inference_model (container_id, inference_id, position, name)
    select p_user_id, test.ordered_id(n), 1, 'volume'
    from generate_series(v_first, v_last) as n
    where n % 2 = 0;

    insert into nachet_data.specimen (
        container_id, id, picture_id, state, seed_id, identification_id, top_x, top_y, bottom_x,
        bottom_y
    )
    select
        p_user_id, test.ordered_id(2 * n + b), test.ordered_id(n), 'settled',
        v_seeds[1 + n / 10 % 25], test.ordered_id(2 * n + b), 1, 2, 3, 4
    from generate_series(v_first, v_last) as n
    cross join generate_series(0, 1) as b
    where n % 10 = 0;

    insert into nachet_data.object (
        container_id, id, inference_id, position, top_x, top_y, bottom_x, bottom_y, top_score,
        margin, top_place, top_seed_id, guess_seed_ids, guess_scores, specimen_id
    )
    select
        p_user_id, test.ordered_id(2 * n + b), test.ordered_id(n), b + 1, 1, 2, 3, 4,
        (n * 7919 + b * 13) % 1000 / 1000.0, (n * 7927 + b * 11) % 1000 / 1000.0, 1,
        v_seeds[1 + n / 10 % 25], array[v_seeds[1 + n / 10 % 25], v_seeds[1 + (n / 10 + 1) % 25]],
        array[0.9, 0.45],
        case when n % 10 = 0 then test.ordered_id(2 * n + b) end
    from generate_series(v_first, v_last) as n
    cross join generate_series(0, 1) as b
    where n % 2 = 0;

    insert into nachet_data.identification (
        container_id, id, specimen_id, user_id, act, seed_id, object_id, top_x, top_y, bottom_x,
        bottom_y
    )
    select
        p_user_id, test.ordered_id(2 * n + b), test.ordered_id(2 * n + b), p_user_id, 'confirm',
        v_seeds[1 + n / 10 % 25], test.ordered_id(2 * n + b), 1, 2, 3, 4
    from generate_series(v_first, v_last) as n
    cross join generate_series(0, 1) as b
    where n % 10 = 0;

    insert into nachet_data.inference_tally (
        container_id, inference_id, nb_specimen, nb_missed, nb_false_alarm, nb_reviewed, nb_valid,
        nb_right, nb_top5, seed_ids, model_seed_ids, nbs, sum_scores, wrong_specimen_ids,
        wrong_pairs, wrong_scores, bins, bin_nbs, bin_nb_rights, bin_sum_scores
    )
    select
        p_user_id, test.ordered_id(n), 2, 0, 0, 2, 2, 2, 2, array[v_seeds[1 + n / 10 % 25]],
        array[v_seeds[1 + n / 10 % 25]], '{2}', '{1.0}', '{}', '{}', '{}', '{6}', '{2}', '{2}',
        '{1.0}'
    from generate_series(v_first, v_last) as n
    where n % 10 = 0;

    insert into nachet_data.opinion_tally (
        container_id, picture_id, specimen_id, user_ids, seed_ids, nb
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(2 * n), array[p_user_id, test.ordered_id(n)],
        array[v_seeds[1], null], 2
    from generate_series(v_first, v_last) as n
    where n % 10 = 0;

    insert into nachet_data.activity_tally (
        container_id, picture_id, user_id, day, nb_identification, nb_specimen, nb_confirm,
        nb_correct, nb_reject, nb_add, nb_reopen
    )
    select
        p_user_id, test.ordered_id(n), p_user_id, date '2024-01-01', 2, 2, 2, 0, 0, 0, 0
    from generate_series(v_first, v_last) as n
    where n % 10 = 0;

    insert into nachet_data.blob_task (
        container_id, id, kind, picture_id, blob_container_id, blob_name, run_after, parked
    )
    select
        p_user_id, test.ordered_id(n), 'delete_blob', test.ordered_id(n), p_user_id, 'old/' || n,
        timestamptz '2024-01-01Z' + n * interval '1 second', n % 1000 = 9
    from generate_series(v_first, v_last) as n;

    insert into nachet_data.sample (container_id, id, number, user_id)
    select p_user_id, test.ordered_id(n), 'S-' || n, p_user_id
    from generate_series(v_first, v_last) as n
    where n % 25 = 0;

    insert into nachet_data.report (
        container_id, id, sample_id, number, version, content, digest, user_id
    )
    select
        p_user_id, test.ordered_id(n), test.ordered_id(n), 'S-' || n || '/1', 1, '{}',
        sha256(convert_to('{}', 'UTF8')), p_user_id
    from generate_series(v_first, v_last) as n
    where n % 25 = 0;
end
$function$;
