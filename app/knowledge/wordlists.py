"""Lists of words that change what a text means, in folded spelling (`match_key`)."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Say nothing about what a card is: function words, amounts, and the words that stand on half of all cards.
STOP_WORDS = _words(
    """
    2el a ad adet alici alim alimi alinir aliriz aliyoruz all alti ama an ancak and any aranir araniyor arasi
    arayisi are ariyoruz artigi artik artiklari atik atiklar atiklari available ay aylik az bazi bedava bedelsiz
    bir biraz biri bise bisey biz bizde bize bizim bol buyuk cesitli cikan cikisi cikiyor cinsi civari civarinda
    cok da daha de dedi diger dis disi diye diyor duruyor dusuk el elden en eski fabrika fabrikasi fakat falan
    fazla fazlasi filan for from gelen gelir genel gerek gerekli gibi gore gun gunluk hafta haftalik hala hammadde
    has hat hatti have hem hep her hic ici icin icinde iki ikinci ile in is ise istenir isteniyor ister istiyor
    istiyoruz iyi kadar kalan kalite kaliteli kalitesi kaliyor karisik kaynagi kaynak kendi kendimiz kg ki kotu
    kucuk kullanilan kullanilmis lazim litre lt m2 m3 madde maddesi maks malzeme malzemesi material max mevcut mi
    min mu muhtelif need new normal of olabilir olacak olan olarak old olsa olsun olur on once or our ozel pahali
    per saat sadece satilik satilir sene sey seyi simdi simdilik siz size sonra surplus t temiz tesis tesisi the
    tip tipi to ton tur turlu uc ucretsiz ucuz uretim uretimi urun urunler urunu used ustu uygun uzeri var vb ve
    verebiliriz verilebilir verilir veririz veya vs want wanted waste wastes we with ya yaklasik yalniz yan yani
    yeni yil yillik yok yuksek
    """
)

# Stand after the thing they rule out. "yok" does so only in an offer: in a need it may be the need ("depo yok").
AFTER = _words(
    """
    olmaz olmasin olmayan olmayacak istemiyoruz istemez istenmiyor istenmez girmez giremez haric karismasin
    karismamis icermeyen icermez icermesin icermemeli almiyoruz almayiz kabul-etmiyoruz bulasmamis gormemis except
    free
    """
)

# "X şart değil", "X önemli değil": a freedom, not a condition.
FREEDOM = _words(
    """
    sart onemli sorun muhim problem gerekli mecburi dert
    """
)

# Where the phrase in front of a negation ends: verbs and links of the same sentence.
BARRIERS = _words(
    """
    olacak olsun olur olabilir icin ama fakat ancak var lazim gerek dusuk yuksek max min az
    """
)

# Words on -siz that name no substance.
LEXICAL = _words(
    """
    ucretsiz bedelsiz sinirsiz kesintisiz sorunsuz lisanssiz verimsiz gereksiz kararsiz topraksiz belgesiz
    temassiz kusursuz ilgisiz habersiz sayisiz paslanmasiz yetersiz sahipsiz izinsiz guvensiz
    """
)
