// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * A column of the stock ledger: what the quantity is at the moment.
 * <p>
 * A field of this kind is a String, so that a newer server may send a code which this jar does not know yet.
 */
public final class Bucket {
    /** Good and free. 可用 */
    public static final String AVAILABLE = "available";

    /** Held for an unpaid order. 预占 */
    public static final String PREOCCUPIED = "preoccupied";

    /** Bound to a paid fulfilment order. 已分配 */
    public static final String ALLOCATED = "allocated";

    /** Locked by operations, recall, stocktake or transfer. 冻结 */
    public static final String FROZEN = "frozen";

    /** Received or returned, not inspected. 待检 */
    public static final String QC_HOLD = "qc_hold";

    /** Failed inspection. 残次 */
    public static final String DEFECTIVE = "defective";

    /** With the carrier, not signed for; booked on the shipping warehouse. 配送在途 */
    public static final String SHIPPED = "shipped";

    /** Refused or returned, on its way back. 退货在途 */
    public static final String RETURN_TRANSIT = "return_transit";

    /** Between two warehouses; booked on the destination. 调拨在途 */
    public static final String TRANSFER_TRANSIT = "transfer_transit";

    /** Memo: a purchase is expected. 采购在途 */
    public static final String INCOMING = "incoming";

    /** Memo: presale quota left. 预售可用 */
    public static final String PRESALE_AVAIL = "presale_avail";

    /** Memo: presale quota held. 预售占用 */
    public static final String PRESALE_HELD = "presale_held";

    /** Outside: the supplier. May be negative. 供应商 */
    public static final String SUPPLIER = "supplier";

    /** Outside: the customer. May be negative. 客户 */
    public static final String CUSTOMER = "customer";

    /** Outside: stocktake and correction differences. May be negative. 盘点与调整 */
    public static final String ADJUST = "adjust";

    /** Outside: disposed of. May be negative. 报废 */
    public static final String SCRAP = "scrap";

    /** Outside: lost by a carrier. May be negative. 承运商丢失 */
    public static final String CARRIER_LOSS = "carrier_loss";

    /** Outside: counterpart of incoming. May be negative. 采购订单 */
    public static final String ON_ORDER = "on_order";

    /** Outside: counterpart of the presale quota. May be negative. 预售对应科目 */
    public static final String PRESALE_CONTRA = "presale_contra";

    private Bucket() {
    }
}
