create or replace function nachet._page(p_items jsonb, p_limit integer, p_key text)
returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $function$
-- p_items has one item more than the limit if there is another page; next is then the key of the
-- page's last item.
begin
    return jsonb_build_object(
        'items', coalesce(p_items - p_limit, '[]'),
        'next', case
            when jsonb_array_length(p_items) > p_limit then p_items -> p_limit - 1 -> p_key
        end
    );
end
$function$;

comment on function nachet._page is
'Returns one page of a list: items, and next, the cursor to the next page; null on the last page.';
