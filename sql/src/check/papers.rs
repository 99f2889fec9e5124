//! Papers: that each can be read and is of its kind, that a sweeper finds what is due, and that every claim has a paper (I5, I7).

use crate::check::Found;
use crate::error::Error;
use crate::rows;
use crate::statement::Statement;
use crate::tx::Tx;

pub(super) async fn check(tx: &mut Tx, page_rows: usize, found: &mut Found) -> Result<(), Error> {
    let mut after = i64::MIN;
    while !found.is_full() {
        let mut statement = Statement::new(format!(
            "SELECT {}, sweep_at FROM paper WHERE id > ",
            rows::PAPER
        ));
        statement
            .bind(after)
            .push(&format!(" ORDER BY id LIMIT {page_rows}"));
        let page = tx.fetch(&statement).await?;
        for row in &page {
            after = row.int(0)?;
            let paper = match rows::paper(row) {
                Ok(paper) => paper,
                Err(error) => {
                    found.expect(false, "I5", || error.to_string());
                    continue;
                }
            };
            let sweep_at = row.int_or_null(10)?;
            found.expect(sweep_at.is_some() == paper.due_at.is_some(), "I7", || {
                format!(
                    "{} {} is due at {:?} and swept at {sweep_at:?}",
                    paper.kind.as_str(),
                    paper.no,
                    paper.due_at
                )
            });
        }
        if page.len() < page_rows {
            break;
        }
    }
    let orphans = Statement::new(
        "SELECT c.paper_id, COUNT(*) FROM paper_claim c LEFT JOIN paper p ON p.id = c.paper_id WHERE p.id IS NULL GROUP BY c.paper_id LIMIT 100",
    );
    for row in tx.fetch(&orphans).await? {
        let (id, count) = (row.int(0)?, row.int(1)?);
        found.expect(false, "I5", || {
            format!("{count} claims are of paper {id}, which does not exist")
        });
    }
    Ok(())
}
