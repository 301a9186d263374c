# Neden şimdi bu ilke: haftanın söylediği ve bu düşüncenin onunla ilgisi.

why-first-week = Burada henüz yenisin. Bu da başlarken akılda tutulacak bir düşünce.
why-few-answers = Bu hafta sayılar pek bir şey söylemiyor; bu düşünce her haftaya uyar.
why-back-after-a-gap = Bir süre ara verdikten sonra döndün. Bu, yeniden başlarken akılda tutulacak bir düşünce.
why-low-both = Bu haftanın bazı günlerinde iki sayı da düşüktü. Bu düşünce öyle günler için.
why-low-safety = Bu haftanın bazı günlerinde güvende hissetme düzeyi düşüktü. Bu düşünce böyle günler için.
why-falling = Bu düşünce, { $what ->
    [safety] güvende hissetme düzeyinin
    [openness] açık konuşma düzeyinin
   *[both] güvende hissetme ile açık konuşma düzeyinin
} önceki haftadan biraz düşük olduğu böyle haftalar için.
why-rising = Bu düşünce, { $what ->
    [safety] güvende hissetme düzeyinin
    [openness] açık konuşma düzeyinin
   *[both] güvende hissetme ile açık konuşma düzeyinin
} önceki haftadan biraz yüksek olduğu böyle haftalara eşlik eder.
why-swinging = Bu hafta günler birbirine pek benzemedi. Bu düşünce inişli çıkışlı haftalar için.
why-steady = Hem güvende hissetme hem de açık konuşma düzeyi önceki haftayla aşağı yukarı aynıydı. Bu düşünce birbirine benzeyen haftalar için.
why-all-or-nothing = Bu hafta yazdıklarından bazıları kulağa ağır geliyordu. Bu düşünce ağır geçen haftalar için.
why-step-tried = Son adımı denedin; tamamını ya da bir kısmını. İşte bir düşünce daha.
why-step-not-tried = Bu da küçük bir adım. Bir sonucu olması gerekmiyor.
why-moments-many = Bu hafta birçok an sakladın; bu düşünceyi onun için seçtim.
why-moments-few = Bu hafta pek an birikmedi; öyle de olur. Bu düşünce için an gerekmiyor.
why-nothing-special = Bu haftaya özel bir nedeni yok; sana uyan yanını al.
