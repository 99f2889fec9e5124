// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * What a sourcing policy seeks.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class ObjectiveKind {
    /** Few parcels. 包裹数 */
    public static final String PARCELS = "PARCELS";

    /** Little freight, in the smallest currency unit (fen). 运费 */
    public static final String COST = "COST";

    /** Few hours to arrival. 时效 */
    public static final String HOURS = "HOURS";

    /** Warehouses that go first for the area. 优先级 */
    public static final String PRIORITY = "PRIORITY";

    /** Warehouses of which only a small share of the stock is taken. 库存健康度 */
    public static final String STOCK_HEALTH = "STOCK_HEALTH";

    private ObjectiveKind() {
    }
}
