# Uzun bir sessizlikten sonra: önce bir kez daha seyrek yazmak önerilir, sonra bot kendiliğinden ara verir. Boş geçen günler sayılmaz.

fading-less-often = Burası bir süredir sessiz; olur öyle. Daha seyrek yazayım mı?
fading-mon-wed-fri = Pzt, Çar, Cum
fading-once-a-week = Haftada bir
fading-pause = Ara ver
fading-as-before = Eskisi gibi
fading-set = Tamam, bundan sonra { $days } soracağım. Sıradaki kart: { $night ->
    [yes] { $day } gününe bağlanan gece
   *[no] { $day }
}, saat { $time }.
fading-set-soon = Tamam, bundan sonra { $days } soracağım.

fading-self-paused =
    Burası epeydir sessiz; o yüzden şimdilik sormayı bıraktım. Hiçbir şey eksilmez, bu günler dinlenme günü.

    Devam etmek istediğinde düğmeye dokunman yeter. Geri kalan her şey her zamanki gibi burada.
fading-go-on = Devam edelim
