-- Models: what is not shown of those that are there already goes to their secrets.
-- after: functions

set local lock_timeout = '1500ms';
set local role nachet_owner;

-- As an import: neither sees the half of the other.
lock table nachet_data.pipeline in share row exclusive mode;
set local lock_timeout = '100ms';

insert into nachet_data.model_secret as s (model_version_id, secret)
select
    v.id,
    jsonb_object_agg(e.key, e.value) as secret
from nachet_data.model_version as v
cross join lateral jsonb_each(v.data) as e
where not nachet_data.is_shown(e.key, e.value, nachet_data.shown_model_keys()) -- noqa: RF01
group by v.id
on conflict (model_version_id) do update set secret = s.secret || excluded.secret;

update nachet_data.model_version as v
set data = v.data - k.hidden
from (
    select
        o.id,
        array_agg(e.key) as hidden
    from nachet_data.model_version as o
    cross join lateral jsonb_each(o.data) as e
    where not nachet_data.is_shown(e.key, e.value, nachet_data.shown_model_keys()) -- noqa: RF01
    group by o.id
) as k
where v.id = k.id;

-- The name of a deployment that is its address: the export has it from the secrets.
insert into nachet_data.model_secret as s (model_version_id, secret)
select
    v.id,
    jsonb_build_object('endpoint_name', m.endpoint_name) as secret
from nachet_data.model as m
inner join nachet_data.model_version as v on m.id = v.model_id
where
    not nachet_data.is_shown(
        'endpoint_name', to_jsonb(m.endpoint_name), nachet_data.shown_model_keys()
    )
on conflict (model_version_id) do update set secret = s.secret || excluded.secret;

update nachet_data.model as m
set endpoint_name = ''
where
    not nachet_data.is_shown(
        'endpoint_name', to_jsonb(m.endpoint_name), nachet_data.shown_model_keys()
    );

reset role;
