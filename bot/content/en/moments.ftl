# Looking back at one's own moments, one at a time.

moments-told =
    <b>{ $day }</b>

    { $text }
moments-day = <b>{ $day }</b>
moments-another = Another one
moments-delete = Delete
moments-kept-on = Kept on { $day }.
moments-none =
    No moments here yet. Whenever there is a small good thing, write /moment and a few words, or send a photo, a voice or video note, or a sticker.
# Where there are some, but none to be shown unasked.
moments-none-now = There is none to look back at just now. What you kept is still kept.
moments-delete-ask =
    Delete this one for good?

    { $moment }
moments-delete-yes = Yes, delete
moments-delete-no = Keep
moments-deleted = It is deleted. Your own message stays in this chat until you delete it there.
moments-deleted-plain = It is deleted.
moments-gone-already = That one is deleted already.
