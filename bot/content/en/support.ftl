# /safety and [Support].

support-title = <b>Support</b>
support-opening = If you are in danger now, call the emergency number.
support-emergency = Emergency in { $country }: <b>{ $number }</b>
support-emergency-unknown = In an emergency, call the local emergency number where you are.
support-emotional = Somebody to talk to in { $country }:
support-abuse = Help against abuse at home in { $country }:
support-directories = People who listen, in many countries:
support-note = I am a bot and cannot call anyone. Nobody is told that you opened this. It stays in this chat until you delete it here.
# In discreet mode, where it does not stay.
support-note-discreet = I am a bot and cannot call anyone. Nobody is told that you opened this. In ten minutes I take it away again.
support-line = • { $name }: { $address }
