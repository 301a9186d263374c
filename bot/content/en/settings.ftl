# /settings: the list of all, one setting with its choices, what was changed and from when.

settings-title = <b>Settings</b>
settings-line = { $label }: <b>{ $value }</b>
settings-hint = Tap what you would like to change.
settings-paused = I am quiet right now. Changes to when I ask count from when I ask again.
settings-one = <b>{ $label }</b>: { $value }
settings-back = Back to settings
settings-unchanged = All right. It stays as it is.

settings-label-time = Time
settings-label-weekdays = Days
settings-label-day-end = End of the day
settings-label-zone = Time zone
settings-label-language = Language
settings-label-role = Where you stand
settings-label-name = Name
settings-label-nudge = Nudge
settings-label-quiet = Quiet hours
settings-label-letter = Letter’s day
settings-label-discreet = Discreet mode
settings-label-country = Country
settings-label-fear = Question about fear

settings-none = none
settings-on = on
settings-off = off
settings-zone = { $place }, { $time } now
settings-name-none = without a name
settings-length = { $hours ->
    [0] { $minutes } min
    [one] { $minutes ->
        [0] 1 hour
       *[other] 1 h { $minutes } min
    }
   *[other] { $minutes ->
        [0] { $hours } hours
       *[other] { $hours } h { $minutes } min
    }
}
settings-nudge-after = after { $length }
settings-hours = { $begin }–{ $end }
settings-country-by-zone = { $country }, as your time zone says
settings-country-unknown = not known
settings-fear = can be asked at any time

settings-ask-time = When shall I ask? Tap a time or write one, like <code>21:30</code>.
settings-ask-weekdays = On which days shall I ask? Tap them or write them, like <code>Mon, Wed, Fri</code>.
settings-ask-day-end = If you are up late, what you write before this hour still counts for the day before. Tap a time or write one, up to 12:00.
settings-ask-zone = Where are you now? Write the name of a town, send your location (📎), or write what time it is for you now. I keep only the time zone.
settings-ask-language = Which language shall I write in? Tap it or write it.
settings-ask-role = This changes what I ask and what I suggest, nothing else. Tap the one that fits.
settings-ask-name = Write a name or a nickname, and I will use it in my questions.
settings-ask-nudge = When a card gets no answer, I show it once more. After how long? Tap or write it, like <code>45 min</code>.
settings-ask-quiet = In these hours I send no nudge and no letter. A card still comes at its own time. Tap, or write the hours, like <code>22:30-8</code>.
settings-ask-letter = On which day shall your weekly letter come? Tap a day or write it.
settings-ask-discreet =
    For when somebody else looks at this phone. My messages are then plain lines; the rest waits behind a tap and closes again after a few minutes. No names. What you write to me goes from the chat once it is kept.

    When you turn it on, I take my cards and letters of the last 48 hours out of this chat, and the messages with your moments. Telegram lets me delete nothing older. Everything else that stands here already stays until you delete it yourself.
settings-ask-country = This is for the emergency number under “Support”. Write the name of a country.
settings-ask-fear = I can ask you now whether you are ever afraid of this person. Your answer does not stay on the screen, and it is never shown here.

settings-days-7 = Every day
settings-days-5 = Mon–Fri
settings-days-3 = Mon, Wed, Fri
settings-name-without = Without a name
settings-nudge-without = No nudge
settings-quiet-without = No quiet hours
settings-discreet-turn-on = Turn discreet mode on
settings-discreet-turn-off = Turn discreet mode off
settings-discreet-say-on = Turn it on
settings-discreet-say-off = Turn it off
settings-country-as-zone = As my time zone says
settings-fear-ask = Ask me again

settings-now-time = I ask { $days } at { $time }.
settings-now-day-end = Your day ends at { $time } from now on.
settings-now-zone = I ask by this clock from now on: { $value }.
settings-now-role = From the next question on: “{ $value }”.
settings-now-nudge = When a card gets no answer, I show it once more { $value }. This counts from the next card on.
settings-now-nudge-none = From the next card on, I show each card only once.
settings-now-quiet = From now on, no nudge and no letter comes between { $begin } and { $end }. A card still comes at its own time.
settings-now-quiet-none = There are no quiet hours from now on.
settings-now-letter = Your letter comes { $days } from now on.
settings-now-discreet-on = Discreet mode is on from now on. My cards and letters of the last 48 hours go from this chat now, and so do the messages with your moments. Everything else that stands here stays until you delete it, pictures and older messages too.
settings-now-discreet-off = Discreet mode is off. From now on I write in full again.
settings-now-country = “Support” is for this country now: { $value }.

settings-today = today
settings-tomorrow = tomorrow
settings-card-is-here = Today’s card is here already.
settings-next-card = Next card: { $night ->
    [yes] in the night to { $day }
   *[no] { $day }
}, { $time }.
settings-next-letter = Next letter: for the week up to { $day }.
settings-when-back = I am quiet right now, so this counts from when I ask again.
settings-one-day = At least one day has to stay. To have no cards for a while, there is /pause.

settings-unclear-time = I could not read a time in that. Write it like <code>21:30</code> or <code>9 pm</code>.
settings-unclear-weekdays = I could not read any days in that. Write them like <code>Mon, Wed, Fri</code> or <code>every day</code>.
settings-unclear-day-end = A day can end at any time from 00:00 to 12:00. Write it like <code>04:00</code>.
settings-unclear-zone = I could not find that place. Write a bigger town nearby, or what time it is for you now, like <code>21:40</code>.
settings-unclear-language = I do not speak that language yet. Please tap one of those above.
settings-unclear-role = Please tap the one above that fits.
settings-unclear-name = A name stands on one line: three words and 40 letters at most.
settings-unclear-nudge = Write something from 30 minutes to 6 hours, like <code>45 min</code> or <code>2 hours</code>.
settings-unclear-quiet = Write two times, like <code>22:30-8</code> or <code>10 pm to 7 am</code>.
settings-unclear-letter = Write one day of the week, like <code>Sunday</code>.
settings-unclear-discreet = Please tap one of the buttons above.
settings-unclear-country = I do not know that country. Write its name, or its two letters, like <code>GB</code>.
settings-unclear-fear = Please tap the button above if I shall ask.
