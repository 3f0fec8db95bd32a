-- Who may do what, beside the grants in the functions' and views' own files. Repeatable.
alter default privileges for role nachet_owner revoke execute on functions from public;
revoke all on schema nachet, nachet_data from public;
revoke all on all tables in schema nachet_data from public, nachet_backend, nachet_analyst;
revoke all on all functions in schema nachet, nachet_data from public;
grant usage on schema nachet to nachet_backend, nachet_analyst;
grant select on all tables in schema nachet to nachet_backend, nachet_analyst;
