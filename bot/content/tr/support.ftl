# /safety ve [Destek].

support-title = <b>Destek</b>
support-opening = Şu an tehlikedeysen acil numarayı ara.
support-emergency = Acil numara ({ $country }): <b>{ $number }</b>
support-emergency-unknown = Acil durumda bulunduğun yerin acil numarasını ara. Bilmiyorsan güvendiğin birine, bir dükkâna ya da eczaneye sor.
support-emergency-unlisted = { $country } için emin olduğum bir acil numara yok. Güvendiğin birine, bir dükkâna ya da eczaneye sor; bilirler.
support-emotional = Biriyle konuşmak istersen: { $name }, <b>{ $number }</b>
support-abuse = Evde şiddet ya da korku varsa: { $name }, <b>{ $number }</b>
support-another = Başka bir ülke
support-countries = Hangi ülke için? Bu yalnızca burada görüneni değiştirir.
support-directories = Konuşabileceğin birini bulmak için, pek çok ülkede:
support-note = Ben bir botum, kimseyi arayamam. Bunu açtığını kimseye söylemem. Sen silene kadar bu sohbette kalır.
# In discreet mode, where it does not stay.
support-note-discreet = Ben bir botum, kimseyi arayamam. Bunu açtığını kimseye söylemem. On dakika sonra bu mesajı silerim.
# What answers words of danger, beside the button of the same name.
support-beside = Şu an sen ya da bir başkası güvende değilse, Destek nereden yardım alabileceğini gösterir.
support-line = • { $name }: { $address }
