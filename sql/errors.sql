-- Made by `make generate` from sql/errors.csv.
create or replace function nachet._errors()
returns jsonb language sql immutable parallel safe as $function$
select '{
"NX001": {"message": "user not found", "hint": "Check the id or the e-mail address; create the user first."},
"NX002": {"message": "container not found", "hint": "Check the id; ask the owner of the container to share it with you."},
"NX003": {"message": "folder not found", "hint": "List the folders of the container and use one of their ids."},
"NX004": {"message": "picture not found", "hint": "Check the id; confirm a new picture before you use it."},
"NX005": {"message": "inference not found", "hint": "Check the id; register an inference first."},
"NX006": {"message": "box not found in this inference", "hint": "Read the inference again and use the box ids in it."},
"NX007": {"message": "species not found", "hint": "Search the catalogue; register the species if it is new."},
"NX008": {"message": "pipeline not found", "hint": "Use the id or the name of an active pipeline; import the pipeline if it is new."},
"NX009": {"message": "model or version not found", "hint": "Use an imported model and version; activate the model if it is inactive."},
"NX010": {"message": "group not found", "hint": "List your groups; ask the owner of the group to add you."},
"NX012": {"message": "the user is not a member of the group", "hint": "List the members of the group."},
"NX013": {"message": "the container is not shared with the group", "hint": "List the shares of the container."},
"NX014": {"message": "the label is not an alias of the species", "hint": "Get the species and use one of its aliases."},
"NX015": {"message": "kind of thing not found", "hint": "List the kinds of things; ask an administrator to add one."},
"NX101": {"message": "a user with this e-mail address exists", "hint": "Get the user by e-mail."},
"NX102": {"message": "a folder with this name exists", "hint": "Choose another name; names that differ only in case are equal."},
"NX103": {"message": "a species with this name exists", "hint": "Use the existing species; merge the two if they are the same."},
"NX104": {"message": "you have a group with this name", "hint": "Choose another name; names that differ only in case are equal."},
"NX105": {"message": "the box was reviewed differently meanwhile", "hint": "Read the inference again; reopen the box to change the decision."},
"NX106": {"message": "the box is not reviewed", "hint": "Verify the box; only a reviewed box can be reopened."},
"NX107": {"message": "the default folder cannot be deleted", "hint": "Delete or move its pictures instead."},
"NX108": {"message": "the id is already used", "hint": "Make a new id; use the same id again only to repeat the same request."},
"NX110": {"message": "the folder is not in the trash", "hint": "List the trash; only a folder in it can be restored."},
"NX111": {"message": "the label is an alias of another species", "hint": "Remove that alias first or merge the two species."},
"NX112": {"message": "the folder has a picture with the same bytes", "hint": "Use the existing picture."},
"NX113": {"message": "the owner of a group must be a member", "hint": "Make another member the owner first."},
"NX114": {"message": "the last administrator must stay an administrator", "hint": "Make another user an administrator first."},
"NX115": {"message": "the archive does not allow this", "hint": "Share the archive with a group instead of making it public; delete folders with all their pictures."},
"NX116": {"message": "an active pipeline uses the model", "hint": "Deactivate the pipelines in the detail first."},
"NX201": {"message": "not an e-mail address", "hint": "Write an address like name@example.org."},
"NX202": {"message": "not a valid name", "hint": "Use 1 to 200 characters that are not all blank."},
"NX203": {"message": "not a valid description of a picture", "hint": "Correct the place in the detail and send the request again."},
"NX204": {"message": "not a valid inference", "hint": "Correct the place in the detail and send the document again."},
"NX205": {"message": "not a valid verification", "hint": "Correct the place in the detail and send the request again; nothing was stored."},
"NX206": {"message": "not a valid description of a species", "hint": "Correct the field in the detail and send the request again."},
"NX207": {"message": "not a valid description of models and pipelines", "hint": "Correct the place in the detail and import again; nothing was imported."},
"NX208": {"message": "not a valid filter", "hint": "Use the keys and values in the function''s description."},
"NX209": {"message": "not a permission", "hint": "Use read, write or manage; for users also admin."},
"NX210": {"message": "not a valid option", "hint": "Use the options in the function''s description."},
"NX301": {"message": "your permission is too low for this", "hint": "Ask the owner (of the container or group) or an administrator for a higher permission."},
"NX302": {"message": "only an administrator may do this", "hint": "Ask an administrator."}
}'::jsonb;
$function$;

comment on function nachet._errors is 'Each error code with its message and hint.';
