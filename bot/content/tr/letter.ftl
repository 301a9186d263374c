# Mektup: haftaya dönüp bakış.

letter-title = <b>Haftan</b>, { $first } – { $last }
letter-empty =
    Bu hafta burası sessizdi. Olur öyle; hiçbir şey eksilmez. Devam etmek istediğinde buradayım.
letter-safety-first = Önce senin güvenliğin gelir. Destek, istediğin an bir dokunuşla açılır.
letter-shown-up = { $days ->
        [one] 1 gün buradaydın
       *[other] { $days } günde { $shown_up } gün buradaydın
    }{ $rest ->
        [0] {""}
       *[other] {" "}(dinlenme günleri hariç)
    }.{ $streak ->
        [0] {""}
       *[other] {" "}Seri: { $streak }.
    } Toplam: { $total } gün.
letter-shown-up-all = { $days } günün hepsinde buradaydın{ $rest ->
        [0] {""}
       *[other] {" "}(dinlenme günleri hariç)
    }.{ $streak ->
        [0] {""}
       *[other] {" "}Seri: { $streak }.
    } Toplam: { $total } gün.
letter-safety = Güvende hissetme düzeyi genel olarak { $level }, { $trend }.
letter-openness = Açık konuşma düzeyi genel olarak { $level }, { $trend }.
letter-both = Hem güvende hissetme hem de açık konuşma düzeyi genel olarak { $level }, { $trend }.
letter-level-very-low = çok düşüktü
letter-level-low = düşüktü
letter-level-middle = ortalardaydı
letter-level-high = yüksekti
letter-level-very-high = çok yüksekti
letter-trend-up = önceki haftanın biraz üstündeydi
letter-trend-down = önceki haftanın biraz altındaydı
letter-trend-same = önceki haftayla aşağı yukarı aynıydı
letter-first-week = Bu, buradaki ilk haftan; yanına koyacak önceki bir hafta henüz yok.
letter-too-few = Bu haftayı bir öncekiyle karşılaştırmaya yetecek kadar yanıt yok; sorun değil.
letter-changed-safety = Güvende hissetme düzeyi günden güne epey değişti.
letter-changed-openness = Açık konuşma düzeyi günden güne epey değişti.
letter-changed-both = Hem güvende hissetme hem de açık konuşma düzeyi günden güne epey değişti.
letter-swung-safety = Güvende hissetme düzeyi günden güne epey değişti; genel olarak { $trend }.
letter-swung-openness = Açık konuşma düzeyi günden güne epey değişti; genel olarak { $trend }.
letter-swung-both = Hem güvende hissetme hem de açık konuşma düzeyi günden güne epey değişti; genel olarak { $trend }.
letter-moments = <b>Sakladığın anlar</b>
letter-moment-text = { $day }: “{ $text }”
letter-moment-photo = { $day }: bir fotoğraf
letter-moment-voice = { $day }: bir sesli mesaj
letter-moment-video_note = { $day }: bir görüntülü mesaj
letter-moment-sticker = { $day }: bir çıkartma
letter-moment-captioned = { $moment }, “{ $text }”
letter-moments-more = … haftanın önceki günlerinden { $count } tane daha var.
letter-files = Gönderdiklerin ({ $count })
letter-files-more = Bu hafta gönderdiklerinin devamı var.
letter-file-gone = Telegram’da artık yok. { $moment }
letter-file-forbidden = Telegram ayarların sana sesli ya da görüntülü mesaj gönderilmesine izin vermiyor, bu yüzden bunu buraya gönderemiyorum. { $moment }
letter-pattern = Biraz daha geriye bakınca: { $pattern ->
    [openness_higher_with_moment] an sakladığın günlerde açık konuşma düzeyi genellikle daha yüksekti.
    [openness_lower_with_moment] an sakladığın günlerde açık konuşma düzeyi genellikle daha düşüktü.
    [safety_higher_with_moment] an sakladığın günlerde güvende hissetme düzeyi genellikle daha yüksekti.
    [safety_lower_with_moment] an sakladığın günlerde güvende hissetme düzeyi genellikle daha düşüktü.
    [safety_higher_on_weekends] hafta sonları güvende hissetme düzeyi genellikle öbür günlere göre daha yüksekti.
    [safety_lower_on_weekends] hafta sonları güvende hissetme düzeyi genellikle öbür günlere göre daha düşüktü.
    [openness_higher_on_weekends] hafta sonları açık konuşma düzeyi genellikle öbür günlere göre daha yüksekti.
    [openness_lower_on_weekends] hafta sonları açık konuşma düzeyi genellikle öbür günlere göre daha düşüktü.
    [openness_higher_when_safe] kendini güvende hissettiğin günlerde açık konuşma düzeyi genellikle daha yüksekti.
   *[openness_lower_when_safe] kendini güvende hissettiğin günlerde açık konuşma düzeyi genellikle daha düşüktü.
} Neden böyle olduğunu bu göstermez.
letter-earlier =
    <b>Yanına aldığın adım</b>
    { $step }
letter-came-to = { $came_to ->
    [did] Yanıtın: yaptım.
    [partly] Yanıtın: kısmen.
    [not_yet] Yanıtın: henüz değil. Öyle de olur.
   *[unknown] Deneyebildin mi? Yanıtın ne olursa olsun, sorun değil.
}
letter-did = Yaptım
letter-partly = Kısmen
letter-not-yet = Henüz değil
letter-principle =
    <b>{ $title }</b>
    { $reflection }
letter-step =
    İstersen küçük bir adım:
    <i>{ $step }</i>
letter-taken = Not ettim. Haftaya mektubumda nasıl gittiğini sorarım.
letter-try = Bunu denerim
letter-another = Başka bir tane
letter-picture = Resim
letter-discreet = Haftalık hatırlatma.
letter-discreet-open = Aç
letter-stale = Bu biraz eski. /week haftanın şimdiki halini gösterir.
message-stays = Telegram bunu silmeme artık izin vermiyor. Sen silebilirsin.
