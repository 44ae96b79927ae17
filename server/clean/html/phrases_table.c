/* The phrases of page furniture by what they hint at, in several languages. */
#include "clean/html/phrases.h"

const struct matcher_row PHRASE_ROWS[PHRASE_COUNT] = {
    {PHRASE_COPYRIGHT, "©,copyright,all rights reserved,alle rechte,c) 20,c) 19,wszelkie "
                       "prawa,tous droits,todos los derechos,"
                       "tutti i diritti,all rights"},
    {PHRASE_COOKIE, "cookie,consent,gdpr,privacy policy,datenschutz,politique de conf,privacy "
                    "notice,privacidad,prywatno"},
    {PHRASE_SUBSCRIBE, "subscribe,newsletter,sign up,signup,sign-up,abonn,inbox,email "
                       "address,e-mail address,subskry,prenum,"
                       "suscr,iscriviti,inscri"},
    {PHRASE_LOGIN,
     "log in,login,sign "
     "in,signin,register,account,password,anmelden,einloggen,zaloguj,connexion,passwort,"
     "iniciar ses,logg inn,logga in,accedi"},
    {PHRASE_SHARE, "|share,tweet,facebook,twitter,whatsapp,linkedin,pinterest,teilen,udostępnij,"
                   "partag,follow us,compartir,"
                   "condividi,drucken,per e-mail"},
    {PHRASE_RELATED, "related,you may also,also like,read more,read next,read also,more "
                     "from,recommended,trending,popular,latest,"
                     "mehr zum thema,lesen sie auch,weitere,zobacz,czytaj,à lire,see also,top "
                     "stories,most read,meistgelesen,"
                     "auch interessant,das könnte,leer más,leggi anche,läs mer,les "
                     "også,podobne,you might,more stories,don't miss"},
    {PHRASE_COMMENT, "comment,reply,replies,kommentar,antwort,komentarz,réponse,comentario,"
                     "commenti,reageer,reacties"},
    {PHRASE_AUTHOR, "^by|,written by,posted by,|author,editor,reporter,^von ,autor,^por ,^par ,^di "
                    ",redaktion,published by,"
                    "geschrieben von,napisa"},
    {PHRASE_MONTH, "|jan,|feb,|mar|,|mars|,|märz,march|,april,|apr|,|may|,|mai|,|maj,|jun,|jul,|"
                   "aug,|sep,|oct,|okt,|nov,|dec,"
                   "|dez,|luty,stycz,kwie,czerw,lipca,sierp,wrze,październik,grudnia,января,"
                   "февраля,марта,апреля,мая,июня,июля,"
                   "августа,сентября,октября,ноября,декабря"},
    {PHRASE_AGO, "|ago|,min read,minute read,mins read,minutes "
                 "read,views|,updated,published,posted on,last modified,"
                 "last "
                 "edited,aktualisiert,veröffentlicht,zuletzt,publié,publicado,opublikowan,lesezeit,"
                 "pubblicato,stand:"},
    {PHRASE_CART,
     "add to cart,add to bag,add to basket,buy now,in stock,checkout,shipping,free "
     "delivery,wishlist,out of stock,"
     "quantity,warenkorb,versand,in den korb,do koszyka,ajouter au panier,sold out,sku:"},
    {PHRASE_NAV, "^home|,^menu|,^search|,^next|,^previous|,^prev|,^back|,^close|,^skip|,^contact|,^"
                 "contact us|,^about|,"
                 "^about "
                 "us|,^help|,^faq|,^top|,^more|,^weiter|,^zurück|,^startseite|,^suche|,^kontakt|,^"
                 "menü|,^jump to,^go to,"
                 "^strona główna|,^szukaj|,^accueil|,^rechercher|,^inicio|,^buscar|"},
    {PHRASE_CALL,
     "click,learn more,read more,show more,show less,view all,view more,see all,see more,load "
     "more,download,"
     "get started,contact us,book a,try free,try it free,shop now,mehr erfahren,mehr "
     "anzeigen,weiterlesen,"
     "więcej,en savoir plus,jetzt,find out more,continue reading,sign me up,start your,request a"},
    {PHRASE_ADVERT, "advertis,anzeige,sponsor,werbung,reklama,publicité,affiliate,commission,"
                    "publicidad,pubblicità,annons"},
    {PHRASE_CREDIT,
     "photo by,photo:,photograph by,photos by,image credit,image:,credit:,getty,reuters,|ap "
     "photo,foto:,fot.,"
     "shutterstock,picture:,bild:,quelle:,crédit,© dpa,picture alliance,imago,photo credit"},
    {PHRASE_REFERENCE,
     "^[1],^references|,^sources,^source:,|doi|,isbn,^bibliography,^literatur,^einzelnachweise"},
    {PHRASE_LEGAL,
     "terms of,terms "
     "and,conditions,disclaimer,impressum,|agb|,license,licence,trademark,nutzungsbedingungen,"
     "mentions légales,regulamin,haftung"},
    {PHRASE_SCRIPT, "javascript,enable,browser,adblock,ad blocker"},
    {PHRASE_TAGS, "^tags|,^tag|,^categories|,^category|,^topics|,^filed "
                  "under,^labels,^schlagw,^tagi|,^themen,^posted in,"
                  "^kategorie,^more on,^etiquetas"},
    {PHRASE_PAYWALL,
     "to continue reading,subscribers only,subscribe to read,only for subscribers,exclusive to "
     "subscribers,"
     "already a subscriber,diesen artikel weiterlesen,exklusiv für abonnenten,nur für abonnenten,"
     "pour lire la suite,réservé aux abonnés,réservé à nos abonnés,para seguir leyendo,to read the "
     "full,"
     "unlock this article,log in to read,sign in to read,weiterlesen mit,jetzt weiterlesen"},
};

static const char *const NAMES[PHRASE_COUNT] = {
    "copyright", "cookie",    "subscribe", "login",  "share", "related", "comment",
    "author",    "month",     "ago",       "cart",   "nav",   "call",    "advert",
    "credit",    "reference", "legal",     "script", "tags",  "paywall"};

const char *phrase_name(enum phrase phrase)
{
    return NAMES[phrase];
}
