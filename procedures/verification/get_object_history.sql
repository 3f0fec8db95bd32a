create or replace function nachet.get_object_history(
    p_user_id uuid, p_container_id uuid, p_object_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- Of the specimen that the box shows: also what was said of it as a box of another inference. A
-- merged species appears as the species that it was merged into. While further opinions are asked,
-- a user who may not manage sees only what they said, so that none follows another.
-- Locks: nothing.
-- Raises: NX001, NX002, NX006, NX303.
-- Repeat: the same answer.
declare
    v_level constant smallint := nachet._require_access(p_user_id, p_container_id, 'read');
    v_is_blind boolean;
    v_history jsonb;
begin
    select c.readers > 1 and v_level < nachet._level('manage') into v_is_blind
    from nachet_data.container as c
    where c.id = p_container_id;
    v_is_blind := v_is_blind and exists (
        select
        from nachet_data.object as o
        inner join nachet_data.specimen as s
            on s.container_id = p_container_id and o.specimen_id = s.id
        where o.container_id = p_container_id
            and o.id = p_object_id
            and s.state in ('open', 'disputed')
    );
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'identification_id', d.id,
                'act', d.act,
                'user_id', d.user_id,
                'email', u.email,
                'before', case
                    when d.act <> 'add' or d.before_state is not null then jsonb_build_object(
                        'valid',
                        case d.before_state when 'settled' then true when 'rejected' then false end,
                        'seed_id', was.id, 'label', was.name, 'box', coalesce(d.before_box, m.box)
                    )
                end,
                'after', jsonb_build_object(
                    'valid', case when d.act <> 'reopen' then d.act <> 'reject' end,
                    'seed_id', now.id, 'label', now.name, 'box', d.box
                ),
                'qualifier', d.qualifier,
                'object_type_id', d.type_id,
                'comment', d.comment,
                'upload_date', d.upload_date
            )
            order by d.id
        ) filter (where d.id is not null),
        '[]'
    )
    into v_history
    from nachet_data.object as o
    inner join nachet_data.inference as i
        on i.container_id = p_container_id and o.inference_id = i.id
    inner join nachet_data.picture as p on p.container_id = p_container_id and i.picture_id = p.id
    left join lateral (
        select
            a.*,
            b.box,
            lag(b.box) over (order by a.id) as before_box
        from nachet_data.identification as a
        cross join lateral (
            select jsonb_build_object(
                'topX', a.top_x, 'topY', a.top_y, 'bottomX', a.bottom_x, 'bottomY', a.bottom_y
            ) as box
        ) as b
        where a.container_id = p_container_id
            and a.specimen_id = o.specimen_id
            and (not v_is_blind or a.user_id = p_user_id)
    ) as d on true
    left join nachet_data.users as u on d.user_id = u.id
    left join nachet_data.seed as was_first on d.before_seed_id = was_first.id
    left join nachet_data.seed as was on was.id = coalesce(was_first.merged_into, was_first.id)
    left join nachet_data.seed as now_first on d.seed_id = now_first.id
    left join nachet_data.seed as now on now.id = coalesce(now_first.merged_into, now_first.id)
    cross join lateral (
        select jsonb_build_object(
            'topX', o.top_x, 'topY', o.top_y, 'bottomX', o.bottom_x, 'bottomY', o.bottom_y
        ) as box
    ) as m
    where o.container_id = p_container_id and o.id = p_object_id and p.deleted_at is null
    group by o.id;
    if v_history is null then
        perform nachet._raise('NX006', jsonb_build_object('box_id', p_object_id));
    end if;
    return v_history;
end
$function$;

comment on function nachet.get_object_history is
'Lists what people said of a box, oldest first: who, when, before, after and the comment.';
grant execute on function nachet.get_object_history to nachet_backend;
