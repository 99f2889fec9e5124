// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * How writes of a hot SKU are served.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class HotMode {
    /** As any SKU. 普通 */
    public static final String NORMAL = "NORMAL";

    /** A cache gate says "sold out" early; the database decides. 前置闸门 */
    public static final String GATE = "GATE";

    /** The free stock is split over several rows; answered with NOT_IMPLEMENTED. 分片 */
    public static final String SHARDS = "SHARDS";

    /** Accepted by a buffer and applied in batches; answered with NOT_IMPLEMENTED. 缓冲 */
    public static final String BUFFERED = "BUFFERED";

    private HotMode() {
    }
}
