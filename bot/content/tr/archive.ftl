# Verilerini yanına almak ve geri getirmek; bir de onları açıklayan kılavuz.

command-export = verilerini yanına al
command-import = verilerini geri getir

button-export = Verilerimi al
button-import = Verilerimi geri getir

export-caption =
    Hakkında sakladığım her şey, { $day } itibarıyla. Yanıtların ve anların bu ZIP dosyasında iki biçimde duruyor: açıklamasıyla birlikte tablolar, bir de /import komutunun geri alabildiği <code>goldseam.json</code>.

    Bu dosyayı eline geçiren okuyabilir. Yalnızca senin ulaşabileceğin bir yerde tut.
export-missing = { $count } dosyan içinde yok: Telegram artık vermiyor ya da fazla büyüktü. Hangileri olduğu kılavuzda yazıyor.
export-just-sent = Az önce gönderdim, biraz yukarıda duruyor.
export-caption-discreet = { $day } itibarıyla. /import geri alır.

import-ask =
    Bana /export ile aldığın dosyayı gönder: ZIP’i olduğu gibi ya da içindeki <code>goldseam.json</code> dosyasını. En fazla 20 MB olabilir.

    Bir şey eklemeden önce içinde ne olduğunu söyleyeceğim.
import-foreign = Bu dosyayı okuyamıyorum. /export ile aldığın ZIP’i ya da içindeki <code>goldseam.json</code> dosyasını geri alabilirim.
import-large = Bu dosya benim yazdıklarımdan çok daha büyük, o yüzden dokunmuyorum. /export ile aldığın ZIP’i geri alabilirim; en fazla 20 MB olabilir.
import-version = Bu dosyayı botun başka bir sürümü yazmış; doğru okuyacağımdan emin olamıyorum. O yüzden dokunmuyorum.
import-mistakes = Bu benim dosyam, ama içinde { $count } yer benim yazdığım gibi değil. Yanlış bir şey karışmasın diye hiçbirini almıyorum. Dosyayı değiştirdiysen, /export ile aldığın ilk halini dene.
import-gone = Telegram bu dosyayı bana vermiyor. Bir kez daha gönderir misin? En fazla 20 MB olabilir.
import-empty = Bu dosyayı okuyabiliyorum, ama içinde hiç gün yok. Geri getirecek bir şey yok.
import-found = Bu dosyada { $first } ile { $last } arasında yanıt verilmiş { $days } gün, { $moments } an var.
import-anothers = İçindeki ad ya da rol buradakiyle aynı değil. Bu dosya başkasınınsa lütfen bırak; o onun.
import-rules = Burada olan olduğu gibi kalır. Yalnızca eksik olan eklenir, hiçbir şey iki kez gelmez; ayarların değişmez.
import-yes = Geri getir
import-no = Kalsın
import-done = Tamam. Dosyadaki { $days } gün, { $moments } an artık burada. Önceden burada olanlar da ayarların da olduğu gibi duruyor.
import-left = Peki. Hiçbir şey eklenmedi.
import-stale = O sorunun zamanı geçti. /import ile yeniden başlayabilirsin.

codebook-intro =
    BU ZIP’TE NELER VAR

    days.csv: her gün için bir satır
    moments.csv: her an için bir satır
    goldseam.json: her şey; /import ve programlar için
    files/: Telegram’ın hâlâ verdiği fotoğraflar, sesli mesajlar, görüntülü mesajlar, çıkartmalar

    Tablolar başında işaretiyle UTF-8, hücreler arasında virgül var. Anlık zamanlar UTC’dir (2026-11-24T18:05:00Z); gün ise senin saatine, senin gün bitişine göre, yanındaki saat dilimindedir. Boş hücre: bilinmiyor ya da yanıtlanmadı. Bir tablo programının formül sanacağı hücre kesme işaretiyle (') başlar.
codebook-questions =
    SORULAR

    safety: { $safety }
    openness: { $openness }
    { $scale }

    Sorular şimdiki rolüne ve kullandığın ada göre yazıldı. İki soru da bu botun kendi sorusudur; geçerliği sınanmış bir ölçek değildir. Bir kişinin günlerini birbiriyle karşılaştırmaya yarar, kişileri karşılaştırmaya değil.
codebook-days =
    days.csv SÜTUNLARI

    day: yanıtların ait olduğu gün
    zone: o günün saat dilimi
    due_at: kartın ne zaman geleceği
    sent_at: kartın ne zaman gönderildiği
    answered_at: ilk yanıtın zamanı
    last_answered_at: bir sayının en son ne zaman yanıtlandığı ya da değiştiği
    late: ilk yanıt gün bittikten sonra geldiyse 1, yoksa 0
    state: günün ne olduğu
    rest_reason: neden dinlenme günü olduğu
    safety, openness: 1’den 5’e
    safety_said, openness_said: nasıl yanıtlandığı: number (sayıyla), no_contact (görüşülmedi), unsaid (söylenmek istenmedi)
    nothing: yanıt “bugün yok” ise 1, yoksa 0
    moments: saklanan an sayısı
codebook-states =
    state, rest_reason DEĞERLERİ

    kept: herhangi bir yanıt verildi
    missed: soruldu, yanıt gelmedi
    rest: hiçbir yana sayılmayan gün
    paused: ara verilmişti
    skipped: gün atlandı
    not_chosen: seçilen günlerden değildi
    dropped: ayarlar değişti, kart gelmeyecekti
    unsent: bot soramadı ya da sorup sormadığını bilemiyor
codebook-moments =
    moments.csv SÜTUNLARI

    day, zone: yukarıdaki gibi
    kept_at: ne zaman saklandığı
    edited_at: en son ne zaman düzenlendiği
    kind: text (yazı), photo (fotoğraf), voice (ses), video_note (görüntülü mesaj), sticker (çıkartma)
    text: yazılanlar ya da dosyanın altındaki yazı
    file: dosyasının bu ZIP’teki yeri
codebook-files = goldseam.json içinde haftanın günleri sayıyladır: 0 pazartesi, 6 pazar.
codebook-missing =
    BU ZIP’TE OLMAYAN DOSYALAR

    Telegram artık vermiyor ya da hepsi birlikte fazla büyüktü:
