/* The small words by which languages are told apart. */
#include "clean/language_words.h"

const struct language_words LANGUAGE_WORDS[LANGUAGE_COUNT] = {
    {"en", "the of and to in is that for with as on was are it this by from not have you at they"},
    {"de",
     "der die und das den von zu mit ist des im für nicht ein eine auf dem sich auch als wird es"},
    {"fr",
     "le les des et la en du une est que dans pour qui sur pas plus au par avec sont il ce cette"},
    {"es", "el los las del y que en la por con una para es se como más su al lo pero sus está"},
    {"it",
     "il di che la e un per della del non una sono con le dei gli alla nel più anche si questo"},
    {"pt", "o os do da que em uma um para com não por mais dos das se como ao na no foi são"},
    {"nl", "de het een van en dat is op te voor met zijn niet aan er ook als bij naar worden maar"},
    {"pl", "w i na z do się nie że jest to od przez jak oraz po dla są o który było tak"},
    {"cs", "a v se na je že s z do o to ve za by jsou jako pro ale po nebo který jeho"},
    {"sv", "och att det som en på är av för med den till inte om ett har de var men vi"},
    {"da", "og at det som en på er af for med den til ikke om et har de der men vi blev"},
    {"nb", "og å det som en på er av for med den til ikke om et har de var men vi ble"},
    {"fi", "ja on ei että se oli hän mutta ovat kun myös joka niin kuin olla sen ole tai jos"},
    {"ro", "și de în a la cu pe este care nu din să o mai pentru un fi sunt că prin"},
    {"hu", "a az és hogy nem is egy meg van volt csak de ez mint már el még ha azt"},
    {"tr", "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra en ama var"},
    {"ru", "и в не на что с по это как из к он за для от его но все был она"},
    {"uk", "і в не на що з до це як та у за для від його але є які або був"},
};
