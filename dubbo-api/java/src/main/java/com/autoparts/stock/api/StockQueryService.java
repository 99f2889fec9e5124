// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.util.List;

/**
 * Queries of stock (库存查询). Reads only; may be repeated at will.
 */
public interface StockQueryService {

    /**
     * Tells what of up to 200 SKUs can be sold, for listing pages.
     *
     * @param request see {@link SellableReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<SellableItem>> batchSellable(SellableReq request);

    /**
     * Tells when goods would arrive.
     *
     * @param request see {@link PromiseReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Promise> promise(PromiseReq request);

    /**
     * Reads the buckets per warehouse and pool, now or as of an earlier sequence.
     *
     * @param query see {@link BucketQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<BucketView>> buckets(BucketQuery query);

    /**
     * Reads the lots of a SKU in picking order.
     *
     * @param query see {@link LotQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<LotView>> lots(LotQuery query);

    /**
     * Explains a number: its buckets, who holds units, the last movements, why not all can be sold.
     *
     * @param query see {@link ExplainQuery}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<QtyExplain> explainQuantity(ExplainQuery query);

    /**
     * Offers parts that would do instead and fit the vehicle.
     *
     * @param request see {@link SubstituteReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<Substitute>> substitutes(SubstituteReq request);
}
