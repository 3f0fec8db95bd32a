-- Who may use the schemas, and that nothing is born with a right for everyone. What each role may
-- call and read stands beside the function or view. A deploy takes every other grant back.
comment on schema nachet is
'Functions and views: what the backend and analysts use.';
comment on schema nachet_data is
'Tables: nobody but the owner touches them.';
comment on schema nachet_deploy is
'What a deploy remembers, and the functions that it consists of.';
alter default privileges for role nachet_owner revoke execute on functions from public;
grant usage on schema nachet to nachet_backend, nachet_analyst;
