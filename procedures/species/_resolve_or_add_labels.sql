create or replace function nachet._resolve_or_add_labels(p_labels text[])
returns jsonb
language plpgsql
volatile
strict
set search_path = pg_catalog, pg_temp
as $function$
-- The species that labels stand for, {label: seed_id}; unknown ones become unconfirmed species. A
-- label of which nothing is left without blanks and quotes is left out.
-- Locks: waits for a concurrent transaction that adds the same name; the caller holds the
-- catalogue.
-- Raises: NX206 for a new name longer than 200 characters.
declare
    v_now constant timestamptz := nachet._now();
    v_seeds jsonb := nachet._resolve_labels(p_labels);
    v_unknown text[];
    v_long text;
begin
    v_unknown := array(
        select u.label
        from unnest(p_labels) as u (label)
        where not v_seeds ? u.label and nachet._clean_label(u.label) <> ''
    );
    if v_unknown <> '{}' then
        select u.label into v_long
        from unnest(v_unknown) as u (label)
        where char_length(nachet._bare_label(nachet._clean_label(u.label))) > 200
        limit 1;
        if v_long is not null then
            perform nachet._raise_invalid_seed('name', to_jsonb(v_long));
        end if;
        -- In the order of names, so that two calls with the same new names wait instead
        -- of deadlocking.
        insert into nachet_data.seed (name, upload_date, updated_at)
        select distinct on (nachet._name_key(n.name)) n.name, v_now, v_now
        from unnest(v_unknown) as u (label)
        cross join lateral (select nachet._bare_label(nachet._clean_label(u.label)) as name) as n
        order by nachet._name_key(n.name)
        on conflict (name_key) where merged_into is null do nothing;

        v_seeds := v_seeds || nachet._resolve_labels(v_unknown);
    end if;
    return v_seeds;
end
$function$;

comment on function nachet._resolve_or_add_labels(text[]) is
'The species that labels stand for, by label; unknown labels are added as unconfirmed species.';
revoke all on function nachet._resolve_or_add_labels(text[]) from public;
