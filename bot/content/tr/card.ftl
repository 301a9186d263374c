# Kart: bir günün yanıtlarını taşıyan tek mesaj.

card-greeting-1 = Kartın burada.
card-greeting-2 = Acele yok. Ne zaman istersen.
card-greeting-3 = Sana ayrılmış sakin bir dakika.
card-greeting-4 = Merhaba. Burada doğru ya da yanlış yanıt yok.
card-greeting-5 = Bugün nasıldı?

nudge-greeting-1 = Yine geldim; hiç acelesi yok.
nudge-greeting-2 = Sana ne zaman uygunsa.
nudge-greeting-3 = Belki şimdi daha sakin bir andasındır.

# Ölçülen soruların sözleri hiç değişmez; yanıtlar böylece karşılaştırılabilir kalır.
question-safety = { $role ->
    [caused] { $named ->
        [no] Bugün ikinizin arasındaki ortam ne kadar güvenliydi?
       *[yes] Bugün { $name } ile aranızdaki ortam ne kadar güvenliydi?
    }
    [practising] Bugün çevrendeki insanlarla kendini ne kadar güvende hissettin?
   *[other] { $named ->
        [no] Bugün onunla ilişkinde kendini ne kadar güvende hissettin?
       *[yes] Bugün { $name } ile ilişkinde kendini ne kadar güvende hissettin?
    }
}
question-openness = { $role ->
    [caused] { $named ->
        [no] Bugün onunla ne kadar açık ve dürüst konuştun?
       *[yes] Bugün { $name } ile ne kadar açık ve dürüst konuştun?
    }
    [practising] Bugün başkalarıyla ne kadar açık konuşabildin?
   *[other] { $named ->
        [no] Bugün onunla ne kadar açık konuşabildin?
       *[yes] Bugün { $name } ile ne kadar açık konuşabildin?
    }
}
scale-hint = 1 = hiç … 5 = tamamen
answer-no-contact = Bugün görüşmedik
answer-unsaid = Söylemek istemiyorum
answer-nothing = Bugün yok
card-later = Sonra
card-skip = Bugünü atla

question-moment = <b>Küçük, güzel bir an oldu mu?</b> { $lens ->
    [loved] Belki sevildiğini hissettiğin bir an.
    [supported] Belki birinin sana destek olduğu bir an.
    [respected] Belki saygı gördüğünü hissettiğin bir an.
    [protected] Belki korunduğunu hissettiğin bir an.
    [theirs] Belki onun yaptığı küçük bir şey.
    [yours] Belki yalnızca sana ait küçük bir şey.
    [honesty] Belki dürüstçe söylenmiş bir söz.
    [mending] Belki bir şeyi düzeltmek için attığın küçük bir adım.
   *[calm] Belki sakin geçen bir dakika.
}
moment-hint = Yazabilirsin; fotoğraf, sesli ya da görüntülü mesaj, çıkartma da olur.

card-safety-line = Güvende hissetme: { $answer }
card-openness-line = Açık konuşma: { $answer }
card-moments-line = { $count ->
    [0] An: bugün yok
    [one] Bir an saklandı
   *[other] { $count } an saklandı
}
card-so-far = Şimdilik · { $answers }
said-unsaid = belirtilmedi

kept = Sakladım. Yazdığın için teşekkürler.
# In passing, where the screen says nothing.
kept-discreet = Tamam.
kept-sent = Sakladım. Gönderdiğin için teşekkürler.
card-shown-up = Toplam { $count } gün buradaydın · seri { $streak }
card-change = Değiştir
card-another = Bir an daha

card-late-note = { $day } için: “Bugün” o gün demek.
card-closed = { $day } gününün kartı artık kapalı. Bugünün kartı istediğin zaman burada.
card-skipped = { $day } dinlenme günü oldu. Başka bir şey yapman gerekmiyor.
card-answer-after-all = Yine de yanıtla
card-later-which = Ne zaman yeniden sorayım?
card-later-30 = 30 dakika sonra
card-later-60 = 1 saat sonra
card-later-180 = 3 saat sonra
card-later-tomorrow = Yarın
card-later-set = Saat { LOCATIVE($time) } yeniden soracağım.
card-answer-now = Şimdi yanıtla
card-stale = Bu düğme artık geçerli değil.
card-not-today = O gün yanıta açık değil.

prompt-discreet = Günlük hatırlatma.
prompt-discreet-open = Aç

words-which-day = Bu hangi gün için?
words-today = Bugün
words-yesterday = Dün
words-offer = { $count ->
    [all] Bunları bugünün anları olarak saklayayım mı?
   *[one] Bunu bugünden bir an olarak saklayayım mı?
}
words-offer-of = { $count ->
    [all] Bunları { $day } gününün anları olarak saklayayım mı?
   *[one] Bunu { $day } gününden bir an olarak saklayayım mı?
}
words-button = Bir düğmeyi kastettiysen üstüne dokunman yeterli; yazınca çalışmaz.
words-keep = Sakla
words-no = Hayır
words-let-go = Peki, saklamadım.
words-let-go-discreet = Peki, saklamadım. Mesajın, sen silene kadar bu sohbette kalır.
words-delete = Buradan sil
words-done = Bu zaten tamam.
moment-ask = Nasıl bir andı? Yazabilirsin; fotoğraf, sesli ya da görüntülü mesaj, çıkartma da olur.
kinds-hint = Yazı, fotoğraf, sesli mesaj, görüntülü mesaj ve çıkartma saklayabilirim. Bu türü, altında yazı olsa da saklayamıyorum; yalnızca bu sohbette kalır. Yazını tek başına gönderirsen onu saklayabilirim.

ask-name =
    Sorular kiminle ilgili olsun? Bir ad ya da takma ad yazarsan sorularım daha anlaşılır olur. İstersen adsız da olur.
# Words that are no name; the offer to keep them stands below.
ask-name-unclear = Bunu ad olarak almadım. Sorularımda bir ad geçsin istersen yalnızca adı yaz.
ask-name-kept = Sorularımda şu adı kullanacağım: { $name }
ask-name-none = Tamam. Ad kullanmadan soracağım.
ask-afraid =
    Doğrudan bir soru; yanıtın ekranda kalmayacak.

    Bu kişiden korktuğun oluyor mu?
afraid-no = Hayır
afraid-sometimes = Bazen
afraid-yes = Evet
afraid-unsaid = Söylemek istemiyorum
ask-afraid-calm =
    Teşekkürler. Not ettim. Senin güvenliğin, bu botun sorduğu her şeyden önce gelir. Destek, istediğin zaman burada.
ask-later = Peki.
card-discreet-done = Bugünlük bu kadar.
card-line = <i>{ $line }</i>
card-yesterday = Dünün kartı
card-no-contact-line = Görüşme olmadı
ask-name-another = Başka bir ad
ask-name-without = Ad kullanma
thanks = İstediğin zaman buradayım.
button-close = Kapat
words-gone = Bu sözler bende kalmadı; iki gün sonra sildim. Yeniden yazarsan saklarım.
