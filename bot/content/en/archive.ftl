# Taking one's data along and bringing it back; and the codebook that goes with it.

command-export = take your data along
command-import = bring your data back

button-export = Take my data along
button-import = Bring data back

export-caption =
    Everything I keep of you, as of { $day }. The ZIP holds your answers and moments twice: as tables with a codebook that explains them, and as <code>goldseam.json</code>, which /import takes back.

    Whoever has this file can read it. Keep it where only you can.
export-missing = { $count ->
    [one] 1 file of yours is not in it: Telegram does not give it any more, or it was too large. The codebook names it.
   *[other] { $count } files of yours are not in it: Telegram does not give them any more, or they were too large. The codebook names them.
}
export-just-sent = I sent it to you just now. Look a little further up.
export-caption-discreet = As of { $day }. /import takes it back.

import-ask =
    Send me the file that /export gave you: the ZIP as it is, or the <code>goldseam.json</code> in it, up to 20 MB.

    I will say what is in it before anything is brought in.
import-foreign = I cannot read this file. I can bring in the ZIP that /export gave you, or the <code>goldseam.json</code> in it.
import-large = This file is larger than anything that I write myself, so I leave it alone. I can bring in the ZIP that /export gave you, up to 20 MB.
import-version = This file was written by another version of this bot, and I cannot read it for sure. So I leave it as it is.
import-mistakes = { $count ->
    [one] This file is one of mine, but 1 place in it is not as I write it.
   *[other] This file is one of mine, but { $count } places in it are not as I write them.
} So that nothing wrong comes in, I bring in nothing of it. If you changed the file, please try the one that /export gave you.
import-gone = Telegram does not give me this file. Please send it once more; it can have up to 20 MB.
import-empty = I can read this file, but there are no days in it. So there is nothing to bring in.
import-found = In this file: { $days ->
    [one] 1 day with answers
   *[other] { $days } days with answers
} and { $moments ->
    [one] 1 moment
   *[other] { $moments } moments
}, from { $first } to { $last }.
import-anothers = The name or the role in it is not the one you have here. If this is somebody else’s file, please leave it: it is theirs.
import-rules = What is here already stays as it is. What is missing is added, nothing comes twice, and your settings do not change.
import-yes = Bring it in
import-no = Leave it
import-done = Done. { $days ->
    [one] The 1 day
   *[other] All { $days } days
} and { $moments ->
    [one] the 1 moment
   *[other] the { $moments } moments
} of the file are here. What was here before stands as it was, and so do your settings.
import-left = All right. Nothing was brought in.
import-stale = That question has passed. /import begins anew.

codebook-intro =
    WHAT IS IN THIS ZIP

    days.csv: one row for each day
    moments.csv: one row for each moment
    goldseam.json: everything, for /import and for programs
    files/: photos, voice notes, video notes and stickers, as far as Telegram still gave them

    The tables are UTF-8 with a mark at the beginning, with commas between the cells. Instants are in UTC (2026-11-24T18:05:00Z); a day is a day by your own clock and your own day’s end, in the time zone beside it. An empty cell means: not known, or not answered. A cell that a spreadsheet would take for a formula begins with an apostrophe (').
codebook-questions =
    THE QUESTIONS

    safety: { $safety }
    openness: { $openness }
    { $scale }

    This is the wording for the role and the name that you have now. The two questions are the bot’s own. They are no validated measure: they say how days compare with each other for one person, not how people compare.
codebook-days =
    COLUMNS OF days.csv

    day: the day that the answers are for
    zone: the time zone of that day
    due_at: when the card was planned
    sent_at: when the card was sent
    answered_at: when anything was first answered
    last_answered_at: when a number was last answered or changed
    late: 1 when it was first answered after the day had ended, otherwise 0
    state: what became of the day
    rest_reason: why it was a rest day
    safety, openness: 1 to 5
    safety_said, openness_said: in what way it was answered: number, no_contact (there was no contact), unsaid (rather not say)
    nothing: 1 when the answer was that there was no moment, otherwise 0
    moments: how many moments were kept
codebook-states =
    VALUES OF state AND rest_reason

    kept: anything at all was answered
    missed: asked and not answered
    rest: a day that counts neither way
    paused: asking was paused
    skipped: the day was skipped
    not_chosen: not one of the chosen weekdays
    dropped: settings were changed, and no card was due
    unsent: the bot could not ask, or cannot know whether it did
codebook-moments =
    COLUMNS OF moments.csv

    day, zone: as above
    kept_at: when it was kept
    edited_at: when it was last edited
    kind: text, photo, voice, video_note, sticker
    text: the words, or what was written under the file
    file: where its file stands in this ZIP
codebook-files = Numbers of the week in goldseam.json: 0 is Monday, 6 is Sunday.
codebook-missing =
    FILES THAT ARE NOT IN THIS ZIP

    Telegram does not give them any more, or all of them together were too large:
