// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Changes of stock (库存变更). Every write may be sent again under the same key and takes effect once.
 */
public interface StockChangeService {

    /**
     * Announces a purchase: it becomes incoming.
     *
     * @param request see {@link AsnReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> purchaseExpect(AsnReq request);

    /**
     * Books goods received from a supplier; also opening stock.
     *
     * @param request see {@link InboundReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> purchaseIn(InboundReq request);

    /**
     * Books the result of an inspection: good to available, bad to defective.
     *
     * @param request see {@link InspectReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> inspect(InspectReq request);

    /**
     * Locks goods for a transfer.
     *
     * @param request see {@link TransferReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> transferLock(TransferReq request);

    /**
     * Sends locked goods to the other warehouse.
     *
     * @param request see {@link TransferReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> transferOut(TransferReq request);

    /**
     * Receives goods of a transfer, in one or several receipts; also less or more than was sent.
     *
     * @param request see {@link TransferReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> transferIn(TransferReq request);

    /**
     * Writes off what never arrived of a transfer: approved by another person than who found it missing.
     *
     * @param request see {@link TransferLossReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> transferLoss(TransferLossReq request);

    /**
     * Opens a presale: its quota can be held by orders that allow it. Opened again under another key, it adds to the quota. Seen by every provider within 4 s.
     *
     * @param request see {@link PresaleReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> openPresale(PresaleReq request);

    /**
     * Takes presale quota back that nobody holds, or ends the sale. Orders keep what they hold, and are served when goods come.
     *
     * @param request see {@link PresaleReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> closePresale(PresaleReq request);

    /**
     * Locks free stock, as far as it is free.
     *
     * @param request see {@link FreezeReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> freeze(FreezeReq request);

    /**
     * Unlocks frozen stock.
     *
     * @param request see {@link FreezeReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> unfreeze(FreezeReq request);

    /**
     * Books what was counted.
     *
     * @param request see {@link CountReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> stocktake(CountReq request);

    /**
     * Disposes of defective goods.
     *
     * @param request see {@link DisposeReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> scrap(DisposeReq request);

    /**
     * Returns defective goods to the vendor.
     *
     * @param request see {@link DisposeReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> returnToVendor(DisposeReq request);

    /**
     * Moves free stock between the shared pool and a channel's or activity's.
     *
     * @param request see {@link PoolReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> assignPool(PoolReq request);

    /**
     * Undoes a voucher; refused with what blocks it when the goods have moved on.
     *
     * @param request see {@link ReverseReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Voucher> reverse(ReverseReq request);

    /**
     * Reads the ledger, page by page.
     *
     * @param query see {@link LedgerQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Page<LedgerRow>> listLedger(LedgerQuery query);
}
