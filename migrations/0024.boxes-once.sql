-- Boxes: what the models said is kept once, in the document of the inference; a box has its guesses
-- as arrays by their place.

set local lock_timeout = '1500ms';
set local role nachet_owner;

-- Only the first lock may be waited for: whoever waits for it meanwhile looks for a deadlock after
-- a second, and then the other waits are over.
lock table nachet_data.object in access exclusive mode;
set local lock_timeout = '100ms';
alter table nachet_data.object
add column guess_seed_ids uuid[] not null default '{}',
add column guess_scores double precision[] not null default '{}',
add column top_place integer,
add column top_seed_id uuid,
add column margin double precision not null default 1,
alter column box_metadata set default '{}';
comment on column nachet_data.object.guess_seed_ids is
'The species of its guesses, by their place in the document; none for a box that a person added.';
comment on column nachet_data.object.guess_scores is
'How sure the model is of each of these, 0 to 1.';
comment on column nachet_data.object.top_place is
'The place of the best guess; the first of equal scores.';
comment on column nachet_data.object.top_seed_id is 'The species of the best guess.';
comment on column nachet_data.object.margin is
'By how much the score of the best guess is above that of the second one.';
comment on column nachet_data.inference.inference is
'The whole document as it was answered at registration, with is_verified false in each box.';

create function nachet_data.guess_id(p_object_id uuid, p_place integer)
returns uuid language sql immutable parallel safe as $function$
select (left(p_object_id::text, 32) || lpad(to_hex(p_place), 4, '0'))::uuid;
$function$;
comment on function nachet_data.guess_id is
'Returns the id of a guess: its box''s id, with the guess''s place in the last random digits.';
create function nachet_data.guess_place(p_object_id uuid, p_id uuid)
returns integer language sql immutable parallel safe as $function$
select case
    when left(p_id::text, 32) = left(p_object_id::text, 32)
        then ('x' || right(p_id::text, 4))::bit(16)::integer
end;
$function$;
comment on function nachet_data.guess_place is
'Returns the place of a guess in its box, from its id; null for the id of something else.';

create function nachet_data.convert_boxes(p_container_id uuid, p_inference_ids uuid[])
returns void language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
-- A label that was blank has no species. A box without topN is its own guess.
begin
    update nachet_data.object as o
    set
        guess_seed_ids = g.seed_ids,
        guess_scores = g.scores,
        top_place = array_position(g.scores, o.top_score),
        top_seed_id = g.seed_ids[array_position(g.scores, o.top_score)],
        margin = o.top_score - g.second
    from (
        select
            m.object_id as id,
            array_agg(so.seed_id order by m.place) as seed_ids,
            array_agg(m.score order by m.place) as scores,
            coalesce((array_agg(m.score order by m.score desc))[2], 0) as second
        from (
            select
                b.id as object_id, t.place, (t.value -> 'score')::double precision as score,
                nachet_data.guess_id(b.id, t.place::integer) as id
            from nachet_data.object as b
            cross join jsonb_array_elements(
                case
                    when jsonb_array_length(
                        case jsonb_typeof(b.box_metadata -> 'topN')
                            when 'array' then b.box_metadata -> 'topN' else '[]'
                        end
                    ) > 0 then b.box_metadata -> 'topN'
                    else jsonb_build_array(b.box_metadata)
                end
            ) with ordinality as t (value, place)
            where b.container_id = p_container_id
                and b.inference_id = any (p_inference_ids)
                and not b.manual_detection
                and b.box_metadata <> '{}'
        ) as m
        left join nachet_data.seed_object as so
            on so.container_id = p_container_id and m.object_id = so.object_id and m.id = so.id
        group by m.object_id
    ) as g
    where o.container_id = p_container_id and o.id = g.id;
    update nachet_data.inference as i
    set inference = i.inference || jsonb_build_object('boxes', (
        select coalesce(
            jsonb_agg(o.box_metadata || '{"is_verified": false}' order by o.position), '[]'
        )
        from nachet_data.object as o
        where o.container_id = p_container_id
            and o.inference_id = i.id
            and not o.manual_detection
    ))
    where i.container_id = p_container_id
        and i.id = any (p_inference_ids)
        and not i.inference ? 'boxes';
end
$function$;

-- What earlier functions write until others are in place.
create function nachet_data.convert_new_boxes()
returns trigger language plpgsql volatile
set search_path = pg_catalog, pg_temp as $function$
declare
    v_inferences record;
begin
    for v_inferences in
        select o.container_id, array_agg(distinct o.inference_id) as ids
        from added as a
        inner join nachet_data.object as o
            on a.container_id = o.container_id and a.object_id = o.id
        group by o.container_id
    loop
        perform nachet_data.convert_boxes(v_inferences.container_id, v_inferences.ids);
    end loop;
    return null;
end
$function$;
create trigger convert_new_boxes after insert on nachet_data.seed_object
referencing new table as added
for each statement execute function nachet_data.convert_new_boxes();

create procedure nachet_data.convert_all_boxes()
language plpgsql as $procedure$
-- A thousand pictures a transaction, so that a call waits only for these.
declare
    v_container record;
    v_ids uuid [];
    v_last uuid;
begin
    for v_container in
        select c.id
        from nachet_data.container as c
        order by c.id
    loop
        v_last := '00000000-0000-0000-0000-000000000000';
        loop
            v_ids := array(
                select p.id
                from nachet_data.picture as p
                where p.container_id = v_container.id and p.id > v_last
                order by p.id
                limit 1000
            );
            exit when v_ids = '{}';
            perform
            from nachet_data.picture as p
            where p.container_id = v_container.id and p.id = any (v_ids)
            order by p.id
            for no key update;
            perform nachet_data.convert_boxes(v_container.id, array(
                select i.id
                from nachet_data.inference as i
                where i.container_id = v_container.id
                    and i.picture_id = any (v_ids)
                    and not i.inference ? 'boxes'
            ));
            v_last := v_ids[cardinality(v_ids)];
            commit;
        end loop;
    end loop;
end
$procedure$;

reset role;
