# The card: the one message that carries a check-in.

card-greeting-1 = Here is your card.
card-greeting-2 = No hurry. In your own time.
card-greeting-3 = A quiet minute for you.
card-greeting-4 = Hello. No right or wrong answers here.
card-greeting-5 = How was it today?

nudge-greeting-1 = Here again, and still no hurry.
nudge-greeting-2 = Whenever it suits you.
nudge-greeting-3 = Perhaps now is a quieter moment.

# The measured questions keep their wording exactly, so that answers stay comparable.
question-safety = { $role ->
    [caused] { $named ->
        [no] How safe did things feel between the two of you today?
       *[yes] How safe did things feel between you and { $name } today?
    }
    [practising] How safe did you feel with the people around you today?
   *[other] { $named ->
        [no] How safe did you feel with them today?
       *[yes] How safe did you feel with { $name } today?
    }
}
question-openness = { $role ->
    [caused] { $named ->
        [no] How open and honest were you with them today?
       *[yes] How open and honest were you with { $name } today?
    }
    [practising] How open could you be with others today?
   *[other] { $named ->
        [no] How open could you be with them today?
       *[yes] How open could you be with { $name } today?
    }
}
scale-hint = 1 = not at all … 5 = completely
answer-no-contact = No contact today
answer-unsaid = Rather not say
answer-nothing = Nothing today
card-later = Later
card-skip = Skip today

question-moment = <b>One small good moment?</b> { $lens ->
    [loved] Perhaps one in which you felt loved.
    [supported] Perhaps one in which somebody was there for you.
    [respected] Perhaps one in which you felt respected.
    [protected] Perhaps one in which you felt protected.
    [theirs] Perhaps something small that they did.
    [yours] Perhaps something small of your own.
    [honesty] Perhaps something that was said honestly.
    [mending] Perhaps something you did to put things right.
   *[calm] Perhaps a calm minute.
}
moment-hint = Write it, or send a photo, a voice or video note, or a sticker.

card-safety-line = Safety: { $answer }
card-openness-line = Openness: { $answer }
card-moments-line = { $count ->
    [0] Moment: nothing today
    [one] One moment kept
   *[other] { $count } moments kept
}
card-so-far = So far · { $answers }
said-unsaid = rather not say

kept = Kept. Thank you for writing it.
# In passing, where the screen says nothing.
kept-discreet = Done.
kept-sent = Kept. Thank you for sending it.
card-shown-up = You showed up on { $count ->
    [one] 1 day
   *[other] { $count } days
} · streak { $streak }
card-change = Change
card-another = Another moment

card-late-note = For { $day }: “today” means that day.
card-closed = The card for { $day } is closed now. Today’s is here whenever you like.
card-skipped = { $day } is a rest day. Nothing more is needed.
card-answer-after-all = Answer after all
card-later-which = When shall I ask again?
card-later-30 = In 30 minutes
card-later-60 = In 1 hour
card-later-180 = In 3 hours
card-later-tomorrow = Tomorrow
card-later-set = I will ask again at { $time }.
card-answer-now = Answer now
card-stale = That button is out of date.
card-not-today = That day is not open for answers.

prompt-discreet = Daily reminder.
prompt-discreet-open = Open

words-which-day = Which day is this for?
words-today = Today
words-yesterday = Yesterday
words-offer = { $count ->
    [all] Shall I keep these as moments of today?
   *[one] Shall I keep this as a moment of today?
}
words-offer-of = { $count ->
    [all] Shall I keep these as moments of { $day }?
   *[one] Shall I keep this as a moment of { $day }?
}
words-button = If you meant a button, tap it instead: words do not reach it.
words-keep = Keep it
words-no = No
words-let-go = All right, not kept.
# In discreet mode, where everything that is kept goes from the chat.
words-let-go-discreet = All right, not kept. Your message stays in this chat until you delete it.
words-delete = Delete it here
words-done = That is done already.
moment-ask = What was the moment? Write it, or send a photo, a voice or video note, or a sticker.
kinds-hint = I can keep words, a photo, a voice or video note, or a sticker. This kind I cannot keep, nor words under it: it stays only in this chat. Words that you send on their own I can keep.

ask-name =
    Whom is this about? A name or a nickname makes my questions clearer. You can leave it out.
# Words that are no name; the offer to keep them stands below.
ask-name-unclear = I have not taken this for a name. Whenever you want one in my questions, write just the name.
ask-name-kept = I will call them { $name } in my questions.
ask-name-none = Good. I will ask without a name.
ask-afraid =
    One plain question, and the answer does not stay on the screen.

    Are you ever afraid of this person?
afraid-no = No
afraid-sometimes = Sometimes
afraid-yes = Yes
afraid-unsaid = Rather not say
ask-afraid-calm =
    Thank you. That is noted. Your safety comes before anything this bot asks. Support is here whenever you want it.
ask-later = All right.
card-discreet-done = Done for today.
card-line = <i>{ $line }</i>
card-yesterday = Yesterday’s card
card-no-contact-line = No contact
ask-name-another = Another name
ask-name-without = Without a name
thanks = I am here whenever you like.
button-close = Close
words-gone = I let these words go after two days. Write them again and I will keep them.
