create or replace function nachet._read_label(
    p_label text, out name text, out name_key text, out whole_key text
)
returns record language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp as $function$
-- name: without surrounding quotes, with single blanks, and without the class number of a model
-- ("14 Avena fatua"); empty for a blank label. name_key: the name in the form for comparison, as in
-- the generated columns name_key. whole_key: the same with the class number.
declare
    c_quotes constant text := ' "“”„«»';
    v_whole text;
begin
    if p_label is null then
        return;
    end if;
    -- Nearly all labels: letters of ASCII without quotes, with single blanks. The rest takes longer
    -- than the lookup of the species.
    if p_label collate "C" ~ '^[!#-&(-~]+( [!#-&(-~]+)*$' then
        v_whole := ltrim(p_label, '0123456789');
        name := case when left(v_whole, 1) = ' ' then substr(v_whole, 2) else p_label end;
        name_key := lower(name collate "C");
        whole_key := lower(p_label collate "C");
        return;
    end if;
    v_whole := btrim(
        regexp_replace(p_label collate "C", E'[[:space:]\u00A0]+', ' ', 'g'), c_quotes
    );
    v_whole := btrim(regexp_replace(v_whole, E'^''(.*[^ ].*)''$', E'\\1'));
    name := btrim(regexp_replace(v_whole, '^[0-9]+ ', ''), c_quotes);
    name := btrim(regexp_replace(name, E'^''(.*[^ ].*)''$', E'\\1'));
    if nachet_data.is_blank(name) then
        v_whole := case when nachet_data.is_blank(v_whole) then '' else v_whole end;
        name := v_whole;
    end if;
    name_key := nachet_data.fold(name);
    whole_key := nachet_data.fold(v_whole);
end
$function$;

comment on function nachet._read_label is
'Returns the species name in a label, and the keys by which the species is found.';
