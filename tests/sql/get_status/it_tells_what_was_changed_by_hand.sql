grant execute on function nachet.get_user(text) to public;
create view nachet.foreign_view as select 1 as one;
drop function nachet.confirm_seed(uuid, uuid);
alter table nachet_data.picture drop constraint picture_zoom_check;
alter table nachet_data.blob_task owner to current_user;
do $test$
begin
    assert nachet.get_status() -> 'drift' = '[
        {"object": "function nachet.confirm_seed(uuid,uuid)", "reasons": ["missing"]},
        {"object": "function nachet.get_user(text)", "reasons": ["grants"]},
        {"object": "table nachet_data.blob_task", "reasons": ["grants", "owner"]},
        {"object": "table nachet_data.picture", "reasons": ["constraints"]},
        {"object": "view nachet.foreign_view", "reasons": ["foreign"]}
    ]';
end
$test$;
