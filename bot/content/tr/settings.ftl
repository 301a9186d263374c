# /settings: bütün ayarların listesi, tek bir ayar ve seçenekleri, neyin ne zamandan beri değiştiği.

settings-title = <b>Ayarlar</b>
settings-line = { $label }: <b>{ $value }</b>
settings-hint = Değiştirmek istediğine dokun.
settings-paused = Şu an sessizim. Ne zaman soracağımla ilgili değişiklikler, yeniden sormaya başlayınca geçerli olur.
settings-one = <b>{ $label }</b>: { $value }
settings-back = Ayarlara dön
settings-unchanged = Peki. Olduğu gibi kalıyor.

settings-label-time = Saat
settings-label-weekdays = Günler
settings-label-day-end = Günün bitişi
settings-label-zone = Saat dilimi
settings-label-language = Dil
settings-label-role = Senin durumun
settings-label-name = Ad
settings-label-nudge = Hatırlatma
settings-label-quiet = Sessiz saatler
settings-label-letter = Mektup günü
settings-label-discreet = Gizli mod
settings-label-country = Ülke
settings-label-fear = Korku sorusu

settings-none = yok
settings-on = açık
settings-off = kapalı
settings-zone = { $place }, şimdi { $time }
settings-name-none = adsız
settings-length = { $hours ->
    [0] { $minutes } dk
   *[other] { $minutes ->
        [0] { $hours } saat
       *[other] { $hours } saat { $minutes } dk
    }
}
settings-nudge-after = { $length } sonra
settings-hours = { $begin }–{ $end }
settings-country-by-zone = { $country } (saat dilimine göre)
settings-country-unknown = bilinmiyor
settings-fear = istediğin zaman sorarım

settings-ask-time = Ne zaman sorayım? Bir saate dokun ya da yaz, örneğin <code>21:30</code>.
settings-ask-weekdays = Hangi günler sorayım? Günlere dokun ya da yaz, örneğin <code>pzt, çar, cum</code>.
settings-ask-day-end = Geç saatlere kadar uyanıksan, bu saatten önce yazdıkların bir önceki güne sayılır. Bir saate dokun ya da 12:00’ye kadar bir saat yaz.
settings-ask-zone = Şimdi neredesin? Şehrinin adını yaz, konumunu gönder (📎) ya da şu an saatin kaç olduğunu yaz. Yalnızca saat dilimini saklarım.
settings-ask-language = Hangi dilde yazayım? Dokun ya da yaz.
settings-ask-role = Bu, yalnızca ne sorduğumu ve neler önerdiğimi değiştirir. Sana en yakın olana dokun.
settings-ask-name = Bir ad ya da takma ad yaz; sorularımda onu kullanırım.
settings-ask-nudge = Yanıtsız kalan kartı bir kez daha gösteririm. Ne kadar sonra olsun? Dokun ya da yaz, örneğin <code>45 dk</code>.
settings-ask-quiet = Bu saatlerde hatırlatma da mektup da göndermem. Kart yine kendi saatinde gelir. Dokun ya da saatleri yaz, örneğin <code>22:30-8</code>.
settings-ask-letter = Haftalık mektubun hangi gün gelsin? Bir güne dokun ya da yaz.
settings-ask-discreet =
    Bu telefona başkası da bakıyorsa işine yarar. Mesajlarım sade birer satır olur; gerisi ancak dokununca açılır, birkaç dakika sonra yine kapanır. Ad geçmez. Bana yazdıkların, saklandıktan sonra sohbetten silinir.

    Açtığında, son 48 saatteki kartlarımı ve mektuplarımı, anlarını yazdığın mesajlarla birlikte bu sohbetten silerim. Telegram daha eskileri silmeme izin vermiyor. Burada duran diğer her şey, sen silene kadar kalır.
settings-ask-country = “Destek” altındaki acil durum numarası için. Bir ülke adı yaz.
settings-ask-fear = İstersen bu kişiden korktuğun oluyor mu diye şimdi sorabilirim. Yanıtın ekranda kalmaz, burada da hiç görünmez.

settings-days-7 = Her gün
settings-days-5 = Hafta içi
settings-days-3 = Pzt, Çar, Cum
settings-name-without = Ad kullanma
settings-nudge-without = Hatırlatma olmasın
settings-quiet-without = Sessiz saat olmasın
settings-discreet-turn-on = Gizli modu aç
settings-discreet-turn-off = Gizli modu kapat
settings-discreet-say-on = Aç
settings-discreet-say-off = Kapat
settings-country-as-zone = Saat dilimime göre
settings-fear-ask = Yeniden sor

settings-now-time = Sana { $days } saat { LOCATIVE($time) } soruyorum.
settings-now-day-end = Günün bundan sonra saat { LOCATIVE($time) } bitiyor.
settings-now-zone = Bundan sonra şu saate göre soracağım: { $value }.
settings-now-role = Bir sonraki sorudan itibaren: “{ $value }”.
settings-now-nudge = Yanıtsız kalan kartı { $value } bir kez daha gösteririm. Bu, bir sonraki kartla başlar.
settings-now-nudge-none = Bir sonraki karttan itibaren her kartı yalnızca bir kez göstereceğim.
settings-now-quiet = Bundan sonra { $begin } ile { $end } arasında hatırlatma da mektup da gelmez. Kart yine kendi saatinde gelir.
settings-now-quiet-none = Bundan sonra sessiz saat yok.
settings-now-letter = Mektubun bundan sonra { $days } gelecek.
settings-now-discreet-on = Gizli mod bundan sonra açık. Son 48 saatteki kartlarım ve mektuplarım, anlarını yazdığın mesajlarla birlikte şimdi bu sohbetten siliniyor. Burada duran diğer her şey, resimler ve daha eski mesajlar da, sen silene kadar kalır.
settings-now-discreet-off = Gizli mod kapalı. Bundan sonra yine olduğu gibi yazacağım.
settings-now-country = “Destek” artık şu ülke için: { $value }.

settings-today = bugün
settings-tomorrow = yarın
settings-card-is-here = Bugünün kartı zaten burada.
settings-next-card = Sıradaki kart: { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day }
}, { $time }.
settings-next-letter = Sıradaki mektup, { $day } gününe kadarki haftayı anlatacak.
settings-when-back = Şu an sessizim; bu, yeniden sormaya başlayınca geçerli olur.
settings-one-day = En az bir gün kalmalı. Bir süre kart istemezsen /pause yazabilirsin.

settings-unclear-time = Bundan bir saat çıkaramadım. Örneğin <code>21:30</code> ya da <code>akşam 9</code> yazabilirsin.
settings-unclear-weekdays = Bundan bir gün çıkaramadım. Örneğin <code>pzt, çar, cum</code> ya da <code>her gün</code> yazabilirsin.
settings-unclear-day-end = Gün, 00:00 ile 12:00 arasında bir saatte bitebilir. Örneğin <code>04:00</code> yazabilirsin.
settings-unclear-zone = Bu yeri bulamadım. Yakındaki daha büyük bir şehri ya da şu an saatin kaç olduğunu yaz, örneğin <code>21:40</code>.
settings-unclear-language = O dili henüz bilmiyorum. Yukarıdakilerden birine dokunur musun?
settings-unclear-role = Yukarıda sana en yakın olana dokunur musun?
settings-unclear-name = Ad tek satır olmalı: en çok üç kelime, 40 harf.
settings-unclear-nudge = 30 dakika ile 6 saat arasında bir süre yaz, örneğin <code>45 dk</code> ya da <code>2 saat</code>.
settings-unclear-quiet = İki saat yaz, örneğin <code>22:30-8</code> ya da <code>22.30 ile 8 arası</code>.
settings-unclear-letter = Haftanın bir gününü yaz, örneğin <code>pazar</code>.
settings-unclear-discreet = Yukarıdaki düğmelerden birine dokunur musun?
settings-unclear-country = Bu ülkeyi bulamadım. Adını ya da iki harfli kodunu yaz, örneğin <code>TR</code>.
settings-unclear-fear = Sormamı istersen yukarıdaki düğmeye dokun.
