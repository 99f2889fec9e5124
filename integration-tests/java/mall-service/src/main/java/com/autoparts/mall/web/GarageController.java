package com.autoparts.mall.web;

import com.autoparts.mall.service.Garage;
import com.autoparts.stock.api.Fit;
import com.autoparts.stock.api.Promise;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.Substitute;
import com.autoparts.stock.api.Vehicle;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Parts for a vehicle over HTTP. */
@RestController
public class GarageController {
    private final Garage garage;

    public GarageController(Garage garage) {
        this.garage = garage;
    }

    @GetMapping("/vehicles/{vin}")
    public Result<Vehicle> vehicle(@PathVariable("vin") String vin) {
        return garage.vehicle(vin);
    }

    @GetMapping("/vehicles/{vin}/fits")
    public Result<List<Fit>> fits(@PathVariable("vin") String vin, @RequestParam("skus") List<String> skus) {
        return garage.fits(vin, skus);
    }

    @GetMapping("/parts/{sku}/substitutes")
    public Result<List<Substitute>> substitutes(@PathVariable("sku") String sku, @RequestParam("vin") String vin,
        @RequestParam("area") String areaCode) {
        return garage.substitutes(sku, vin, areaCode);
    }

    @GetMapping("/parts/{sku}/promise")
    public Result<Promise> promise(@PathVariable("sku") String sku, @RequestParam("quantity") long quantity,
        @RequestParam("area") String areaCode) {
        return garage.promise(sku, quantity, areaCode);
    }
}
