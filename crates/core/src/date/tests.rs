use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, Utc};
use proptest::prelude::*;
use rstest::rstest;

use super::tokens::{Kind, Number, tokenise};
use super::words::{MONTHS, Meaning, Word, entries};
use super::{Date, Parts, reader};

/// The stored text, and the offset in minutes if there is one.
fn parse(text: &str) -> Option<(String, Option<i32>)> {
    Date::parse(text).map(|date| (date.iso, date.offset))
}

fn assert_reads(text: &str, iso: &str, offset: Option<i32>) {
    assert_eq!(parse(text), Some((iso.to_owned(), offset)), "{text:?}");
}

#[rstest]
#[case("2022", "2022")]
#[case("1500", "1500")]
#[case("2199", "2199")]
#[case("Published: 2022", "2022")]
#[case("2022-09", "2022-09")]
#[case("2011-12", "2011-12")]
#[case("2022/09", "2022-09")]
#[case("09/2022", "2022-09")]
#[case("9.2022", "2022-09")]
#[case("2022-09-13", "2022-09-13")]
#[case("  2022-09-13\n", "2022-09-13")]
#[case("2022/9/13", "2022-09-13")]
#[case("2022.09.13", "2022-09-13")]
#[case("2022. 9. 13.", "2022-09-13")]
#[case("20220913", "2022-09-13")]
#[case("２０２２－０９－１３", "2022-09-13")]
#[case("٢٠٢٢/٠٩/١٣", "2022-09-13")]
#[case("۲۰۲۲/۰۹/۱۳", "2022-09-13")]
#[case("१३.०९.२०२२", "2022-09-13")]
#[case("\u{200F}13\u{200F}/9\u{200F}/2022", "2022-09-13")]
#[case("\u{FEFF}2022\u{AD}-09-13", "2022-09-13")]
#[case("2024-02-29", "2024-02-29")]
fn reads_days_in_digits(#[case] text: &str, #[case] iso: &str) {
    assert_reads(text, iso, None);
}

#[rstest]
#[case("2022-09-13T10:05", "2022-09-13T10:05")]
#[case("2022-09-13 10:05:30", "2022-09-13T10:05:30")]
#[case("2022-09-13T00:00:00", "2022-09-13T00:00:00")]
#[case("2022-09-13 00:00:00", "2022-09-13T00:00:00")]
#[case("2022-09-13 00:00:00.000", "2022-09-13T00:00:00")]
#[case("2022-09-13t10:05:30,25", "2022-09-13T10:05:30")]
#[case("2022-12-31 23:59:60", "2022-12-31T23:59:59")]
#[case("2022/09/13 10:05", "2022-09-13T10:05")]
#[case("20220913T100530", "2022-09-13T10:05:30")]
#[case("20220913T1005", "2022-09-13T10:05")]
#[case("202209131005", "2022-09-13T10:05")]
#[case("20220913100530", "2022-09-13T10:05:30")]
#[case("13.09.2022 - 10:05", "2022-09-13T10:05")]
#[case("13.09.2022-10:05", "2022-09-13T10:05")]
#[case("13.09.2022 | 10.05", "2022-09-13T10:05")]
#[case("10:05, 13/09/2022", "2022-09-13T10:05")]
#[case("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01")]
#[case("13-SEP-22 03.05.30.123000 PM", "2022-09-13T15:05:30")]
#[case("Sep 13 2022 10:05AM", "2022-09-13T10:05")]
#[case("Tue Sep 13 10:05:30 2022", "2022-09-13T10:05:30")]
#[case("9/13/2022 12:05:30 AM", "2022-09-13T00:05:30")]
#[case("9/13/2022 12:05 PM", "2022-09-13T12:05")]
#[case("9/13/2022 3\u{202F}pm", "2022-09-13T15:00")]
fn reads_times_without_zone(#[case] text: &str, #[case] iso: &str) {
    assert_reads(text, iso, None);
}

#[rstest]
#[case("2022-09-13T10:05Z", "2022-09-13T10:05Z", 0)]
#[case("2022-09-13T10:05:30Z", "2022-09-13T10:05:30Z", 0)]
#[case("2022-09-13 10:05:30.123456z", "2022-09-13T10:05:30Z", 0)]
#[case("2022-09-13T10:05:30+02:00", "2022-09-13T08:05:30Z", 120)]
#[case("2022-09-13T10:05:30.000+0200", "2022-09-13T08:05:30Z", 120)]
#[case("2022-09-13 10:05:30+02", "2022-09-13T08:05:30Z", 120)]
#[case("2022-09-13 10:05:30 -03:30", "2022-09-13T13:35:30Z", -210)]
#[case("2022-09-13 10:05:30 −0500", "2022-09-13T15:05:30Z", -300)]
#[case("2022-01-01T00:30:00+01:00", "2021-12-31T23:30:00Z", 60)]
#[case("2022-12-31T23:30-05:00", "2023-01-01T04:30Z", -300)]
#[case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", 0)]
#[case("20220913T100530Z", "2022-09-13T10:05:30Z", 0)]
#[case("20220913T100530.5+0200", "2022-09-13T08:05:30Z", 120)]
#[case("2022-09-13T10:05:30-00:00", "2022-09-13T10:05:30Z", 0)]
#[case("2022-09-13 10:05 UTC", "2022-09-13T10:05Z", 0)]
#[case("2022-09-13 10:05 GMT+2", "2022-09-13T08:05Z", 120)]
#[case("2022-09-13 10:05 (UTC-05:00)", "2022-09-13T15:05Z", -300)]
#[case("2022-09-13 10:05:30 +0200 CEST", "2022-09-13T08:05:30Z", 120)]
#[case("2022-09-13T10:05:30+02:00[Europe/Paris]", "2022-09-13T08:05:30Z", 120)]
#[case("2022-01-13 10:05 CET", "2022-01-13T09:05Z", 60)]
#[case("2022-09-13 10:05 EDT", "2022-09-13T14:05Z", -240)]
#[case("2022-09-13 10:05 PST", "2022-09-13T18:05Z", -480)]
#[case("2022-09-13 10:05 JST", "2022-09-13T01:05Z", 540)]
#[case("13.09.2022 10:05 МСК", "2022-09-13T07:05Z", 180)]
#[case("Tue, 13 Sep 2022 10:05:30 +0200", "2022-09-13T08:05:30Z", 120)]
#[case("Tue, 13 Sep 2022 10:05:30 +0530", "2022-09-13T04:35:30Z", 330)]
#[case("Tue, 13 Sep 2022 10:05:30 +0000 (UTC)", "2022-09-13T10:05:30Z", 0)]
#[case("13 Sep 22 10:05 UT", "2022-09-13T10:05Z", 0)]
#[case("Tuesday, 13-Sep-22 10:05:30 GMT", "2022-09-13T10:05:30Z", 0)]
#[case("Tue Sep 13 10:05:30 EDT 2022", "2022-09-13T14:05:30Z", -240)]
#[case("Tue Sep 13 10:05:30 +0000 2022", "2022-09-13T10:05:30Z", 0)]
#[case("Sep 13 10:05:30 2022 GMT", "2022-09-13T10:05:30Z", 0)]
#[case("13/Sep/2022:10:05:30 +0200", "2022-09-13T08:05:30Z", 120)]
#[case("Tue Sep 13 2022 10:05:30 GMT+0200 (Central European Summer Time)", "2022-09-13T08:05:30Z", 120)]
#[case("13 Sep 2022 10:05 GMT-05:00", "2022-09-13T15:05Z", -300)]
#[case("1663063530", "2022-09-13T10:05:30Z", 0)]
#[case("1663063530.25", "2022-09-13T10:05:30Z", 0)]
#[case("1663063530123", "2022-09-13T10:05:30Z", 0)]
fn reads_times_with_zone(#[case] text: &str, #[case] iso: &str, #[case] offset: i32) {
    assert_reads(text, iso, Some(offset));
}

#[rstest]
#[case("2022-09-13Z", "2022-09-13")]
#[case("2022-09-13+02:00", "2022-09-13")]
#[case("2022-09-13-05:00", "2022-09-13")]
#[case("2022-09-13 UTC", "2022-09-13")]
#[case("March 3, 2024, 3:04 p.m. ET", "2024-03-03T15:04")]
#[case("Tue Sep 13 10:05:30 CST 2022", "2022-09-13T10:05:30")]
#[case("13 Sep 2022 10:05 AM (IST)", "2022-09-13T10:05")]
fn leaves_out_a_zone_without_time_or_with_several_offsets(#[case] text: &str, #[case] iso: &str) {
    assert_reads(text, iso, None);
}

#[rstest]
#[case("13.09.2022", "2022-09-13")]
#[case("3. 4. 2024", "2024-04-03")]
#[case("03.04.2024", "2024-04-03")]
#[case("13/09/2022", "2022-09-13")]
#[case("09/13/2022", "2022-09-13")]
#[case("13-09-2022", "2022-09-13")]
#[case("9-13-2022", "2022-09-13")]
#[case("03/03/2024", "2024-03-03")]
#[case("Wednesday, 03/04/2024", "2024-04-03")]
#[case("Mon 03/04/2024", "2024-03-04")]
#[case("Publié le 03/04/2024 à 10h05", "2024-04-03T10:05")]
#[case("03/04/2024 10h05", "2024-04-03T10:05")]
#[case("03-04-2024 14:05 Uhr", "2024-04-03T14:05")]
#[case("mar. 03/04/2024", "2024-04-03")]
fn orders_day_and_month(#[case] text: &str, #[case] iso: &str) {
    assert_reads(text, iso, None);
}

#[rstest]
#[case::english("13 September 2022", "2022-09-13")]
#[case::english("September 13, 2022", "2022-09-13")]
#[case::english("Sept. 13, 2022", "2022-09-13")]
#[case::english("2022 September 13", "2022-09-13")]
#[case::english("2022-Sep-13", "2022-09-13")]
#[case::english("Tuesday the 13th of September, 2022", "2022-09-13")]
#[case::english("Sept 2022", "2022-09")]
#[case::english("March 2024", "2024-03")]
#[case::english("26 Feb 87", "1987-02-26")]
#[case::english("26 Feb '68", "2068-02-26")]
#[case::english("26-Feb-69", "1969-02-26")]
#[case::english("1 May 2024", "2024-05-01")]
#[case::english("Mar 13, 2022", "2022-03-13")]
#[case::english("Published: 3 March 2024", "2024-03-03")]
#[case::english("Last updated on March 3rd, 2024 at 3:04 pm", "2024-03-03T15:04")]
#[case::english("3:04 p.m. on March 3, 2024", "2024-03-03T15:04")]
#[case::english("Tue 13 Sep 2022 10.05am", "2022-09-13T10:05")]
#[case::german("3. März 2024", "2024-03-03")]
#[case::german("3. Mär 2024", "2024-03-03")]
#[case::german("vom 3. März 2024 um 14:05 Uhr", "2024-03-03T14:05")]
#[case::german("Veröffentlicht am 3. Maerz 2024, 10.05 Uhr", "2024-03-03T10:05")]
#[case::german("So., 03.03.2024, 9 Uhr", "2024-03-03T09:00")]
#[case::german("Stand: 1. Jänner 2024", "2024-01-01")]
#[case::french("Publié le 3 mars 2024 à 10h05", "2024-03-03T10:05")]
#[case::french("le 3 mars 2024", "2024-03-03")]
#[case::french("vendredi 1er mars 2024 à 10 h 05", "2024-03-01T10:05")]
#[case::french("10h 13 mars 2024", "2024-03-13T10:00")]
#[case::french("15 août 2022, à 10h", "2022-08-15T10:00")]
#[case::french("15 aout 2022", "2022-08-15")]
#[case::french("mar. 5 mars 2024", "2024-03-05")]
#[case::french("11 d’octobre 2022", "2022-10-11")]
#[case::spanish("3 de marzo de 2024", "2024-03-03")]
#[case::spanish("Publicado el 3 de marzo del 2024 a las 10:05 a. m.", "2024-03-03T10:05")]
#[case::spanish("mar. 13 mar. 2022, 3:04 p.\u{A0}m.", "2022-03-13T15:04")]
#[case::spanish("1º de enero de 2024", "2024-01-01")]
#[case::italian("Martedì 13 settembre 2022 alle ore 10.05", "2022-09-13T10:05")]
#[case::italian("l'11 settembre 2022", "2022-09-11")]
#[case::italian("13 set 2022", "2022-09-13")]
#[case::portuguese("terça-feira, 13 de setembro de 2022 às 10h05", "2022-09-13T10:05")]
#[case::portuguese("13 out. 2022", "2022-10-13")]
#[case::dutch("Gepubliceerd op 13 mrt. 2022 om 10:05 uur", "2022-03-13T10:05")]
#[case::polish("Wtorek, 13 września 2022 r., godz. 10:05", "2022-09-13T10:05")]
#[case::polish("13 paź 2022", "2022-10-13")]
#[case::polish("13 listopada 2022", "2022-11-13")]
#[case::russian("13 сентября 2022 г. в 10:05", "2022-09-13T10:05")]
#[case::russian("Опубликовано: вторник, 3 МАЯ 2022 года", "2022-05-03")]
#[case::russian("Май 2022", "2022-05")]
#[case::ukrainian("п’ятниця, 13 травня 2022 р.", "2022-05-13")]
#[case::turkish("13 Kasım 2022 Paz, 10:05", "2022-11-13T10:05")]
#[case::turkish("Güncelleme: 13 KASIM 2022", "2022-11-13")]
#[case::turkish("5 NİSAN 2022", "2022-04-05")]
#[case::arabic("13 يناير 2022", "2022-01-13")]
#[case::arabic("١٣ كانون الثاني ٢٠٢٢", "2022-01-13")]
#[case::arabic("الثلاثاء 13 سبتمبر/أيلول 2022", "2022-09-13")]
#[case::arabic("13 اكتوبر 2022م، 3:04 م", "2022-10-13T15:04")]
#[case::swedish("Publicerad 13 maj 2022 kl. 10.05", "2022-05-13T10:05")]
#[case::danish("d. 13. marts 2022 kl. 10:05", "2022-03-13T10:05")]
#[case::norwegian("lørdag 13. desember 2022", "2022-12-13")]
#[case::czech("13. září 2022 v 10:05", "2022-09-13T10:05")]
#[case::czech("1. července 2022", "2022-07-01")]
#[case::greek("Τρίτη, 13 Σεπτεμβρίου 2022, 3:04 μ.μ.", "2022-09-13T15:04")]
#[case::greek("ΜΆΡΤΙΟΣ 2022", "2022-03")]
#[case::greek("5 ΜΑΪΟΥ 2022", "2022-05-05")]
#[case::indonesian("Jum'at, 13 Agustus 2021 pukul 10.05", "2021-08-13T10:05")]
#[case::hindi("13 सितंबर 2022", "2022-09-13")]
#[case::hindi("१३ फ़रवरी २०२२", "2022-02-13")]
#[case::chinese("2022年9月13日 10:05", "2022-09-13T10:05")]
#[case::chinese("发布时间：2022年09月13日10:05:30", "2022-09-13T10:05:30")]
#[case::chinese("2022年9月13日 星期二 下午3:04", "2022-09-13T15:04")]
#[case::chinese("民國111年9月13日", "2022-09-13")]
#[case::japanese("2022年9月13日10時5分", "2022-09-13T10:05")]
#[case::japanese("２０２２年９月１３日（火）午後３時５分３０秒", "2022-09-13T15:05:30")]
#[case::japanese("2022年9月11日（日）更新", "2022-09-11")]
#[case::japanese("令和4年9月13日", "2022-09-13")]
#[case::japanese("2019年（令和元年）5月1日", "2019-05-01")]
#[case::japanese("2022年9月", "2022-09")]
#[case::korean("2022년 9월 13일 오후 3시 5분", "2022-09-13T15:05")]
#[case::korean("입력 2022.09.13. 오전 10:05", "2022-09-13T10:05")]
#[case::korean("2022년 9월 12일 월요일", "2022-09-12")]
#[case::thai("13 กันยายน 2565", "2022-09-13")]
#[case::thai("๑๓ ก.ย. ๒๕๖๕", "2022-09-13")]
#[case::thai("วันอังคารที่ 13 กันยายน พ.ศ. 2565 เวลา 10.05 น.", "2022-09-13T10:05")]
#[case::thai("13 มี.ค. 65", "2022-03-13")]
#[case::thai("13 ม.ค. 2022", "2022-01-13")]
#[case::thai("เผยแพร่ 13/09/2565", "2022-09-13")]
fn reads_names(#[case] text: &str, #[case] iso: &str) {
    assert_reads(text, iso, None);
}

#[rstest]
#[case("13 September 2022 10.05 BST", "2022-09-13T09:05Z", 60)]
#[case("10.05 BST, 13 September 2022", "2022-09-13T09:05Z", 60)]
#[case("Updated 3:04 PM EST, Tue March 5, 2024", "2024-03-05T20:04Z", -300)]
#[case("Selasa, 13 Sep 2022 10:05 WIB", "2022-09-13T03:05Z", 420)]
#[case("3 mars 2024 à 10h05 GMT+1", "2024-03-03T09:05Z", 60)]
#[case("13 سبتمبر 2022 - 10:05 بتوقيت غرينتش", "2022-09-13T10:05Z", 0)]
fn reads_names_with_zone(#[case] text: &str, #[case] iso: &str, #[case] offset: i32) {
    assert_reads(text, iso, Some(offset));
}

#[rstest]
#[case::nothing("")]
#[case::nothing(" ")]
#[case::nothing("-")]
#[case::prose("sometime in spring")]
#[case::prose("3 March 2024 was a good day")]
#[case::prose("on 3 March 2024 he said")]
#[case::prose("in 2022")]
#[case::prose("the 2022")]
#[case::prose("The Sun 2022")]
#[case::prose("1990s")]
#[case::prose("c. 1990")]
#[case::prose("Spring 2022")]
#[case::prose("Q3 2022")]
#[case::prose("2022年代")]
#[case::prose("13 September 2022 by Jane Doe")]
#[case::prose("3 March 2024 published")]
#[case::prose("3 March 2024 at the")]
#[case::two_dates("2022年 September")]
#[case::two_dates("3 March 2024, 3 April 2024")]
#[case::two_dates("2022-09-13 2023")]
#[case::relative("yesterday")]
#[case::relative("3 hours ago")]
#[case::relative("today at 10:05")]
#[case::relative("3 days ago")]
#[case::span("3-5 March 2024")]
#[case::span("3/4 March 2024")]
#[case::span("vom 3. bis 5. März 2024")]
#[case::span("March - April 2024")]
#[case::span("2022-2023")]
#[case::span("3 March 2024 10:00-11:00")]
#[case::span("10:00-11:00 3 March 2024")]
#[case::span("2022–")]
#[case::span("2011/12")]
#[case::span("2022-09-13 - 2022-09-14")]
#[case::span("2022-09-13/2022-09-14")]
#[case::ambiguous("03/04/2024")]
#[case::ambiguous("03-04-2024")]
#[case::ambiguous("03/04/2024 10:05")]
#[case::ambiguous("Posted on 3/4/2024")]
#[case::ambiguous("Friday, 03/04/2024")]
#[case::ambiguous("13. listopada 2022.")]
#[case::two_digits("26/02/87")]
#[case::two_digits("22-09-13")]
#[case::two_digits("13.09.22")]
#[case::two_digits("22年9月13日")]
#[case::two_digits("Feb 87")]
#[case::two_digits("13 ก.ย. 22")]
#[case::no_year("13 September")]
#[case::no_year("9月13日")]
#[case::no_year("9/11")]
#[case::no_year("Tuesday")]
#[case::no_day("10:05")]
#[case::no_day("2022 10:05")]
#[case::no_day("March 2024 10:05")]
#[case::no_day("Tuesday, March 2024")]
#[case::no_such_day("2022-02-31")]
#[case::no_such_day("31 February 2022")]
#[case::no_such_day("2023-02-29")]
#[case::no_such_day("2022-13-01")]
#[case::no_such_day("2022-00-10")]
#[case::no_such_day("2022-13")]
#[case::no_such_day("2022-13-09")]
#[case::no_such_day("03.14.2024")]
#[case::no_such_day("31/31/2022")]
#[case::no_such_day("20221301")]
#[case::no_such_day("2022年13月1日")]
#[case::no_such_time("2022-09-13 25:00")]
#[case::no_such_time("2022-09-13T24:00")]
#[case::no_such_time("2022-09-13T10:60")]
#[case::no_such_time("2022-09-13T10:05:61Z")]
#[case::no_such_time("2022-09-13 14:05 am")]
#[case::no_such_time("2022-09-13 3:04, p.m.")]
#[case::no_such_time("20220913T2500")]
#[case::no_such_zone("2022-09-13T10:05:30+15:00")]
#[case::no_such_zone("2022-09-13T10:05:30+01:60")]
#[case::no_such_zone("2022-09-13T10:05:30 Mars/Olympus")]
#[case::no_such_zone("2022-09-13 10:05 +0200 EST")]
#[case::unclear("March 3 1904 GMT")]
#[case::unclear("1.50, 3 March 2024")]
#[case::unclear("2022-09-13 T 10:05")]
#[case::out_of_range("1499")]
#[case::out_of_range("2200")]
#[case::out_of_range("13.09.1499")]
#[case::out_of_range("13 September 2200")]
#[case::out_of_range("2199-12-31T23:30-05:00")]
#[case::out_of_range("1500-01-01T00:30+01:00")]
#[case::out_of_range("13/09/2565")]
#[case::out_of_range("13 กุมภาพันธ์ 2480")]
#[case::out_of_range("明治5年1月1日")]
#[case::number("-2022")]
#[case::number("+2022")]
#[case::number("Sept -2022")]
#[case::number("12345")]
#[case::number("0000000000")]
#[case::number("9780306406157")]
#[case::number("99999999999999999999999999")]
#[case::number("192.168.2022.1")]
#[case::number("1-800-555-2022")]
#[case::number("2022:09:13")]
#[case::number("$2022")]
#[case::number("3.5 million")]
fn refuses(#[case] text: &str) {
    assert_eq!(parse(text), None);
}

#[test]
fn refuses_long_texts() {
    assert!(Date::parse(&format!("13 September{}2022", " ".repeat(80))).is_some());
    assert_eq!(parse(&format!("13 September{}2022", " ".repeat(90))), None);
    assert_eq!(parse(&format!("2022-09-13T10:05:30.{}Z", "0".repeat(90))), None);
    assert_eq!(parse(&"2022年".repeat(100_000)), None);
}

#[rstest]
#[case("2022", "2022")]
#[case("2022-09", "2022-09")]
#[case("13.09.2022", "2022-09-13")]
#[case("2022-09-13T00:30", "2022-09-13")]
#[case("2022-09-13T00:30Z", "2022-09-13")]
#[case("2022-09-13T00:30:00+02:00", "2022-09-13")]
#[case("2022-12-31T23:30-05:00", "2022-12-31")]
fn knows_the_local_day(#[case] text: &str, #[case] day: &str) {
    assert_eq!(Date::parse(text).map(|date| date.local_day()).as_deref(), Some(day));
}

#[rstest]
#[case("2022", None, true)]
#[case("2022-09-13T10:05", None, true)]
#[case("2022-09-13T10:05:30Z", Some(-300), true)]
#[case("2022-09-13T10:05:30Z", None, false)]
#[case("2022-09-13T10:05:30", Some(0), false)]
#[case("2022-09-13", Some(0), false)]
#[case("2022-09-13T10:05:30Z", Some(900), false)]
#[case("2022-09-13T10:05:30+00:00", Some(0), false)]
#[case("2022-09-13 10:05:30Z", Some(0), false)]
#[case("2022-09-13T10:05:30.0Z", Some(0), false)]
#[case("2016-12-31T23:59:60Z", Some(0), false)]
#[case("2022-02-30", None, false)]
#[case("2022-9-13", None, false)]
#[case("1499", None, false)]
#[case("", None, false)]
#[case(" 2022", None, false)]
fn takes_back_only_what_it_stored(#[case] iso: &str, #[case] offset: Option<i32>, #[case] valid: bool) {
    let date = Date::from_iso(iso, offset);
    assert_eq!(date.is_some(), valid);
    if let Some(date) = date {
        assert_eq!((date.as_iso(), date.offset_minutes(), date.to_string()), (iso, offset, iso.to_owned()));
    }
}

#[test]
fn is_written_as_text() {
    let date = Date::parse("March 2024").expect("a date");
    assert_eq!(serde_json::to_string(&date).expect("a string"), "\"2024-03\"");
}

#[test]
fn no_word_has_two_meanings() {
    let mut words = HashMap::new();
    let mut is_second =
        |(name, meaning): &(String, Meaning)| *words.entry(name.clone()).or_insert(*meaning) != *meaning;
    let twice: Vec<_> = entries().filter(&mut is_second).collect();
    assert_eq!(twice, []);
}

#[test]
fn every_language_has_twelve_months() {
    for row in MONTHS {
        assert_eq!(row.split('|').count(), 12, "{row}");
    }
}

#[test]
fn every_word_is_found_in_a_text() {
    for (name, meaning) in entries() {
        let kinds: Vec<Kind> = tokenise(&name).list.iter().map(|token| token.kind).collect();
        let expected = match meaning.word {
            Word::MonthOrWeekday(month) => Kind::Word(Word::Month(month)),
            Word::Listopada => Kind::Word(Word::Month(11)),
            Word::MonthStart => Kind::Word(Word::Unknown),
            Word::FirstYear => Kind::Number(Number { value: 1, digits: 1 }),
            word => Kind::Word(word),
        };
        assert_eq!(kinds, [expected], "{name}");
    }
}

/// Texts made of what dates are made of, so that many get far and some all the way.
fn date_like() -> impl Strategy<Value = String> {
    let words: Vec<String> = entries().map(|(name, _)| name).collect();
    let numbers = prop_oneof!["[0-9]{1,2}", "(19|20)[0-9]{2}", "[0-9]{1,20}", Just("２０２２".to_owned())];
    let piece = prop_oneof![numbers, prop::sample::select(words), "[-/.:,+()TZ年月日 ]", Just(" ".to_owned())];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

fn assert_is_kept(text: &str) {
    let Some(date) = Date::parse(text) else { return };
    assert_eq!(Date::parse(date.as_iso()).map(|again| again.iso), Some(date.iso.clone()), "{text:?}");
    assert_eq!(Date::from_iso(date.as_iso(), date.offset_minutes()), Some(date.clone()), "{text:?}");
    assert_eq!(date.local_day().len(), date.as_iso().len().min(10), "{text:?}");
}

/// An instant that is well within the range of years.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let seconds = prop_oneof![-14_000_000_000_i64..7_000_000_000, 1_600_000_000..1_600_000_100_i64];
    seconds.prop_filter_map("no such instant", |seconds| DateTime::from_timestamp(seconds, 0))
}

proptest! {
    #[test]
    fn any_text_is_kept_as_it_was_read(text in any::<String>()) {
        assert_is_kept(&text);
    }

    #[test]
    fn date_like_text_is_kept_as_it_was_read(text in date_like()) {
        assert_is_kept(&text);
    }

    #[test]
    fn dates_that_were_stored_are_checked(iso in "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?") {
        let offset = iso.ends_with('Z').then_some(0);
        prop_assert_eq!(Date::from_iso(&iso, offset).is_some(), Date::parse(&iso).is_some_and(|date| date.iso == iso));
    }

    #[test]
    fn instants_sort_as_text(a in instant(), b in instant(), east in -12 * 60..=14 * 60_i32) {
        let zone = FixedOffset::east_opt(east * 60).expect("in range");
        let read = |text: String| Date::parse(&text).map(|date| date.iso).expect("an instant");
        let (first, second) = (read(a.to_rfc3339()), read(b.with_timezone(&zone).to_rfc3339()));
        prop_assert_eq!(first.cmp(&second), a.cmp(&b));
    }

    #[test]
    fn the_fast_reader_and_the_general_one_agree(instant in instant(), east in -12 * 60..=14 * 60_i32) {
        let zone = FixedOffset::east_opt(east * 60).expect("in range");
        let local = instant.with_timezone(&zone);
        for shape in ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%d %H:%M%:z", "%Y-%m-%dt%H:%M:%S", "%Y-%m-%d", "%Y-%m", "%Y"] {
            let text = local.format(shape).to_string();
            let fast = Parts::from_iso(text.as_bytes());
            prop_assert!(fast.is_some(), "{}", text);
            prop_assert_eq!(fast, reader::read(&tokenise(&text)), "{}", text);
        }
    }

    #[test]
    fn shapes_of_the_same_day_agree(instant in instant()) {
        let iso = instant.format("%Y-%m-%d").to_string();
        let numeric = ["%d.%m.%Y", "%-d. %-m. %Y", "%Y/%m/%d", "%Y%m%d", "%Y年%-m月%-d日", "%A %m/%d/%Y"];
        for shape in numeric.into_iter().chain(["%A, %-d %B %Y", "%b %d, %Y"]) {
            let text = instant.format(shape).to_string();
            if let Some(date) = Date::parse(&text) {
                prop_assert_eq!(&date.iso, &iso, "{}", text);
            } else {
                // Only a weekday that fits both orders leaves it open.
                prop_assert_eq!(shape, "%A %m/%d/%Y", "{}", text);
            }
        }
    }
}
