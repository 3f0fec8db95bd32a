-- Loses every inference with its boxes and guesses, and the whole history of verification.
set local lock_timeout = '1500ms';
set local role nachet_owner;
drop table nachet_data.verification;
drop table nachet_data.seed_object;
drop table nachet_data.object;
drop table nachet_data.inference_model;
drop table nachet_data.inference;
reset role;
