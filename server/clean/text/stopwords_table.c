/* The small words of many languages, by which running text is told from menus. */
#include "clean/text/lexicon.h"

/* NOLINTBEGIN(bugprone-suspicious-missing-comma): the long ones are cut, none is forgotten. */
const char *const STOPWORDS[] = {
    /* English */
    "the of and to in a is that for it on was with as by be are at this from or an have has had "
    "not but they "
    "his her he she you we i which their its were been will would can could who what when there "
    "all more if "
    "one so about out up than them then into your our my also just like how because over after "
    "before",
    /* German */
    "der die das und in den von zu mit ist auf für im ein eine einer des dem nicht auch sich es an "
    "als am "
    "sie er wie bei nach aus aber oder noch nur wird sind hat war über einen dass",
    /* French */
    "le la les de des du et en un une est dans que qui pour par sur au aux pas plus ce cette il "
    "elle on ne "
    "se avec son sa ses sont ont été mais comme nous vous leur",
    /* Spanish */
    "el los las y del se con para una no su lo al es más pero sus ha este entre cuando muy sin ya "
    "todo esta "
    "también desde fue sobre",
    /* Portuguese */
    "o os e da do das dos em uma um não na com mais foi ao pelo pela ou seu sua são às isso mas",
    /* Italian */
    "gli di che è per non della dei delle nel sono anche più alla ma si questo dal",
    /* Dutch */
    "het een van dat op te voor met zijn niet aan er ook maar om bij door naar deze dan nog wordt",
    /* Swedish, Danish, Norwegian */
    "och att det som på av för är med till inte har ett vi kan men så var från og at af er ikke",
    "fra",
    /* Polish */
    "z się nie jest jak za po od ale czy przez dla są był",
    /* Russian */
    "и в не на что с по как это он к но из у от о так для же бы было",
    /* Turkish */
    "ve bir bu için ile çok daha olarak gibi kadar ama",
    /* Indonesian */
    "yang dan ini itu dengan untuk dari dalam tidak pada akan juga ke",
    /* Czech and Slovak */
    ("se že je jsou na ve by jako pro ale nebo jeho který která které aby při bylo byl byla už jen "
     "sa ako pre sú ktorý ktoré však bol"),
    /* Hungarian */
    "az és hogy nem egy meg van volt csak ez mint már még ha azt el ki is",
    /* Romanian */
    "și în cu pe este nu din mai pentru sunt că prin ca au fi dar acest această",
    /* Finnish */
    "ja ei että oli hän mutta ovat kun myös joka niin kuin sen ole tai jos ollut",
    /* Croatian, Serbian, Slovenian */
    "je su koji koja koje što kao bi nije ali ili kako biti bio je će iz sa ki tudi pri kot",
    /* Ukrainian, Bulgarian */
    "і що до та у за від його є які або був це як не для де се са през ще които",
    /* Greek */
    "και το η ο τα της του την να με για από που στο στη δεν ότι είναι οι των σε θα μας τον",
    /* Vietnamese */
    "và của là có trong được cho không một các với những khi người đã này",
    /* Arabic */
    "في من على إلى أن عن التي الذي هذا هذه مع ما كان لا قد بعد كما أو هو هي بين لم",
    /* Persian and Urdu */
    "و در به از که این را با است برای آن یک خود شده تا بر کے کی میں ہے سے کو نے اور",
    /* Hebrew */
    "של את על לא זה הוא עם כי גם היא אל אם או יותר רק כל היה אבל מה",
    /* Hindi */
    "के की में है और को से का पर ने यह नहीं कि एक भी हैं इस लिए था",
};
/* NOLINTEND(bugprone-suspicious-missing-comma) */
const size_t STOPWORDS_LEN = ARRAY_LEN(STOPWORDS);
