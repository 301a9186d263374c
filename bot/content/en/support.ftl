# /safety and [Support].

support-title = <b>Support</b>
support-opening = If you are in danger now, call the emergency number.
support-emergency = Emergency in { $country }: <b>{ $number }</b>
support-emergency-unknown = In an emergency, call the emergency number of the place where you are. If you do not know it, ask somebody you trust, or in a shop or a pharmacy.
support-emergency-unlisted = I have no emergency number for { $country } that I am sure of. Ask somebody you trust, or in a shop or a pharmacy: they know it.
support-emotional = To talk to somebody: { $name }, <b>{ $number }</b>
support-abuse = If you are hurt or afraid at home: { $name }, <b>{ $number }</b>
support-another = Another country
support-countries = For which country? This changes only what stands here.
support-directories = People who listen, in many countries:
support-note = I am a bot and cannot call anyone. Nobody is told that you opened this. It stays in this chat until you delete it here.
# In discreet mode, where it does not stay.
support-note-discreet = I am a bot and cannot call anyone. Nobody is told that you opened this. In ten minutes I take it away again.
# What answers words of danger, beside the button of the same name.
support-beside = If you or somebody else is not safe right now, Support says where help is.
support-line = • { $name }: { $address }
