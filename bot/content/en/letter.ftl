# The letter: the week read back.

letter-title = <b>Your week</b>, { $first } to { $last }
letter-empty =
    It was quiet here this week. That happens, and nothing is lost by it. I am here whenever you want to go on.
letter-safety-first = Your safety comes first. Support is one tap away, whenever you want it.
letter-shown-up = You showed up on { $days ->
        [one] 1 day
       *[other] { $shown_up } of { $days } days
    }{ $rest ->
        [0] {""}
       *[other] {" "}(rest days left out)
    }.{ $streak ->
        [0] {""}
       *[other] {" "}Streak: { $streak }.
    } In all: { $total ->
        [one] 1 day
       *[other] { $total } days
    }.
letter-shown-up-all = You showed up on all { $days } days{ $rest ->
        [0] {""}
       *[other] {" "}(rest days left out)
    }.{ $streak ->
        [0] {""}
       *[other] {" "}Streak: { $streak }.
    } In all: { $total } days.
letter-safety = Safety was { $level } on the whole, { $trend }.
letter-openness = Openness was { $level } on the whole, { $trend }.
letter-both = Safety and openness were both { $level } on the whole, { $trend }.
letter-level-very-low = very low
letter-level-low = low
letter-level-middle = in the middle
letter-level-high = high
letter-level-very-high = very high
letter-trend-up = a little higher than the week before
letter-trend-down = a little lower than the week before
letter-trend-same = about the same as the week before
letter-first-week = This is your first week here, so there is no earlier one to set it beside yet.
letter-too-few = There are too few numbers to set this week beside the one before. That is all right.
letter-changed-safety = Safety changed a good deal from day to day.
letter-changed-openness = Openness changed a good deal from day to day.
letter-changed-both = Safety and openness both changed a good deal from day to day.
letter-swung-safety = Safety changed a good deal from day to day; on the whole it was { $trend }.
letter-swung-openness = Openness changed a good deal from day to day; on the whole it was { $trend }.
letter-swung-both = Safety and openness both changed a good deal from day to day; on the whole they were { $trend }.
letter-moments = <b>Your moments</b>
letter-moment-text = { $day }: “{ $text }”
letter-moment-photo = { $day }: a photo
letter-moment-voice = { $day }: a voice note
letter-moment-video_note = { $day }: a video note
letter-moment-sticker = { $day }: a sticker
letter-moment-captioned = { $moment }, “{ $text }”
letter-moments-more = { $count ->
    [one] … and 1 from earlier in the week.
   *[other] … and { $count } from earlier in the week.
}
letter-files = What you sent ({ $count })
letter-files-more = There is more from this week.
letter-file-gone = Telegram does not have this one any more. { $moment }
letter-file-forbidden = Your Telegram settings let nobody send you voice or video messages, so I cannot send this one here. { $moment }
letter-pattern = From a longer look back: { $pattern ->
    [openness_higher_with_moment] on days with a moment, openness tended to be higher.
    [openness_lower_with_moment] on days with a moment, openness tended to be lower.
    [safety_higher_with_moment] on days with a moment, safety tended to be higher.
    [safety_lower_with_moment] on days with a moment, safety tended to be lower.
    [safety_higher_on_weekends] at weekends, safety tended to be higher than on other days.
    [safety_lower_on_weekends] at weekends, safety tended to be lower than on other days.
    [openness_higher_on_weekends] at weekends, openness tended to be higher than on other days.
    [openness_lower_on_weekends] at weekends, openness tended to be lower than on other days.
    [openness_higher_when_safe] on days when safety was high, openness tended to be higher.
   *[openness_lower_when_safe] on days when safety was high, openness tended to be lower.
} This does not say why.
letter-earlier =
    <b>The step you took along</b>
    { $step }
letter-came-to = { $came_to ->
    [did] You said: I did.
    [partly] You said: partly.
    [not_yet] You said: not yet. That is fine, too.
   *[unknown] Did you get to it? Any answer is fine.
}
letter-did = I did
letter-partly = Partly
letter-not-yet = Not yet
letter-principle =
    <b>{ $title }</b>
    { $reflection }
letter-step =
    A small step, if you like:
    <i>{ $step }</i>
letter-taken = Noted. Next week’s letter asks how it went.
letter-try = I’ll try this
letter-another = Another
letter-picture = Picture
letter-discreet = Weekly reminder.
letter-discreet-open = Open
letter-stale = This is from a while ago. /week shows your week as it is now.
message-stays = Telegram no longer lets me delete this. You still can.
