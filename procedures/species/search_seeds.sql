create or replace function nachet._search_key(p_name_key text)
returns text language sql immutable parallel safe as $function$
select translate(
    -- Accents are separate characters in a name's key. Without any, skip the slow expression.
    -- U+2010 to U+2019 are dashes and typographic apostrophes.
    case
        when octet_length(p_name_key) = char_length(p_name_key) then p_name_key
        else
            replace(
                replace(
                    regexp_replace(p_name_key, E'[\u0300-\u036F\u2010-\u2019×]', '', 'g'),
                    'œ', 'oe'
                ),
                'æ', 'ae'
            )
    end,
    E' -._''"()%\\', ''
);
$function$;

comment on function nachet._search_key is
'Returns the letters of a name''s key for a search: without accents, blanks, punctuation and '
'pattern characters.';

create or replace function nachet.search_seeds(p_text text)
returns jsonb language plpgsql stable strict security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $function$
-- By their names, aliases and vernacular names. At most twenty. Case, accents, blanks and some
-- wrong letters are ignored; œ is oe. similarity is the share of triples of letters that two names
-- have in common, 1 for all. Candidates are names that contain an undamaged piece of three letters
-- of the text (pieces do not overlap, so each mistake damages one or two) and at least a third of
-- its triples. A text without letters matches nothing.
-- Locks: nothing.
-- Raises: nothing.
-- Repeat: the same answer.
declare
    v_key constant text := left(
        nachet._search_key((nachet._read_label(p_text)).whole_key), 100
    );
    v_pieces constant text [] := array(
        select '%' || substr(v_key, g.n, 3) || '%'
        from generate_series(1, greatest(char_length(v_key) - 2, 1), 3) as g (n)
    );
    -- With a blank at both ends, so that the first and last letters count.
    v_triples constant text [] := array(
        select distinct substr(' ' || v_key || ' ', g.n, 3)
        from generate_series(1, char_length(v_key)) as g (n)
    );
    v_count constant integer := cardinality(v_triples);
    v_seeds jsonb;
begin
    if v_key = '' then
        return '[]'::jsonb;
    end if;
    with label as materialized (
        select l.seed_id, l.name, ' ' || nachet._search_key(l.name_key) || ' ' as text
        from (
            select s.id as seed_id, s.name, s.name_key
            from nachet_data.seed as s
            where s.merged_into is null
            union all
            select o.current_id, a.name, a.name_key
            from nachet_data.seed_alias as a
            inner join nachet_data.seed as o on a.seed_id = o.id
            union all
            select o.current_id, v.name, v.name_key
            from nachet_data.vernacular_name as v
            inner join nachet_data.seed as o on v.seed_id = o.id
        ) as l
    ),

    alike as (
        select
            l.seed_id, l.name,
            -- What a name has twice counts twice in its length; the same name is 1 all the same.
            case
                when l.text = ' ' || v_key || ' ' then 1
                else h.hits / (v_count + char_length(l.text) - 2 - h.hits)::numeric
            end as similarity
        from label as l
        cross join lateral (
            select count(*) as hits
            from unnest(v_triples) as t (triple)
            where strpos(l.text, t.triple) > 0
        ) as h
        where l.text like any (v_pieces) and h.hits * 3 >= v_count
    ),

    best as (
        select distinct on (a.seed_id)
            a.seed_id, a.name as matched, round(a.similarity, 3) as similarity
        from alike as a
        order by a.seed_id, a.similarity desc
    ),

    ranked as (
        select b.seed_id, s.name, s.name_key, b.matched, b.similarity
        from best as b
        inner join nachet_data.seed as s on b.seed_id = s.id
        order by b.similarity desc, s.name_key
        limit 20
    )

    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'seed_id', r.seed_id, 'seed_name', r.name, 'similarity', r.similarity,
                'matched', r.matched
            )
            order by r.similarity desc, r.name_key
        ),
        '[]'
    )
    into v_seeds
    from ranked as r;
    return v_seeds;
end
$function$;

comment on function nachet.search_seeds is
'Lists the species most similar to a text, best first: seed_id, seed_name, similarity (0 to 1), '
'and the name, alias or vernacular name that matched.';
grant execute on function nachet.search_seeds to nachet_backend;
