# Haftadan uzağa dönüp bakış: son otuz gün, burada olduğun günler ve okunacak ilkeler.

button-month = Son 30 gün
button-principles = İlkeler

# Gizli modda bakılacak her şeyin yerinde bu durur.
look-back-discreet = Notlar.

month-title = <b>Son 30 günün</b>, { $first } – { $last }
month-empty =
    Bu 30 gün burası sessizdi. Olur öyle; hiçbir şey eksilmez. Devam etmek istediğinde buradayım.
# Mektubun güven ve açıklık cümleleri bunlarla biter.
month-trend-up = önceki 30 günün biraz üstündeydi
month-trend-down = önceki 30 günün biraz altındaydı
month-trend-same = önceki 30 günle aşağı yukarı aynıydı
month-moments = Bu sürede { $count } an sakladın.
month-days = { $days } gün

streak-text =
    <b>Toplam { $shown_up } gün buradaydın</b>
    En uzun seri: { $longest }{ $current ->
        [0] {""}
       *[other] {" "}· şu anki: { $current }
    }

    Dinlenme günleri sayılmaz; tek bir boş gün seriyi bitirmez.
streak-none = Henüz bir gün yok. İlk kartla başlar.
streak-last-days = { $days ->
    [one] İlk günün
   *[other] Son { $days } gün
}: { $marks }
streak-legend = ● buradaydın · ○ boş gün · – dinlenme günü
streak-calendar = Takvim
streak-vessel = Çömleğim

# Bir çömleğin son çatlağını altın çizgiye çeviren günün biten kartında durur. Günleri söyler, güven üstüne bir şey söylemez.
card-vessel-whole = { $count }. günle birlikte bir çömlek tamamlandı. Sıradaki başlıyor.

principles-title = <b>İlkeler</b>
principles-hint = İstediğin zaman okuyabileceğin düşünceler; her birinin yanında üç küçük adım var. Sana uymayanı geçebilirsin.
principles-page = Sayfa { $page } / { $pages }
principles-not-now = O ilke şu an listede yok. Okuyabileceklerin burada.
principles-told =
    <b>{ $title }</b>

    { $reflection }
principles-steps = Denemek istersen üç küçük adım:
principles-step = { $number }. { $step }
principles-source = Bu düşünce, klinik psikolog Emine Özdemir’in TherapyRoute sitesindeki “Rebuilding Broken Trust” yazısının { $paragraph }. paragrafından geliyor. Cümleler bizim.
principles-earlier = ‹ Öncekiler
principles-more = Sonrakiler ›
