// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.util.List;

/**
 * Fulfilment of paid orders and returns (库存履约). Every write may be sent again under the same key and takes effect once.
 */
public interface FulfillmentService {

    /**
     * Creates fulfilment orders, one per warehouse.
     *
     * @param request see {@link FoCreateReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<FulfillmentOrder>> create(FoCreateReq request);

    /**
     * Ends a hold and sends the fulfilment order to the warehouse.
     *
     * @param foNo the fulfilment order number
     * @param context see {@link OpContext}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> release(String foNo, OpContext context);

    /**
     * Takes the warehouse's report of what was picked and what was short.
     *
     * @param request see {@link PickReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> reportPick(PickReq request);

    /**
     * Takes the warehouse's report of a parcel handed to a carrier.
     *
     * @param request see {@link ShipReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> reportShip(ShipReq request);

    /**
     * Takes the carrier's report of what became of a parcel.
     *
     * @param request see {@link DeliveryReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> reportDelivery(DeliveryReq request);

    /**
     * Holds a fulfilment order back before it ships.
     *
     * @param request see {@link HoldReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> hold(HoldReq request);

    /**
     * Cancels what has not shipped yet.
     *
     * @param request see {@link FoCancelReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> cancel(FoCancelReq request);

    /**
     * Stops a parcel on its way.
     *
     * @param request see {@link InterceptReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<FulfillmentOrder> intercept(InterceptReq request);

    /**
     * Opens a return.
     *
     * @param request see {@link ReturnReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<ReturnOrder> createReturn(ReturnReq request);

    /**
     * Takes the report that the customer has sent the goods.
     *
     * @param request see {@link ReturnSentReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<ReturnOrder> reportReturnSent(ReturnSentReq request);

    /**
     * Takes the warehouse's report that returned goods have arrived.
     *
     * @param request see {@link ReturnInReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<ReturnOrder> reportReturnReceived(ReturnInReq request);

    /**
     * Books the inspection of returned goods.
     *
     * @param request see {@link GradeReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<ReturnOrder> grade(GradeReq request);

    /**
     * Tells everything that happened to the stock of an order, and where its units are now.
     *
     * @param orderNo the order number
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Timeline> trace(String orderNo);
}
