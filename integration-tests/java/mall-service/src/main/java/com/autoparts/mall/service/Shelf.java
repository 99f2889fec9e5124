package com.autoparts.mall.service;

import com.autoparts.mall.dao.MallMapper;
import com.autoparts.mall.model.CartLine;
import com.autoparts.mall.model.MallPart;
import com.autoparts.stock.api.Band;
import com.autoparts.stock.api.Result;
import com.autoparts.stock.api.SellableItem;
import com.autoparts.stock.api.SellableReq;
import com.autoparts.stock.api.StockQueryService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.dubbo.rpc.RpcException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the mall shows: its own titles and prices beside what stock can sell. */
@Service
public class Shelf {
    /** Shown when stock does not answer: the page stays up, only the hint is missing. */
    private static final String UNKNOWN = "UNKNOWN";

    private final MallMapper mall;
    private final StockQueryService stock;

    public Shelf(MallMapper mall, StockQueryService stock) {
        this.mall = mall;
        this.stock = stock;
    }

    @Transactional
    public void save(MallPart part) {
        mall.savePart(part);
    }

    public List<Map<String, Object>> browse(List<String> skus, String warehouse) {
        Map<String, SellableItem> sellable = sellable(skus, warehouse);
        List<Map<String, Object>> shown = new ArrayList<>();
        for (MallPart part : mall.parts(skus)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sku", part.getSku());
            row.put("title", part.getTitle());
            row.put("priceMinor", part.getPriceMinor());
            SellableItem item = sellable.get(part.getSku());
            row.put("band", item == null ? UNKNOWN : item.getBand());
            row.put("sellable", item == null ? null : item.getSellable());
            shown.add(row);
        }
        return shown;
    }

    private Map<String, SellableItem> sellable(List<String> skus, String warehouse) {
        SellableReq request = new SellableReq();
        request.setSkus(new ArrayList<>(skus));
        request.setWarehouse(warehouse);
        request.setExact(true);
        Map<String, SellableItem> found = new HashMap<>();
        try {
            Result<List<SellableItem>> answer = stock.batchSellable(request);
            if (answer.succeeded()) {
                answer.getData().forEach(item -> found.put(item.getSku(), item));
            }
        } catch (RpcException away) {
            return found;
        }
        return found;
    }

    /** False when it cannot be sold: the cart stays as it is. */
    @Transactional
    public boolean putIntoCart(String buyerId, String sku, long quantity, String warehouse) {
        List<String> one = new ArrayList<>();
        one.add(sku);
        SellableItem item = sellable(one, warehouse).get(sku);
        if (item != null && (!item.isKnown() || Band.OUT.equals(item.getBand()) || item.getSellable() < quantity)) {
            return false;
        }
        mall.putIntoCart(buyerId, sku, quantity);
        return true;
    }

    public List<CartLine> cart(String buyerId) {
        return mall.cart(buyerId);
    }
}
