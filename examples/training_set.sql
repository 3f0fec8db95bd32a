-- Verified boxes by species: number of boxes, of pictures, and of boxes whose best guess was right.
select
    v.seed_name,
    count(*) as boxes,
    count(distinct v.picture_id) as pictures,
    count(*) filter (where v.model_seed_id = v.seed_id) as models_were_right
from nachet.verified_object as v
group by v.seed_name
order by boxes desc, v.seed_name;

-- The training set: the present place of each picture, and the box in it, in pixels.
select v.container_name, v.blob_name, v.seed_name, v.top_x, v.top_y, v.bottom_x, v.bottom_y
from nachet.verified_object as v
where v.inference_verified
order by v.container_name, v.blob_name, v.top_y, v.top_x;

-- Which species the models confuse.
select c.* from nachet.seed_confusion as c;

-- How often the best guess of each model version is right.
select a.* from nachet.model_accuracy as a;
