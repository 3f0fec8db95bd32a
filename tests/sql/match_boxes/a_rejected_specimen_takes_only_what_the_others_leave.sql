do $test$
begin
    -- A duplicate detection was rejected beside a settled seed; the next version is nearer to it.
    assert nachet_data.match_boxes(
        array[0, 2], array[0, 0], array[100, 102], array[100, 100], array[false, true],
        array[2], array[0], array[102], array[100]
    ) = array[1];
    assert nachet_data.match_boxes(
        array[0, 2], array[0, 0], array[100, 102], array[100, 100], array[false, true],
        array[2, 0], array[0, 0], array[102, 100], array[100, 100]
    ) = array[2, 1];
    -- Half of the union is enough, less is not.
    assert nachet_data.match_boxes(
        array[0], array[0], array[10], array[10], array[false],
        array[0, 0], array[0, 0], array[10, 10], array[4.9, 5]
    ) = array[null, 1];
    -- Numbers whose product is too small for one.
    assert nachet_data.match_boxes(
        array[0, 0], array[0, 0], array[1e-200, 1], array[1e-200, 1], array[false, false],
        array[0, 0], array[0, 0], array[1e-200, 1], array[1e-200, 1]
    ) = array[null, 2];
end
$test$;
