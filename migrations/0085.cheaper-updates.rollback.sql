-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

alter table nachet_data.inference reset (fillfactor);
alter table nachet_data.picture reset (fillfactor);

create or replace function nachet_data.fold(p_text text)
returns text language sql immutable strict parallel safe as $function$
select case
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
$function$;

create or replace function nachet_data.corners(p_box jsonb)
returns double precision[] language sql immutable strict parallel safe as $function$
select array[
    (p_box ->> 'topX')::double precision, (p_box ->> 'topY')::double precision,
    (p_box ->> 'bottomX')::double precision, (p_box ->> 'bottomY')::double precision
];
$function$;

create or replace function nachet_data.name_words(p_name text)
returns tsvector language sql immutable strict parallel safe as $function$
select array_to_tsvector(array_remove(
    string_to_array(
        translate(
            left(nachet_data.fold(p_name), 500),
            E'._-,;:/\\|()[]{}<>+=&%$#@!?*~^`''"\t\n\r', repeat(' ', 35)
        ),
        ' '
    ),
    ''
));
$function$;

reset role;
