# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Awareness and remembrance days, with what they rest on (looked up in November 2026).

Only days that are certain. Days that move stand with their dates, year by year, up to the last
one that is known; a day whose date somebody announces each year is not here.
"""

from __future__ import annotations

from datetime import date

from scheduler.model.awareness_day import AwarenessDay
from scheduler.model.awareness_moveable import MOVEABLE_DAYS
from scheduler.model.sentence import Sentence

__all__ = ["AWARENESS_DAYS", "AwarenessDay", "days_between"]


def days_between(first: date, last: date) -> list[tuple[date, AwarenessDay]]:
    """All days from `first` to `last` in their order."""
    found = [(day, each) for each in AWARENESS_DAYS for day in each.between(first, last)]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


_FIXED_DAYS = (
    AwarenessDay(
        "holocaust-gedenktag",
        Sentence(
            "Tag des Gedenkens an die Opfer des Nationalsozialismus",
            "International Holocaust Remembrance Day",
        ),
        "UN A/RES/60/7",
        1,
        27,
        quiet=True,
    ),
    AwarenessDay(
        "nulltoleranz-fgm",
        Sentence(
            "Internationaler Tag der Nulltoleranz gegen weibliche Genitalverstümmelung",
            "International Day of Zero Tolerance for Female Genital Mutilation",
        ),
        "UN A/RES/67/146",
        2,
        6,
    ),
    AwarenessDay(
        "soziale-gerechtigkeit",
        Sentence("Welttag der sozialen Gerechtigkeit", "World Day of Social Justice"),
        "UN A/RES/62/10",
        2,
        20,
    ),
    AwarenessDay(
        "muttersprache",
        Sentence("Internationaler Tag der Muttersprache", "International Mother Language Day"),
        "UN A/RES/56/262",
        2,
        21,
    ),
    AwarenessDay(
        "frauentag",
        Sentence("Internationaler Frauentag", "International Women's Day"),
        "UN A/RES/32/142",
        3,
        8,
    ),
    AwarenessDay(
        "gegen-rassismus",
        Sentence(
            "Internationaler Tag gegen Rassismus",
            "International Day for the Elimination of Racial Discrimination",
        ),
        "UN A/RES/2142 (XXI)",
        3,
        21,
    ),
    AwarenessDay(
        "down-syndrom-tag",
        Sentence("Welt-Down-Syndrom-Tag", "World Down Syndrome Day"),
        "UN A/RES/66/149",
        3,
        21,
    ),
    AwarenessDay(
        "autismus",
        Sentence("Welttag der Aufklärung über Autismus", "World Autism Awareness Day"),
        "UN A/RES/62/139",
        4,
        2,
    ),
    AwarenessDay(
        "weltgesundheitstag", Sentence("Weltgesundheitstag", "World Health Day"), "WHO", 4, 7
    ),
    AwarenessDay(
        "roma-tag",
        Sentence("Internationaler Tag der Roma", "International Romani Day"),
        "World Romani Congress 1990",
        4,
        8,
    ),
    AwarenessDay(
        "pressefreiheit",
        Sentence("Welttag der Pressefreiheit", "World Press Freedom Day"),
        "UN decision 48/432",
        5,
        3,
    ),
    AwarenessDay(
        "protesttag-gleichstellung",
        Sentence(
            "Europäischer Protesttag zur Gleichstellung von Menschen mit Behinderungen",
            "European Protest Day for the Equality of People with Disabilities",
        ),
        "Interessenvertretung Selbstbestimmt Leben",
        5,
        5,
    ),
    AwarenessDay(
        "tag-der-befreiung",
        Sentence(
            "Tag der Befreiung vom Nationalsozialismus",
            "Liberation Day, end of the Second World War in Europe",
        ),
        "UN A/RES/59/26",
        5,
        8,
    ),
    AwarenessDay("europatag", Sentence("Europatag", "Europe Day"), "European Council 1985", 5, 9),
    AwarenessDay(
        "tag-der-familie",
        Sentence("Internationaler Tag der Familie", "International Day of Families"),
        "UN A/RES/47/237",
        5,
        15,
    ),
    AwarenessDay(
        "idahobit",
        Sentence(
            "Internationaler Tag gegen Homo-, Bi-, Inter- und Transfeindlichkeit",
            "International Day Against Homophobia, Biphobia and Transphobia",
        ),
        "IDAHOBIT Committee",
        5,
        17,
    ),
    AwarenessDay(
        "kulturelle-vielfalt",
        Sentence(
            "Welttag der kulturellen Vielfalt",
            "World Day for Cultural Diversity for Dialogue and Development",
        ),
        "UN A/RES/57/249",
        5,
        21,
    ),
    AwarenessDay(
        "grundgesetz",
        Sentence("Tag des Grundgesetzes", "Basic Law Day"),
        "Verkündung des Grundgesetzes 1949",
        5,
        23,
    ),
    AwarenessDay(
        "fluechtlingstag",
        Sentence("Weltflüchtlingstag", "World Refugee Day"),
        "UN A/RES/55/76",
        6,
        20,
    ),
    AwarenessDay(
        "mandela-tag",
        Sentence("Nelson-Mandela-Tag", "Nelson Mandela International Day"),
        "UN A/RES/64/13",
        7,
        18,
    ),
    AwarenessDay(
        "sinti-und-roma-gedenktag",
        Sentence(
            "Europäischer Holocaust-Gedenktag für Sinti und Roma",
            "European Holocaust Memorial Day for Sinti and Roma",
        ),
        "European Parliament, 15 April 2015",
        8,
        2,
        quiet=True,
    ),
    AwarenessDay(
        "tag-der-jugend",
        Sentence("Internationaler Tag der Jugend", "International Youth Day"),
        "UN A/RES/54/120",
        8,
        12,
    ),
    AwarenessDay(
        "tag-der-demokratie",
        Sentence("Internationaler Tag der Demokratie", "International Day of Democracy"),
        "UN A/RES/62/7",
        9,
        15,
    ),
    AwarenessDay(
        "weltkindertag",
        Sentence("Weltkindertag (Deutschland)", "World Children's Day (Germany)"),
        "Deutsches Kinderhilfswerk",
        9,
        20,
    ),
    AwarenessDay(
        "tag-des-friedens",
        Sentence("Internationaler Tag des Friedens", "International Day of Peace"),
        "UN A/RES/55/282",
        9,
        21,
    ),
    AwarenessDay(
        "aeltere-menschen",
        Sentence("Internationaler Tag der älteren Menschen", "International Day of Older Persons"),
        "UN A/RES/45/106",
        10,
        1,
    ),
    AwarenessDay(
        "gewaltlosigkeit",
        Sentence("Internationaler Tag der Gewaltlosigkeit", "International Day of Non-Violence"),
        "UN A/RES/61/271",
        10,
        2,
    ),
    AwarenessDay(
        "seelische-gesundheit",
        Sentence("Welttag der seelischen Gesundheit", "World Mental Health Day"),
        "World Federation for Mental Health",
        10,
        10,
    ),
    AwarenessDay(
        "maedchentag",
        Sentence("Internationaler Mädchentag", "International Day of the Girl Child"),
        "UN A/RES/66/170",
        10,
        11,
    ),
    AwarenessDay(
        "gegen-armut",
        Sentence(
            "Internationaler Tag für die Beseitigung der Armut",
            "International Day for the Eradication of Poverty",
        ),
        "UN A/RES/47/196",
        10,
        17,
    ),
    AwarenessDay(
        "novemberpogrome",
        Sentence(
            "Gedenken an die Novemberpogrome 1938", "Remembrance of the November pogroms of 1938"
        ),
        "Deutschland, 9. November 1938",
        11,
        9,
        quiet=True,
    ),
    AwarenessDay(
        "toleranz",
        Sentence("Internationaler Tag der Toleranz", "International Day for Tolerance"),
        "UN A/RES/51/95",
        11,
        16,
    ),
    AwarenessDay(
        "kinderrechte",
        Sentence("Internationaler Tag der Kinderrechte", "World Children's Day"),
        "UN A/RES/836 (IX)",
        11,
        20,
    ),
    AwarenessDay(
        "gewalt-gegen-frauen",
        Sentence(
            "Internationaler Tag zur Beseitigung von Gewalt gegen Frauen",
            "International Day for the Elimination of Violence against Women",
        ),
        "UN A/RES/54/134",
        11,
        25,
    ),
    AwarenessDay("welt-aids-tag", Sentence("Welt-AIDS-Tag", "World AIDS Day"), "WHO 1988", 12, 1),
    AwarenessDay(
        "abschaffung-der-sklaverei",
        Sentence(
            "Internationaler Tag für die Abschaffung der Sklaverei",
            "International Day for the Abolition of Slavery",
        ),
        "UN A/RES/317 (IV)",
        12,
        2,
    ),
    AwarenessDay(
        "menschen-mit-behinderungen",
        Sentence(
            "Internationaler Tag der Menschen mit Behinderungen",
            "International Day of Persons with Disabilities",
        ),
        "UN A/RES/47/3",
        12,
        3,
    ),
    AwarenessDay(
        "ehrenamt",
        Sentence("Internationaler Tag des Ehrenamtes", "International Volunteer Day"),
        "UN A/RES/40/212",
        12,
        5,
    ),
    AwarenessDay(
        "menschenrechte",
        Sentence("Tag der Menschenrechte", "Human Rights Day"),
        "UN A/RES/423 (V)",
        12,
        10,
    ),
    AwarenessDay(
        "migrantinnen-und-migranten",
        Sentence(
            "Internationaler Tag der Migrantinnen und Migranten", "International Migrants Day"
        ),
        "UN A/RES/55/93",
        12,
        18,
    ),
    AwarenessDay(
        "hanau",
        Sentence(
            "Jahrestag des rassistischen Anschlags von Hanau",
            "Anniversary of the racist attack in Hanau",
        ),
        "Anschlag vom 19. Februar 2020",
        2,
        19,
        quiet=True,
    ),
    AwarenessDay(
        "null-diskriminierung",
        Sentence("Tag für null Diskriminierung", "Zero Discrimination Day"),
        "UNAIDS, seit 2014",
        3,
        1,
    ),
    AwarenessDay(
        "antimuslimischer-rassismus",
        Sentence("Tag gegen antimuslimischen Rassismus", "Day against anti-Muslim racism"),
        "Todestag von Marwa El-Sherbini, 1. Juli 2009",
        7,
        1,
    ),
)
AWARENESS_DAYS = (*_FIXED_DAYS, *MOVEABLE_DAYS)
