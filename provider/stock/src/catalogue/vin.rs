//! Vehicle identification numbers (ISO 3779, GB 16735): form, check digit, model year, and the vehicle that rows of the catalogue give them.

use std::collections::BTreeSet;
use std::fmt;

/// Characters of a number.
const LENGTH: usize = 17;
/// Position of the check digit, from 0.
const CHECK_AT: usize = 8;
/// Position of the model year, from 0.
const YEAR_AT: usize = 9;
/// Weights of the positions in the sum of the check digit.
const WEIGHTS: [u32; LENGTH] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/// Codes of the model years from 1980 on; they come round after thirty years.
const YEARS: &[u8] = b"ABCDEFGHJKLMNPRSTVWXY123456789";
const FIRST_YEAR: i32 = 1980;
/// How often the codes have come round: until 2039.
const ROUNDS: i32 = 2;
/// Stands for any character in a row's description.
pub const VDS_ANY: char = '*';

/// A number of the right form: seventeen characters, upper case, check digit right where the maker's region has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vin(String);

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VinProblem {
    /// It has so many characters.
    Length(usize),
    /// This character, at this position from 1, is none of a number's.
    Character(char, usize),
    /// The check digit, and what it has to be.
    CheckDigit(char, char),
}

impl fmt::Display for VinProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(length) => write!(f, "{LENGTH} characters long, it has {length}"),
            Self::Character(letter, at) => write!(
                f,
                "made of digits and letters without I, O and Q: character {at} is {letter:?}"
            ),
            Self::CheckDigit(found, right) => write!(
                f,
                "right in its check digit: character {} is {found}, by the others it is {right}; read the number again",
                CHECK_AT + 1
            ),
        }
    }
}

impl Vin {
    /// Reads a number; small letters are taken as capitals.
    ///
    /// # Errors
    /// What is wrong with its form.
    pub fn parse(text: &str) -> Result<Self, VinProblem> {
        let length = text.chars().count();
        if length != LENGTH {
            return Err(VinProblem::Length(length));
        }
        for (at, letter) in (1..).zip(text.chars()) {
            let upper = letter.to_ascii_uppercase();
            if !upper.is_ascii_alphanumeric() || matches!(upper, 'I' | 'O' | 'Q') {
                return Err(VinProblem::Character(letter, at));
            }
        }
        let vin = Self(text.to_ascii_uppercase());
        let (found, right) = (vin.at(CHECK_AT), vin.check_digit());
        if vin.has_check_digit() && found != right {
            return Err(VinProblem::CheckDigit(char::from(found), char::from(right)));
        }
        Ok(vin)
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The maker: characters 1 to 3.
    #[must_use]
    pub fn wmi(&self) -> &str {
        &self.0[..3]
    }

    /// The maker's description of the vehicle: characters 4 to 8, before the check digit.
    #[must_use]
    pub fn vds(&self) -> &str {
        &self.0[3..CHECK_AT]
    }

    /// Model years its tenth character may mean: one of each round of the code, none if the maker does not use it.
    #[must_use]
    pub fn model_years(&self) -> Vec<i32> {
        let code = self.at(YEAR_AT);
        let Some(at) = YEARS.iter().position(|year| *year == code) else {
            return Vec::new();
        };
        let (at, round) = (
            i32::try_from(at).unwrap_or(0),
            i32::try_from(YEARS.len()).unwrap_or(0),
        );
        (0..ROUNDS)
            .map(|turn| FIRST_YEAR + at + turn * round)
            .collect()
    }

    /// Descriptions that rows for this number may carry: its own, with each choice of characters left open. Thirty-two of them.
    #[must_use]
    pub fn descriptions(&self) -> Vec<String> {
        let own: Vec<char> = self.vds().chars().collect();
        (0..1_u32 << own.len())
            .map(|open| {
                let letters = own.iter().enumerate();
                letters
                    .map(|(at, letter)| {
                        if open >> at & 1 == 1 {
                            VDS_ANY
                        } else {
                            *letter
                        }
                    })
                    .collect()
            })
            .collect()
    }

    fn at(&self, position: usize) -> u8 {
        self.0.as_bytes()[position]
    }

    /// North America and China prescribe it; elsewhere the ninth character is the maker's own.
    fn has_check_digit(&self) -> bool {
        matches!(self.at(0), b'1'..=b'5' | b'L')
    }

    fn check_digit(&self) -> u8 {
        let sum: u32 = self
            .0
            .bytes()
            .zip(WEIGHTS)
            .map(|(letter, weight)| value(letter) * weight)
            .sum();
        b"0123456789X"[usize::try_from(sum % 11).unwrap_or(0)]
    }
}

/// The value of a character in the sum of the check digit.
const fn value(letter: u8) -> u32 {
    match letter {
        b'0'..=b'9' => (letter - b'0') as u32,
        b'A'..=b'H' => (letter - b'A') as u32 + 1,
        b'J'..=b'R' => (letter - b'J') as u32 + 1,
        b'S'..=b'Z' => (letter - b'S') as u32 + 2,
        _ => 0,
    }
}

/// A row of the catalogue: numbers of this maker and description are this vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VinRow {
    /// Characters 4 to 8; [`VDS_ANY`] stands for any.
    pub vds: String,
    /// Only from this model year on.
    pub year_from: Option<i32>,
    /// Only up to this model year.
    pub year_to: Option<i32>,
    /// The vehicle.
    pub vehicle: String,
}

impl VinRow {
    fn open_characters(&self) -> usize {
        self.vds.matches(VDS_ANY).count()
    }

    fn describes(&self, vin: &Vin) -> bool {
        self.vds.chars().count() == vin.vds().len()
            && self
                .vds
                .chars()
                .zip(vin.vds().chars())
                .all(|(row, own)| row == VDS_ANY || row == own)
    }

    /// The model year of a number by this row: the latest the row and the number allow. `Err` if they allow none.
    fn year(&self, vin: &Vin) -> Result<Option<i32>, ()> {
        let from = self.year_from.unwrap_or(i32::MIN);
        let to = self.year_to.unwrap_or(i32::MAX);
        let years = vin.model_years();
        if years.is_empty() {
            // Not told by the number: a row with years cannot be held against it.
            return Ok(None);
        }
        let allowed = years.iter().rev().find(|year| (from..=to).contains(*year));
        match allowed {
            Some(year) if self.year_from.is_some() || self.year_to.is_some() => Ok(Some(*year)),
            // Both rounds are possible.
            Some(_) => Ok(None),
            None => Err(()),
        }
    }
}

/// Vehicles that a number may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vehicles {
    /// This one, of this model year if the number and the row tell it.
    One(String, Option<i32>),
    /// Rows that say equally much name several.
    Several(Vec<String>),
    /// No row is for it.
    None,
}

/// The vehicle of a number: the rows that leave the fewest characters open decide.
#[must_use]
pub fn resolve(vin: &Vin, rows: &[VinRow]) -> Vehicles {
    let matching: Vec<(&VinRow, Option<i32>)> = rows
        .iter()
        .filter(|row| row.describes(vin))
        .filter_map(|row| row.year(vin).ok().map(|year| (row, year)))
        .collect();
    let Some(fewest) = matching.iter().map(|(row, _)| row.open_characters()).min() else {
        return Vehicles::None;
    };
    let closest = || {
        matching
            .iter()
            .filter(|(row, _)| row.open_characters() == fewest)
    };
    let named: BTreeSet<&str> = closest().map(|(row, _)| row.vehicle.as_str()).collect();
    if named.len() > 1 {
        return Vehicles::Several(named.into_iter().map(str::to_owned).collect());
    }
    let year = closest().map(|(_, year)| *year).max().flatten();
    named
        .first()
        .map_or(Vehicles::None, |one| Vehicles::One((*one).to_owned(), year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(vds: &str, years: (Option<i32>, Option<i32>), vehicle: &str) -> VinRow {
        VinRow {
            vds: vds.to_owned(),
            year_from: years.0,
            year_to: years.1,
            vehicle: vehicle.to_owned(),
        }
    }

    #[test]
    fn check_digits_of_published_numbers() {
        // Examples of the standard's literature; the last is European and has none.
        for good in [
            "1M8GDM9AXKP042788",
            "11111111111111111",
            "1HGCM82633A004352",
            "5GZCZ43D13S812715",
            "WVWZZZ1JZXW000001",
        ] {
            assert_eq!(Vin::parse(good).unwrap().as_str(), good);
        }
        assert_eq!(
            Vin::parse("1hgcm82643a004352"),
            Err(VinProblem::CheckDigit('4', '3'))
        );
    }

    #[test]
    fn every_change_of_one_character_is_seen() {
        let good = "LSVAG2180E2100001";
        let right = {
            let mut text = good.to_owned();
            for digit in "0123456789X".chars() {
                text.replace_range(8..9, &digit.to_string());
                if Vin::parse(&text).is_ok() {
                    break;
                }
            }
            text
        };
        assert!(Vin::parse(&right).is_ok());
        for at in 0..17 {
            for letter in "0123456789ABCDEFGHJKLMNPRSTUVWXYZ".chars() {
                let mut changed = right.clone();
                changed.replace_range(at..=at, &letter.to_string());
                let same_value =
                    value(right.as_bytes()[at]) == value(u8::try_from(letter).unwrap());
                // The first character decides whether there is a check digit at all.
                if at > 0 && at != CHECK_AT && !same_value {
                    assert!(Vin::parse(&changed).is_err(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_number_is_told() {
        for (bad, told) in [
            ("", "it has 0"),
            ("LSVAG2180E210000", "it has 16"),
            ("LSVAG2180E21000011", "it has 18"),
            ("LSVAG2180E21OOOO1", "character 13 is 'O'"),
            ("LSVAG2180E2100 01", "character 15 is ' '"),
            ("轮胎轮胎轮胎轮胎轮胎轮胎轮胎轮胎轮", "character 1 is '轮'"),
        ] {
            let problem = Vin::parse(bad).unwrap_err().to_string();
            assert!(problem.contains(told), "{bad}: {problem}");
        }
    }

    #[test]
    fn the_closest_rows_decide() {
        let vin = Vin::parse("WDDAB12CZEA000001").unwrap();
        assert_eq!((vin.wmi(), vin.vds()), ("WDD", "AB12C"));
        assert_eq!(vin.model_years(), [1984, 2014]);
        assert_eq!(vin.descriptions().len(), 32);
        let any = row("*****", (None, None), "ANY");
        let near = row("AB***", (Some(2010), None), "NEAR");
        let same = row("AB***", (Some(2010), None), "SAME");
        let past = row("AB12C", (None, Some(1999)), "PAST");
        let later = row("AB12C", (Some(2015), None), "LATER");
        let other = row("AB12D", (None, None), "OTHER");
        let found = |rows: &[&VinRow]| {
            let rows: Vec<VinRow> = rows.iter().map(|row| (*row).clone()).collect();
            resolve(&vin, &rows)
        };
        assert_eq!(found(&[]), Vehicles::None);
        assert_eq!(found(&[&later, &other]), Vehicles::None);
        // Of the two years the code may mean, nothing chooses.
        assert_eq!(found(&[&any]), Vehicles::One("ANY".into(), None));
        assert_eq!(
            found(&[&any, &near]),
            Vehicles::One("NEAR".into(), Some(2014))
        );
        assert_eq!(
            found(&[&near, &same]),
            Vehicles::Several(vec!["NEAR".into(), "SAME".into()])
        );
        assert_eq!(
            found(&[&near, &same, &past]),
            Vehicles::One("PAST".into(), Some(1984))
        );
    }

    #[test]
    fn descriptions_are_the_rows_that_may_be_for_it() {
        let vin = Vin::parse("WDDAB12CZEA000001").unwrap();
        let told = vin.descriptions();
        assert!(told.contains(&"AB12C".to_owned()) && told.contains(&"*****".to_owned()));
        assert!(told.contains(&"A*1*C".to_owned()));
    }
}
