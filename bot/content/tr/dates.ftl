# Cümle içinde haftanın günleri: “Sana { days-workdays } saat 21:30’da soruyorum.”

days-every = her gün
days-workdays = hafta içi her gün
days-one = her { $day }
days-but-one = { $day } hariç her gün
days-some = { $days } ve { $last } günleri
