/* The phrases and small words themselves, in twelve languages and more. */
#include "clean/text/lexicon.h"

static const char *const SHARE[] = {
    "share", "shares", "tweet", "tweets", "facebook", "twitter", "linkedin", "pinterest", "whatsapp",
    "telegram", "instagram", "youtube", "tiktok", "reddit", "mastodon", "bluesky", "copy link",
    "email this", "e-mail this", "email a friend", "e-mail a friend", "print", "follow", "teilen", "partager",
    "compartir", "compartilh*", "condividi", "delen", "dela", "udostępnij", "поделиться", "paylaş",
    "bagikan", "シェア", "分享",
};
static const char *const SUBSCRIBE[] = {
    "subscri*", "unsubscribe*", "newsletter*", "sign up", "sign-up", "signup", "signed up", "signing up",
    "your inbox", "email address*", "e-mail address*", "email updates", "e-mail updates", "email alerts",
    "e-mail alerts", "valid email", "valid e-mail", "free trial", "join us", "join now", "join our",
    "join the", "abonnier*", "abonnez*", "suscríb*", "suscrib*", "assine", "iscriviti", "inschrijven",
    "nieuwsbrief*", "prenumer*", "tilmeld*", "zapisz się", "подпис*", "abone ol*", "berlangganan",
    "購読", "メルマガ", "订阅", "newsbrev", "boletín*", "infolettre*", "nyhedsbrev*", "nyhetsbrev*",
};
static const char *const COMMENT[] = {
    "comment", "comments", "leave a reply", "leave a comment", "reply", "will not be published",
    "required fields", "^name *", "^name*", "^website$", "kommentar*", "commentaire*", "comentario*",
    "comentário*", "commenti", "reacties", "комментар*", "yorum*", "komentar*", "komentarz*",
    "コメント", "评论", "댓글",
};
static const char *const RELATED[] = {
    "related", "read more", "read next", "read also", "continue reading", "you might like", "you may like",
    "you will like", "you might also", "you may also", "you will also", "you might enjoy", "you may enjoy",
    "you might be interested", "you may be interested", "recommended", "recommendations", "most read",
    "most popular", "most viewed", "most recent", "trending", "more from", "more stories", "more articles",
    "more posts", "more in", "more on", "latest", "popular posts", "popular articles", "popular now",
    "recent posts", "recent articles", "recent comments", "see all", "see more", "view all", "up next",
    "don't miss", "what to read", "top stories", "editor's pick*", "editors' pick*", "editors pick*",
    "keep reading", "ähnliche*", "mehr zum", "meistgelesen*", "lesen sie", "auch interessant",
    "lire aussi", "à lire", "articles similaires", "articles liés", "articles récents", "article similaire",
    "article lié", "article récent", "sur le même sujet", "más leíd*", "te puede interesar",
    "relacionad*", "leia também", "leia mais", "mais lidas", "leggi anche", "articoli correlati",
    "potrebbe interessarti", "lees ook", "meer over", "läs också", "läs mer", "läs även", "læs også",
    "læs mere", "les også", "czytaj także", "czytaj też", "czytaj więcej", "zobacz także", "читайте*",
    "популярн*", "ilgili", "baca juga", "関連", "おすすめ", "相关", "推荐",
};
static const char *const LEGAL[] = {
    "cookie*", "privacy", "terms of", "terms and", "terms &", "terms$", "all rights reserved", "copyright*",
    "©*", "gdpr", "consent*", "accept all", "disclaimer*", "affiliate*", "datenschutz*", "impressum", "agb",
    "mentions légales", "confidentialité", "aviso legal", "privacidad*", "informativa*", "privacybeleid",
    "integritet*", "prywatności", "политика*", "gizlilik", "kvkk", "プライバシー", "利用規約", "隐私",
    "alle rechte", "tous droits", "todos los derechos", "todos os direitos", "tutti i diritti",
};
static const char *const ACCOUNT[] = {
    "login", "log in", "log-in", "logout", "log out", "log-out", "signin", "sign in", "sign-in", "signout",
    "sign out", "sign-out", "register", "my account", "password*", "username*", "create an account",
    "anmelden", "connexion", "iniciar sesión", "accedi", "inloggen", "logga in", "log ind", "zaloguj*",
    "войти", "giriş yap*", "masuk", "ログイン", "登录",
};
static const char *const NAVIGATION[] = {
    "^menu", "skip to", "^search*", "search for", "search this", "^home$", "toggle*", "navigation*",
    "back to top", "back to blog", "back to all", "back to home", "next post", "next article", "next story",
    "next page", "previous post", "previous article", "previous story", "previous page", "prev post",
    "prev article", "prev page", "^next$", "^previous$", "^prev$", "older posts", "newer posts", "^close$",
    "open menu", "^suche*", "startseite", "^accueil*", "recherche*", "^inicio*", "^buscar*", "^início*",
    "^cerca$", "zoeken", "^sök*", "szukaj*", "поиск*", "главная", "^ara$", "anasayfa", "検索", "ホーム",
    "搜索", "首页", "table of contents",
};
static const char *const COMPANY[] = {
    "about us", "contact$", "contact us", "advertise*", "career$", "careers$", "jobs$", "press$",
    "press room$", "press release$", "press releases$", "faq$", "faqs$", "help$", "help center$", "support$",
    "site map", "sitemap*", "our team", "meet the team", "^kontakt*", "über uns", "à propos", "contacto",
    "quiénes somos", "^contato*", "chi siamo", "contatti", "over ons", "om oss", "om os$", "о нас",
    "контакты", "hakkımızda", "iletişim", "tentang kami", "会社概要", "お問い合わせ", "关于我们",
    "联系我们",
};
static const char *const ADVERT[] = {
    "^ad$", "^ads$", "^advert", "^adverts", "^advertisement*", "^advertorial*", "advertising*",
    "advertisement*", "sponsored*", "promoted*", "anzeige*", "werbung*", "publicité", "publicidad",
    "pubblicità", "advertentie*", "^annons*", "^reklam*", "реклама", "広告", "广告",
    "article continues*", "story continues*", "continues below",
};
static const char *const SHOP[] = {
    "add to cart", "add to bag", "add to basket", "buy now", "shop now", "shop all", "^cart*", "checkout*",
    "book now", "book online", "book a", "book an", "get started*", "learn more*", "find out more*",
    "free shipping", "order now*", "get a quote", "get a free", "get your quote", "get your free",
    "get my free", "get a demo", "request a", "request your", "schedule a", "schedule your", "book your",
    "download now", "download the", "download$", "try for free", "try it free", "try free", "try it for free",
    "sale", "gift card*", "discount*", "% off", "free consultation*", "call us", "call now", "contact our*",
    "contact us*",
};
static const char *const TAGS[] = {
    "^tag", "^tags", "^category", "^categories", "filed under", "^topic", "^topics", "posted in", "^in:*",
    "schlagw*", "etiquetas", "mots-clés", "^label", "^labels", "^keywords", "теги*", "etiketler",
    "タグ", "标签",
};
static const char *const AUTHOR[] = {
    "about the author", "written by", "posted by", "view all posts", "all posts by", "^author*", "author$",
    "^by *", "^von *", "^par *", "^por *", "^di *", "^door *", "contributor*", "editor", "staff writer*",
    "reporter*", "correspondent*", "reviewed by", "fact checked", "fact-checked", "edited by",
    "journalist*", "autor", "auteur", "redazione", "redaktion*", "picture of", "profile photo",
    "profile picture", "profile image", "avatar*",
};
static const char *const META[] = {
    "min read", "mins read", "minute read", "minutes read", "min. read", "reading time", "read time", "view$",
    "views$", "^published*", "^updated*", "posted on", "last updated", "last modified", "^date*",
    "hour ago", "hours ago", "day ago", "days ago", "min ago", "mins ago", "minutes ago", "week ago",
    "weeks ago", "lesezeit", "aktualisiert*", "veröffentlicht*", "publié le", "mis à jour",
    "publicado*", "actualizado*", "atualizado*", "pubblicato*", "geplaatst", "publicerad*",
    "опубликовано", "yayın*", "公開日", "更新日", "发布",
};
static const char *const MEDIA[] = {
    "photo by", "photo:*", "photograph*", "photo credit", "photos /*", "photo /*", "photo/*", "photos/*",
    "image by", "image credit", "images credit", "image:*", "image source", "image courtesy", "image via",
    "getty images", "shutterstock*", "unsplash*", "pexels*", "istock*", "credit:*", "courtesy of",
    "watch now", "watch:*", "watch the video", "^video*", "^play", "(button)*", "^iframe*", "^loading*",
    "^gallery*", "^slideshow*", "screenshot*", "embed*", "foto:*", "bild:*", "crédit*", "photo :*",
    "^image$", "^img*",
};
static const char *const CALL[] = {
    "^thank you for*", "^thank you so*", "^thank you.*", "^thank you!*", "^thank you$", "^thanks for*",
    "^thanks so*", "^thanks.*", "^thanks!*", "^thanks$", "^success*", "check your inbox", "check your email",
    "check your e-mail", "please enter", "please indicate", "please try", "please check", "please select",
    "please fill", "please wait", "please note", "you have signed*", "you have been", "you have success*",
    "i have read", "agree to", "something went wrong", "^oops*", "enable javascript", "your browser",
    "^error*", "^submit*", "^send*", "^cancel*", "^ok$", "^yes*", "^no$", "first name", "last name",
    "^email*", "^e-mail*", "^phone*", "^message*", "^location*", "^select*",
};

#define WORDS(array) {(array), ARRAY_LEN(array)}
const struct lexicon_words LEXICON[LEXICON_COUNT] = {
    [LEXICON_SHARE] = WORDS(SHARE),       [LEXICON_SUBSCRIBE] = WORDS(SUBSCRIBE),
    [LEXICON_COMMENT] = WORDS(COMMENT),   [LEXICON_RELATED] = WORDS(RELATED),
    [LEXICON_LEGAL] = WORDS(LEGAL),       [LEXICON_ACCOUNT] = WORDS(ACCOUNT),
    [LEXICON_NAVIGATION] = WORDS(NAVIGATION), [LEXICON_COMPANY] = WORDS(COMPANY),
    [LEXICON_ADVERT] = WORDS(ADVERT),     [LEXICON_SHOP] = WORDS(SHOP),
    [LEXICON_TAGS] = WORDS(TAGS),         [LEXICON_AUTHOR] = WORDS(AUTHOR),
    [LEXICON_META] = WORDS(META),         [LEXICON_MEDIA] = WORDS(MEDIA),
    [LEXICON_CALL] = WORDS(CALL),
};

const char *const STOPWORDS[] = {
    /* English */
    "the of and to in a is that for it on was with as by be are at this from or an have has had not but they "
    "his her he she you we i which their its were been will would can could who what when there all more if "
    "one so about out up than them then into your our my also just like how because over after before",
    /* German */
    "der die das und in den von zu mit ist auf für im ein eine einer des dem nicht auch sich es an als am "
    "sie er wie bei nach aus aber oder noch nur wird sind hat war über einen dass",
    /* French */
    "le la les de des du et en un une est dans que qui pour par sur au aux pas plus ce cette il elle on ne "
    "se avec son sa ses sont ont été mais comme nous vous leur",
    /* Spanish */
    "el los las y del se con para una no su lo al es más pero sus ha este entre cuando muy sin ya todo esta "
    "también desde fue sobre",
    /* Portuguese */
    "o os e da do das dos em uma um não na com mais foi ao pelo pela ou seu sua são às isso mas",
    /* Italian */
    "gli di che è per non della dei delle nel sono anche più alla ma si questo dal",
    /* Dutch */
    "het een van dat op te voor met zijn niet aan er ook maar om bij door naar deze dan nog wordt",
    /* Swedish, Danish, Norwegian */
    "och att det som på av för är med till inte har ett vi kan men så var från og at af er ikke fra",
    /* Polish */
    "z się nie jest jak za po od ale czy przez dla są był",
    /* Russian */
    "и в не на что с по как это он к но из у от о так для же бы было",
    /* Turkish */
    "ve bir bu için ile çok daha olarak gibi kadar ama",
    /* Indonesian */
    "yang dan ini itu dengan untuk dari dalam tidak pada akan juga ke",
};
const size_t STOPWORDS_LEN = ARRAY_LEN(STOPWORDS);
