create or replace function nachet._to_number(p_value jsonb, p_low numeric, p_high numeric)
returns numeric language sql immutable parallel safe as $function$
select case
    when jsonb_typeof(p_value) = 'number' then
        case
            when
                p_value::numeric between p_low and p_high
                and (abs(p_value::numeric) >= 4.9e-324 or p_value::numeric = 0)
                then p_value::numeric
        end
end;
$function$;

comment on function nachet._to_number is
'Returns a document''s number if it is between two bounds and fits a double, else null.';
