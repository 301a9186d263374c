# /safety ve [Destek].

support-title = <b>Destek</b>
support-opening = Şu an tehlikedeysen acil numarayı ara.
support-emergency = Acil numara ({ $country }): <b>{ $number }</b>
support-emergency-unknown = Acil durumda bulunduğun yerin acil numarasını ara.
support-emotional = Konuşabileceğin biri ({ $country }):
support-abuse = Ev içi şiddete karşı yardım ({ $country }):
support-directories = Konuşabileceğin birini bulmak için, pek çok ülkede:
support-note = Ben bir botum, kimseyi arayamam. Bunu açtığını kimseye söylemem. Sen silene kadar bu sohbette kalır.
# In discreet mode, where it does not stay.
support-note-discreet = Ben bir botum, kimseyi arayamam. Bunu açtığını kimseye söylemem. On dakika sonra bu mesajı silerim.
support-line = • { $name }: { $address }
