# Looking back further than a week: the last thirty days, the days shown up, and the principles to read.

button-month = My month
button-principles = Principles

# In discreet mode this stands for whatever can be looked at.
look-back-discreet = Notes.

month-title = <b>Your last 30 days</b>, { $first } to { $last }
month-empty =
    It was quiet here for these 30 days. That happens, and nothing is lost by it. I am here whenever you want to go on.
# These end the letter's sentences on safety and openness.
month-trend-up = a little higher than in the 30 days before
month-trend-down = a little lower than in the 30 days before
month-trend-same = about the same as in the 30 days before
month-moments = { $count ->
    [one] You kept 1 moment.
   *[other] You kept { $count } moments.
}
month-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}

streak-text =
    <b>You showed up on { $shown_up ->
        [one] 1 day
       *[other] { $shown_up } days
    }</b>
    Your longest streak: { $longest }{ $current ->
        [0] {""}
       *[other] {" "}· now: { $current }
    }

    Rest days do not count, and a single empty day does not end a streak.
streak-none = No day yet, and that is fine. The first card starts it.
streak-last-days = { $days ->
    [one] Your first day
   *[other] The last { $days } days
}: { $marks }
streak-legend = ● shown up · ○ empty · – rest day
streak-calendar = Calendar
streak-vessel = Vessel

# Under the finished card of the day that gilds a vessel's last seam. It speaks of days, never of trust.
card-vessel-whole = With day { $count }, a vessel is finished. The next one begins.

principles-title = <b>Principles</b>
principles-hint = Ideas to read whenever you like, each with three small steps. You may leave out whatever does not fit you.
principles-page = Page { $page } of { $pages }
principles-not-now = That one is not in the list right now. Here is what there is.
principles-told =
    <b>{ $title }</b>

    { $reflection }
principles-steps = Three small steps, if you would like to try one:
principles-step = { $number }. { $step }
principles-source = The idea comes from paragraph { $paragraph } of the article “Rebuilding Broken Trust” by Emine Özdemir, clinical psychologist, on TherapyRoute. The words are ours.
principles-earlier = ‹ Earlier
principles-more = More ›
