-- Pictures: the name of the file, the facts of the capture, and which picture a crop was cut out of
-- when that one is gone.

set local lock_timeout = '1500ms';
set local "citus.enable_local_reference_table_foreign_keys" = off;
set local role nachet_owner;

alter table nachet_data.picture
add column name text,
add column device text,
add column lens text,
add column tray text,
add column sample text,
add column taken_at timestamptz,
add column former_parent uuid;
alter table nachet_data.picture
add constraint picture_name_check check (char_length(name) between 1 and 255) not valid,
add constraint picture_device_check check (char_length(device) between 1 and 200) not valid,
add constraint picture_lens_check check (char_length(lens) between 1 and 200) not valid,
add constraint picture_tray_check check (char_length(tray) between 1 and 200) not valid,
add constraint picture_sample_check check (char_length(sample) between 1 and 200) not valid;
comment on column nachet_data.picture.name is
'The name of its file, as its uploader gave it; null where nobody gave one.';
comment on column nachet_data.picture.device is 'What it was taken with: camera, microscope.';
comment on column nachet_data.picture.lens is 'The lens that it was taken through.';
comment on column nachet_data.picture.tray is 'The tray that the seeds lay in.';
comment on column nachet_data.picture.sample is 'The sample that the seeds are from.';
comment on column nachet_data.picture.taken_at is 'When it was taken.';
comment on column nachet_data.picture.former_parent is
'For a crop whose parent is gone from the container: the parent''s id.';
comment on column nachet_data.picture.sha256 is
'SHA-256 of the bytes; the same bytes in the same folder, cut out of the same place of the same '
'picture or of none, are one picture.';
comment on column nachet_data.picture.updated_at is
'When it was confirmed, changed, verified, moved, deleted or restored last.';

create function nachet_data.corners(p_box jsonb)
returns double precision[] language sql immutable strict parallel safe as $function$
select array[
    (p_box ->> 'topX')::double precision, (p_box ->> 'topY')::double precision,
    (p_box ->> 'bottomX')::double precision, (p_box ->> 'bottomY')::double precision
];
$function$;
comment on function nachet_data.corners is
'Returns the corners of a box as numbers: left, upper, right, lower.';

create function nachet_data.name_words(p_name text)
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
comment on function nachet_data.name_words is
'Returns the words of a file''s name, folded as names are: what stands between blanks, dots, '
'hyphens, underscores and the like.';

create function nachet_data.name_query(p_text text)
returns tsquery language sql immutable strict parallel safe as $function$
select string_agg('''' || w.word || '''', ' & ')::tsquery
from unnest(tsvector_to_array(nachet_data.name_words(p_text))) as w (word);
$function$;
comment on function nachet_data.name_query is
'Returns the search for names that have each word of a text; null without words.';

reset role;
