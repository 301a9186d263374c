# The welcome: five steps, each one tap or one line.

language-name = English

welcome-intro =
    <b>Goldseam</b>
    A small check-in, once a day, for people who are rebuilding broken trust.

    I ask three small things: how safe it felt, how open you could be, and one small good moment. I keep your answers, show how the days add up, and once a week I write you a short letter about them. I count showing up, never feelings. You may stay as careful as you like.

    <b>What I am not:</b> therapy, or help in an emergency. I take no side on whether to stay or to part.

    <b>Good to know</b>
    • { $host } runs this bot ({ $contact }). Nobody reads along through it, and your answers are stored encrypted. Even so, whoever runs it could technically read what is written.
    • Telegram bots are not end-to-end encrypted. This chat stays on your phone until you delete it there.
    • Whoever holds this phone can ask me what you can ask.
    • /delete erases everything you told me, at any time.

    If you are afraid of the other person, /safety comes first. You can use this all on your own.

    The ideas come from the article “Rebuilding Broken Trust” by Emine Özdemir, clinical psychologist.
welcome-discreet-off = Somebody else looks at this phone
welcome-discreet-on = ✓ Somebody else looks at this phone
welcome-discreet-on-toast = I will keep my messages plain, and the card behind a tap.
welcome-discreet-off-toast = Messages are shown in full again.
welcome-agree = I am 18 or older and agree

welcome-role =
    Thank you. Where do you stand?

    It changes what I ask and what I suggest, nothing else.
welcome-role-hurt = I was hurt
welcome-role-caused = I caused the hurt
welcome-role-both = Both
welcome-role-practising = I am just practising

welcome-place =
    Where are you? I ask so that the clock is right, and keep only the time zone.

    Write the name of your town, or send your location (📎). If you would rather not say, write what time it is for you now, like <code>21:40</code>.
welcome-place-unknown =
    I could not find that place. Try a bigger town nearby, or write what time it is for you now, like <code>21:40</code>.
welcome-place-which = Which of these is yours?
welcome-place-by-time = Which of these has your time?
welcome-place-confirm = { $place }: it is { $time } there now. Is that your time?
welcome-place-yes = Yes, that is my time
welcome-place-no = No, another place

welcome-time =
    When shall I ask? Pick a quiet moment of your day, or write a time, like <code>21:30</code>.
welcome-time-unknown = I could not read a time in that. Write it like <code>21:30</code> or <code>9 pm</code>.

welcome-first =
    I will ask every day at { $time }.

    Would you like the first one now, or then?
welcome-first-now = Now
welcome-first-later = At { $time }
welcome-set-today = Good. I will ask today at { $time }. You can also start any time with /checkin.
welcome-set-tomorrow = Good. I will ask tomorrow at { $time }. You can also start any time with /checkin.

welcome-stale = That step is done.
welcome-tap-instead = Please choose one of these first.
welcome-back-in =
    Welcome back. I ask { $days } at { $time }.
welcome-stranger =
    Hello. This bot is for people who were invited.

    If you have an invitation, open its link again. Otherwise { $host } can help: { $contact }
welcome-invite-used = This invitation does not open the door. It may have been used already. { $host } can give you a new one: { $contact }
group-only-private = I only talk in private chats, so nobody else reads along. Here I stay quiet.

button-back = ‹ Back
button-not-now = Not now
button-support = Support
button-checkin = Today’s card
button-week = My week
button-streak = My days
button-resume = Ask me again
button-moments = My moments
button-settings = Settings
welcome-place-choice = { $time } · { $place }
welcome-hello = Hello. Tap /start to see what this is.
welcome-agree-first = Please read the message above first. When you agree, tap here to go on.
welcome-back-paused = Welcome back. I am quiet now, until you want me to ask again.
welcome-place-tap = Please tap an answer above, or write the name of a town nearby.
welcome-back-paused-until = Welcome back. I am quiet until { $night ->
    [yes] the night to { $day }
   *[no] { $day }
}, { $time }.
