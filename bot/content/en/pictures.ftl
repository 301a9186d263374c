# What stands in pictures, and the captions that say what is to be seen.

picture-days-title = { $days } days
picture-dates = { $first } – { $last }
picture-safety = Safety
picture-openness = Openness
picture-moments = Moment
picture-days-caption =
    Safety and openness from { $first } to { $last }, day by day, from 1 (not at all) to 5 (completely).
    { $safety }
    { $openness }
    { $moments ->
        [0] No moments.
        [one] A gold dot marks a moment on 1 day.
       *[other] Gold dots mark moments on { $moments } days.
    }
picture-course-safety = { $days ->
    [0] Safety: no numbers.
    [one] Safety, solid line: a number on 1 day, { $least }.
   *[other] Safety, solid line: numbers on { $days } days, { $is_same ->
        [yes] { $least } each time.
       *[no] from { $least } to { $most }.
    }
}
picture-course-openness = { $days ->
    [0] Openness: no numbers.
    [one] Openness, dashed line: a number on 1 day, { $least }.
   *[other] Openness, dashed line: numbers on { $days } days, { $is_same ->
        [yes] { $least } each time.
       *[no] from { $least } to { $most }.
    }
}
picture-calendar-title = Days you showed up
picture-kept = Shown up
picture-missed = Empty
picture-rest = Rest day
picture-calendar-caption =
    The last six weeks, to { $last }.{ $kept ->
        [0] { "" }
        [one] { " " }1 day of showing up is gold.
       *[other] { " " }{ $kept } days of showing up are gold.
    }{ $rest ->
        [0] { "" }
        [one] { " " }A short line marks 1 rest day.
       *[other] { " " }Short lines mark { $rest } rest days.
    }
picture-vessel-title = Your vessel
picture-vessel-line = { $gold } of { $seams } seams in gold
picture-vessel-caption =
    { $gold ->
        [0] Your vessel and its { $seams } fine cracks. Each day you show up turns one into a golden seam.
        [one] Your vessel: 1 of its { $seams } seams is gold, for the day you showed up.
       *[other] Your vessel: { $gold } of its { $seams } seams are gold, one for each day you showed up.
    }{ $whole ->
        [0] { "" }
        [one] { " " }1 vessel stands whole on the shelf.
       *[other] { " " }{ $whole } vessels stand whole on the shelf.
    }
picture-vessel-shown-last = The shelf shows the last { $shown }.
