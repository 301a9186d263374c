# After a silence: less often is offered once, and later the bot pauses itself. Nothing that was left out is counted.

fading-less-often = It has been quiet here, and that is all right. Shall I write less often?
fading-mon-wed-fri = Mon, Wed, Fri
fading-once-a-week = Once a week
fading-pause = Pause
fading-as-before = As before
fading-set = Good. I ask { $days } from now on. The next card comes { $night ->
    [yes] in the night to { $day }
   *[no] on { $day }
} at { $time }.
fading-set-soon = Good. I ask { $days } from now on.

fading-self-paused =
    It has been quiet here for a while, so I have stopped asking for now. Nothing is lost by it: these are rest days.

    Whenever you want to go on, tap the button. Everything else is here as always.
fading-go-on = Go on
