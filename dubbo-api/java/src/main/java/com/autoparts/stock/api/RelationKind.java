// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * How one part stands for another.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class RelationKind {
    /** Same original-equipment number. 同OE号 */
    public static final String SAME_OE = "SAME_OE";

    /** Interchangeable both ways. 互换 */
    public static final String INTERCHANGE = "INTERCHANGE";

    /** Replaced by a newer part, one way. 被替代 */
    public static final String SUPERSEDED_BY = "SUPERSEDED_BY";

    /** An alternative of another grade. 可选替代 */
    public static final String ALTERNATIVE = "ALTERNATIVE";

    private RelationKind() {
    }
}
