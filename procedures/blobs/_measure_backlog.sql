create or replace function nachet._measure_backlog()
returns jsonb
language plpgsql
stable
strict
set search_path = pg_catalog, pg_temp
as $function$
-- How much is still to be done in the blob store; null where someone took the table away from the
-- owner, so that this can be told at all.
begin
    if not has_table_privilege('nachet_data.blob_task', 'select') then
        return null;
    end if;
    return (
        select jsonb_build_object(
            'nb_due', count(*) filter (where not t.parked and t.run_after <= nachet._now()),
            'nb_later', count(*) filter (where not t.parked and t.run_after > nachet._now()),
            'nb_parked', count(*) filter (where t.parked),
            'oldest', min(t.upload_date),
            'last_error', (
                array_agg(t.last_error order by t.parked desc, t.run_after desc)
                filter (where t.last_error is not null)
            )[1]
        )
        from nachet_data.blob_task as t
    );
end
$function$;

comment on function nachet._measure_backlog() is
'How much is still to be done in the blob store.';
revoke all on function nachet._measure_backlog() from public;
