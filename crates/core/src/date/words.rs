//! The words that occur in dates, by language, each with its meaning.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Weekday;

use super::tokens::fold;

/// What a word means in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The name of a month, 1 to 12.
    Month(u32),
    /// A month in some languages, a weekday in others.
    MonthOrWeekday(u32),
    /// November in Polish, October in Croatian.
    Listopada,
    /// The first half of an Arabic month's name in two words.
    MonthStart,
    /// A weekday, and which one in English, where it may have to decide the order of day and month.
    Weekday(Option<Weekday>),
    /// What may stand before a date: "Published".
    Label,
    /// What may stand anywhere in a date and says nothing, unless the text ends with it: "of".
    Preposition,
    /// What may stand anywhere in a date and says nothing: "hrs".
    Filler,
    /// What follows the number of a day without a space: "13th".
    Ordinal,
    /// The `T` of ISO 8601.
    TimeMark,
    /// A zone in minutes east of UTC.
    Zone(i32),
    /// The hours before noon.
    Morning,
    /// The hours after noon.
    Afternoon,
    /// The Arabic letter that is "pm" after a time and "AD" after a year.
    AfternoonOrEra,
    /// The year before the first one of an East Asian era.
    Era(i32),
    /// The first year of an era, which has no number.
    FirstYear,
    /// What follows a year in East Asian dates.
    YearMark,
    /// What follows a month in East Asian dates; alone, Monday.
    MonthMark,
    /// What follows a day in East Asian dates; alone, Sunday.
    DayMark,
    /// What follows an hour: `10h05`, "10.05 Uhr".
    HourMark,
    /// What follows a minute.
    MinuteMark,
    /// What follows a second.
    SecondMark,
    /// Any other word.
    Unknown,
}

/// A word's meaning, and whether it belongs to a language that always puts the day before the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) word: Word,
    pub(super) day_first: bool,
}

/// Finds a folded word, or `None` where it is no word of dates.
pub(super) fn look_up(name: &str) -> Option<Meaning> {
    static WORDS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| entries().collect());
    WORDS.get(name).copied()
}

/// All words, folded, with their meanings.
pub(super) fn entries() -> impl Iterator<Item = (String, Meaning)> {
    let numbered = |row: &'static str| (1_u32..).zip(row.split('|'));
    let months =
        MONTHS.iter().flat_map(move |row| numbered(row)).map(|(month, names)| (Word::Month(month), false, names));
    let weekdays = numbered(ENGLISH_WEEKDAYS)
        .map(|(day, names)| (Word::Weekday(Weekday::try_from(day as u8 - 1).ok()), false, names));
    let groups = GROUPS.iter().copied();
    months.chain(weekdays).chain(groups).flat_map(|(word, day_first, names)| {
        names.split_whitespace().map(move |name| {
            // An underscore joins what is one name in two words.
            let name = fold(name).into_iter().filter(|&character| character != '.');
            (
                name.map(|character| if character == '_' { ' ' } else { character }).collect(),
                Meaning { word, day_first },
            )
        })
    })
}

/// The names of the twelve months and their abbreviations. What one language calls a month and another one something
/// else is in [`GROUPS`].
pub(super) const MONTHS: &[&str] = &[
    // English
    "january jan|february feb|march|april apr|may|june jun|july jul|august aug|september sept sep|october oct|\
     november nov|december dec",
    // German
    "januar jänner jaenner jän|februar feber febr|märz maerz mrz|april|mai|juni|juli|august|september|oktober okt|\
     november|dezember dez",
    // French
    "janvier janv|février févr fév|mars|avril avr d'avril|mai|juin|juillet juil|août d'août aoû|septembre|\
     octobre d'octobre|novembre|décembre déc",
    // Spanish
    "enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|\
     diciembre dic",
    // Italian
    "gennaio gen genn|febbraio febbr|marzo|aprile|maggio mag magg|giugno giu|luglio lug|agosto|settembre set sett|\
     ottobre ott|novembre|dicembre",
    // Portuguese
    "janeiro|fevereiro fev|março|abril|maio|junho|julho|agosto|setembro|outubro out|novembro|dezembro",
    // Dutch
    "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
    // Swedish, Danish, Norwegian
    "januari|februari|mars marts|april|maj|juni|juli|augusti august|september|oktober|november|december desember des",
    // Polish
    "styczeń stycznia sty|luty lutego lut|marzec marca|kwiecień kwietnia kwi|maj maja|czerwiec czerwca cze|\
     lipiec lipca lip|sierpień sierpnia sie|wrzesień września wrz|październik października paźdz|listopad lis|\
     grudzień grudnia gru",
    // Czech
    "leden ledna led|únor února úno|březen března bře|duben dubna dub|květen května kvě|červen června čvn|\
     červenec července čvc|srpen srpna srp|září zář|říjen října říj|listopad listopadu|prosinec prosince pro",
    // Russian
    "январь января янв|февраль февраля фев февр|март марта мар|апрель апреля апр|май мая|июнь июня июн|\
     июль июля июл|август августа авг|сентябрь сентября сен сент|октябрь октября окт|ноябрь ноября ноя нояб|\
     декабрь декабря дек",
    // Ukrainian
    "січень січня січ|лютий лютого лют|березень березня бер|квітень квітня кві квіт|травень травня тра трав|\
     червень червня чер черв|липень липня лип|серпень серпня сер серп|вересень вересня вер|жовтень жовтня жов жовт|\
     листопад листопада лис|грудень грудня гру груд",
    // Turkish
    "ocak oca|şubat şub|mart|nisan nis|mayıs|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas|\
     aralık ara",
    // Greek
    "ιανουάριος ιανουαρίου ιαν|φεβρουάριος φεβρουαρίου φεβ φεβρ|μάρτιος μαρτίου μαρ|απρίλιος απριλίου απρ|\
     μάιος μαΐου μάι|ιούνιος ιουνίου ιουν|ιούλιος ιουλίου ιουλ|αύγουστος αυγούστου αυγ|\
     σεπτέμβριος σεπτεμβρίου σεπ σεπτ|οκτώβριος οκτωβρίου οκτ|νοέμβριος νοεμβρίου νοε|δεκέμβριος δεκεμβρίου δεκ",
    // Indonesian
    "januari|februari pebruari|maret|april|mei|juni|juli|agustus agt ags agu|september|oktober|november nopember|\
     desember des",
    // Arabic: Egypt and the Gulf
    "يناير|فبراير|مارس|أبريل إبريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    // Arabic: the Levant and Iraq
    "كانون_الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين_الأول|تشرين_الثاني|كانون_الأول",
    // Arabic: the Maghreb
    "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية يوليوز|أوت غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    // Hindi
    "जनवरी|फ़रवरी फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
    // Thai
    "มกราคม ม.ค.|กุมภาพันธ์ ก.พ.|มีนาคม มี.ค.|เมษายน เม.ย.|พฤษภาคม พ.ค.|มิถุนายน มิ.ย.|กรกฎาคม ก.ค.|สิงหาคม ส.ค.|\
     กันยายน ก.ย.|ตุลาคม ต.ค.|พฤศจิกายน พ.ย.|ธันวาคม ธ.ค.",
];

const ENGLISH_WEEKDAYS: &str = "monday mon|tuesday tue tues|wednesday wed weds|thursday thu thur thurs|friday fri|\
                                saturday sat|sunday sun";

/// The other words: the meaning, whether the day always comes first in their language, and the words.
const GROUPS: &[(Word, bool, &str)] = &[
    // March (also the German "Mär") is Tuesday in Romance languages, and the Polish October is Sunday in Turkish.
    (Word::MonthOrWeekday(3), false, "mar"),
    (Word::MonthOrWeekday(10), false, "paź"),
    (Word::Listopada, false, "listopada"),
    (Word::MonthStart, false, "كانون تشرين"),
    // Weekdays: German, Dutch
    (Word::Weekday(None), true, "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"),
    (Word::Weekday(None), true, "mo di mi do fr sa so maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
    (Word::Weekday(None), true, "ma wo vr za zo"),
    // French, Spanish, Italian, Portuguese
    (Word::Weekday(None), true, "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim"),
    (Word::Weekday(None), true, "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom"),
    (Word::Weekday(None), true, "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab"),
    (Word::Weekday(None), true, "segunda terça quarta quinta sexta feira seg ter qua qui sex"),
    // Swedish, Danish, Norwegian
    (Word::Weekday(None), true, "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors tor fre lör"),
    (Word::Weekday(None), true, "mandag tirsdag lørdag søndag man tir lør søn"),
    // Polish, Czech
    (Word::Weekday(None), true, "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw sob niedz"),
    (Word::Weekday(None), true, "pondělí úterý středa čtvrtek pátek neděle"),
    // Russian, Ukrainian
    (Word::Weekday(None), true, "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"),
    (Word::Weekday(None), true, "понеділок вівторок середа четвер п'ятниця субота неділя нд"),
    // Turkish, Greek, Indonesian
    (Word::Weekday(None), true, "pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar cum cmt"),
    (Word::Weekday(None), true, "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρι τετ πεμ παρ σαβ κυρ"),
    (Word::Weekday(None), true, "senin selasa rabu kamis jumat jum'at sabtu minggu"),
    // Arabic, Hindi, Thai
    (Word::Weekday(None), true, "الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت"),
    (Word::Weekday(None), true, "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"),
    (Word::Weekday(None), true, "จันทร์ อังคาร พุธ พฤหัสบดี พฤหัส ศุกร์ เสาร์ อาทิตย์"),
    // Japanese, Chinese, Korean
    (Word::Weekday(None), false, "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜"),
    (Word::Weekday(None), false, "火 水 木 金 土 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天"),
    (Word::Weekday(None), false, "周一 周二 周三 周四 周五 周六 周日 週一 週二 週三 週四 週五 週六 週日"),
    (Word::Weekday(None), false, "월요일 화요일 수요일 목요일 금요일 토요일 일요일 화 수 목 금 토"),
    // Labels
    (Word::Label, false, "published publication publish date dated posted created updated update modified last first"),
    (Word::Label, false, "originally issued released"),
    (
        Word::Label,
        true,
        "veröffentlicht veröffentlichung aktualisiert erstellt erschienen stand datum zuletzt geändert",
    ),
    (Word::Label, true, "gepubliceerd geplaatst bijgewerkt laatst gewijzigd publicatiedatum"),
    (Word::Label, true, "publié publiée modifié mis mise jour posté paru dernière"),
    (Word::Label, true, "publicado publicada actualizado actualizada actualización última fecha publicación"),
    (Word::Label, true, "pubblicato pubblicata aggiornato aggiornata aggiornamento modificato ultimo ultima data"),
    (Word::Label, true, "atualizado atualizada atualização postado publicação modificado"),
    (Word::Label, true, "publicerad uppdaterad publiceret opdateret offentliggjort publisert oppdatert sist"),
    (Word::Label, true, "opublikowano opublikowane publikacji publikacja aktualizacja zaktualizowano dodano utworzono"),
    (Word::Label, true, "publikováno aktualizováno vydáno zveřejněno vloženo"),
    (Word::Label, true, "опубликовано обновлено размещено дата публикации публикация"),
    (Word::Label, true, "опубліковано оновлено публікації"),
    (Word::Label, true, "yayınlanma yayınlandı yayın tarihi tarih güncelleme güncellendi oluşturulma giriş son"),
    (Word::Label, true, "δημοσίευση δημοσιεύθηκε δημοσιεύτηκε ενημέρωση ενημερώθηκε τελευταία"),
    (Word::Label, true, "diterbitkan terbit dipublikasikan dipublikasi diperbarui tayang"),
    (Word::Label, true, "نشر نشرت تم تاريخ النشر بتاريخ تحديث آخر"),
    (Word::Label, true, "प्रकाशित अपडेट अपडेटेड"),
    (Word::Label, true, "เผยแพร่ โพสต์ อัปเดต อัพเดต อัพเดท ล่าสุด ปรับปรุง"),
    // What several languages share
    (Word::Preposition, false, "of the on at a as o"),
    (Word::Filler, false, "hrs"),
    // Zones that are not the same all year, or not the same everywhere
    (Word::Filler, false, "et pt ct mt cst ist"),
    // German, Dutch, Scandinavian
    (Word::Preposition, true, "den der vom um op om d kl klokken klokka klo"),
    // French, Spanish, Italian, Portuguese
    (Word::Preposition, true, "le l du de del la las los el il dell alle ore em"),
    (Word::Filler, true, "hs"),
    // Polish, Czech, Russian, Ukrainian, Turkish, Indonesian
    (Word::Preposition, true, "dnia dn w godz godzina dne v ve в о saat tanggal pukul jam pada"),
    (Word::Filler, true, "r roku г год года р року рік"),
    // Greek, Arabic, Hindi, Thai
    (Word::Preposition, true, "στις في يوم الساعة بتوقيت วันที่ วัน ที่ เมื่อ เวลา พ.ศ. ค.ศ."),
    (Word::Filler, true, "को पर"),
    // East Asian labels, which may as well follow
    (Word::Filler, false, "公開 更新 投稿 投稿日 配信 掲載 発行 公開日 更新日 配信日 掲載日 最終更新 最終更新日"),
    (
        Word::Filler,
        false,
        "发布 发布于 发布时间 更新时间 更新于 发表 发表于 发表时间 時間 时间 日期 發布 發布時間 更新時間 發表於",
    ),
    (Word::Filler, false, "입력 수정 등록 승인 기사입력 최종수정 최종 발행 게시 작성"),
    (Word::Ordinal, false, "st nd rd th"),
    (Word::Ordinal, true, "er ère e ème ste го"),
    (Word::TimeMark, false, "t"),
    // Zones
    (Word::Zone(0), false, "z utc gmt ut wet غرينتش جرينتش"),
    (Word::Zone(60), false, "cet mez bst west wat"),
    (Word::Zone(2 * 60), false, "cest mesz eet cat sast"),
    (Word::Zone(3 * 60), false, "msk мск eest trt eat idt"),
    (Word::Zone(5 * 60), false, "pkt"),
    (Word::Zone(5 * 60 + 45), false, "npt"),
    (Word::Zone(7 * 60), false, "wib ict"),
    (Word::Zone(8 * 60), false, "hkt sgt wita awst pht"),
    (Word::Zone(9 * 60), false, "jst kst wit"),
    (Word::Zone(9 * 60 + 30), false, "acst"),
    (Word::Zone(10 * 60), false, "aest"),
    (Word::Zone(10 * 60 + 30), false, "acdt"),
    (Word::Zone(11 * 60), false, "aedt"),
    (Word::Zone(12 * 60), false, "nzst"),
    (Word::Zone(13 * 60), false, "nzdt"),
    (Word::Zone(-3 * 60), false, "brt adt"),
    (Word::Zone(-4 * 60), false, "edt hae"),
    (Word::Zone(-5 * 60), false, "est cdt hne"),
    (Word::Zone(-6 * 60), false, "mdt"),
    (Word::Zone(-7 * 60), false, "mst pdt"),
    (Word::Zone(-8 * 60), false, "pst akdt"),
    (Word::Zone(-9 * 60), false, "akst"),
    (Word::Zone(-10 * 60), false, "hst"),
    // Halves of the day
    (Word::Morning, false, "a.m. 午前 上午 凌晨 오전"),
    (Word::Morning, true, "π.μ. öö ص صباحا पूर्वाह्न"),
    (Word::Afternoon, false, "p.m. 午後 下午 오후"),
    (Word::Afternoon, true, "μ.μ. ös مساء अपराह्न"),
    (Word::AfternoonOrEra, true, "م"),
    // Eras: Japan since it has our calendar, and Taiwan
    (Word::Era(1867), false, "明治"),
    (Word::Era(1911), false, "大正 民國 民国 中華民國"),
    (Word::Era(1925), false, "昭和"),
    (Word::Era(1988), false, "平成"),
    (Word::Era(2018), false, "令和"),
    (Word::FirstYear, false, "元"),
    // Marks
    (Word::YearMark, false, "年 년"),
    (Word::MonthMark, false, "月 월"),
    (Word::DayMark, false, "日 号 號 일"),
    (Word::HourMark, false, "時 时 点 點 시 o'clock"),
    (Word::HourMark, true, "h uhr uur heures horas hod น."),
    (Word::MinuteMark, false, "min 分 분"),
    (Word::SecondMark, false, "秒 초"),
];
