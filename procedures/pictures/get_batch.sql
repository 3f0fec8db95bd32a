create or replace function nachet.get_batch(
    p_user_id uuid, p_container_id uuid, p_batch_id uuid
)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set extra_float_digits = 1 as $function$
-- refusals: the files that were refused and not sent again with success, in the order in which they
-- came first.
-- Locks: nothing.
-- Raises: NX001, NX002, NX050, NX303.
-- Repeat: the same answer.
declare
    v_batch jsonb;
    v_refusals jsonb;
begin
    perform nachet._require_access(p_user_id, p_container_id, 'read');
    select to_jsonb(s) into v_batch
    from nachet.batch_summary as s
    where s.container_id = p_container_id and s.batch_id = p_batch_id;
    if v_batch is null then
        perform nachet._raise('NX050', jsonb_build_object('batch_id', p_batch_id));
    end if;

    select jsonb_agg(
        jsonb_build_object(
            'name', f.name,
            'sha256', encode(f.sha256, 'hex'),
            'code', f.refusal -> 'code',
            'message', f.refusal -> 'message',
            'detail', f.refusal -> 'detail',
            'refused_at', f.updated_at
        )
        order by f.id
    )
    into v_refusals
    from nachet_data.batch_file as f
    left join nachet_data.picture as p
        on p.container_id = p_container_id and f.picture_id = p.id
    where f.container_id = p_container_id
        and f.batch_id = p_batch_id
        and f.refusal is not null
        and p.state is distinct from 'confirmed'
        and f.former_picture_id is null
        and not exists (
            select
            from nachet_data.batch_file as again
            left join nachet_data.picture as q
                on q.container_id = p_container_id and again.picture_id = q.id
            where again.container_id = p_container_id
                and again.batch_id = p_batch_id
                and again.name = f.name
                and (q.state = 'confirmed' or again.former_picture_id is not null)
        );
    return v_batch || jsonb_build_object('refusals', coalesce(v_refusals, '[]'));
end
$function$;

comment on function nachet.get_batch is
'Returns a batch with the columns of the view batch_summary and with its refused files.';
grant execute on function nachet.get_batch to nachet_backend;
