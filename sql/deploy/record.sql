-- Records what was made, as the catalogue has it. {gone}: objects to forget; {items}: SHA-256 of
-- what was made, by name; {also}: a pattern of what else is recorded.
do $record$
declare
    c_gone constant jsonb := {gone};
    c_items constant jsonb := {items};
begin
    delete from nachet_deploy.deployed as d
    where c_gone ? d.object or d.object ~ {also} or c_items ? split_part(d.object, '(', 1);
    insert into nachet_deploy.deployed (object, sha256, parts)
    select coalesce(m.object, i.key), coalesce(i.value, ''), coalesce(m.parts, '{}')
    from jsonb_each_text(c_items) as i
    full join (
{catalogue}
    ) as m on i.key = split_part(m.object, '(', 1)
    where c_gone ? m.object is not true and (i.key is not null or (
        m.object ~ {also} and coalesce(m.parts ->> 'owner', 'nachet_owner') = 'nachet_owner'
    ));
end
$record$;
