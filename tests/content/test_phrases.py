from __future__ import annotations

import re
import unicodedata

import pytest

from bot.content.catalogue import HERE, Content
from bot.content.phrases import NAMES
from bot.content.reading import read_toml
from bot.domain.typed import folded

WITHOUT_TURKISH_LETTERS = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")


def asked_for(content: Content, text: str) -> str | None:
    return content.requests.get(folded(text))


ASKED = {
    "start": ("merhaba", "Hello", "selam"),
    "checkin": ("check-in", "check in", "bugünün kartı", "sor"),
    "moment": ("another moment", "bir an daha"),
    "week": (
        *("how was my week", "How was my week?", "weekly summary", "Week!"),
        *("haftalık özet", "HAFTALIK ÖZET", "haftalik ozet", "Haftam nasıldı?"),
    ),
    "month": ("How was last month?", "the last 30 days", "Bu ay nasıldı?", "GEÇEN AY", "aylik ozet"),
    "principles": ("principles", "What helps?", "İlkeler", "ilkeleri goster", "TAVSİYE"),
    "streak": ("My streak?", "kaç gün oldu"),
    "moments": ("show me my moments", "My old moments?", "anlarıma bak", "NELER SAKLADIM"),
    "settings": (
        *("change the time", "change my time zone", "quiet hours", "ask me less often", "discreet mode"),
        *("saati değiştir", "daha seyrek sor", "SAAT DİLİMİ", "hatırlatma istemiyorum", "gizli mod"),
    ),
    "pause": ("pause", "I need a break.", "ara ver", "duraklat"),
    "resume": ("resume", "devam et", "I’m back"),
    "skip": ("skip today", "bugünü atla"),
    "safety": ("help me", "İMDAT", "yardım et", "destek"),
    "privacy": ("who can read this?", "bunu kim okuyabilir"),
    "language": ("Türkçe", "in english please"),
    "help": ("help", "Help!", "yardım", "YARDIM", "yardim"),
    "export": ("Export my data", "backup", "verilerimi indir", "DIŞA AKTAR"),
    "import": ("restore my data", "verilerimi geri yükle"),
    "delete": ("delete everything", "Her şeyi sil", "herseyi sil"),
}


@pytest.mark.parametrize(
    ("text", "request_"), [(text, request) for request, texts in ASKED.items() for text in texts]
)
def test_people_ask_in_their_own_words(content: Content, text: str, request_: str) -> None:
    assert asked_for(content, text) == request_


MOMENTS = """
4 | 4 3 | 4 3 she made tea | ok today, tea together | tea | ? | …
he did not hit me today | she helped me | help came | we paused and laughed | a good week | progress | holiday
I am afraid | a letter from my sister | stop and go | my week was fine | support from Ana
birlikte çay içtik | bugün güzeldi | bana yardım etti | güldük | bir hafta sonra  | tatil
this month was hard | 30 days | a month | we talked about principles | good advice from Ali | it helps | small steps
he asked less often | a better time | I moved | I am travelling | somebody reads my phone | hiding | old memories | we read letters | days like these
daha az kavga | saat dokuzda çay | zamanı geldi | taşındım | eski günler | gizlice sarıldık | anılar | güzel anlar | bizi hatırladı
bu ay zordu | ay | bir ay | 30 gün | ay çok güzeldi | ilkelerimi korudum | annemin tavsiyesi | iyi geldi
korkuyorum | mektup yazdı | geldi ve sarıldı | sordu ve dinledi | haftam iyiydi | an be an
"""


@pytest.mark.parametrize("text", ["", " ", *(text.strip() for text in re.split(r"[|\n]", MOMENTS.strip()))])
def test_a_moment_is_not_mistaken_for_a_request(content: Content, text: str) -> None:
    assert asked_for(content, text) is None


def test_turkish_without_turkish_letters_is_understood_as_well(content: Content) -> None:
    for request, phrases in read_toml(HERE / "tr" / "phrases.toml", []).items():
        for phrase in phrases:
            assert asked_for(content, phrase.translate(WITHOUT_TURKISH_LETTERS).upper()) == request, phrase


def test_a_phrase_may_be_typed_on_any_keyboard(content: Content) -> None:
    """Some send a letter and its accent as two characters."""
    assert asked_for(content, unicodedata.normalize("NFD", "Haftalık özet")) == "week"


@pytest.mark.parametrize("language", ["en", "tr"])
def test_every_request_can_be_made_in_every_language(language: str) -> None:
    assert read_toml(HERE / language / "phrases.toml", []).keys() == NAMES
