# Komutların yanıtları ve Telegram'ın onlar için gösterdikleri.

command-checkin = bugünün kartı
command-moment = küçük, güzel bir an sakla
command-moments = sakladığın anlara geri bak
command-week = haftana dönüp bak
command-month = son 30 gününe dönüp bak
command-streak = kaç gün buradaydın, seri kaç
command-principles = okuyabileceğin ilkeler, küçük adımlar
command-pause = birkaç gün ara ver
command-resume = aradan sonra devam et
command-skip = bugünü atla
command-settings = nasıl, ne zaman soracağımı değiştir
command-safety = gerektiğinde yardım
command-privacy = ne saklanıyor, kim okuyabilir
command-language = dili değiştir
command-help = neler yapabildiğim
command-delete = her şeyi sil

bot-description =
    Kırılan güveni onarmaya çalışanlar için günde bir kez, kendine ayırdığın bir dakika. İki dokunuş, bir satır. Terapi değil, acil yardım hattı değil; taraf tutmaz. Başlat düğmesine dokun; neler saklandığını ve botu kimin işlettiğini okumadan hiçbir şeyi kabul etmiş olmazsın.
bot-short-description = Kırılan güveni onarmaya çalışanlar için her gün küçük bir kart, üç küçük soru.

help =
    <b>Neler yapabilirim</b>

    Günde bir kez üç küçük sorulu bir kart gönderirim. Dokun ya da yaz: <code>4 3 birlikte çay içtik</code> yazınca üçü birden yanıtlanır. Haftada bir akşam, haftanı anlatan bir mektup yazarım; /week ile istediğin zaman okuyabilirsin.

    /checkin  bugünün kartı
    /moment  küçük, güzel bir an sakla
    /moments  sakladığın anlara geri bak
    /week  haftana dönüp bak
    /month  son 30 gününe dönüp bak
    /streak  kaç gün buradaydın, seri kaç
    /principles  okuyabileceğin ilkeler, küçük adımlar
    /skip  bugünü atla
    /pause ve /resume  ara ver, geri dön
    /settings  nasıl, ne zaman soracağımı değiştir
    /safety  gerektiğinde yardım
    /privacy  ne saklanıyor, kim okuyabilir
    /language  Türkçe, English
    /delete  her şeyi sil
help-unknown-command = Bu komutu bilmiyorum.
help-meant = Yoksa şunu mu demek istedin: /{ $command }
words-meant = Yoksa bunu mu demek istedin? Öyleyse dokun.
words-meant-button = /{ $command } · { $does }

pause-which = Ne kadar süre sessiz kalayım?
pause-days = { $days } gün
pause-open = Ben dönene kadar
pause-set-until = Sessiz kalacağım, { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day } günü
} saat { LOCATIVE($time) } yeniden soracağım. Aradaki günler dinlenme günü; hiçbir şey eksilmez.
pause-set-open = Sen düğmeye dokunana ya da /resume yazana kadar sessiz kalacağım. Aradaki günler dinlenme günü; hiçbir şey eksilmez.
pause-unclear = 1 ile 365 arasında bir gün sayısı yaz, örneğin <code>/pause 5</code>, ya da aşağıdan birini seç.
resume-set = Tamam. { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day } günü
} saat { LOCATIVE($time) } yeniden soracağım.
resume-not-paused = Şu an ara vermiş değilsin. Sana { $days } saat { LOCATIVE($time) } soruyorum.

skip-set = Bugün dinlenme günü. { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day } günü
} saat { LOCATIVE($time) } yeniden soracağım.
skip-answered = Bugünün kartında zaten bir yanıt var; atlanacak bir şey yok.

language-which = Hangi dilde yazayım?
language-set = Bundan sonra Türkçe yazacağım.

delete-ask =
    Bu, bana anlattığın her şeyi siler: yanıtları, anları, adları, ayarları. Geri alınamaz.

    Hepsini sileyim mi?
delete-yes = Her şeyi sil
delete-no = Hiçbir şey silme
delete-kept = Peki. Hiçbir şey silinmedi.
delete-old = Bu soruyu sorduğumdan beri bir günden fazla geçti; o yüzden hiçbir şey silmedim. Silmemi istiyorsan yeniden /delete yaz.
delete-done =
    Bana anlattığın her şey silindi.

    Benim silemediğim iki şey var: Bu sohbet, sen silene kadar telefonunda kalır. { $host } bugünden önce yedek aldıysa, yedekler yenilenene kadar orada da kalabilir. O yedeklerden biri geri yüklenirse oradan da silerim. Sormak istersen: { $contact }

    { $access ->
        [invite] Bir gün dönmek istersen { $host } sana yeni bir davet verebilir.
       *[other] Bir gün dönmek istersen /start yaz.
    }
delete-nothing = Burada seninle ilgili hiçbir şey saklanmıyor. /start ile yeniden başlayabilirsin.
tap-of-nobody = Bu düğme artık çalışmıyor.

privacy =
    <b>Ne saklanıyor</b>
    Verdiğin her yanıt, sakladığın anlar, seçtiğin rol, verdiysen bir ad; dilin, saat dilimin, sana sorduğum saat ve sana yazabilmem için Telegram kimlik numaran. Fotoğraflar, sesli ve görüntülü mesajlar Telegram’da kalır; ben yalnızca nerede olduklarını saklarım. Saklamayı önerdiğim ama senin seçmediğin sözler yaklaşık iki gün sonra silinir. Sakladığın bir şey tehlike gibi geliyorsa yalnızca gününü not ederim; iki hafta boyunca kendi sözlerimi daha dikkatli seçmek için. Bu her şeyi yakalamaz; kimseye de haber verilmez.

    <b>Nasıl</b>
    Yanıtlar, yazdıkların, adlar ve roller veritabanında şifreli durur. Günlük dosyalarına ne yazdıkların girer ne adlar.

    <b>Kim okuyabilir</b>
    Yazdıklarını bot üzerinden başka kimse göremez. Ama Telegram botları uçtan uca şifreli değildir; Telegram okuyabilir. Anahtar, botu işleten kişidedir: { $host } ({ $contact }). O da teknik olarak okuyabilir. Telefonunu eline alan biri de bu sohbeti açıp bana sorabilir.

    <b>Neler yapabilirsin</b>
    /delete her şeyi siler. Burada sildiklerin, sen silene kadar telefonundaki sohbette kalır.

    Telegram’dan başka hiçbir yere bir şey gönderilmez.
privacy-credit = Fikirler, klinik psikolog Emine Özdemir’in TherapyRoute sitesindeki “Rebuilding Broken Trust” yazısından geliyor. Yer adları: GeoNames, CC BY 4.0.

trouble =
    Bir aksaklık oldu; senden değil, benden. Gönderdiğin kaybolmadı, kendim yeniden deneyeceğim.
flood-notice = Bir anda çok şey geldi. Bundan sonra yazdığın her şeyi saklıyorum; yalnızca belge ve videoların altına yazılanları saklayamam. Düğmeler ve komutlar bir dakika sonra yine çalışır.
flood-notice-new = Bir anda çok şey geldi. Bana bir dakika izin ver, sonra yine buradayım.
skip-set-paused = Bugün dinlenme günü.
resume-set-soon = Tamam. Yeniden soracağım.
