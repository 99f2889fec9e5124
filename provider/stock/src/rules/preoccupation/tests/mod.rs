//! Tables of what orders do.

mod amend;
mod hold;
mod life;
mod limits;
mod on_pay;
mod presale;
mod substitute;

use crate::table::check;

const WORLD: &str = "
    warehouse W1 W2
    area 31 = W1 W2
    sku A B S PAD DISC TYRE
    kit BRAKES = PAD*1 DISC*2
    kit WHEELS = TYRE*4
    channel web shared=yes
    channel vip shared=no
    receive W1 A*10 S*10
";

/// Runs rows on the common world.
fn rows(table: &str) {
    check(&format!("{WORLD}{table}"));
}
