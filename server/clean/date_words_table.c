/* The names of the months, as dates are written out in some twenty languages. */
#include "clean/date_words.h"

const char *const DATE_MONTHS[12] = {
    " jan january januar januari janvier janv enero ene janeiro gennaio gen stycznia styczeń sty "
    "ledna leden "
    "január januára ianuarie січня января январь янв ιανουαρίου ιαν ocak oca tammikuuta tammikuu "
    "يناير ינואר जनवरी "
    "jänner ",
    " feb february februar februari février fév févr fevrier febrero fevereiro fev febbraio lutego "
    "luty února únor "
    "február februára februarie лютого февраля февраль фев φεβρουαρίου φεβ şubat şub helmikuuta "
    "helmikuu فبراير "
    "פברואר फरवरी feber feb ",
    " mar march märz mrz maerz mars marzo março marco maart mrt marca marzec března březen marec "
    "martie березня "
    "марта март мар μαρτίου μαρ mart maaliskuuta maaliskuu مارس מרץ मार्च március ",
    " apr april avril avr abril abr aprile kwietnia kwiecień kwi dubna duben apríl apríla aprilie "
    "квітня апреля "
    "апрель апр απριλίου απρ nisan nis huhtikuuta huhtikuu أبريل ابريل אפריל अप्रैल április ",
    " may mai mayo maio maggio mag mei maj maja května květen máj mája травня мая май μαΐου μαϊ "
    "mayıs toukokuuta "
    "toukokuu مايو מאי मई május ",
    " jun june juni juin junio junho giugno giu czerwca czerwiec cze června červen jún júna iunie "
    "червня июня июнь "
    "июн ιουνίου ιουν haziran haz kesäkuuta kesäkuu يونيو יוני जून június ",
    " jul july juli juillet juil julio julho luglio lug lipca lipiec lip července červenec júl "
    "júla iulie липня "
    "июля июль июл ιουλίου ιουλ temmuz tem heinäkuuta heinäkuu يوليو יולי जुलाई július ",
    " aug august août aout agosto ago augustus augusti sierpnia sierpień sie srpna srpen augusta "
    "серпня августа "
    "август авг αυγούστου αυγ ağustos ağu elokuuta elokuu أغسطس אוגוסט अगस्त augusztus ",
    " sep sept september septembre septiembre setembro settembre set września wrzesień wrz září "
    "septembra "
    "septembrie вересня сентября сентябрь сен σεπτεμβρίου σεπ eylül eyl syyskuuta syyskuu سبتمبر "
    "ספטמבר सितंबर "
    "szeptember ",
    " oct october okt oktober octobre octubre outubro out ottobre ott października październik paź "
    "října říjen "
    "októbra október octombrie жовтня октября октябрь окт οκτωβρίου οκτ ekim eki lokakuuta lokakuu "
    "أكتوبر אוקטובר "
    "अक्टूबर ",
    " nov november novembre noviembre novembro listopada listopad lis listopadu novembra noiembrie "
    "ноября ноябрь "
    "ноя νοεμβρίου νοε kasım kas marraskuuta marraskuu نوفمبر נובמבר नवंबर ",
    " dec december dez dezember décembre déc decembre diciembre dic dezembro dicembre desember "
    "grudnia grudzień gru "
    "prosince prosinec decembra decembrie грудня декабря декабрь дек δεκεμβρίου δεκ aralık ara "
    "joulukuuta joulukuu "
    "ديسمبر דצמבר दिसंबर des ",
};

const char DATE_LINKS[] = " de del of di den d the th st nd rd er ";
