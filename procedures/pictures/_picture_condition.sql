create or replace function nachet._picture_condition(p_filter jsonb)
returns text
language plpgsql
immutable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The condition of find_pictures' query that a filter asks for; only it is put together, no value.
begin
    return (
        select coalesce(string_agg(c.condition, ' and ' order by c.key), 'true')
        from (
            values
            ('after', 'p.id < ($2 ->> ''after'')::uuid'),
            ('has_inference', '(p.nb_object is not null) = ($2 -> ''has_inference'')::boolean'),
            ('max_byte_size', 'p.byte_size <= ($2 -> ''max_byte_size'')::bigint'),
            ('max_height', 'p.height <= ($2 -> ''max_height'')::bigint'),
            ('max_width', 'p.width <= ($2 -> ''max_width'')::bigint'),
            ('media_type', 'p.media_type = $2 ->> ''media_type'''),
            ('min_byte_size', 'p.byte_size >= ($2 -> ''min_byte_size'')::bigint'),
            ('min_height', 'p.height >= ($2 -> ''min_height'')::bigint'),
            ('min_width', 'p.width >= ($2 -> ''min_width'')::bigint'),
            ('parent', 'p.parent = ($2 ->> ''parent'')::uuid'),
            ('picture_set_id', 'p.picture_set_id = ($2 ->> ''picture_set_id'')::uuid'),
            (
                'pipeline_id',
                'p.id in (select i.picture_id from nachet_data.inference as i'
                ' where i.container_id = $1 and i.pipeline_id = ($2 ->> ''pipeline_id'')::uuid)'
            ),
            (
                'seed_id',
                'p.id in (select ps.picture_id from nachet_data.picture_seed as ps'
                ' where ps.container_id = $1 and ps.seed_id = ($2 ->> ''seed_id'')::uuid)'
            ),
            ('text', 'p.search @@ websearch_to_tsquery(''simple'', $2 ->> ''text'')'),
            ('uploaded_from', 'p.upload_date >= ($2 ->> ''uploaded_from'')::timestamptz'),
            ('uploaded_to', 'p.upload_date < ($2 ->> ''uploaded_to'')::timestamptz'),
            ('verified', 'p.verified = ($2 -> ''verified'')::boolean'),
            (
                'top_score',
                'p.id in (select i.picture_id from nachet_data.inference as i'
                ' where i.container_id = $1'
                ' and i.top_score >= coalesce(($2 -> ''min_top_score'')::double precision, 0)'
                ' and i.top_score <= coalesce(($2 -> ''max_top_score'')::double precision, 1))'
            )
        ) as c (key, condition)
        where p_filter ? c.key
            or (c.key = 'top_score' and p_filter ?| array['min_top_score', 'max_top_score'])
    );
end
$function$;

comment on function nachet._picture_condition(jsonb) is
'The conditions of a filter on picture p as SQL: constant texts alone, the container is $1, the '
'filter $2.';
revoke all on function nachet._picture_condition(jsonb) from public;
