//! Labels: the words that name a field of an article, in many languages.

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The headline.
    Title,
    /// The sentences under the headline.
    Standfirst,
    /// Who wrote it.
    Author,
    /// When it was published.
    Published,
    /// When it was changed.
    Modified,
    /// The outlet.
    Site,
    /// The address.
    Url,
    /// The section of the outlet.
    Section,
    /// Tags or keywords.
    Tags,
    /// The language.
    Language,
    /// The id where the record came from.
    Id,
}

/// The labels: small letters, `_` and `-` as spaces. One line per language: English, German, French, Spanish, Italian,
/// Portuguese, Dutch, Russian, Chinese, Japanese, Korean, Arabic. A word that names different fields in different
/// exports is left out, as is a word that often begins a sentence before a colon.
#[rustfmt::skip]
const LABELS: &[(Label, &[&str])] = &[
    (Label::Title, &[
        "title", "headline", "full title", "article title", "subject",
        "titel", "überschrift", "schlagzeile", "betreff",
        "titre", "objet",
        "título", "titulo", "titular", "asunto",
        "titolo", "oggetto",
        "manchete", "assunto",
        "kop", "onderwerp",
        "заголовок", "название",
        "标题", "標題", "题目", "題目",
        "タイトル", "見出し", "題名", "件名",
        "제목", "표제",
        "العنوان", "عنوان",
    ]),
    (Label::Standfirst, &[
        "summary", "standfirst", "lede", "subtitle", "subheadline", "subhead", "deck", "description", "abstract", "excerpt",
        "untertitel", "unterzeile", "vorspann", "zusammenfassung", "teaser", "anreißer",
        "chapô", "chapeau", "résumé", "sous titre",
        "subtítulo", "bajada", "entradilla", "resumen", "copete",
        "sottotitolo", "sommario", "riassunto",
        "resumo", "linha fina",
        "samenvatting", "ondertitel",
        "подзаголовок", "аннотация", "краткое содержание",
        "摘要", "副标题", "副標題", "导语", "導語",
        "概要", "要約", "副題",
        "요약", "부제",
        "ملخص", "الملخص", "العنوان الفرعي",
    ]),
    (Label::Author, &[
        "author", "authors", "author(s)", "by", "byline", "written by", "writer", "reporter", "creator", "text by", "from",
        "autor", "autorin", "autoren", "autor/in", "verfasser", "verfasserin", "von", "text von", "text",
        "auteur", "auteure", "auteurs", "autrice", "par", "texte",
        "autora", "autores", "por", "escrito por", "texto",
        "autore", "autori", "testo", "testo di", "a cura di",
        "autoras", "texto de",
        "auteurs", "door", "tekst",
        "автор", "авторы", "текст",
        "作者", "记者", "記者", "撰文", "文",
        "著者", "執筆者", "筆者",
        "기자", "저자", "글쓴이", "글",
        "الكاتب", "كاتب", "بقلم", "المؤلف",
    ]),
    (Label::Published, &[
        "date", "published", "publication date", "date published", "published at", "published on", "published date",
        "posted", "posted on", "pub date", "pubdate", "release date", "date of publication", "issued", "first published",
        "datum", "veröffentlicht", "veröffentlicht am", "erschienen", "erschienen am", "erscheinungsdatum", "publiziert",
        "publié", "publié le", "paru le", "mis en ligne le", "date de publication",
        "fecha", "publicado", "publicado el", "fecha de publicación",
        "data", "pubblicato", "pubblicato il", "data di pubblicazione",
        "publicado em", "publicada em", "data de publicação",
        "gepubliceerd", "gepubliceerd op", "publicatiedatum", "verschenen",
        "дата", "опубликовано", "дата публикации",
        "日期", "发布", "發布", "发布时间", "發布時間", "發佈時間", "发布日期", "发表时间", "時間", "时间",
        "日付", "公開日", "公開日時", "掲載日", "配信日", "投稿日", "発行日",
        "날짜", "게시일", "등록일", "발행일", "작성일", "입력",
        "التاريخ", "تاريخ", "تاريخ النشر", "نشر في",
    ]),
    (Label::Modified, &[
        "updated", "modified", "last updated", "last modified", "date modified", "updated at", "updated on", "update",
        "lastmod", "revised",
        "aktualisiert", "aktualisiert am", "zuletzt aktualisiert", "geändert", "stand",
        "mis à jour", "mis à jour le", "mise à jour", "modifié", "modifié le",
        "actualizado", "actualizado el", "última actualización", "modificado",
        "aggiornato", "aggiornato il", "ultimo aggiornamento", "modificato",
        "atualizado", "atualizado em", "atualização", "última atualização",
        "bijgewerkt", "bijgewerkt op", "laatst bijgewerkt", "gewijzigd",
        "обновлено", "изменено",
        "更新", "更新时间", "更新時間", "修改时间", "最后更新",
        "更新日", "更新日時", "最終更新", "最終更新日",
        "수정", "수정일", "최종수정", "업데이트",
        "تحديث", "آخر تحديث", "تاريخ التحديث",
    ]),
    (Label::Site, &[
        "source", "site", "site name", "website", "publisher", "outlet", "newspaper", "publication", "agency",
        "quelle", "herausgeber", "zeitung", "verlag", "agentur", "medium",
        "éditeur", "journal", "agence",
        "fuente", "sitio", "periódico", "diario", "medio",
        "fonte", "sito", "testata", "editore", "giornale",
        "veículo", "jornal",
        "bron", "uitgever", "krant",
        "источник", "издание", "сайт",
        "来源", "來源", "资料来源", "資料來源", "媒体", "媒體", "出处", "稿源",
        "出典", "情報源", "媒体名", "発行元", "提供",
        "출처", "언론사", "매체",
        "المصدر", "مصدر", "الناشر",
    ]),
    (Label::Url, &[
        "url", "link", "permalink", "canonical", "canonical url", "source url", "original url", "web address", "uri",
        "weblink", "adresse",
        "lien",
        "enlace", "vínculo",
        "collegamento",
        "ligação", "endereço",
        "webadres",
        "ссылка",
        "链接", "鏈接", "連結", "网址", "網址", "原文链接", "原文鏈接",
        "リンク",
        "링크", "주소",
        "الرابط", "رابط",
    ]),
    (Label::Section, &[
        "section", "category", "categories", "rubric", "desk", "channel", "filed under", "posted in",
        "ressort", "rubrik", "kategorie", "kategorien",
        "rubrique", "catégorie", "catégories",
        "sección", "categoría", "categorías",
        "sezione", "categoria", "categorie",
        "seção", "secção", "categorias", "editoria",
        "rubriek", "sectie",
        "раздел", "рубрика", "категория",
        "栏目", "欄目", "分类", "分類", "类别", "類別", "版面", "频道",
        "カテゴリ", "カテゴリー", "ジャンル", "分野",
        "분류", "카테고리", "섹션",
        "القسم", "قسم", "التصنيف", "تصنيف", "الفئة",
    ]),
    (Label::Tags, &[
        "tags", "tag", "keywords", "keyword", "topics", "topic", "related topics", "tagged", "labels",
        "schlagwörter", "schlagworte", "stichwörter", "stichworte", "schlagwort", "themen",
        "mots clés", "mots clefs", "étiquettes", "thèmes",
        "etiquetas", "palabras clave", "temas",
        "parole chiave", "etichette", "argomenti", "temi",
        "palavras chave", "tópicos", "marcadores",
        "trefwoorden", "onderwerpen",
        "теги", "тэги", "метки", "ключевые слова", "темы",
        "标签", "標籤", "关键词", "關鍵詞", "关键字", "關鍵字",
        "タグ", "キーワード",
        "태그", "키워드", "해시태그",
        "وسوم", "الوسوم", "كلمات مفتاحية", "الكلمات المفتاحية", "الكلمات الدلالية",
    ]),
    (Label::Language, &[
        "language", "lang", "sprache", "langue", "idioma", "lingua", "língua", "taal", "язык", "语言", "語言", "言語",
        "언어", "اللغة",
    ]),
    (Label::Id, &["id", "guid", "identifier", "article id", "document id"]),
];

/// Words that begin the line under a picture.
#[rustfmt::skip]
const CAPTIONS: &[&str] = &[
    "photo", "photos", "photo credit", "photograph", "picture", "picture credit", "image", "image credit", "image caption",
    "image source", "caption", "video", "graphic", "illustration",
    "foto", "fotos", "bild", "bildquelle", "grafik", "crédit", "crédit photo", "légende", "imagen", "imagem", "immagine",
    "didascalia", "beeld", "фото", "图", "图片", "图片来源", "圖", "圖片", "写真", "画像", "사진", "صورة", "الصورة",
];

/// Finds what a key names.
pub fn find(key: &str) -> Option<Label> {
    let key = folded(key);
    LABELS.iter().find(|(_, keys)| keys.contains(&key.as_str())).map(|&(label, _)| label)
}

/// A key in the form that the table has it.
pub fn folded(key: &str) -> String {
    let key = key.to_lowercase().replace(['_', '-'], " ");
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a key names the line under a picture.
pub fn is_caption(key: &str) -> bool {
    CAPTIONS.contains(&folded(key).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_names_two_fields() {
        for (label, keys) in LABELS {
            for key in *keys {
                assert_eq!(find(key), Some(*label), "{key}");
                assert_eq!(folded(key), *key);
            }
        }
    }

    #[test]
    fn keys_are_found_however_they_are_written() {
        assert_eq!(find("Date_Published"), Some(Label::Published));
        assert_eq!(find(" MOTS-CLÉS "), Some(Label::Tags));
        assert_eq!(find("Warning"), None);
        assert_eq!(find(""), None);
    }
}
