// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

/**
 * Pre-occupation of stock (库存预占). Every write may be sent again under the same key and takes effect once.
 */
public interface StockReservationService {

    /**
     * Holds stock for an unpaid order. Refused with every short line, or held in part in mode PARTIAL.
     *
     * @param request see {@link PreOccupyReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> preOccupy(PreOccupyReq request);

    /**
     * Binds what is held to fulfilment orders, because the order is paid.
     *
     * @param request see {@link ConfirmReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> confirm(ConfirmReq request);

    /**
     * Gives back what is held. Also before preOccupy: then a later preOccupy of the order is refused.
     *
     * @param request see {@link CancelReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> cancel(CancelReq request);

    /**
     * Holds longer, because payment is under way; bounded in total.
     *
     * @param request see {@link ExtendReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> extend(ExtendReq request);

    /**
     * Changes quantities, SKUs or address of an unpaid order, as a whole or not at all.
     *
     * @param request see {@link AmendReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> amend(AmendReq request);

    /**
     * Reads a reservation.
     *
     * @param query see {@link ReservationQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Reservation> get(ReservationQuery query);

    /**
     * Tells what became of a write whose answer was lost. NOT_FOUND: it never took effect and may be sent.
     *
     * @param key see {@link OpKey}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<OpAnswer> getByKey(OpKey key);
}
