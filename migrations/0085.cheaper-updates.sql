-- What indexes and generated columns call is PL/pgSQL: a SQL function is parsed and planned anew by
-- each statement that writes such a row, which took longer than to write it. They return the same
-- as before, so nothing is stored anew.
-- Pages of pictures and inferences keep room for the next version of a row: an update that changes
-- no indexed column writes no index then.

set local lock_timeout = '1500ms';
set local role nachet_owner;

create or replace function nachet_data.fold(p_text text)
returns text language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $function$
begin
    return case
        when octet_length(p_text) = char_length(p_text) then lower(p_text collate "C")
        else
            replace(
                translate(
                    lower(normalize(p_text, nfkd) collate "C"),
                    'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆ'
                    'ɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋ'
                    'ЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠ'
                    'ҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶ'
                    'ԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
                    'æðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇ'
                    'ɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωσϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћ'
                    'џабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡ'
                    'ңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզ'
                    'էըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'
                ),
                'ß', 'ss'
            )
    end;
end
$function$;

create or replace function nachet_data.corners(p_box jsonb)
returns double precision[] language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $function$
begin
    return array[
        (p_box ->> 'topX')::double precision, (p_box ->> 'topY')::double precision,
        (p_box ->> 'bottomX')::double precision, (p_box ->> 'bottomY')::double precision
    ];
end
$function$;

create or replace function nachet_data.name_words(p_name text)
returns tsvector language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp as $function$
begin
    return array_to_tsvector(array_remove(
        string_to_array(
            translate(
                left(nachet_data.fold(p_name), 500),
                E'._-,;:/\\|()[]{}<>+=&%$#@!?*~^`''"\t\n\r', repeat(' ', 35)
            ),
            ' '
        ),
        ''
    ));
end
$function$;

alter table nachet_data.picture set (fillfactor = 80);
alter table nachet_data.inference set (fillfactor = 90);

reset role;
