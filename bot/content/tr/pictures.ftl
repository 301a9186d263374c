# Resimlerin içindeki sözler ve resimde ne göründüğünü anlatan alt yazılar.

picture-days-title = { $days } gün
picture-dates = { $first } – { $last }
picture-safety = Güvende hissetme
picture-openness = Açık konuşma
picture-moments = An
picture-days-caption =
    { $first } – { $last } arası, gün gün güvende hissetme ve açık konuşma; 1 (hiç) ile 5 (tamamen) arasında.
    { $safety }
    { $openness }
    { $moments ->
        [0] Saklanan an yok.
       *[other] Altın noktalar, an sakladığın günler: { $moments } gün.
    }
picture-course-safety = { $days ->
    [0] Güvende hissetme: sayı yok.
    [one] Güvende hissetme, düz çizgi: 1 gün yanıtladın, { $least }.
   *[other] Güvende hissetme, düz çizgi: { $days } gün yanıtladın; { $is_same ->
        [yes] her seferinde { $least }.
       *[no] en düşük { $least }, en yüksek { $most }.
    }
}
picture-course-openness = { $days ->
    [0] Açık konuşma: sayı yok.
    [one] Açık konuşma, kesik çizgi: 1 gün yanıtladın, { $least }.
   *[other] Açık konuşma, kesik çizgi: { $days } gün yanıtladın; { $is_same ->
        [yes] her seferinde { $least }.
       *[no] en düşük { $least }, en yüksek { $most }.
    }
}
picture-calendar-title = Burada olduğun günler
picture-kept = Buradaydın
picture-missed = Boş gün
picture-rest = Dinlenme
picture-calendar-caption =
    Son altı hafta; son gün { $last }.{ $kept ->
        [0] { "" }
       *[other] { " " }Burada olduğun { $kept } gün altın renginde.
    }{ $rest ->
        [0] { "" }
       *[other] { " " }Kısa çizgiler dinlenme günü: { $rest } gün.
    }
picture-vessel-title = Senin çömleğin
picture-vessel-line = Altın çizgi: { $gold } / { $seams }
picture-vessel-caption =
    { $gold ->
        [0] Senin çömleğin ve { $seams } ince çatlağı. Burada olduğun her gün bir çatlak altın çizgiye dönüşür.
       *[other] Senin çömleğin: { $seams } çatlaktan { $gold } tanesi artık altın çizgi; burada olduğun her gün için bir tane.
    }{ $whole ->
        [0] { "" }
       *[other] { " " }Rafta tamamlanmış { $whole } çömlek duruyor.
    }
picture-vessel-shown-last = Rafta son { $shown } tanesi görünüyor.
