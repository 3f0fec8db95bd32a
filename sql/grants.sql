-- Who may use the schemas, and default privileges without rights for PUBLIC. The grants of each
-- function and view are in its own file. A deploy revokes every other grant.
comment on schema nachet is 'Functions and views: the published interface.';
comment on schema nachet_data is 'Tables: private to the owner.';
comment on schema nachet_deploy is 'What a deploy remembers, and what yoyo does.';
alter default privileges for role nachet_owner revoke execute on functions from public;
grant usage on schema nachet to nachet_backend, nachet_service, nachet_analyst;
