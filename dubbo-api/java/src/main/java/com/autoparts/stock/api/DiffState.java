// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * State of a difference.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class DiffState {
    /** Seen once. 已发现 */
    public static final String FOUND = "FOUND";

    /** Seen twice. 已确认 */
    public static final String CONFIRMED = "CONFIRMED";

    /** Repaired by rule. 自动修复 */
    public static final String AUTO_FIXED = "AUTO_FIXED";

    /** A repair is proposed. 已提议 */
    public static final String PROPOSED = "PROPOSED";

    /** The repair is approved. 已批准 */
    public static final String APPROVED = "APPROVED";

    /** Repaired by a voucher. 已修复 */
    public static final String FIXED = "FIXED";

    /** The repair is refused. 已驳回 */
    public static final String REJECTED = "REJECTED";

    /** Explained by goods or documents on their way. 已解释 */
    public static final String EXPLAINED = "EXPLAINED";

    private DiffState() {
    }
}
