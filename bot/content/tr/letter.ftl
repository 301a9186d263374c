# Haftaya dönüp bakış.

letter-title = <b>Haftan</b>, { $first } – { $last }
letter-empty =
    Bu haftanın henüz kartı yok. Olur öyle; hiçbir şey eksilmez. Devam etmek istediğinde buradayım.
letter-safety-first = Önce senin güvenliğin gelir. Destek, istediğin an bir dokunuşla açılır.
letter-shown-up = { $days ->
        [one] Bu hafta 1 gün geldin
       *[other] { $days } günün { $shown_up } gününde geldin
    }. Seri: { $streak }. Toplam: { $total } gün.
letter-shown-up-all = { $days } günün hepsinde geldin. Seri: { $streak }. Toplam: { $total } gün.
letter-safety = Güvende hissetme: 5 üzerinden { $mean } dolayında.
letter-openness = Açık konuşma: 5 üzerinden { $mean } dolayında.
letter-trend = { $trend ->
    [up] Önceki haftadan biraz yüksek.
    [down] Önceki haftadan biraz düşük.
   *[same] Önceki haftayla aşağı yukarı aynı.
}
letter-moments = <b>Sakladığın anlar</b>
letter-moment-text = { $day }: “{ $text }”
letter-moment-photo = { $day }: bir fotoğraf
letter-moment-voice = { $day }: bir sesli mesaj
letter-moment-video_note = { $day }: bir görüntülü mesaj
letter-moment-sticker = { $day }: bir çıkartma
letter-moment-captioned = { $moment }, “{ $text }”
letter-moments-more = … ve { $count } tane daha.
letter-principle = <b>{ $title }</b>
letter-step =
    İstersen küçük bir adım:
    { $step }
letter-discreet = Haftalık notun hazır.
letter-discreet-open = Aç
letter-reflection = { $text }
