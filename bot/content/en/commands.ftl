# What the commands answer, and what Telegram shows of them.

command-checkin = today’s card
command-moment = keep a small good moment
command-moments = look back at your moments
command-week = look back on your week
command-month = look back on your last 30 days
command-streak = your days and your streak
command-principles = ideas and small steps to read
command-pause = pause for some days
command-resume = go on after a pause
command-skip = skip today
command-settings = change how and when I ask
command-safety = help when you need it
command-privacy = what is kept, and who could read it
command-language = change the language
command-help = what I can do
command-delete = erase everything

bot-description =
    A small check-in once a day for people who are rebuilding broken trust. Two taps and a line. No therapy, no emergency service, no side taken. Tap Start and read what is kept and who runs this bot before you agree to anything.
bot-short-description = One small check-in a day for people who are rebuilding broken trust.

help =
    <b>What I can do</b>

    Once a day I send a card with three small questions. Tap, or just write: <code>4 3 tea together</code> answers all three. Once a week, in the evening, I write you a letter about it; with /week you can read it at any time.

    /checkin  today’s card
    /moment  keep a small good moment
    /moments  look back at your moments
    /week  look back on your week
    /month  look back on your last 30 days
    /streak  your days and your streak
    /principles  ideas and small steps to read
    /skip  skip today
    /pause and /resume  take a break, come back
    /settings  change how and when I ask
    /safety  help when you need it
    /privacy  what is kept, and who could read it
    /language  Türkçe, English
    /delete  erase everything
help-unknown-command = I do not know that command.
help-meant = Did you mean /{ $command }?
words-meant = Did you mean this? Then tap it.
words-meant-button = /{ $command } · { $does }

pause-which = For how long shall I be quiet?
pause-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
pause-open = Until I come back
pause-set-until = I will be quiet, and ask again { $night ->
    [yes] in the night to { $day }
   *[no] on { $day }
} at { $time }. These are rest days; nothing is lost by them.
pause-set-open = I will be quiet until you tap the button or send /resume. These are rest days; nothing is lost by them.
pause-unclear = Write a number of days from 1 to 365, like <code>/pause 5</code>, or pick one.
resume-set = Good. I will ask again { $night ->
    [yes] in the night to { $day }
   *[no] on { $day }
} at { $time }.
resume-not-paused = I am not paused. I ask { $days } at { $time }.

skip-set = Today is a rest day. I will ask again { $night ->
    [yes] in the night to { $day }
   *[no] on { $day }
} at { $time }.
skip-answered = Today’s card has an answer already, so there is nothing to skip.

language-which = Which language shall I use?
language-set = I will write in English from now on.

delete-ask =
    This erases everything you told me: answers, moments, names, settings. It cannot be undone.

    Shall I erase it all?
delete-yes = Erase everything
delete-no = Erase nothing
delete-kept = All right. Nothing was erased.
delete-old = This question is more than a day old, so nothing was erased. If you want it, send /delete again.
delete-done =
    Everything you told me is erased.

    Two things I cannot reach: this chat stays on your phone until you delete it there, and backups that { $host } made before today may still hold it until they are replaced. If one of them is ever put back, I erase it from that, too. You can ask: { $contact }

    { $access ->
        [invite] To come back one day, ask { $host } for a new invitation.
       *[other] If you ever want to come back, send /start.
    }
delete-nothing = Nothing about you is kept here. /start begins anew.
tap-of-nobody = That button does nothing any more.

privacy =
    <b>What is kept</b>
    Every answer you give, your moments, the role you chose, a name if you gave one, your language, time zone and the time I ask, and your Telegram id, so that I can write to you. Photos, voice and video notes stay with Telegram; I keep only where to find them. Words that I offered to keep, and that nobody said yes to, are gone after about two days. If something that you keep sounds like danger, I note the day of it, nothing more: for two weeks I then choose my own words with more care. It is a net with holes; nobody is told.

    <b>How</b>
    Answers, words, names and roles are encrypted in the database. Logs hold no words and no names.

    <b>Who could read it</b>
    Nobody reads along through this bot. But Telegram bots are not end-to-end encrypted, so Telegram could. { $host }, who runs this bot ({ $contact }), holds the key and technically could. And whoever holds your phone can open this chat and ask me.

    <b>What you can do</b>
    /delete erases everything. What you erase here stays in the chat on your phone until you delete it there.

    Nothing is sent anywhere but to Telegram.
privacy-credit = The ideas come from the article “Rebuilding Broken Trust” by Emine Özdemir, clinical psychologist, on TherapyRoute. Town names: GeoNames, CC BY 4.0.

trouble =
    Something went wrong on my side, not yours. What you sent is kept safe and I will try again by myself.
flood-notice = A lot came at once. From here on I keep everything you write, but no words under documents or videos. Buttons and commands work again in a minute.
flood-notice-new = A lot came at once. Please give me a minute, then I am with you again.
skip-set-paused = Today is a rest day.
resume-set-soon = Good. I will ask again.
