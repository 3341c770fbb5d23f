/** Common given names, surnames and towns of each language: words whose letters are typical of it. Persons are made of them by chance. */

export interface Language {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly towns: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const language = (given: string, family: string, towns: string): Language => ({
  given: words(given),
  family: words(family),
  towns: words(towns),
});

/** Languages that Windows-1252 can write. */
export const WESTERN = {
  german: language(
    'Jürgen Günther Käthe Björn Sören Jörg Anna Lukas Bärbel Hänsel Rüdiger Götz Peter Uwe Heike Thérèse Zoë',
    'Müller Schröder Böhm Köhler Groß Weiß Jäger Schäfer König Krüger Vogel Öztürk Strauß Lindner Übel Klöß Bär Fuß',
    'München Köln Düsseldorf Lübeck Görlitz Würzburg Berlin Nürnberg Gießen Fürth Östringen Überlingen Plön',
  ),
  french: language(
    'François Élodie Hélène Noël Zoé Chloé Gaëtan Anaïs Loïc Jérôme André René Geneviève Maëlle Benoît Cédric Éric Renée',
    'Lefèvre Bérénger Dubois Château Gérard Lemaître Benoît Hébert Guérin Pécheur Laîné Cœur Crête Müller D’Août Ménard Brûlé',
    'Orléans Béziers Mâcon Angoulême Nîmes Besançon Évry Saint-Étienne Périgueux Châlons Paris Sète Alès Bâle Créteil',
  ),
  spanish: language(
    'José María Jesús Íñigo Ángel Mónica Sofía Lucía Andrés Raúl Begoña Óscar Inés Martín Úrsula Iván Ana',
    'Muñoz Núñez García Rodríguez Pérez Sánchez Ibáñez Gómez López Peña Yáñez Díaz Güell Ordóñez Vélez Ruiz Castaño',
    'Málaga Logroño Cádiz León Córdoba Almería Ávila Alcañiz Bogotá Medellín Cancún Mérida Madrid Coruña',
  ),
  portuguese: language(
    'João Conceição Inês Antônio António Tânia Ângela Luís Sérgio Mônica Cândido Estêvão Sebastião Zé Éverton Ítalo Ana',
    'Simões Gonçalves Magalhães Guimarães Araújo Leitão Falcão Câmara Brandão Assunção Sá Galvão Mourão Óbidos Camões Lima',
    'Brasília Maringá Goiânia Ribeirão Florianópolis Évora Setúbal Belém Maceió Portimão Guimarães Lisboa Avaré Itajaí',
  ),
  italian: language(
    'Niccolò Nicolò Noè Mosè Giosuè Luca Maria Totò Zoë Andrea',
    'Cantù Nardò Pelù Mularò Rossi Buccarà Portalè Carrà Libertà Frà D’Alò Sanò Merlò Muccì',
    'Forlì Cefalù Città Cantù Roma Viggiù Nardò Ascolà Sulè Cirié Rhò',
  ),
  swedish: language(
    'Göran Björn Åsa Örjan Märta Håkan Pär Jörgen Ulla Åke Måns Sören Märit André',
    'Åkesson Öberg Sjöström Lindström Håkansson Ångström Björk Ek Äng Hägg Söderlund Löfgren Öhman Nyström',
    'Göteborg Malmö Västerås Örebro Umeå Luleå Norrköping Åre Älmhult Lund Gävle Växjö',
  ),
  danish: language(
    'Søren Jørgen Bjørn Åse Bodil Jørn Frøya Mette Øyvind Kåre Håkon Tørres Torbjørn Pål',
    'Sørensen Jørgensen Kjær Møller Nørgaard Østergård Ågård Bøe Ødegård Hansen Bækgaard Brødsgaard Mæland Skjærvø Åsen Ås',
    'København Århus Ålborg Ærø Tromsø Ålesund Bodø Køge Helsingør Oslo Bærum Rødovre Sæby Ørsta',
  ),
  finnish: language(
    'Päivi Yrjö Väinö Hämäläinen Jyrki Äänis Pöysti Eeva Sörkka Jääskö Tyyne',
    'Mäkinen Hämäläinen Määttä Kärkkäinen Sääski Järvinen Töyry Öhman Virtanen Pöyhönen Häkkinen Lääperi Ylönen Yöntilä',
    'Jyväskylä Hämeenlinna Mänttä Pöytyä Ähtäri Helsinki Järvenpää Hyvinkää Äänekoski Kerälä',
  ),
  icelandic: language(
    'Guðrún Þórður Sigríður Þóra Björk Ásdís Jón Eyþór Ísleifur Hörður Sæunn Æsa Óðinn Árni Guðmundur Ýr Dagný Þröstur',
    'Sigurðsson Guðmundsdóttir Þórðarson Jónsdóttir Ásgeirsson Björnsson Hauksdóttir Sæmundsson Þorsteinsson Einarsdóttir',
    'Reykjavík Akureyri Kópavogur Hafnarfjörður Ísafjörður Þorlákshöfn Höfn Garðabær Mosfellsbær Húsavík',
  ),
  dutch: language(
    'Daniël Joël Zoë Chloë Jan Michaël Loïs Raphaël René Anaïs Thijs Noëlle Héloïse',
    'Coëlho Meijer Troïa Reünie Vries Crèvecœur Fréderiks Oppenheim Beneën Daniëls Israëls Blaauw',
    'België Coevorden Oranjestad Curaçao Eersel Ooij Zeeën Noordoostpolder Willemstad Brûly',
  ),
  catalan: language(
    'Núria Àngels Jordà Òscar Martí Lluís Mònica Íngrid Ramon Raül Laia Aïda Agnès Bàrbara',
    'Puigcerdà Solà Güell Muñoz Forçadell Vilà Ferrer Roïg Martínez Guàrdia Solé Bonaventura Peçanya Cercós Carbó',
    'Lleida Cervià Alcoi València Sitges Mataró Badalona Vic Reus Mollet Castelló Igualada Móra',
  ),
  estonian: language(
    'Tõnu Jüri Mõttus Ülle Kätlin Õie Märt Sõber Anne Külli Väino Tõnis Ants Šarlotte',
    'Põder Kõiv Tamm Mägi Jõgi Sõerd Rüütel Käär Õunapuu Lõhmus Kuusk Pärn Võsu',
    'Võru Pärnu Tallinn Põlva Jõhvi Jõgeva Märjamaa Rõuge Tartu',
  ),
  irish: language(
    'Seán Séamus Siobhán Órla Áine Róisín Ciarán Pádraig Niamh Éamon Máire Caitríona Eoghan',
    'Ó’Súilleabháin Murchú Ní’Bhriain Brádaigh Mac Doyle Séaghdha Dónaill Dálaigh Cinnéide O’Brien',
    'Dublin Dún’Laoghaire Tír Gaillimh Corcaigh Trá’Lí Clár Ráth',
  ),
} as const satisfies Record<string, Language>;

/** Languages that it can not write. */
export const OTHERS = {
  'simplified Chinese': language(
    '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 小明',
    '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗',
    '北京 上海 广州 深圳 成都 杭州 武汉 西安 南京 重庆 天津 苏州',
  ),
  'traditional Chinese': language(
    '志明 淑芬 俊傑 美玲 雅婷 家豪 怡君 建宏 麗華 秀英 文雄 淑惠 宗翰 佳穎 冠宇',
    '陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 洪 邱 曾 廖 賴 徐',
    '台北 台中 高雄 台南 新竹 基隆 嘉義 花蓮 屏東 宜蘭',
  ),
  japanese: language(
    '太郎 花子 健一 美咲 翔太 さくら 陽子 大輔 直樹 由美 ひろし 恵子 翼 愛 誠 タロウ ハナコ',
    '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 サトウ スズキ',
    '東京 大阪 名古屋 札幌 福岡 神戸 京都 横浜 仙台 広島',
  ),
  korean: language(
    '민준 서연 지훈 수빈 예은 현우 지민 유진 영수 영희 동현 하은 준호 미경 성민',
    '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황',
    '서울 부산 대구 인천 광주 대전 울산 수원 창원 제주',
  ),
  russian: language(
    'Иван Анна Сергей Ольга Дмитрий Елена Алексей Наталья Юрий Мария Пётр Фёдор Ян Яна Эдуард',
    'Петров Иванова Смирнов Кузнецова Соколов Попова Лебедев Козлова Новиков Морозова Щукин Юдин Ёлкин',
    'Москва Казань Самара Омск Уфа Пермь Воронеж Тверь Псков Ялта',
  ),
  ukrainian: language(
    'Іван Оксана Тарас Олена Юрій Наталія Андрій Ірина Євген Ганна Ілля Їжак',
    'Шевченко Коваленко Бондаренко Ткачук Кравець Лисенко Поліщук Євтушенко Іваненко Гнатюк',
    'Київ Львів Харків Одеса Дніпро Чернігів Полтава Рівне Луцьк',
  ),
  bulgarian: language(
    'Георги Мария Иван Елена Димитър Пенка Стоян Цветана Христо Ваня Петър',
    'Иванов Георгиева Димитров Петрова Николов Христова Стоянов Тодорова Ангелов',
    'София Пловдив Варна Бургас Русе Плевен Сливен Добрич',
  ),
  greek: language(
    'Γιώργος Μαρία Δημήτρης Ελένη Κώστας Αικατερίνη Νίκος Άννα Ιωάννης Σοφία Χρήστος Όλγα',
    'Παπαδόπουλος Γεωργίου Οικονόμου Βασιλείου Νικολάου Καραγιάννης Μακρής Αλεξίου Ζάχος',
    'Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Λάρισα Βόλος Ρόδος Χανιά',
  ),
  hebrew: language(
    'דוד שרה יוסף רחל משה לאה אברהם רבקה יעקב מרים נועם טל',
    'כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אזולאי שפירא',
    'ירושלים חיפה אשדוד נתניה אילת חולון',
  ),
  arabic: language(
    'محمد أحمد فاطمة علي خالد مريم عمر عائشة حسن زينب يوسف ليلى',
    'العلي حسين المصري الخطيب النجار الحداد صالح منصور إبراهيم الشامي',
    'القاهرة دمشق بغداد الرياض عمان بيروت تونس',
  ),
  thai: language(
    'สมชาย สมหญิง ประเสริฐ วิไล นิภา สุรชัย อรุณ กมล พิมพ์ ธนา',
    'ใจดี รักไทย ศรีสุข แสงทอง บุญมี วงศ์สวัสดิ์ ทองดี สุขใจ',
    'กรุงเทพ เชียงใหม่ ภูเก็ต ขอนแก่น ชลบุรี',
  ),
  turkish: language(
    'Ayşe Işık Yağmur İbrahim Oğuz Çağla Gülşen Barış Şule Uğur Kıvanç Nuri Ali Tuğba Eşref',
    'Yılmaz Şahin Erdoğan Yıldız Öztürk Kılıç Doğan Aydın Çelik Arslan Güneş Koç Şimşek Çakır Demir',
    'İstanbul İzmir Ankara Muğla Eskişehir Diyarbakır Şanlıurfa Balıkesir Adana Iğdır',
  ),
  polish: language(
    'Łukasz Małgorzata Paweł Michał Bożena Zdzisław Jędrzej Święta Rafał Żaneta Elżbieta Anna Józef',
    'Wiśniewski Dąbrowska Wójcik Kamińska Kowalczyk Szymańska Woźniak Zieliński Gołębiewski Żak Nowak Wróbel Pająk',
    'Łódź Kraków Wrocław Poznań Gdańsk Częstochowa Białystok Toruń Świdnica Warszawa',
  ),
  czech: language(
    'Jiří Tomáš Lukáš Kateřina Zdeněk Věra Růžena Štěpán Ondřej Eliška Jan Šárka Božena Matěj',
    'Dvořák Černý Němcová Procházka Kučera Veselý Horák Růžička Čapek Řezník Kříž Novák Šťastný Hůlka',
    'Plzeň Děčín Třebíč Břeclav Zlín Ústí Brno Kolín Jičín Mělník',
  ),
  slovak: language(
    'Ján Zuzana Štefan Ľubica Juraj Alžbeta Matúš Ľudovít Katarína Peter Božena Ondrej',
    'Horváth Kováč Tóthová Baláž Lukáč Kráľ Štúr Hudák Žiak Ďurica Novák Stanko Vaňo',
    'Košice Prešov Žilina Nitra Trenčín Poprad Martin Skalica Senec Bardejov',
  ),
  hungarian: language(
    'György László Zsófia Gergő Erzsébet István Dezső Ernő Éva Ágnes Zoltán Győző Jenő Ödön Ibolya',
    'Szűcs Erdős Kőszegi Tőkés Szőke Nagy Kovács Tóth Fűrész Hegedűs Fehér Vörös Őri Török Mező',
    'Győr Debrecen Pécs Érd Kőszeg Makó Szentendre Hódmezővásárhely Gödöllő Tatabánya',
  ),
  romanian: language(
    'Ştefan Mădălina Cătălin Ioana Răzvan Ţuţu Cristină Gheorghiţă Mihai Ilinca Bogdan Îlie',
    'Brătianu Ţurcanu Păunescu Moraru Munteanu Ştefănescu Lupaşcu Rădulescu Dumitraş Bălan Câmpeanu Pop',
    'Bucureşti Iaşi Timişoara Braşov Constanţa Ploieşti Târgovişte Piteşti Oradea Bacău',
  ),
  croatian: language(
    'Đuro Anđela Želimir Ivančica Božo Ante Krešimir Željka Siniša Mladenka Đurđica Zrinka Čedomir',
    'Kovačević Horvat Jurić Marić Perković Šimić Grgić Babić Vuković Đurić Žižek Čović Barišić',
    'Šibenik Čakovec Požega Zagreb Split Vukovar Đakovo Karlovac Poreč Biograd',
  ),
  slovene: language(
    'Janez Matjaž Špela Žiga Boštjan Urška Luka Nejc Metoda Živa Črt Tomaž',
    'Kovač Zupančič Potočnik Hočevar Turk Žagar Košir Kralj Vidmar Čeh Pečnik',
    'Ljubljana Škofja Črnomelj Kočevje Žalec Celje Ptuj Postojna Radeče',
  ),
  lithuanian: language(
    'Jonas Šarūnas Žydrūnas Eglė Birutė Rūta Mindaugas Živilė Gabrielė Ąžuolas Ingrida Jurgita',
    'Kazlauskienė Petraitytė Žemaitis Šimkus Vaičiūnas Paulauskaitė Jonušas Stankevičius Balčiūnas Račkauskas',
    'Šiauliai Panevėžys Klaipėda Kėdainiai Vilnius Mažeikiai Telšiai Marijampolė',
  ),
  latvian: language(
    'Jānis Mārtiņš Kārlis Pēteris Līga Anna Zigrīda Ģirts Ēriks Ilze Ķirsis Jēkabs Šarlote Rūdolfs',
    'Bērziņš Kalniņa Ozoliņš Liepiņa Krūmiņš Zariņa Vītols Balodis Āboliņš Žukovs Celmiņš Ķēniņš',
    'Rīga Jūrmala Liepāja Valmiera Rēzekne Ogre Jēkabpils Saldus Cēsis Kuldīga',
  ),
  vietnamese: language(
    'Nguyễn Trần Đặng Phạm Hoàng Huỳnh Võ Bùi Đỗ Hồ Ngô Dương',
    'Thị Văn Hữu Đức Minh Quốc Thanh Hồng Ngọc Tuấn Lê Phượng',
    'Huế Hà Đà Nội Cần Thơ Quảng Hải Phòng',
  ),
} as const satisfies Record<string, Language>;

/** Legacy encodings of each language that is not Western. */
export const ENCODINGS_OF: Readonly<Record<keyof typeof OTHERS, readonly string[]>> = {
  'simplified Chinese': ['gbk', 'gb18030'],
  'traditional Chinese': ['big5'],
  japanese: ['shift_jis', 'euc-jp'],
  korean: ['euc-kr'],
  russian: ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'x-mac-cyrillic'],
  ukrainian: ['windows-1251', 'koi8-u'],
  bulgarian: ['windows-1251'],
  greek: ['windows-1253', 'iso-8859-7', 'cp737'],
  hebrew: ['windows-1255', 'iso-8859-8', 'cp862'],
  arabic: ['windows-1256', 'iso-8859-6'],
  thai: ['windows-874'],
  turkish: ['windows-1254', 'cp857'],
  polish: ['windows-1250', 'iso-8859-2', 'cp852'],
  czech: ['windows-1250', 'iso-8859-2', 'cp852'],
  slovak: ['windows-1250', 'iso-8859-2', 'cp852'],
  hungarian: ['windows-1250', 'iso-8859-2', 'cp852'],
  romanian: ['windows-1250', 'iso-8859-2', 'cp852'],
  croatian: ['windows-1250', 'iso-8859-2', 'cp852'],
  slovene: ['windows-1250', 'iso-8859-2', 'cp852'],
  lithuanian: ['windows-1257', 'iso-8859-13', 'cp775'],
  latvian: ['windows-1257', 'iso-8859-13', 'cp775'],
  vietnamese: ['windows-1258'],
};

/** Encodings in which Western names come that are not Windows-1252. */
export const OTHER_WESTERN = ['macintosh', 'cp437', 'cp850'] as const;
