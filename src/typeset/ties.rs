//! Ties: where an editor expects no line to end, by language. The lists are
//! here; [`Ties::is_tied`] reads them.
//!
//! A tie forbids the break, as a no-break space of the manuscript would.

use std::sync::LazyLock;

/// The ties of a language. All lists are in order of their bytes.
pub(crate) struct Ties {
    /// A number, roman or arabic, stays with these before it: *p. 34*.
    before_number: Vec<&'static str>,
    /// These stay with a number before them: *34 pp.*, *5 km*.
    after_number: Vec<&'static str>,
    /// These stay with a day beside them: *12 August*, *August 12*.
    months: Vec<&'static str>,
    /// A name stays with these before it: *Mr. Smith*.
    titles: Vec<&'static str>,
    /// These stay with a name before them: *King Jr.*
    tails: Vec<&'static str>,
    /// Words too short to end a line.
    short: Vec<&'static str>,
}

/// The lists as they are kept: words parted by spaces.
struct Lists {
    before_number: &'static str,
    after_number: &'static str,
    months: &'static str,
    titles: &'static str,
    tails: &'static str,
    short: &'static str,
}

/// What libraries and science write alike in every language.
const SIGNS: &str = "§ §§ ¶ № n° nº Nº N° £ $ € ¥ ₽ ₤ × ± † ca.";
const UNITS: &str = "km m cm mm dm ha kg g mg t l ml cl km² m² cm³ m³ km/h °C °F ° ′ ″ % ‰ W kW MW V \
    A Hz kHz MHz Pa J K min h s";

const ENGLISH: Lists = Lists {
    before_number: "p. P. pp. Pp. n. N. nn. Nn. no. No. nos. Nos. vol. Vol. vols. Vols. f. F. ff. \
        Ff. fol. Fol. fols. Fols. fo. Fo. op. Op. d. D. dd. Dd. l. L. ll. Ll. ch. Ch. \
        chs. Chs. chap. Chap. chaps. Chaps. cap. Cap. fig. Fig. figs. Figs. art. Art. \
        arts. Arts. c. C. Ca. doc. Doc. docs. Docs. bk. Bk. bks. Bks. pt. Pt. pts. Pts. \
        sec. Sec. secs. Secs. sect. Sect. par. Par. para. Para. paras. Paras. col. Col. \
        cols. Cols. pl. Pl. pls. Pls. v. V. vv. Vv. r. R. b. B. fl. Fl. ex. Ex. app. \
        App. ed. Ed. ser. Ser. tab. Tab. cl. Cl. q. Q. sig. Sig. sigs. Sigs. page Page \
        pages Pages note Note nos vol Vol vols Vols letter Letter folio Folio A.D. AD \
        MS. MSS. Nr. Cmd. Cd. ISBN ISSN",
    after_number: "pp. vols. fols. ff. f. ft. ft in. mi. mi mile miles yd. yds. lb. lb lbs lbs. oz. \
        oz cwt. cwt qr. qrs. st. hrs. hr. mins. min. sec. secs. mph h.p. hp a.m. p.m. pm \
        AD BC CE BCE A.D. B.C. C.E. B.C.E. AH per percent million millions billion \
        billions thousand o’clock s. d. l. pdr. pounder mm. cm. kg. km. degrees",
    months: "January February March April May June July August September October November \
        December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec.",
    titles: "Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Prof. Prof St. St Ste. SS. Messrs. Messrs Mme Mme. \
        Mlle Mlle. M. MM. Rev. Revd Hon. Gen. Lt. Lieut. Col. Maj. Capt. Sgt. Cpl. Adm. \
        Cdr. Gov. Sen. Rep. Pres. Fr. Fr Br. Sr. Sr Bp. Abp. Sir Mt. Mt Ft. Ft Lt Capt \
        Col Gen Maj Dom Fra",
    tails: "Jr. Sr. Jr Esq. Esq Bart. Bart",
    short: "",
};

const RUSSIAN: Lists = Lists {
    before_number: "с. стр. т. тт. л. лл. ф. оп. д. дд. г. гл. п. пп. ч. кн. вып. ст. ср. см. рис. \
        табл.",
    after_number: "г. гг. в. вв. км м см мм кг т га руб. коп. р. тыс. млн млрд ч. мин. лет чел. п.",
    months: "января февраля марта апреля мая июня июля августа сентября октября ноября \
        декабря",
    titles: "",
    tails: "",
    short: "",
};

const GERMAN: Lists = Lists {
    before_number: "S. Nr. Nrn. Bd. Bde. Abs. Art. Kap. Anm. Abb. Bl. Fol. Sp. Taf. Tab. Ziff. Z. H. \
        Heft Jg. Aufl. Seite fol. f. um",
    after_number: "ff. f. Uhr Mio. Mrd. Millionen Milliarden Prozent Bde. Bl. Mark RM DM v. n. Jh.",
    months: "Januar Februar März April Mai Juni Juli August September Oktober November \
        Dezember Jan. Feb. Aug. Sept. Okt. Nov. Dez. Jänner",
    titles: "Dr. Prof. Hr. Fr. Frl. St. Dipl.-Ing. Herr Frau",
    tails: "",
    short: "",
};

const FRENCH: Lists = Lists {
    before_number: "p. pp. n. t. vol. chap. f. ff. fol. fig. art. col. liv. l. ch. nos",
    after_number: "heures millions milliards fr. francs",
    months: "janvier février mars avril mai juin juillet août septembre octobre novembre \
        décembre janv. févr. avr. juil. sept. oct. nov. déc.",
    titles: "M. MM. Mme Mmes Mlle Mlles Dr Pr St Ste Me Mgr",
    tails: "",
    short: "",
};

const POLISH: Lists = Lists {
    before_number: "s. ss. t. nr nr. r. rys. tab. zob. por. k.",
    after_number: "r. w. zł gr tys. mln mld godz.",
    months: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października \
        listopada grudnia",
    titles: "",
    tails: "",
    short: "a A i I o O u U w W z Z",
};

const CZECH: Lists = Lists {
    before_number: "s. č. sv. t. f. fol. r. kap. obr. tab.",
    after_number: "Kč tis. mil. mld. hod.",
    months: "ledna února března dubna května června července srpna září října listopadu \
        prosince januára februára apríla mája júna júla augusta septembra októbra \
        novembra decembra",
    titles: "",
    tails: "",
    short: "a A i I k K o O s S u U v V z Z",
};

const NEUTRAL: Lists = Lists {
    before_number: "p. pp. n. nn. vol. f. ff. fol. ll. l. no. No. op. t.",
    after_number: "",
    months: "",
    titles: "",
    tails: "",
    short: "",
};

impl Ties {
    /// The ties of a language, by its primary subtag; what science and
    /// libraries write alike everywhere for the others.
    pub(crate) fn of(primary: &str) -> &'static Ties {
        static ALL: LazyLock<[Ties; 7]> = LazyLock::new(|| {
            [NEUTRAL, ENGLISH, RUSSIAN, GERMAN, FRENCH, POLISH, CZECH].map(Ties::new)
        });
        let at = match primary {
            "en" => 1,
            "ru" => 2,
            "de" => 3,
            "fr" => 4,
            "pl" => 5,
            "cs" | "sk" => 6,
            _ => 0,
        };
        &ALL[at]
    }

    fn new(lists: Lists) -> Ties {
        let sorted = |own: &'static str, common: &'static str| {
            let mut words: Vec<&str> = own.split(' ').chain(common.split(' ')).collect();
            words.retain(|word| !word.is_empty());
            words.sort_unstable();
            words
        };
        Ties {
            before_number: sorted(lists.before_number, SIGNS),
            after_number: sorted(lists.after_number, UNITS),
            months: sorted(lists.months, ""),
            titles: sorted(lists.titles, ""),
            tails: sorted(lists.tails, ""),
            short: sorted(lists.short, ""),
        }
    }

    /// Whether no line may end between these two, which a space parts.
    pub(crate) fn is_tied(&self, before: &str, word: &str) -> bool {
        let Some(first) = word.chars().next() else { return false };
        // Two plain words, as most are: nothing below is about them.
        let is_plain = first.is_ascii_lowercase() && !matches!(first, 'i' | 'v' | 'x' | 'l');
        if is_plain
            && self.short.is_empty()
            && before.starts_with(|it: char| it.is_ascii_alphabetic())
        {
            return false;
        }
        if matches!(first, '–' | '—' | '―' | '…') && !is_name_left_out(word) {
            return true;
        }
        if word.bytes().all(|byte| byte == b'.') || has(&self.short, before) {
            return true;
        }
        let before = before.trim_start_matches(is_opening);
        if first.is_ascii_digit() {
            let is_day = || has(&self.months, before) && day(word).is_some();
            return has(&self.before_number, before) || is_day();
        }
        let is_after_figures =
            before.starts_with(|sign: char| sign.is_ascii_digit() || is_money(sign));
        if is_after_figures {
            let pointed = word.trim_end_matches(|sign| sign != '.' && is_closing(sign));
            let bare = pointed.trim_end_matches(is_closing);
            let is_among = |list: &[&str]| has(list, pointed) || has(list, bare);
            return is_number(before) && is_among(&self.after_number)
                || day(before).is_some() && is_among(&self.months);
        }
        // No title and no initial is a small letter.
        let may_be_title = !before.starts_with(|sign: char| sign.is_ascii_lowercase());
        let is_title = || is_initial(before) || has(&self.titles, before);
        if first.is_uppercase() && may_be_title && is_title() {
            return true;
        }
        if matches!(first, 'i' | 'v' | 'x' | 'l' | 'I' | 'V' | 'X' | 'L') && is_roman(word) {
            // A pronoun is no number: *vol. i*, *no. I*, not *he and I*.
            let is_king = word.trim_end_matches(is_closing) != "I"
                && first.is_uppercase()
                && before.starts_with(char::is_uppercase)
                && before.ends_with(char::is_alphabetic);
            return is_king || has(&self.before_number, before);
        }
        first.is_uppercase() && has(&self.tails, word.trim_end_matches([',', ';', ')']))
    }
}

fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

fn is_opening(sign: char) -> bool {
    matches!(sign, '(' | '[' | '“' | '‘' | '„' | '«')
}

fn is_closing(sign: char) -> bool {
    matches!(sign, ',' | ';' | ':' | '.' | '?' | '!' | ')' | ']' | '”' | '’' | '»' | '—' | '–')
}

fn is_money(sign: char) -> bool {
    matches!(sign, '£' | '$' | '€' | '¥' | '₽')
}

/// `——`: a name that is left out, a word like others.
fn is_name_left_out(word: &str) -> bool {
    word.trim_end_matches(is_closing).is_empty() && word.starts_with("——")
}

/// Figures, with what stands within them: `5`, `1,250.5`, `14–20`, `£3½`.
fn is_number(text: &str) -> bool {
    let last = text.chars().next_back();
    let is_part = |sign: char| {
        sign.is_numeric() || is_money(sign) || matches!(sign, ',' | '.' | '–' | '-' | '/' | '\'')
    };
    last.is_some_and(char::is_numeric) && text.chars().all(is_part)
}

/// A day of the month, as `12`, `12th,` or `(12`.
fn day(text: &str) -> Option<u8> {
    let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
    let (figures, rest) = text.split_at(end);
    let rest = rest.trim_end_matches(is_closing);
    let is_plain = matches!(rest, "" | "st" | "nd" | "rd" | "d" | "th" | "er");
    let is_range = || rest.starts_with(['–', '-']) && rest.len() <= 5;
    figures.parse().ok().filter(|day| (1..=31).contains(day) && (is_plain || is_range()))
}

/// A roman number, perhaps with the sign that closes a sentence or the *’s* of
/// a king: `ii`, `XIV,`, `VIII’s`.
fn is_roman(word: &str) -> bool {
    if word.len() > 16 {
        return false;
    }
    let bare = word.trim_end_matches(is_closing);
    let bare = bare.strip_suffix("’s").unwrap_or(bare);
    let is_one_of = |letters: &[u8]| bare.bytes().all(|byte| letters.contains(&byte));
    // Hundreds would make words of *mild* and *did*.
    !bare.is_empty() && (is_one_of(b"ivxl") || is_one_of(b"IVXL"))
}

/// `J.`, `Ye.`, also of several: `I.V.` But no country: `U.S.`
fn is_initial(word: &str) -> bool {
    const DIGRAPHS: [&str; 13] =
        ["Ch", "Dz", "Dž", "Kh", "Ph", "Sh", "St", "Th", "Ts", "Ya", "Ye", "Yu", "Zh"];
    const PLACES: [&str; 6] = ["D.C.", "N.Y.", "U.K.", "U.N.", "U.S.", "U.S.S.R."];
    let Some(letters) = word.strip_suffix('.') else { return false };
    letters.len() <= 12
        && !PLACES.contains(&word)
        && letters.split('.').all(|initial| {
            let mut characters = initial.trim_start_matches('-').chars();
            let is_capital = characters.next().is_some_and(char::is_uppercase);
            is_capital && (characters.next().is_none() || DIGRAPHS.contains(&initial))
        })
}

#[cfg(test)]
mod tests {
    use super::Ties;

    /// A text with its ties shown.
    #[track_caller]
    fn check(language: &str, tied: &str) {
        let ties = Ties::of(language);
        let mut shown = String::new();
        let mut before: Option<&str> = None;
        let words: Vec<&str> = tied.split([' ', '~']).collect();
        for word in words {
            if let Some(before) = before {
                shown.push(if ties.is_tied(before, word) { '~' } else { ' ' });
            }
            shown.push_str(word);
            before = Some(word);
        }
        assert_eq!(shown, tied);
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        check("en", "f.~558, op.~11, d.~739, ll.~14–20");
        check("en", "vol.~viii, p.~170; (pp.~3–4)");
        check("en", "34~pp., 5~km, 10~a.m. and £5~million");
        check("en", "in 1931 men, 12 ships");
        check("en", "£~5 or §~7, A.D.~1066, 44~B.C.");
        check("fr", "n°~5, 3~km");
        check("ka", "№~5, 3~km");
    }

    #[test]
    fn a_day_stays_with_its_month() {
        check("en", "on 12~August 1931, August~12, 1931");
        check("en", "the 3rd~September; September~26th, and August 1931");
        check("ru", "12~августа 1931~г.");
        check("en", "45 August");
    }

    #[test]
    fn a_name_is_not_parted() {
        check("en", "Mr.~J.~V.~Smith and Dr~Jones at St.~Petersburg");
        check("en", "Charles~II and Henry~VIII’s wives, he and I, Part~II");
        check("en", "Martin King~Jr., then");
        check("en", "the U.S. Government. No. The end");
        check("ru", "И.~В.~Сталин");
    }

    #[test]
    fn no_line_begins_with_a_dash() {
        check("en", "one~– two~—M. and —— three~. . .".replace(". . .", ".~.~.").as_str());
    }

    #[test]
    fn short_words_do_not_end_a_line() {
        check("pl", "w~domu i~ogrodzie");
        check("sk", "v~lese a~k~domu");
    }

    /// The shortcuts for plain words hold only then.
    #[test]
    fn titles_begin_with_capitals() {
        for language in ["", "en", "ru", "de", "fr", "pl", "cs"] {
            let ties = Ties::of(language);
            let mut words = ties.titles.iter().chain(&ties.tails);
            assert!(words.all(|word| word.starts_with(char::is_uppercase)), "{language}");
        }
    }
}
