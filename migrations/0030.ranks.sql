-- Species: ranks of one catalogue, and the species that a merged one is now.
-- A small table, locked for the blink in which it is written anew.
-- squawk-ignore-file adding-field-with-default
-- squawk-ignore-file adding-foreign-key-constraint
-- squawk-ignore-file constraint-missing-not-valid
-- squawk-ignore-file require-concurrent-index-creation

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

create function nachet_data.rank_of(p_name text) returns text
language sql immutable strict parallel safe
as $function$
select case
    when p_name collate "C" ~* '^[[:space:]]*[^[:space:]]+[[:space:]]+spp?[.]?[[:space:]]*$'
        then 'genus'
    else 'species'
end;
$function$;
comment on function nachet_data.rank_of(text) is
'The rank that a name tells: genus for one such as "Cuscuta spp.", else species.';

alter table nachet_data.seed
add column rank text not null default 'species',
add column parent_id uuid,
add column current_id uuid not null generated always as (coalesce(merged_into, id)) stored,
add constraint seed_rank_check check (
    rank in ('family', 'genus', 'group', 'species', 'subspecies', 'variety', 'form')
),
add constraint seed_parent_id_check check (parent_id <> id),
add constraint seed_parent_id_fkey foreign key (parent_id) references nachet_data.seed (id);
create index seed_current_id_idx on nachet_data.seed (current_id);
create index seed_parent_id_idx on nachet_data.seed (parent_id) where parent_id is not null;
update nachet_data.seed as s set rank = nachet_data.rank_of(s.name)
where nachet_data.rank_of(s.name) <> 'species';
comment on table nachet_data.seed is
'A species of seed, or a genus, family or other group. Rows are never deleted: a merged one points '
'to the species that it became.';
comment on column nachet_data.seed.rank is
'Its rank: family, genus, species, subspecies, variety, form, or group for any other.';
comment on column nachet_data.seed.parent_id is
'What it belongs to: for a species its genus, for a genus its family.';
comment on column nachet_data.seed.current_id is
'The species that it is now: what it was merged into, else itself.';

reset role;
