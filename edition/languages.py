"""Language tags (BCP 47): the language that one names, whatever its region, its script and its length."""

THREE_LETTERS = """
    eng:en fra:fr fre:fr deu:de ger:de nld:nl dut:nl lat:la ita:it spa:es por:pt cat:ca ron:ro rum:ro ell:el gre:el
    rus:ru ukr:uk bel:be pol:pl ces:cs cze:cs slk:sk slo:sk slv:sl hrv:hr srp:sr bul:bg mkd:mk mac:mk hun:hu fin:fi
    est:et lav:lv lit:lt swe:sv dan:da nor:no nob:nb nno:nn isl:is ice:is gle:ga gla:gd cym:cy wel:cy bre:br eus:eu
    baq:eu heb:he yid:yi ara:ar fas:fa per:fa tur:tr hye:hy arm:hy kat:ka geo:ka san:sa hin:hi ben:bn urd:ur zho:zh
    chi:zh jpn:ja kor:ko vie:vi tha:th ind:id swa:sw afr:af epo:eo
"""
SHORTER = dict(pair.split(":") for pair in THREE_LETTERS.split())


def primary_language(tag: str) -> str:
    """The language of a tag without region and script, in two letters where it has such: `fr` for `fra-CA`.

    "" for an empty tag.
    """
    language = tag.strip().replace("_", "-").partition("-")[0].casefold()
    return SHORTER.get(language, language)
