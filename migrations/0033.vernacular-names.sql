-- Species: what people call them, by language.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.vernacular_name (
    seed_id uuid not null,
    language text not null,
    name text not null,
    name_key text not null generated always as (
        nachet_data.fold(regexp_replace(btrim(name) collate "C", E'\\s+', ' ', 'g'))
    ) stored,
    position smallint not null,
    constraint vernacular_name_pkey primary key (seed_id, language, name_key),
    constraint vernacular_name_seed_id_fkey foreign key (seed_id) references nachet_data.seed (id),
    constraint vernacular_name_language_check
    check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint vernacular_name_name_check check (char_length(btrim(name)) between 1 and 200)
);
comment on table nachet_data.vernacular_name is
'What people call a species in a language. Unlike an alias it may be the name of several species.';
comment on column nachet_data.vernacular_name.seed_id is 'The species.';
comment on column nachet_data.vernacular_name.language is
'The language, e.g. en or fr-CA (BCP 47).';
comment on column nachet_data.vernacular_name.name is 'The name.';
comment on column nachet_data.vernacular_name.name_key is
'The name in the form for comparison: case, spacing and composition of letters folded.';
comment on column nachet_data.vernacular_name.position is
'Its place among the names of the language; 1 is the preferred one.';

reset role;
