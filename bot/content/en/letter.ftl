# The week, read back.

letter-title = <b>Your week</b>, { $first } to { $last }
letter-empty =
    This week has no card yet. That happens, and nothing is lost by it. I am here when you want to go on.
letter-safety-first = Your safety comes first. Support is one tap away, whenever you want it.
letter-shown-up = You showed up on { $shown_up } of { $days ->
        [one] 1 day
       *[other] { $days } days
    }. Streak: { $streak }. In all: { $total ->
    [one] 1 day
   *[other] { $total } days
}.
letter-shown-up-all = You showed up on every one of { $days } days. Streak: { $streak }. In all: { $total } days.
letter-safety = Safety: around { $mean } of 5.
letter-openness = Openness: around { $mean } of 5.
letter-trend = { $trend ->
    [up] A little higher than the week before.
    [down] A little lower than the week before.
   *[same] About the same as the week before.
}
letter-moments = <b>Your moments</b>
letter-moment-text = { $day }: “{ $text }”
letter-moment-photo = { $day }: a photo
letter-moment-voice = { $day }: a voice note
letter-moment-video_note = { $day }: a video note
letter-moment-sticker = { $day }: a sticker
letter-moment-captioned = { $moment }, “{ $text }”
letter-moments-more = { $count ->
    [one] … and 1 more.
   *[other] … and { $count } more.
}
letter-principle = <b>{ $title }</b>
letter-step =
    A small step, if you like:
    { $step }
letter-discreet = Your week is ready to read.
letter-discreet-open = Open
letter-reflection = { $text }
