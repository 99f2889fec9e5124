// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Health of the server or of one of its parts.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class HealthStatus {
    /** Works. 正常 */
    public static final String UP = "UP";

    /** Works with less: see the detail. 降级 */
    public static final String DEGRADED = "DEGRADED";

    /** Does not work. 故障 */
    public static final String DOWN = "DOWN";

    private HealthStatus() {
    }
}
