/* The words of class and id names, by what they hint at. */
#include "clean/html/hints.h"

const struct matcher_row HINT_ROWS[HINT_COUNT] = {
    {HINT_ARTICLE,
     "article,story,blogpost,blog-post,single-post,hentry,newsitem,news-item,artikel,articolo"},
    {HINT_CONTENT, "content,|body,maincol,main-text,maintext,text,inhalt,tresc,contenu"},
    {HINT_MAIN, "main,primary"},
    {HINT_POST, "post,entry,beitrag"},
    {HINT_BODYTEXT, "articlebody,article-body,articletext,article-text,articlecontent,article-"
                    "content,postbody,post-body,"
                    "postcontent,post-content,posttext,post-text,entrycontent,entry-content,entry-"
                    "body,entrybody,storybody,"
                    "story-body,richtext,rich-text,wysiwyg,prose,markdown,mw-parser,field-name-"
                    "body,field--name-body,formatted"},
    {HINT_COMMENT, "comment,disqus,respond,discuss,livefyre,feedback,kommentar,komentar"},
    {HINT_NAV, "nav,menu,breadcrumb,crumb,pager,paginat,sitemap,skip,tab|,tabs|"},
    {HINT_HEADER, "header,masthead,banner,topbar,top-bar"},
    {HINT_FOOTER, "foot,bottom,colophon,copyright,legal,disclaimer"},
    {HINT_SIDE, "side,rail,secondary,columnright,column-right,rightcol,right-col"},
    {HINT_RELATED, "relat,recommend,more-,also,trending,popular,most-read,mostread,latest,recent,"
                   "recirc,outbrain,taboola,readnext,"
                   "read-next,suggest,similar,upsell,cross-sell,crosssell,teaser,promo"},
    {HINT_SOCIAL, "share,sharing,social,follow,facebook,twitter,addthis,like,pinterest"},
    {HINT_AD, "|ad|,|ads|,-ad|,-ads|,advert,sponsor,dfp,gpt,promot,anzeige,reklam,werbung"},
    {HINT_CONSENT, "cookie,consent,gdpr,privacy,onetrust,notice,alert"},
    {HINT_MODAL,
     "modal,popup,pop-up,overlay,dialog,lightbox,drawer,offcanvas,tooltip,dropdown,flyout,mega"},
    {HINT_SUBSCRIBE, "newsletter,subscri,signup,sign-up,paywall,donat,register,login,log-in,signin,"
                     "sign-in,optin,cta,call-to"},
    {HINT_AUTHOR, "author,byline,|bio|,writer,contributor,profile,avatar,autor,|by|"},
    {HINT_META, "meta|,meta-,dateline,info|,details,postinfo,post-info"},
    {HINT_TAGS, "|tag|,|tags|,tag-,-tags,categor,topic,keyword,label"},
    {HINT_CAPTION, "caption,credit,figure,photo,bildunter"},
    {HINT_GALLERY, "gallery,slide,carousel,swiper,slick,thumb"},
    {HINT_TITLE, "title,headline,heading,|hed|,titel,titulo"},
    {HINT_LEAD, "lead,lede,standfirst,subtitle,subhead,sub-head,deck,dek|,summary,intro,excerpt,"
                "abstract,teaser,vorspann"},
    {HINT_PRODUCT, "product,sku,item-detail,itemdetail,pdp"},
    {HINT_PRICE, "price,cart,checkout,basket,buy,shipping,stock,quantity,variant,swatch,size"},
    {HINT_DESCRIPTION, "descri,overview,feature,spec,detail,about"},
    {HINT_REVIEW, "review,rating,star,testimonial,quote"},
    {HINT_FORUM,
     "forum,thread,topic,message,msg,bbp,vb,phpbb,xenforo,discussion,question,answer,qa-"},
    {HINT_REPLY, "reply,response,answer"},
    {HINT_USER, "user,member,poster,avatar,signature,karma,reputation,badge,rank"},
    {HINT_LIST, "list,grid,collection,catalog,results,archive,loop,feed,stream"},
    {HINT_CARD, "card,tile,|item,-item,teaser,product-item,productitem,box,block"},
    {HINT_FILTER, "filter,facet,sort,refine,toolbar,tool,control,option"},
    {HINT_SEARCH, "search,query,suche"},
    {HINT_CONTENTS, "|toc,table-of-contents,contents-list,outline,on-this-page"},
    {HINT_CODE, "code,highlight,syntax,snippet,example,api"},
    {HINT_HIDDEN, "hidden,hide,visually,sr-only,screen-reader,collapsed,invisible,d-none,noprint,"
                  "no-print,print-only"},
    {HINT_WIDGET, "widget,module,plugin,sidebar,component"},
    {HINT_SECTION, "section,row,container,wrapper,hero,jumbotron"},
    {HINT_FAQ,
     "faq,accordion,toggle,collaps,expand,tab-pane,tabpane,tab-content,tab-panel,tabpanel"},
    {HINT_EDIT, "edit,vote,action,button,btn,reportabuse,permalink,icon"},
    {HINT_NOTE,
     "note,callout,admonition,tip|,warning,infobox,sidebarbox,sidebar-box,pullquote,pull-quote"},
    {HINT_REFERENCE, "reference,footnote,reflist,citation,source,biblio"},
    {HINT_DATE, "date|,date-,-date,published,timestamp,pubdate,datum,posted-on,time|"},
};
