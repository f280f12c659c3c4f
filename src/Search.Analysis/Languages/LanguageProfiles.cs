namespace Search.Analysis.Languages;

/// <summary>
/// The profiles of languages, by script. Compiled by hand for this project from the grammars' closed word classes; no text was counted.
/// Those of languages without a stemmer here are short: they keep their texts from being taken for another's.
/// </summary>
internal static class LanguageProfiles
{
    public static LanguageProfile[] Latin { get; } =
    [
        new("en", "", "tion tions ing ings ment ments ness ould ough ight ally ship able ward wards",
            """
            the of and to in a is that for it was on with as by at from he his be this are has have had not but which were they who said an
            or its their will would been she her after over about more new into than when up out one two against says say all also we can
            there if no first what before under could between while during where because people other some only time most made since three
            year years last week day president government police killed attack attacks war between him them then now may should our you your
            how makes make takes take gets get report court house white bill woman man men women city must much many every another through old
            high help know see going shows show way right left own big here without until again ago both few such during says tell told
            amid off back down so why just being did do does these those still near four five officials talks dead deal calls state
            """),
        new("fr", "àâæçéèêëîïôœùûüÿ", "tion tions ment ments aux eux euse euses elle elles ique iques aient ait ance ence eur eurs ées és ère ières ois",
            """
            le la les de des du et à en un une que est pour qui dans au aux par plus pas sur ne se ce il sont avec ont été cette l d qu s n c j
            mais ou où son sa ses leur leurs ces comme elle ils nous vous on y dont après avant contre selon entre sous depuis ans deux trois
            aussi fait être avoir était peut encore très tout tous toute toutes même sans si lors pendant vers chez autres alors quand
            président gouvernement pays morts mort attaque guerre selon ainsi jusqu afin déjà cela celui celle face hier lundi mardi
            """),
        new("de", "äöüß", "ung ungen lich liche lichen keit heit isch ische ischen schaft chen ieren iert sten tion tionen igen",
            """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird
            bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ihr ihre
            seine seiner wenn kann gegen vom können schon unter wir soll ich eines jahr jahre zwei diese dieser wieder keine uhr seit
            worden ohne dann da uns gibt alle muss doch jetzt drei neue immer zwischen hatte wegen mann ab will weil sowie während
            was hier euch eure mich mir dir dich beim ins ob damit dazu denn viele viel macht sollen wollen würde regierung
            """),
        new("es", "áéíóúñü", "ción ciones dad dades mente aron ieron ando iendo idad ismo ista anza ado ada ados adas ero ería",
            """
            de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha fue este sí porque esta entre cuando
            muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros ese eso ante ellos e esto
            antes algunos unos yo otro otras otra él tras según años dos gobierno presidente país tres está están ser son era han sido tiene
            puede hace parte después así contra muertos guerra ayer hoy cada día bajo ya mientras ella mi cómo qué
            """),
        new("it", "àèéìíîòóùú", "zione zioni ità mente ando endo ismo ista anza ato ata ati ate etto etta aggio ario iere ente enti are ere ire",
            """
            di e il la che in un a per è una del non con si le da dei i sono della nel al alla più anche come ha gli lo delle ma su dal nella
            dell degli all ai alle dalla sul sulla nell dai se ci o questo questa stato essere suo sua hanno era tra fra dopo prima contro
            secondo anni due tre governo presidente paese ancora molto quando dove chi cui loro perché così già due ogni fa fatto può
            senza fino tutti tutto stata stati altri oggi ieri però mentre sempre poi quello quella l d c morti guerra ed ad
            """),
        new("pt", "áâãàçéêíóôõúü", "ção ções dade dades mente aram eram ando endo ismo ista ança ado ada ados adas inho agem ões ão eiro eira",
            """
            de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das à seu sua ou quando muito nos já
            está eu também só pelo pela até isso ela entre era depois sem mesmo aos seus quem nas me esse eles estão você tinha foram essa num
            nem suas meu às minha numa pelos elas qual nós lhe após contra segundo anos dois duas governo presidente país três são ser
            ter tem há sobre disse ainda onde desde durante sob cada dia ontem hoje guerra mortos todos outros outra pode fazer
            """),
        new("tr", "çğıöşüâîû", "lar ler ları leri dan den nın nin nun nün dır dir ında inde iyor mış miş acak ecek lık lik ması mesi arak erek ların lerin",
            """
            ve bir bu da de için ile çok olarak daha olan gibi kadar sonra ne var en ise ama değil o olduğu ki göre her ya mı mi mu oldu
            olduğunu etti dedi ilk iki üç yeni tarafından üzerine karşı önce şu hem veya ancak bile diye nasıl neden kendi biz ben sen siz
            onlar onun bunu şey zaman içinde arasında başkan hükümet yıl gün büyük devam son ülke savaş saldırı polis eden edilen yapılan
            """),
        new("nl", "éëïöüè", "ing ingen lijk lijke heid heden atie aties sche erde eerd",
            """
            de van het een en in is dat op te voor met zijn die niet aan er om ook als bij naar dan uit maar door wordt hij deze over was heeft
            worden nog wel ze kan tot hun werd of geen meer dit zich jaar tegen onder na waar wat moet tussen haar zo al mensen hebben hebt
            """),
        new("sv", "åäöé", "ning ningar het erna arna ande aren skap ligt",
            "och att det i som en på är av för med till den inte har de om ett han var jag men så från vid nu man kan när år efter upp vi ska eller ut mot skulle sig under vara hade där blir blev mycket"),
        new("da", "æøåé", "ning erne ende else elser hed heder",
            "og i at det er en til af på for med der den de ikke som har et han om var jeg fra men så ved nu kan når år efter op vi skal eller ud mod sig under være havde hvor blev blevet også efter over"),
        new("no", "æøåéòô", "ning ene het heter else elser",
            "og i at det er en til av på for med som den de ikke har et han om var jeg fra men så ved nå kan når år etter opp vi skal eller ut mot seg under være hadde hvor ble blitt også etter over"),
        new("fi", "äöå", "ssa ssä sta stä lla llä lta ltä minen isen seen iden ksi",
            "ja on ei että se oli hän mutta ovat kun myös joka niin kuin sen mukaan vain tai ole jo jos olla nyt ne hänen tämä mitä kanssa ennen sitä jälkeen vuoden kertoo"),
        new("pl", "ąćęłńóśźż", "ego ach ami owie ości ość nych iej anie enie owi ych",
            "i w na z do się nie że to jest o jak za od po przez ale dla tym tego są co ma oraz tak czy był było jego być już który która które przed tylko może ich pod bardzo także we roku"),
        new("cs", "áčďéěíňóřšťúůýž", "ého ých ích ství ost ních ení ání ovat",
            "a se v na je že to s z do o i ve za pro si by ale jako podle po který která které není od jsou k už jen tak při aby nebo byl bylo jeho bude má také až před roku jsem"),
        new("hr", "čćđšž", "nje ima ama skog nosti ski ske stva",
            "i je u se na da su za od s kako će bi ne što koji koja koje sam nije iz o ili to već do ali kao prema sve bio bila samo po oko nakon ovaj međutim godine"),
        new("ro", "ăâîșşțţ", "ului ilor ează ție ții escu ate iei ului",
            "și de în a la cu pe că din nu o care un pentru este mai sunt au fost o se după prin dar ca acest această sau lui dacă între toate cel cea fi fiind despre către anul"),
        new("hu", "áéíóöőúüű", "ban ben nak nek ság ség ként hoz hez ból ből",
            "a az és hogy nem is egy volt meg csak de már van ez el mint azt még ki szerint után vagy amely ha pedig lesz kell minden nagyon két majd között"),
        new("ca", "àçèéíïòóúü", "ció cions tat ment aven itat",
            "de la el que i a en els les per amb un una del no és al dels es ha més com però són aquest aquesta seva seu va han ser també fins entre perquè quan sobre tot l d s hi molt després"),
        new("id", "", "kan nya",
            "yang dan di dari untuk dengan ini itu pada dalam tidak akan ke oleh juga karena telah ada sebagai bahwa mereka kami saya atau bisa sudah lebih para anda tersebut menjadi saat orang"),
        new("ku", "çêîşû", "ên ekî kirin bûn",
            "û li di de ji bo ku ev ew bi jî hat dike ser wan me min ye nav heye dibe hatiye tu got kurdî ne her yên gelê"),
    ];

    public static LanguageProfile[] Cyrillic { get; } =
    [
        new("ru", "ыэёъ", "ого его ому ему ами ями ость ости ция ции ться тся ский ская ские ских ных ают али ении ение ения",
            """
            и в не на что с по как это он из за к а но его то у от о для все так же или был бы была было были после который которые также при
            во до еще если только уже их она они мы вы я чтобы под без между через над под против года году лет более где когда нет может
            будет этом этого том сообщил заявил россии президент время день два три ее со об около среди своих стал стали есть чем
            """),
        new("uk", "іїєґ", "ння ться ого ість ського ська ський ської ції ють али",
            "і в не на що з по як це він із за до та але його у від о для все так або був була були після який які також при якщо тільки вже їх вона вони ми я щоб під без між через проти року років де коли є й"),
        new("bg", "ъщ", "ята ите ция ото ски ния ето ата ване",
            "и на в не за да от се е са с че по като ще това към до при след който която които но или той тя те ние има беше били също само още през между за един една"),
        new("sr", "јљњђћџ", "ање ости ски ског има ама ње",
            "и је у се на да су за од са како ће би не што који која које сам није из о или то већ до али као према све био била само по око након"),
        new("be", "іўыэё", "ння ага ымі ць ецца",
            "і у не на што з па як гэта ён за да але яго ў ад для усе так або быў была пасля які якія таксама пры калі толькі ужо іх яна яны"),
        new("kk", "әғқңөұүһіыэ", "ның нің дың дің лар лер",
            "және бұл мен да де үшін деп бір еді болды оның осы бар сол жыл"),
    ];

    public static LanguageProfile[] Arabic { get; } =
    [
        new("ar", "ةىأإؤئ", "ية ات ون ين ها هم",
            """
            في من على إلى الى ان أن إن التي الذي الذين هذا هذه ذلك تلك كان كانت قد لا لم لن ما مع عن بعد قبل بين كل خلال حيث وقال قال قالت كما
            أو ثم لكن غير منذ ضد عند أي هو هي هم وفي ومن وعلى بأن أنه أنها وأن حول أكثر عدد اليوم وكان حتى إذا أمام تحت فوق نحو يوم مقتل
            قوات الجيش رئيس مدينة بعض أحد عبر وذلك وهو وهي ولا وقد فيها فيه له لها به بها عليه عليها إليه منها منه مثل أيضا التى
            """),
        new("fa", "پچژگکیآئ", "ها های هایی ترین شود کرد ند ان",
            """
            و در به از که این را با است برای آن یک خود تا کرد بر هم نیز گفت می شد شده شود های ها ای اما یا باید بود دارد کند پس وی ما او من
            هر بین اگر روز پیش علیه دولت بی دو سه همه دیگر چه نمی کردند شدند کرده اند کنند سال کشور مردم رئیس حال خبر گزارش
            """),
        new("ur", "پچگکیٹڈڑںےہھآئ", "وں یں نے ئے تے تا تی",
            "کے کی میں ہے اور سے کو کا نے پر ہیں کہ اس یہ بھی ایک تھا تھے تھی گیا کر نہیں ہو کیا وہ جو ان بعد تک گئی ہوئے لیے ساتھ رہے رہا جس کرنے ہوا"),
        new("ps", "پچژکیټډړږښځڅېۍګڼآئ", "ونه ونو وي کې", "د په او چې ته کې دي سره له یې هم کړي نه دا شوی ده وو کړه پر به لپاره"),
        new("ckb", "پچژگکیێۆڕڵەئھ", "ەکان ەوە ەکە ان", "لە بۆ و کە ئەو بە لەگەڵ دەکات هەر بوو ئەم دوای نێوان بەڵام لەسەر هەموو کرد"),
    ];
}
