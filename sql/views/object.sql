create or replace view nachet.object
with (security_barrier) as
select
    o.id,
    case
        when o.manual_detection
            then
                jsonb_build_object(
                    'box', jsonb_build_object(
                        'topX',
                        o.top_x,
                        'topY',
                        o.top_y,
                        'bottomX',
                        o.bottom_x,
                        'bottomY',
                        o.bottom_y
                    ),
                    'score', 1, 'topN', '[]'::jsonb, 'box_id', o.id, 'object_type_id', o.type_id
                )
        else (i.inference #> array['boxes', (o.position - 1)::text]) - 'is_verified'
    end as box_metadata,
    o.inference_id,
    o.type_id,
    case
        -- The same expression as nachet_data.guess_id, which readers may not execute.
        when s.state = 'settled' then coalesce(
            (
                left(o.id::text, 32) || lpad(
                    to_hex(
                        case
                            when top.current_id = e.current_id then o.top_place
                            else (
                                select min(g.place)::integer
                                from
                                    unnest(o.guess_seed_ids)
                                    with ordinality as g (seed_id, place)
                                inner join nachet_data.seed as said on g.seed_id = said.id
                                where said.current_id = e.current_id
                            )
                        end
                    ), 4, '0'
                )
            )::uuid,
            s.identification_id
        )
    end as verified_id,
    case s.state when 'settled' then true when 'rejected' then false end as valid,
    (left(o.id::text, 32) || lpad(to_hex(o.top_place), 4, '0'))::uuid as top_inference,
    o.upload_date,
    o.updated_at,
    o.container_id,
    o.specimen_id,
    (
        o.top_x < 0 or o.top_y < 0 or o.bottom_x > p.width or o.bottom_y > p.height
    ) is true as partly_outside
from nachet_data.object as o
inner join nachet_data.inference as i
    on o.container_id = i.container_id and o.inference_id = i.id
inner join nachet_data.picture as p
    on i.container_id = p.container_id and i.picture_id = p.id
left join nachet_data.specimen as s
    on o.container_id = s.container_id and o.specimen_id = s.id
left join nachet_data.seed as e on s.seed_id = e.id
left join nachet_data.seed as top on o.top_seed_id = top.id
where p.state = 'confirmed' and p.deleted_at is null;

comment on view nachet.object is 'ERD: a box that frames one thing in a picture.';
comment on column nachet.object.id is 'The box.';
comment on column nachet.object.box_metadata is 'The box as it was returned at registration.';
comment on column nachet.object.inference_id is 'The inference of the box.';
comment on column nachet.object.type_id is 'The kind of thing in it.';
comment on column nachet.object.verified_id is
'The guess of the verified species, or the identification that named another species.';
comment on column nachet.object.valid is
'Null until reviewed; true when verified, false when rejected.';
comment on column nachet.object.top_inference is 'The best guess.';
comment on column nachet.object.upload_date is 'When it was registered.';
comment on column nachet.object.updated_at is 'When it was last registered, reviewed or reopened.';
comment on column nachet.object.container_id is 'The container of the inference.';
comment on column nachet.object.specimen_id is
'The specimen that it shows; null while nobody identified what it frames.';
comment on column nachet.object.partly_outside is
'Whether the models'' box is partly outside its picture.';
grant select on nachet.object to nachet_analyst;
