// @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit.
package com.autoparts.stock.api;

import java.util.List;

/**
 * The part catalogue (配件目录).
 */
public interface PartCatalogService {

    /**
     * Finds the vehicle of a VIN.
     *
     * @param vin the VIN
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<Vehicle> resolveVin(String vin);

    /**
     * Tells which parts fit a vehicle.
     *
     * @param request see {@link FitReq}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<Fit>> checkFitment(FitReq request);

    /**
     * Lists the parts that stand for a SKU or an original-equipment number.
     *
     * @param skuOrOe the SKU or OE number
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<List<PartRef>> interchange(String skuOrOe);

    /**
     * Imports parts, fitment and interchange.
     *
     * @param request see {@link FitImport}
     * @return the outcome; a refusal is a code in it, see {@link ResultCode}
     */
    Result<ImportReport> importFitment(FitImport request);
}
