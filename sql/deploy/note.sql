-- Takes note of what was made, as the catalogue has it. {gone}: objects to forget; {items}: name,
-- sha256 and shape of what was made; {groups}: whether grants and tables are taken note of too.
do $note$
begin
    delete from nachet_deploy.deployed as d where d.object = any({gone});
    insert into nachet_deploy.deployed (object, sha256, shape, parts)
    with made as (
        select
            concat(c.kind, ' ', c.name) as object, jsonb_object_agg(c.part, c.value) as parts,
            case
                when c.kind in ('schema', 'default privileges') then 'grants'
                when split_part(c.name, '.', 1) in ('nachet_data', 'nachet_deploy') then 'tables'
            end as part_of
        from (
{catalogue}
        ) as c
        group by c.kind, c.name
    )

    select coalesce(m.object, i.name), coalesce(i.sha256, ''), i.shape, coalesce(m.parts, '{}')
    from jsonb_to_recordset({items}) as i (name text, sha256 text, shape text)
    full join made as m on split_part(m.object, '(', 1) = i.name
    where i.name is not null or (
        m.part_of = any({groups}) and coalesce(m.parts ->> 'owner', 'nachet_owner') = 'nachet_owner'
    )
    on conflict (object) do update set
        sha256 = excluded.sha256, shape = excluded.shape, server = excluded.server,
        parts = excluded.parts, deployed_at = excluded.deployed_at,
        deployed_by = excluded.deployed_by;
end
$note$;
