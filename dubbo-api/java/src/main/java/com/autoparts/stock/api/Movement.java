// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * The kind of a ledger movement.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class Movement {
    /** A purchase order is expected: on_order to incoming. 采购预期 */
    public static final String PO_EXPECT = "PO_EXPECT";

    /** A purchase is received: supplier to qc_hold or available. 采购入库 */
    public static final String PO_IN = "PO_IN";

    /** Inspection passed: qc_hold to available. 质检合格 */
    public static final String QC_PASS = "QC_PASS";

    /** Inspection failed: qc_hold to defective. 质检不合格 */
    public static final String QC_FAIL = "QC_FAIL";

    /** An order holds stock: available to preoccupied. 预占 */
    public static final String PRE_OCCUPY = "PRE_OCCUPY";

    /** A hold is cancelled: preoccupied to available of the same pool. 释放 */
    public static final String RELEASE = "RELEASE";

    /** A hold ran out: preoccupied to available of the same pool. 过期释放 */
    public static final String EXPIRE = "EXPIRE";

    /** An order is paid: preoccupied to allocated. 确认占用 */
    public static final String CONFIRM = "CONFIRM";

    /** Allocated without a hold (cash on delivery, credit, late payment): available to allocated. 直接分配 */
    public static final String DIRECT_ALLOC = "DIRECT_ALLOC";

    /** A paid order is cancelled before shipping: allocated to available of the pool of origin. 取消分配 */
    public static final String DEALLOC = "DEALLOC";

    /** Moved to another warehouse after a short pick or rerouting, in one transaction. 改派 */
    public static final String RESOURCE = "RESOURCE";

    /** Handed to the carrier: allocated to shipped. 出库发运 */
    public static final String SHIP = "SHIP";

    /** Signed for: shipped to customer. 签收 */
    public static final String SIGN = "SIGN";

    /** Refused at the door: shipped to return_transit. 拒收 */
    public static final String REJECT = "REJECT";

    /** Stopped on the way: shipped to return_transit. 拦截 */
    public static final String INTERCEPT = "INTERCEPT";

    /** Lost by the carrier: shipped to carrier_loss. 丢失 */
    public static final String LOST = "LOST";

    /** A customer sends goods back: customer to return_transit. 退货寄出 */
    public static final String RET_SEND = "RET_SEND";

    /** Returned goods are received: return_transit to qc_hold at the receiving site. 退货入库 */
    public static final String RET_IN = "RET_IN";

    /** Returned goods are good: qc_hold to available. 退货良品 */
    public static final String RET_GOOD = "RET_GOOD";

    /** Returned goods are defective: qc_hold to defective. 退货残次 */
    public static final String RET_BAD = "RET_BAD";

    /** Returned goods never came: return_transit to carrier_loss. 退货丢失 */
    public static final String RET_MISS = "RET_MISS";

    /** Locked for a transfer: available to frozen. 调拨锁定 */
    public static final String TR_LOCK = "TR_LOCK";

    /** Sent to another warehouse: frozen to transfer_transit. 调拨出库 */
    public static final String TR_OUT = "TR_OUT";

    /** Received from another warehouse: transfer_transit to available. 调拨入库 */
    public static final String TR_IN = "TR_IN";

    /** Lost between warehouses: transfer_transit to adjust. 调拨差异 */
    public static final String TR_LOSS = "TR_LOSS";

    /** Frozen: available to frozen. 冻结 */
    public static final String FREEZE = "FREEZE";

    /** Unfrozen: frozen to available. 解冻 */
    public static final String UNFREEZE = "UNFREEZE";

    /** Counted more than booked: adjust to available. 盘盈 */
    public static final String COUNT_GAIN = "COUNT_GAIN";

    /** Counted less than booked: available, then frozen, to adjust. 盘亏 */
    public static final String COUNT_LOSS = "COUNT_LOSS";

    /** Disposed of: defective to scrap. 报废 */
    public static final String SCRAP = "SCRAP";

    /** Returned to the vendor: defective to supplier. 退供应商 */
    public static final String RTV = "RTV";

    /** Assigned to a channel or activity: available of SHARED to available of the pool. 配额划拨 */
    public static final String POOL_ASSIGN = "POOL_ASSIGN";

    /** Recalled from a channel or activity: available of the pool to available of SHARED. 配额回收 */
    public static final String POOL_RECALL = "POOL_RECALL";

    /** Presale opened: presale_contra to presale_avail. 预售开启 */
    public static final String PS_OPEN = "PS_OPEN";

    /** Presale quota held: presale_avail to presale_held. 预售占用 */
    public static final String PS_HOLD = "PS_HOLD";

    /** Presale turned into stock on receipt: presale_held to presale_contra, and available to allocated. 预售转现货 */
    public static final String PS_CONVERT = "PS_CONVERT";

    /** Presale quota taken back: presale_avail to presale_contra. 预售收回 */
    public static final String PS_CLOSE = "PS_CLOSE";

    /** An approved repair: any bucket to or from adjust. 对账调整 */
    public static final String RECON_ADJ = "RECON_ADJ";

    /** A mirror of an earlier voucher. 冲正 */
    public static final String REVERSE = "REVERSE";

    private Movement() {
    }
}
