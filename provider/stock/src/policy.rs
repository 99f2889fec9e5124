//! Numbers the rules decide by; each is documented for callers.

/// A hold may last this long in all, extensions included: four hours.
pub const HOLD_SECONDS_MAX: i64 = 4 * 3_600;
/// Shortest hold.
pub const HOLD_SECONDS_MIN: i64 = 5;
/// Hold when the caller names none: fifteen minutes to pay and two of grace.
pub const HOLD_SECONDS_DEFAULT: i64 = 17 * 60;
/// A business refusal is remembered this long: longer than any late duplicate of the call, short enough that a restocked retry is served.
pub const REFUSAL_SECONDS: i64 = 60;
/// How long what is left of a recall waits before it is tried again.
pub const RECALL_SECONDS: i64 = 60;
/// Longest hold of a scarce SKU when its rule names none: what a checkout takes.
pub const SCARCE_SECONDS_DEFAULT: i64 = 90;
/// Fewest rows a hot SKU's free stock is split over.
pub const SHARDS_MIN: i64 = 2;
/// Most rows a hot SKU's free stock is split over.
pub const SHARDS_MAX: i64 = 32;
/// Largest quantity of a line, in base units.
pub const QUANTITY_MAX: i64 = 1 << 40;
/// Most that a base unit may cost, in fen.
pub const UNIT_COST_MAX: i64 = 1 << 40;
/// Most lines of one command.
pub const LINES_MAX: usize = 200;
/// Most SKUs one order may come to when its kits are taken apart.
pub const PARTS_MAX: usize = 1_000;
/// Most balances one order may be served from: its SKUs, times the sites that serve its area, times the pools it may draw from.
pub const BALANCES_MAX: usize = 40_000;
/// Most that one bucket of one balance may come to: far below the end of the number range, so that no sum over balances overflows.
pub const BALANCE_MAX: i64 = 1 << 52;
/// Greatest age of goods that can be asked for or told, in days: a hundred years.
pub const AGE_DAYS_MAX: i64 = 36_525;
/// Most sites looked at for one order: the best of those that serve its area.
pub const CANDIDATES_MAX: usize = 64;
/// A quantity up to this is shown as it is; above, only that there is stock.
pub const LOW_QUANTITY_MAX: i64 = 5;
/// An approved return that is not sent within this time expires: fourteen days.
pub const RETURN_SEND_SECONDS: i64 = 14 * 24 * 3_600;
/// What is on its way back and does not arrive within this time is kept as a discrepancy: thirty days.
pub const RETURN_ARRIVE_SECONDS: i64 = 30 * 24 * 3_600;
/// Most parcels of one fulfilment order.
pub const PARCELS_MAX: usize = 100;
/// Most lines of all parcels of one fulfilment order.
pub const PARCEL_LINES_MAX: usize = 1_000;
/// Most parcels of one order whose delivery waits for their departure.
pub const PARKED_PARCELS_MAX: usize = 16;
/// Most deliveries of one parcel that wait for its departure.
pub const PARKED_DELIVERIES_MAX: usize = 16;
/// Most paid presale orders that one voucher gives goods to; the rest follow with the sweeper's next looks.
pub const SERVED_ORDERS_MAX: usize = 500;
/// Hours from the announced arrival of expected goods until they can leave again: unloading, inspection, putting away.
pub const INCOMING_BUFFER_HOURS: i64 = 24;
