// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
/**
 * The contract of the stock center (库存中心接口).
 * <ul>
 * <li>{@link com.autoparts.stock.api.StockReservationService}: Pre-occupation of stock (库存预占). Every write may be sent again under the same key and takes effect once.
 * <li>{@link com.autoparts.stock.api.StockChangeService}: Changes of stock (库存变更). Every write may be sent again under the same key and takes effect once.
 * <li>{@link com.autoparts.stock.api.SourcingService}: Sourcing (寻源): which warehouses send what.
 * <li>{@link com.autoparts.stock.api.StockQueryService}: Queries of stock (库存查询). Reads only; may be repeated at will.
 * <li>{@link com.autoparts.stock.api.FulfillmentService}: Fulfilment of paid orders and returns (库存履约). Every write may be sent again under the same key and takes effect once.
 * <li>{@link com.autoparts.stock.api.ReconcileService}: Account reconciliation (库存对账). Every write may be sent again under the same key and takes effect once.
 * <li>{@link com.autoparts.stock.api.PartCatalogService}: The part catalogue (配件目录).
 * <li>{@link com.autoparts.stock.api.StockAdminService}: Administration of the stock center (运营管理). Every write may be sent again under the same key and takes effect once. Where the server has an operator's
token configured, every write must carry it as the attachment {@code operator-token}, or is answered {@code NOT_AUTHORIZED}.
 * </ul>
 * Every write carries an {@link com.autoparts.stock.api.OpContext}: sent twice under the same key it takes effect once,
 * so retries by Dubbo or by the caller are safe. A refusal is a code in
 * {@link com.autoparts.stock.api.Result}; an exception means that something broke.
 * Fields are only ever added; times are by the database's clock; quantities are in base units.
 */
package com.autoparts.stock.api;
