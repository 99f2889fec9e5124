//! Which of the parts that stand for another are offered, and in which order.

use crate::catalogue::fitment::{Fit, Fitment, tells};
use crate::catalogue::relation::{Grade, Related, RelationKind};
use crate::ids::Moment;
use crate::inquiry::Band;

/// A part that may be offered instead.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which, and how it stands for the wanted part.
    pub related: Related,
    /// Its grade; not known if absent.
    pub grade: Option<Grade>,
    /// Whether it fits, by place; empty if no vehicle was named.
    pub fits: Vec<Fit>,
    /// What can be sold in the area.
    pub sellable: i64,
    /// What a listing page shows.
    pub band: Band,
    /// When it can be there.
    pub promise_at: Option<Moment>,
}

impl Candidate {
    /// Whether it fits the vehicle.
    #[must_use]
    pub fn fitment(&self) -> Fitment {
        tells(&self.fits)
    }

    /// How many the vehicle needs, over all places.
    #[must_use]
    pub fn quantity_per_vehicle(&self) -> Option<i64> {
        let fitting = self.fits.iter().filter(|fit| fit.fitment == Fitment::Fits);
        let quantities: Option<Vec<i64>> = fitting.map(|fit| fit.quantity).collect();
        quantities
            .filter(|all| !all.is_empty())
            .map(|all| all.iter().fold(0, |sum: i64, one| sum.saturating_add(*one)))
    }
}

/// What the caller wants.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'w> {
    /// Whether a vehicle of the catalogue was named: then only what fits it is offered.
    pub for_vehicle: bool,
    /// How many; what the vehicle needs if absent, else one.
    pub quantity: Option<i64>,
    /// Relations; all if empty.
    pub kinds: &'w [RelationKind],
    /// Grades, the preferred one first; all if empty.
    pub grades: &'w [Grade],
    /// Grade of the wanted part.
    pub grade: Option<Grade>,
}

/// The candidates to offer, best first: those that fit the vehicle and are there in the quantity wanted; by grade (the caller's order, else nearest to the
/// wanted part's), date and relation.
#[must_use]
pub fn offer(mut candidates: Vec<Candidate>, wanted: &Wanted<'_>) -> Vec<Candidate> {
    candidates.retain(|candidate| {
        let needed = wanted
            .quantity
            .or_else(|| candidate.quantity_per_vehicle())
            .unwrap_or(1);
        let fits = !wanted.for_vehicle || candidate.fitment() == Fitment::Fits;
        let kind = wanted.kinds.is_empty() || wanted.kinds.contains(&candidate.related.kind);
        let grade = wanted.grades.is_empty()
            || candidate
                .grade
                .is_some_and(|grade| wanted.grades.contains(&grade));
        fits && kind && grade && candidate.sellable >= needed.max(1)
    });
    candidates.sort_by_cached_key(|candidate| {
        (
            candidate.fitment(),
            distance(candidate.grade, wanted),
            candidate.promise_at.map_or(i64::MAX, |moment| moment.0),
            candidate.related.kind,
            std::cmp::Reverse(newest(&candidate.related)),
            candidate.related.sku.clone(),
        )
    });
    candidates
}

/// How far a replacement has come along its chain: the newest is offered first.
const fn newest(related: &Related) -> usize {
    match related.kind {
        RelationKind::SupersededBy => related.chain.len(),
        _ => 0,
    }
}

/// How far a grade is from what is wanted; of two equally far ones the better is nearer.
fn distance(grade: Option<Grade>, wanted: &Wanted<'_>) -> (usize, usize) {
    let place = |grade: Grade| {
        Grade::ALL
            .iter()
            .position(|one| *one == grade)
            .unwrap_or(usize::MAX)
    };
    let Some(grade) = grade else {
        return (usize::MAX, 0);
    };
    if !wanted.grades.is_empty() {
        let at = wanted.grades.iter().position(|one| *one == grade);
        return (at.unwrap_or(usize::MAX), 0);
    }
    match wanted.grade {
        Some(own) => (place(own).abs_diff(place(grade)), place(grade)),
        None => (0, place(grade)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Sku;

    fn candidate(sku: &str, grade: Grade, sellable: i64) -> Candidate {
        Candidate {
            related: Related {
                sku: sku.into(),
                kind: RelationKind::Interchange,
                chain: vec!["WANTED".into(), sku.into()],
            },
            grade: Some(grade),
            fits: vec![Fit {
                fitment: Fitment::Fits,
                place: None,
                quantity: Some(2),
                note: None,
            }],
            sellable,
            band: Band::of(sellable),
            promise_at: None,
        }
    }

    fn skus(found: &[Candidate]) -> Vec<&str> {
        found.iter().map(|one| one.related.sku.as_str()).collect()
    }

    fn vehicle() -> Wanted<'static> {
        Wanted {
            for_vehicle: true,
            grade: Some(Grade::Brand),
            ..Wanted::default()
        }
    }

    #[test]
    fn only_what_fits_and_suffices_is_offered() {
        let mut not = candidate("NOT", Grade::Brand, 9);
        not.fits[0].fitment = Fitment::NotFit;
        let mut unknown = candidate("UNKNOWN", Grade::Brand, 9);
        unknown.fits = Vec::new();
        let few = candidate("FEW", Grade::Brand, 1);
        let good = candidate("GOOD", Grade::Brand, 2);
        let all = vec![not, unknown, few, good];
        assert_eq!(skus(&offer(all.clone(), &vehicle())), ["GOOD"]);
        // Without a vehicle one of each would do; what is known to fit something goes first.
        let any = Wanted {
            grade: Some(Grade::Brand),
            ..Wanted::default()
        };
        assert_eq!(skus(&offer(all.clone(), &any)), ["GOOD", "NOT", "UNKNOWN"]);
        let one = Wanted {
            quantity: Some(1),
            ..vehicle()
        };
        assert_eq!(skus(&offer(all.clone(), &one)), ["FEW", "GOOD"]);
        let three = Wanted {
            quantity: Some(3),
            ..vehicle()
        };
        assert_eq!(skus(&offer(all, &three)), [""; 0]);
    }

    #[test]
    fn grade_then_date_then_relation() {
        let mut late = candidate("LATE", Grade::Brand, 9);
        late.promise_at = Some(Moment(2_000));
        let mut soon = candidate("SOON", Grade::Brand, 9);
        soon.promise_at = Some(Moment(1_000));
        let mut newer = candidate("NEWER", Grade::Brand, 9);
        newer.promise_at = Some(Moment(2_000));
        newer.related.kind = RelationKind::SupersededBy;
        let mut newest = newer.clone();
        newest.related.sku = "NEWEST".into();
        newest.related.chain.insert(1, Sku::from("NEWER"));
        let all = vec![
            candidate("CHEAP", Grade::Economy, 9),
            candidate("OES", Grade::Oes, 9),
            late,
            newer,
            soon,
            newest,
            candidate("NODATE", Grade::Brand, 9),
        ];
        assert_eq!(
            skus(&offer(all.clone(), &vehicle())),
            ["SOON", "NEWEST", "NEWER", "LATE", "NODATE", "OES", "CHEAP"]
        );
        let cheap = [Grade::Economy, Grade::Oes];
        let caller = Wanted {
            grades: &cheap,
            ..vehicle()
        };
        assert_eq!(skus(&offer(all.clone(), &caller)), ["CHEAP", "OES"]);
        let kinds = [RelationKind::SupersededBy];
        let caller = Wanted {
            kinds: &kinds,
            ..vehicle()
        };
        assert_eq!(skus(&offer(all, &caller)), ["NEWEST", "NEWER"]);
    }
}
