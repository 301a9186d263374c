"""Places in Türkiye, as people who live there write them."""

from __future__ import annotations

import pytest

from bot.content.catalogue import HERE
from bot.content.towns import Town, Towns
from scripts.build_towns import DISTRICTS

WITHOUT_TURKISH_LETTERS = str.maketrans("çğıöşüÇĞİÖŞÜâ", "cgiosuCGIOSUa")
AT_HOME = "Europe/Istanbul"


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns(HERE / "towns.db")


def provinces() -> dict[str, list[str]]:
    """Every province with its districts."""
    lines = DISTRICTS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(": ") for line in lines if not line.startswith("#"))
    return {province.partition(" (")[0]: districts.split(", ") for province, districts in pairs}


def locative(name: str) -> str:
    """The name with "in", as it is said."""
    vowel = [letter for letter in name.lower() if letter in "aeıioöuü"][-1]
    return f"{'t' if name[-1] in 'çfhkpsşt' else 'd'}{'a' if vowel in 'aıou' else 'e'}"


def written(name: str) -> list[str]:
    """A name as it is typed on a phone: with and without Turkish letters, with endings apart and joined."""
    bare = name.translate(WITHOUT_TURKISH_LETTERS)
    ending = locative(name)
    return [
        *(name, bare, bare.lower(), bare.upper()),
        *(f"{name}'{ending}yim", f"{name}’{ending} yaşıyorum", f"{name} merkez", f"{name}, Türkiye"),
        *(f"{bare.lower()}{ending}", f"{bare.lower()}{ending}yim", f"{name}{ending} oturuyorum"),
    ]


def test_there_are_81_provinces_and_all_their_districts() -> None:
    assert len(provinces()) == 81
    assert sum(map(len, provinces().values())) > 900


@pytest.mark.parametrize("province", provinces())
def test_every_province_is_found_however_it_is_written(towns: Towns, province: str) -> None:
    missed = [text for text in written(province) if _zones(towns.find(text, "tr"))[:1] != [AT_HOME]]
    assert missed == []


@pytest.mark.parametrize("province", provinces())
def test_every_district_is_found_with_and_without_turkish_letters(towns: Towns, province: str) -> None:
    districts = provinces()[province]
    bare = [district.translate(WITHOUT_TURKISH_LETTERS).lower() for district in districts]
    missed = [text for text in (*districts, *bare) if AT_HOME not in _zones(towns.find(text, "tr"))[:2]]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("K.Maraş", "Kahramanmaraş"), ("K. Maraş", "Kahramanmaraş"), ("maraş", "Kahramanmaraş")),
        *(("Antep", "Gaziantep"), ("G.Antep", "Gaziantep"), ("antepteyim", "Gaziantep")),
        *(
            ("Urfa", "Şanlıurfa"),
            ("Ş.Urfa", "Şanlıurfa"),
            ("urfadan", "Şanlıurfa"),
            ("Afyon", "Afyonkarahisar"),
        ),
        *(("İzmit", "İzmit"), ("Kocaeli", "İzmit"), ("Hatay", "Antakya"), ("Sakarya", "Adapazarı")),
        *(
            ("İçel", "Mersin"),
            ("Isparta", "Isparta"),
            ("Iğdır", "Iğdır"),
            ("Beşiktaş", "İstanbul"),
            ("avrupa yakası", "İstanbul"),
        ),
        *(("Kadıköy/İstanbul", "Kadıköy"), ("İzmir Bornova", "Bornova"), ("istanbul türkiye", "İstanbul")),
        *(("Ben İzmir'deyim", "İzmir"), ("şu an ankaradayım", "Ankara"), ("Ankara da yaşıyorum", "Ankara")),
        *(("Van'da", "Van"), ("vanda", "Van"), ("Muş'ta", "Muş"), ("Sinop", "Sinop"), ("Ordu'dan", "Ordu")),
        *(("berlindeyim", "Berlin"), ("Köln'deyim", "Köln"), ("New York'tayım", "New York City")),
    ],
)
def test_usual_names_endings_and_sentences_are_understood(towns: Towns, text: str, name: str) -> None:
    assert towns.find(text, "tr")[0].name == name


def test_a_name_that_others_have_as_well_is_asked_about(towns: Towns) -> None:
    assert [town.country for town in towns.find("Sinop", "tr")][:2] == ["TR", "BR"]
    assert [town.country for town in towns.find("Sinop", "en")][:2] == ["BR", "TR"]


@pytest.mark.parametrize(
    "text",
    [
        "Malta",
        "Yalta",
        "Uganda",
        "Granada",
        "Santa Marta",
        "I am in Santa Marta",
        "Jakarta",
        "Adelaide",
        "Ghent",
    ],
)
def test_a_name_that_only_ends_like_turkish_is_itself(towns: Towns, text: str) -> None:
    assert towns.find(text, "tr")[0] == towns.find(text, "en")[0]
    assert towns.find(text, "tr")[0].zone.key != AT_HOME


def _zones(found: list[Town]) -> list[str]:
    return [town.zone.key for town in found]
