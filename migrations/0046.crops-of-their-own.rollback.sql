-- Loses nothing.

set local lock_timeout = '1500ms';
set local role nachet_owner;

drop index nachet_data.picture_name_words_idx;
drop index nachet_data.picture_container_id_picture_set_id_sha256_parent_key;

reset role;
