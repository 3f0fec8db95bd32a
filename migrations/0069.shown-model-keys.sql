-- Models: which keys of their documents are shown; all others are secret.

set local lock_timeout = '1500ms';
set local role nachet_owner;

-- A constant default needs no scan.
alter table nachet_data.installation
add column model_keys text[] not null default '{}';
comment on column nachet_data.installation.model_keys is
'Keys of models that are shown here, beside those that are shown everywhere.';

create function nachet_data.shown_model_keys() returns text[]
language sql immutable parallel safe
as $function$
select array[
    'api_call_function', 'content_type', 'created_by', 'creation_date', 'dataset',
    'deployment_platform', 'description', 'endpoint_name', 'identifiable', 'inference_function',
    'job_name', 'metrics', 'task', 'version'
];
$function$;

comment on function nachet_data.shown_model_keys() is
'Returns the keys of models that are shown everywhere.';

-- Numbers, true, false and null are shown at any depth. A text is shown only if each key that leads
-- to it is one of those that are, and if it looks neither like an address nor like a secret:
-- people write these into a description, too.
create function nachet_data.is_shown(p_key text, p_value jsonb, p_keys text[])
returns boolean
language sql immutable parallel safe
as $function$
with recursive part as (
    select
        p_value as value,
        p_key = any(p_keys) as is_named
    union all
    select
        c.value,
        p.is_named and c.is_named
    from part as p
    cross join lateral (
        select
            e.value,
            e.key = any(
                p_keys || array['label', 'name', 'seed_id', 'seed_name', 'unit']
            ) as is_named
        from jsonb_each(case when jsonb_typeof(p.value) = 'object' then p.value else '{}' end) as e
        union all
        select
            a.value,
            true as is_named
        from jsonb_array_elements(
            case when jsonb_typeof(p.value) = 'array' then p.value else '[]' end
        ) as a
    ) as c
)

select p_key = any(p_keys) and not exists (
    select
    from part as t
    where
        jsonb_typeof(t.value) = 'string'
        and (
            not t.is_named
            or (t.value #>> '{}') collate "C" ~* (
                '^[[:space:]]*([a-z][a-z0-9+.-]*://|(basic|bearer)[[:space:]])'
                '|://[^[:space:]/?#]*@'
                '|[?&;](code|key|sig|signature|token)='
                '|(^|[^a-z])(accountkey|api[_-]?key|pass(phrase|word)|pwd|secret|sharedaccesskey'
                '|token)[[:space:]]*[=:]'
                '|-----begin|(^|[^a-z0-9])eyj[a-z0-9_-]{10,}[.]'
            )
        )
);
$function$;

comment on function nachet_data.is_shown(text, jsonb, text[]) is
'Whether a key of a model''s document is shown with this value, where these keys are shown.';

reset role;
