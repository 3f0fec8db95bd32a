-- Regulated lists: the species that an authority regulates, by class and period.
-- The catalogue is a small table, locked for the blink in which its index is made.
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create table nachet_data.regulated_list (
    id uuid not null default nachet_data.uuid7(),
    name text not null,
    name_key text not null generated always as (nachet_data.fold(name)) stored,
    authority text not null,
    jurisdiction text not null,
    upload_date timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint regulated_list_pkey primary key (id),
    constraint regulated_list_name_key_key unique (name_key),
    constraint regulated_list_name_check check (char_length(name) between 1 and 200),
    constraint regulated_list_authority_check check (char_length(authority) between 1 and 200),
    constraint regulated_list_jurisdiction_check
    check (char_length(jurisdiction) between 1 and 200)
);
comment on table nachet_data.regulated_list is
'A list of species that an authority regulates, such as the Weed Seeds Order of Canada.';
comment on column nachet_data.regulated_list.id is 'The list.';
comment on column nachet_data.regulated_list.name is 'Its name, unique whatever its case.';
comment on column nachet_data.regulated_list.name_key is
'The name as it is compared: case and composition of letters folded.';
comment on column nachet_data.regulated_list.authority is 'Who makes it.';
comment on column nachet_data.regulated_list.jurisdiction is 'Where it holds, e.g. CA.';
comment on column nachet_data.regulated_list.upload_date is 'When it was imported first.';
comment on column nachet_data.regulated_list.updated_at is 'When an import changed it last.';

create table nachet_data.regulated_period (
    id uuid not null default nachet_data.uuid7(),
    list_id uuid not null,
    title text not null,
    valid_from date not null,
    valid_to date,
    per_weight double precision,
    source text not null default '',
    note text not null default '',
    constraint regulated_period_pkey primary key (id),
    constraint regulated_period_list_id_valid_from_key unique (list_id, valid_from),
    constraint regulated_period_list_id_fkey
    foreign key (list_id) references nachet_data.regulated_list (id) on delete cascade,
    constraint regulated_period_title_check check (char_length(title) between 1 and 200),
    constraint regulated_period_valid_to_check check (valid_to > valid_from),
    constraint regulated_period_per_weight_check check (per_weight > 0 and per_weight <= 1e9),
    constraint regulated_period_source_check check (char_length(source) <= 10000),
    constraint regulated_period_note_check check (char_length(note) <= 10000)
);
comment on table nachet_data.regulated_period is
'What a regulated list said from one day to another.';
comment on column nachet_data.regulated_period.id is 'The period.';
comment on column nachet_data.regulated_period.list_id is 'The list.';
comment on column nachet_data.regulated_period.title is
'The text of law, e.g. Weed Seeds Order, 2016 (SOR/2016-93).';
comment on column nachet_data.regulated_period.valid_from is 'The first day on which it holds.';
comment on column nachet_data.regulated_period.valid_to is
'The first day on which it holds no more; null while no end is known.';
comment on column nachet_data.regulated_period.per_weight is
'The weight in grams that its limits are said for, e.g. 25; null where it says none.';
comment on column nachet_data.regulated_period.source is 'Where its entries were read.';
comment on column nachet_data.regulated_period.note is
'What a reader of it should know, such as what could not be confirmed.';

create table nachet_data.regulated_class (
    period_id uuid not null,
    number smallint not null,
    name_en text not null,
    name_fr text not null,
    meaning text not null default '',
    complete boolean not null,
    constraint regulated_class_pkey primary key (period_id, number),
    constraint regulated_class_period_id_fkey
    foreign key (period_id) references nachet_data.regulated_period (id) on delete cascade,
    constraint regulated_class_number_check check (number between 1 and 1000),
    constraint regulated_class_name_en_check check (char_length(name_en) between 1 and 200),
    constraint regulated_class_name_fr_check check (char_length(name_fr) between 1 and 200),
    constraint regulated_class_meaning_check check (char_length(meaning) <= 10000)
);
comment on table nachet_data.regulated_class is 'A class of a period of a regulated list.';
comment on column nachet_data.regulated_class.period_id is 'The period.';
comment on column nachet_data.regulated_class.number is 'Its number.';
comment on column nachet_data.regulated_class.name_en is 'Its name in English.';
comment on column nachet_data.regulated_class.name_fr is 'Its name in French.';
comment on column nachet_data.regulated_class.meaning is 'What it means.';
comment on column nachet_data.regulated_class.complete is
'Whether all its species are entered here; else a species without an entry may belong to it.';

create table nachet_data.regulated_entry (
    period_id uuid not null,
    class_number smallint not null,
    name text not null,
    rank text not null,
    keys text[] not null,
    genus_key text,
    note text not null default '',
    constraint regulated_entry_pkey primary key (period_id, name),
    constraint regulated_entry_period_id_class_number_fkey
    foreign key (period_id, class_number)
    references nachet_data.regulated_class (period_id, number) on delete cascade,
    constraint regulated_entry_name_check check (char_length(name) between 1 and 200),
    constraint regulated_entry_rank_check check (rank in ('genus', 'species')),
    constraint regulated_entry_genus_key_check check ((rank = 'genus') = (genus_key is not null)),
    constraint regulated_entry_note_check check (char_length(note) <= 10000)
);
create index regulated_entry_period_id_class_number_idx
on nachet_data.regulated_entry (period_id, class_number);
comment on table nachet_data.regulated_entry is
'A species or genus of a class of a regulated list, by name: also one that the catalogue lacks.';
comment on column nachet_data.regulated_entry.period_id is 'The period.';
comment on column nachet_data.regulated_entry.class_number is 'The number of its class.';
comment on column nachet_data.regulated_entry.name is 'Its scientific name, without author.';
comment on column nachet_data.regulated_entry.rank is
'species (or below), or genus: all species of it.';
comment on column nachet_data.regulated_entry.keys is
'Its name and synonyms in the form for comparison: by these it is found in the catalogue.';
comment on column nachet_data.regulated_entry.genus_key is
'Of a genus: the first word of the names of its species, in the form for comparison.';
comment on column nachet_data.regulated_entry.note is 'What a reader of it should know.';

-- The species of a genus.
create index seed_genus_idx on nachet_data.seed (split_part(name_key, ' ', 1));

reset role;
