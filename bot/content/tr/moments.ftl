# Saklanan anlara geri bakış, birer birer.

moments-told =
    <b>{ $day }</b>

    { $text }
moments-day = <b>{ $day }</b>
moments-another = Bir başkası
moments-delete = Sil
moments-kept-on = Günü: { $day }
moments-none =
    Henüz saklanmış bir an yok. Küçük, güzel bir şey olduğunda /moment ve birkaç kelime yaz; fotoğraf, sesli ya da görüntülü mesaj, çıkartma da olur.
# Where there are some, but none to be shown unasked.
moments-none-now = Şu an geri bakılacak bir an yok. Sakladıkların olduğu gibi duruyor.
moments-delete-ask =
    Bu an tamamen silinsin mi?

    { $moment }
moments-delete-yes = Evet, sil
moments-delete-no = Kalsın
moments-deleted = Silindi. Kendi mesajın, sen silene kadar bu sohbette kalır.
moments-deleted-plain = Silindi.
moments-gone-already = O an zaten silinmiş.
