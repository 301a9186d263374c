# Karşılama: beş adım, her biri bir dokunuş ya da bir satır.

language-name = Türkçe

welcome-intro =
    <b>Goldseam</b>
    Kırılan güveni onarmaya çalışanlar için günde bir kez, kendine ayırdığın bir dakika.

    Üç küçük şey sorarım: ne kadar güvende hissettin, ne kadar açık konuşabildin, bir de küçük, güzel bir an. Yanıtlarını saklarım, günlerin nasıl biriktiğini gösterir, haftada bir de onları anlatan kısa bir mektup yazarım. Burada olduğun günleri sayarım, duygularını değil. İstediğin kadar temkinli kalabilirsin.

    <b>Ne değilim:</b> Terapi değilim, acil yardım hattı da değilim. Kalmak mı, ayrılmak mı, bu konuda taraf tutmam.

    <b>Bilmende fayda var</b>
    • Bu botu { $host } işletiyor ({ $contact }). Yazdıklarını bot üzerinden başka kimse göremez, yanıtların da şifreli saklanır. Yine de botu işleten kişi, yazılanları teknik olarak okuyabilir.
    • Telegram botları uçtan uca şifreli değildir. Bu sohbet, sen silene kadar telefonunda kalır.
    • Bu telefonu eline alan biri, senin sorabildiğin her şeyi bana sorabilir.
    • Bana anlattığın her şeyi istediğin an /delete ile silebilirsin.

    Karşındaki kişiden korkuyorsan önce /safety bölümüne bak. Burayı tek başına da kullanabilirsin.

    Fikirler, klinik psikolog Emine Özdemir’in “Rebuilding Broken Trust” (Kırılan Güveni Yeniden Kurmak) yazısından geliyor.
welcome-discreet-off = Bu telefona başkası da bakıyor
welcome-discreet-on = ✓ Bu telefona başkası da bakıyor
welcome-discreet-on-toast = Mesajlarım sade olacak, kart ancak dokununca açılacak.
welcome-discreet-off-toast = Mesajlarım yine olduğu gibi görünecek.
welcome-agree = 18 yaşımı doldurdum, onaylıyorum

welcome-role =
    Teşekkürler. Sana en yakın olan hangisi?

    Bu, yalnızca ne sorduğumu ve neler önerdiğimi değiştirir.
welcome-role-hurt = Güveni kırılan benim
welcome-role-caused = Güveni kıran benim
welcome-role-both = İkisi de
welcome-role-practising = Yalnızca alıştırma yapıyorum

welcome-place =
    Neredesin? Saatim doğru olsun diye soruyorum, yalnızca saat dilimini saklarım.

    Şehrinin ya da ilçenin adını yaz ya da konumunu gönder (📎). Söylemek istemezsen şu an saatin kaç olduğunu yaz, örneğin <code>21:40</code>.
welcome-place-unknown =
    Bu yeri bulamadım. Yakındaki daha büyük bir şehri dene ya da şu an saatin kaç olduğunu yaz, örneğin <code>21:40</code>.
welcome-place-which = Seninki hangisi?
welcome-place-by-time = Bunlardan hangisi senin saatin?
welcome-place-confirm = { $place }: Orada saat şimdi { $time }. Senin saatin de bu mu?
welcome-place-yes = Evet, saatim bu
welcome-place-no = Hayır, başka bir yer

welcome-time =
    Ne zaman sorayım? Gününün sakin bir anını seç ya da bir saat yaz, örneğin <code>21:30</code>.
welcome-time-unknown = Bundan bir saat çıkaramadım. Örneğin <code>21:30</code> ya da <code>akşam 9</code> yazabilirsin.

welcome-first =
    Her gün saat { LOCATIVE($time) } soracağım.

    İlkini şimdi mi istersin, o saatte mi?
welcome-first-now = Şimdi
welcome-first-later = O saatte ({ $time })
welcome-set-today = Tamam. Bugün saat { LOCATIVE($time) } soracağım. İstersen /checkin ile daha önce de başlayabilirsin.
welcome-set-tomorrow = Tamam. Yarın saat { LOCATIVE($time) } soracağım. İstersen /checkin ile daha önce de başlayabilirsin.

welcome-stale = O adım geride kaldı.
welcome-tap-instead = Aşağıdakilerden birini seçer misin?
welcome-back-in =
    Yeniden hoş geldin. Sana { $days } saat { LOCATIVE($time) } soruyorum.
welcome-stranger =
    Merhaba. Bu bot, davet edilen kişiler için.

    Davet bağlantın varsa onu yeniden aç. Yoksa { $host } yardımcı olabilir: { $contact }
welcome-invite-used = Bu davet geçerli değil; daha önce kullanılmış olabilir. Yenisi için { $host } ile görüşebilirsin: { $contact }
group-only-private = Başkası okumasın diye yalnızca özel sohbette konuşuyorum. Burada sessiz kalacağım.

button-back = ‹ Geri
button-not-now = Şimdi değil
button-support = Destek
button-checkin = Bugünün kartı
button-week = Haftam
button-streak = Günlerim
button-resume = Yeniden sor
button-moments = Anlarım
button-settings = Ayarlar
welcome-place-choice = { $time } · { $place }
welcome-hello = Merhaba. Ne olduğunu görmek için /start yaz.
welcome-agree-first = Önce yukarıdaki mesajı okur musun? Onaylıyorsan devam etmek için buraya dokun.
welcome-back-paused = Yeniden hoş geldin. Şu an sessizim; istediğinde yeniden sorarım.
welcome-place-tap = Yukarıdaki yanıtlardan birine dokun ya da yakındaki bir şehrin adını yaz.
welcome-back-paused-until = Yeniden hoş geldin. { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day } günü
} saat { DATIVE($time) } kadar sessizim.
