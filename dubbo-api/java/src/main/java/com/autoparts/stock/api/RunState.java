// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * How far a comparison has come.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class RunState {
    /** Waits for a provider to take it. 等待执行 */
    public static final String QUEUED = "QUEUED";

    /** Being compared. 执行中 */
    public static final String RUNNING = "RUNNING";

    /** Done; its differences are listed. 已完成 */
    public static final String DONE = "DONE";

    /** Ended before it was done; the message says why. 失败 */
    public static final String FAILED = "FAILED";

    private RunState() {
    }
}
