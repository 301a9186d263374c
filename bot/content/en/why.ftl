# Why this principle now: what the week said, and what the thought has to do with it.

why-first-week = You are still new here, and this is a thought to begin with.
why-few-answers = This week said little in numbers, so here is a thought for any week.
why-back-after-a-gap = You came back after some time away. This is a thought for starting again.
why-low-both = On some days this week both numbers were low. This thought is for days like those.
why-low-safety = Safety was low on some days this week. This thought is for such days.
why-falling = This thought is for weeks like this one, with a little less { $what ->
    [safety] safety
    [openness] openness
   *[both] safety and openness
} than the week before.
why-rising = This thought goes with weeks like this one, with a little more { $what ->
    [safety] safety
    [openness] openness
   *[both] safety and openness
} than the week before.
why-swinging = The days of this week were quite unlike one another. This thought is for ups and downs.
why-steady = Safety and openness were about the same as the week before. This thought is for weeks that are much alike.
why-all-or-nothing = Some of the words you kept this week sounded heavy. This thought is for heavy weeks.
why-step-tried = You tried the last step, all of it or a part. Here is another thought.
why-step-not-tried = Here is another small step. Nothing has to come of it.
why-moments-many = You kept a number of moments this week; that is why I picked this thought.
why-moments-few = Not many moments were kept this week, and that is all right. This thought needs none.
why-nothing-special = There is no special reason for this one. Take from it what fits.
