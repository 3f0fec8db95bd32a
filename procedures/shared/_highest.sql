create or replace function nachet._highest(p_numbers double precision[])
returns double precision
language sql
immutable
parallel safe
return (select max(n.number) from unnest(p_numbers) as n (number));

comment on function nachet._highest(double precision[]) is
'The highest of some numbers; null when there are none.';
revoke all on function nachet._highest(double precision[]) from public;
