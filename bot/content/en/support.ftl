# /safety and [Support].

support-title = <b>Support</b>
support-opening = If you are in danger now, call the emergency number.
support-emergency = Emergency in { $country }: <b>{ $number }</b>
support-emergency-unknown = In an emergency, call the local emergency number where you are.
support-directories = People who listen, in many countries:
support-note = I am a bot and cannot call anyone. Nobody is told that you opened this. It stays in this chat until you delete it here.
# In discreet mode, where it does not stay.
support-note-discreet = I am a bot and cannot call anyone. Nobody is told that you opened this. In ten minutes I take it away again.
# What answers words of danger, beside the button of the same name.
support-beside = If you or somebody else is not safe right now, Support says where help is.
support-line = • { $name }: { $address }
